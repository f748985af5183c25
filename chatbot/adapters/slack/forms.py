"""Forms for commands that are long to type. Pure."""

from collections.abc import Callable, Mapping
from typing import Final

from chatbot.adapters.slack.fields import FIELD, FIRST, Place, View, form, input_field, text_input
from chatbot.adapters.slack.import_form import import_form
from chatbot.adapters.slack.poll_form import poll_form
from storage.i18n import _


def commit_form(place: Place, text: str = "") -> View:
    """Return the form of `/commit`, with a text in it that may be changed."""
    people = {"type": "multi_users_select", "action_id": FIELD}
    return form(
        "commit",
        _("Make a commitment"),
        place,
        [
            input_field(FIRST, _("What is to be done"), text_input(text, multiline=True)),
            input_field("by", _("By"), {"type": "datepicker", "action_id": FIELD}, optional=True),
            input_field("owner", _("Who; you, if you leave it empty"), people, optional=True),
        ],
    )


def meeting_form(place: Place) -> View:
    """Return the form of `/meeting plan`."""
    return form(
        "meeting plan",
        _("Plan a meeting"),
        place,
        [
            input_field(FIRST, _("When, such as 12 May 13:00 UTC"), text_input()),
            input_field("title", _("Title"), text_input(), optional=True),
        ],
    )


Form = Callable[[Place], View]
FORMS: Final[Mapping[str, Form]] = {
    "/poll": poll_form,
    "/poll open": poll_form,
    "/commit": commit_form,
    "/commit import": import_form,
    "/meeting plan": meeting_form,
}
"""The lines that open a form when nothing else is typed."""
