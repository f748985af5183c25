"""The overview: a card for each policy network."""

import streamlit as st

from dashboard import markup, page
from dashboard.overview_sheet import Card
from storage.i18n import _

ACROSS = 2


def show() -> None:
    """Show all networks."""
    view = page.begin()
    st.html(markup.element("h1", _("Where the policy networks stand")))
    sheet = page.overview(view)
    if not sheet.cards:
        show_start(now=view.as_of is None)
        return
    st.html(sheet.summary)
    for first in range(0, len(sheet.cards), ACROSS):
        for column, card in zip(st.columns(ACROSS), sheet.cards[first : first + ACROSS], strict=False):
            with column.container(border=True, key=f"card-{card.code}"):
                show_card(card)


def show_card(card: Card) -> None:
    """Show a network, with the way to its page."""
    st.html(card.html)
    page.link(card.code, _("Open {network}"))


def show_start(*, now: bool) -> None:
    """Say that there is nothing yet, and how it begins."""
    if not now:
        page.notice(_("No policy network is recorded for this moment."))
        return
    page.notice(_("Nothing is recorded yet."))
    steps = [
        _("Who runs the bot makes the first person of the Secretariat with the command: pn claim"),
        _("The Secretariat adds a network in the chat: /pn add PNE Policy Network on Environment"),
        _("This page shows it as soon as it is recorded."),
    ]
    st.html("".join(markup.element("p", step) for step in steps))


show()
