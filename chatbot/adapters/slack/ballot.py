"""The form of a ballot on Slack, and the line that a filled-in one stands for. Pure.

It takes every kind of ballot, abstention included, and leaves no message. The limits are those of Slack's reference
pages on modals and block elements.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo

from chatbot.adapters.slack.blocks import LABEL, plain
from chatbot.adapters.slack.forms import FIELD, FIRST, Place, Values, as_text, escaped, form, input_field, text_input
from chatbot.ballot_form import CHOICE, Field, Unfilled, choice, fields
from chatbot.dates import show_moment
from storage.events import PollKind
from storage.i18n import _
from storage.public import wording
from storage.state import Poll

GROUP: Final = 10
"""Options of a group of radio buttons or checkboxes; more become a menu."""
BECAUSE: Final = "because"
_KEYS: Final = (BECAUSE, "write-in", "in")
"""The keys that mean something in the line of a vote."""
_CALLED: Final = re.compile(r"poll vote ([A-Z][A-Z0-9]*-P\d{1,6}) (\w+) (\d{1,2})")


def ballot_form(poll: Poll, place: Place, zone: ZoneInfo) -> dict[str, Any]:
    """Return the form of a poll, with times in the voter's zone."""
    told = fields(poll, [show_moment(time, zone) for time in poll.times] or wording.options(poll))
    blocks = [input_field(_block(one), one.label, _element(one), optional=True) for one in told]
    if poll.kind is PollKind.CONSENSUS and not poll.rules.secret:
        why = text_input(multiline=True)
        blocks.append(input_field(BECAUSE, _("Why, where you have concerns or block"), why, optional=True))
    command = f"poll vote {poll.label} {poll.kind} {len(poll.options)}"
    return form(command, _("Vote in {poll}").format(poll=poll.label), place, blocks)


def ballot_line(command: str, values: Values) -> str:
    """Return the line that a filled-in form stands for; "" where the form is no ballot of ours."""
    called = _CALLED.fullmatch(command)
    if not called or called[2] not in list(PollKind):
        return ""
    states = {name: fields_.get(FIELD) or {} for name, fields_ in values.items()}
    reason = as_text(str(states.pop(BECAUSE, {}).get("value") or "").strip(), _KEYS)
    filled = {name: list(_chosen(state)) for name, state in states.items()}
    filled[CHOICE] = filled.pop(FIRST, [])
    try:
        text = choice(PollKind(called[2]), int(called[3]), filled)
    except Unfilled as problem:
        text = str(problem)
    return f"/poll vote {called[1]} {text}" + (f" {BECAUSE}:{escaped(reason)}" if reason else "")


def _block(field: Field) -> str:
    """Return what a field is called; what is wrong is told at the first of the names that forms have."""
    return FIRST if field.name == CHOICE else field.name


def _element(field: Field) -> dict[str, Any]:
    options = [{"text": plain(said, LABEL), "value": value} for value, said in field.values if value]
    few = len(options) <= GROUP and not field.in_list
    one, several = ("radio_buttons", "checkboxes") if few else ("static_select", "multi_static_select")
    return {"type": several if field.several else one, "action_id": FIELD, "options": options}


def _chosen(state: Mapping[str, Any]) -> Iterator[str]:
    """Yield the values that were chosen."""
    one = state.get("selected_option")
    several = state.get("selected_options")
    for option in [*(several if isinstance(several, list) else []), *([one] if one else [])]:
        if isinstance(option, Mapping) and re.fullmatch(r"[\w-]{1,20}", str(option.get("value"))):
            yield str(option["value"])
