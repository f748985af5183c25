"""The page of one policy network, which the address names: /network?pn=PNE."""

from typing import Final

import streamlit as st

from dashboard import markup, page
from dashboard.charts import Charted
from dashboard.network_sheet import NetworkSheet
from storage.i18n import N_, _
from storage.state import Absent

PARTS: Final = {
    "pn-commitments": N_("Commitments"),
    "pn-plan": N_("Work plan"),
    "pn-polls": N_("Polls"),
    "pn-meetings": N_("Meetings"),
    "pn-group": N_("Working group (MWG)"),
    "pn-news": N_("Latest public entries"),
}  # the headings, each by the anchor that a link at the top leads to; Streamlit would show a docstring here


def show() -> None:
    """Show the network, or which ones there are."""
    view = page.begin()
    code = st.query_params.get("pn", "").strip().upper()
    try:
        sheet = page.network(view, code)
    except Absent:
        show_choice(view, code)
        return
    st.set_page_config(page_title=_("{network} · IGF Policy Networks").format(network=code))
    show_network(sheet)


def show_choice(view: page.View, code: str) -> None:
    """Say that there is no such network, and link to those that there are."""
    sentence = _("There is no policy network {network} in the record of this moment.").format(network=code[:40])
    page.notice(sentence if code else _("Choose a policy network."))
    for card in page.overview(view).cards:
        page.link(card.code, _("Open {network}"))


def show_network(sheet: NetworkSheet) -> None:
    """Show all of a network."""
    st.html(sheet.head)
    st.html(markup.links(markup.Link(_(text), f"#{anchor}") for anchor, text in PARTS.items()))
    st.html(sheet.figures)
    show_heading("pn-commitments")
    if sheet.commitments:
        st.html(sheet.commitments)
        show_charted(sheet.standing)
    else:
        st.html(markup.element("p", sheet.standing.chart.sentence))
    show_heading("pn-plan")
    st.html(sheet.plan)
    show_heading("pn-polls")
    st.html(sheet.polls.note)
    for poll in sheet.polls.latest:
        with st.container(border=True):
            st.html(poll.head)
            if poll.results:
                show_charted(poll.results, told=True)
    if sheet.polls.older:
        st.html(sheet.polls.older)
    show_heading("pn-meetings")
    st.html(sheet.meetings)
    show_heading("pn-group")
    show_charted(sheet.size)
    if sheet.balance:
        st.html(sheet.balance)
    show_heading("pn-news")
    st.html(sheet.news)


def show_heading(anchor: str) -> None:
    """Show the heading of a part of the page."""
    st.html(markup.element("h2", _(PARTS[anchor]), "pn-part", anchor))


def show_charted(shown: Charted, *, told: bool = False) -> None:
    """Show a chart with its sentence, unless that was told already, and its table beside it."""
    if not told:
        st.html(markup.element("p", shown.chart.sentence))
    chart, table = st.columns([3, 2])
    chart.vega_lite_chart(shown.chart.spec, alt=shown.chart.sentence, theme=None)
    table.html(shown.table)


show()
