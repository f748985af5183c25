"""The form of `/poll open`. Pure.

What every poll needs stands there from the start. The kind decides which fields there are; a button shows the rules
that few polls need.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from chatbot.adapters.payload import Payload, text_in, within
from chatbot.adapters.slack.blocks import actions, button
from chatbot.adapters.slack.fields import (
    FIELD,
    FIRST,
    RULES,
    Place,
    Values,
    View,
    form,
    input_field,
    inputs,
    menu,
    place_of,
    text_input,
    ticks,
)
from chatbot.commands.poll_reading import LONGEST_QUESTION
from storage.events import Audience, PollKind, Ties, Use
from storage.i18n import N_, _

COMMAND: Final = "poll open"
KIND: Final = "kind"
MORE: Final = f"more:{RULES}"
"""The button that shows the other rules."""
_KINDS: Final = {
    PollKind.SINGLE: N_("one option"),
    PollKind.MULTIPLE: N_("several options"),
    PollKind.APPROVAL: N_("every option that they could accept (approval)"),
    PollKind.RANKED: N_("the options in their order (ranking)"),
    PollKind.CONSENSUS: N_("agree, concerns, block or abstain (consensus)"),
    PollKind.DATES: N_("which of several times suit (dates)"),
}
_AUDIENCES: Final = {
    Audience.MWG: N_("the working group"),
    Audience.COMMUNITY: N_("the working group and the community"),
    Audience.EVERYONE: N_("everyone"),
}
_TIES: Final = {
    Ties.REPORT: N_("it is reported as a tie"),
    Ties.LISTED: N_("the option that is listed first stands first"),
}
_RANKED_TIES: Final = {
    **_TIES,
    Ties.TOGETHER: N_("all that are lowest go out together"),
    Ties.EARLIER: N_("the one with fewer ballots in an earlier round goes out"),
}
_USES: Final = {
    Use.SCOPE: N_("the scope of the network"),
    Use.CONTINUATION: N_("whether the network continues"),
}
_TICKS: Final = {
    "write-in:yes": N_("Voters may add options"),
    "extendable:yes": N_("It may be extended, with a reason that everyone reads"),
    "leavers:lose": N_("Who leaves before the close loses the ballot"),
    "names:public": N_("The public file names who voted"),
}
TICKED: Final = tuple(_TICKS)
"""Options of the line that are checkboxes of one field."""
_FIXED: Final = (PollKind.CONSENSUS, PollKind.DATES)
"""Kinds in which nobody writes in an option."""


def poll_form(place: Place, kind: PollKind = PollKind.SINGLE, *, more: bool = False) -> View:
    """Return the form for a kind of poll, with all its rules or with a button that shows them."""
    rest = list(_more(kind)) if more else [actions([button("more", RULES, _("More rules"))])]
    return form(COMMAND, _("Open a poll"), place, [*_basic(kind), *rest])


def is_poll_form(view: Payload) -> bool:
    """Tell whether something is this form."""
    return (text_in(view, "callback_id"), text_in(view, "type")) == (COMMAND, "modal")


def changed_form(view: Payload, action: str) -> View:
    """Return the form as it is to be after something in it was chosen or pressed.

    Slack keeps what was filled in, in the fields that are still there.
    """
    values: Values = within(within(view, "state"), "values")
    chosen = text_in(within(within(within(values, KIND), FIELD), "selected_option"), "value")
    kind = PollKind(chosen) if chosen in list(PollKind) else PollKind.SINGLE
    more = action == MORE or "for" in inputs(view)
    return poll_form(place_of(text_in(view, "private_metadata")), kind, more=more)


def _basic(kind: PollKind) -> Iterator[dict[str, Any]]:
    asked = _("Proposal") if kind is PollKind.CONSENSUS else _("Question")
    yield input_field(FIRST, asked, text_input(longest=LONGEST_QUESTION))
    yield {**input_field(KIND, _("Voters choose"), menu(_words(_KINDS), kind)), "dispatch_action": True}
    if kind is PollKind.DATES:
        yield input_field("options", _("Times, one a line, such as 12 May 13:00 UTC"), text_input(multiline=True))
    elif kind is not PollKind.CONSENSUS:
        yield input_field("options", _("Options, one a line"), text_input(multiline=True))
    yield input_field("closes", _("Closes, such as Friday 17:00"), text_input(), optional=True)
    secret = ticks([("yes", _("Nobody learns who chose what; results come after the close"))])
    yield input_field("secret", _("Secret"), secret, optional=True)


def _more(kind: PollKind) -> Iterator[dict[str, Any]]:
    yield input_field("for", _("Who may vote"), menu(_words(_AUDIENCES), Audience.MWG))
    if kind is PollKind.MULTIPLE:
        number = {"type": "number_input", "action_id": FIELD, "is_decimal_allowed": False, "min_value": "1"}
        yield input_field("choose", _("How many options at most"), number, optional=True)
    yield input_field(
        "quorum", _("Quorum: the part of the voters that is to vote, such as 1/2"), text_input(), optional=True
    )
    if kind is not PollKind.RANKED:
        label = _("Threshold: the part of the ballots for an option, such as 2/3")
        yield input_field("threshold", label, text_input(), optional=True)
    if kind is not PollKind.CONSENSUS:
        rules = _RANKED_TIES if kind is PollKind.RANKED else _TIES
        yield input_field("ties", _("In a tie"), menu(_words(rules), Ties.REPORT))
    yield input_field("use", _("What it is about, if it is one of these"), menu(_words(_USES)), optional=True)
    ticked = [(value, said) for value, said in _words(_TICKS) if kind not in _FIXED or not value.startswith("write-in")]
    yield input_field(RULES, _("Also"), ticks(ticked), optional=True)


def _words(choices: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(str(value), _(said)) for value, said in choices.items()]
