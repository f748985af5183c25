"""The form of a ballot on Slack, and the line that a filled-in one stands for. Pure.

It takes every kind of ballot, abstention included, and leaves no message. The limits are those of Slack's reference
pages on modals and block elements.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from zoneinfo import ZoneInfo

from chatbot.adapters.slack.blocks import LABEL, option, plain
from chatbot.adapters.slack.fields import FIELD, FIRST, Place, Values, form, input_field, text_input
from chatbot.adapters.slack.filled import as_text, escaped
from chatbot.adapters.slack.showing import SECTION, parts, section
from chatbot.ballot_form import ABSTAIN, CHOICE, Field, Filled, choice, fields, filled_by
from chatbot.commands.poll_reading import LONGEST_OPTION
from chatbot.dates import show_moment
from storage.events import PollKind
from storage.i18n import _
from storage.ids import pattern
from storage.public import wording
from storage.state import Ballot, Poll

GROUP: Final = 10
"""Options of a group of radio buttons or checkboxes; more become a menu."""
BECAUSE, OWN = "because", "write-in"
_KEYS: Final = (BECAUSE, OWN, "in")
"""The keys that mean something in the line of a vote."""
_CALLED: Final = re.compile(rf"poll vote ({pattern('poll')}) (\w+) (\d{{1,2}})( again)?")
_UNRANKED: Final = "unranked"
"""What takes an option's place away: Slack lets nobody clear a menu or a radio button."""


def ballot_form(poll: Poll, place: Place, zone: ZoneInfo, standing: Ballot | None) -> dict[str, Any]:
    """Return the form of a poll, with times in the voter's zone, filled in with the voter's ballot that stands."""
    before = filled_by(poll.kind, len(poll.options), standing) if standing else {}
    reason = str(standing.reason or "") if standing else ""
    options = [show_moment(time, zone) for time in poll.times] or wording.options(poll)
    told = fields(poll, [f"{number}. {option}" for number, option in enumerate(options, 1)])
    elements = [(one, _element(one, before.get(one.name, ()))) for one in told]
    blocks = [*_in_full(told), *(input_field(_block(one), one.label, each, optional=True) for one, each in elements)]
    if poll.rules.write_in:
        own = text_input(longest=LONGEST_OPTION)
        blocks.append(input_field(OWN, _("An option of your own"), own, optional=True))
    if poll.kind is PollKind.CONSENSUS and not poll.rules.secret:
        why = text_input(reason, multiline=True)
        blocks.append(input_field(BECAUSE, _("Why, where you have concerns or block"), why, optional=True))
    again = reason if poll.kind is PollKind.CONSENSUS else standing and (standing.choice or standing.maybe)
    command = f"poll vote {poll.label} {poll.kind} {len(poll.options)}{' again' if again else ''}"
    return form(command, _("Vote in {poll}").format(poll=poll.label), place, blocks)


def ballot_line(command: str, values: Values) -> str:
    """Return the line that a filled-in form stands for; "" where the form is no ballot of ours. Raise `Unfilled`."""
    called = _CALLED.fullmatch(command)
    if not called or called[2] not in list(PollKind):
        return ""
    states = {name: fields_.get(FIELD) or {} for name, fields_ in values.items()}
    more = {key: as_text(str(states.pop(key, {}).get("value") or "").strip(), _KEYS) for key in (OWN, BECAUSE)}
    filled: dict[str, Sequence[str]] = {name: list(_chosen(state)) for name, state in states.items()}
    filled[CHOICE] = filled.pop(FIRST, [])
    if called[4]:
        filled, more = _anew(PollKind(called[2]), filled, more)
    is_own = bool(more[OWN]) and not any(filled.values())
    text = "" if is_own else choice(PollKind(called[2]), int(called[3]), filled)
    options = [f"{key}:{escaped(said)}" for key, said in more.items() if said]
    return " ".join(filter(None, [f"/poll vote {called[1]}", text, *options]))


def _anew(kind: PollKind, filled: Filled, more: dict[str, str]) -> tuple[dict[str, Sequence[str]], dict[str, str]]:
    """Return a filled-in form without what it was filled in with before and what was chosen now leaves no place for."""
    chosen = filled[CHOICE]
    if kind is PollKind.SINGLE and more[OWN]:
        return {CHOICE: []}, more
    if list(chosen) in (["agree"], [ABSTAIN]):
        return {CHOICE: chosen}, {**more, BECAUSE: ""}
    return {**filled}, more


def _in_full(told: list[Field]) -> Iterator[dict[str, Any]]:
    """Yield the options in full, where they are too long to be chosen by."""
    names = [said for field in told for value, said in field.values if value.isdecimal()]
    if any(len(plain(said, LABEL)["text"]) < len(" ".join(said.split())) for said in names):
        yield from (section(part) for part in parts("\n".join(names), SECTION))


def _block(field: Field) -> str:
    """Return what a field is called; what is wrong is told at the first of the names that forms have."""
    return FIRST if field.name == CHOICE else field.name


def _element(field: Field, before: Sequence[str]) -> dict[str, Any]:
    options = [option(value or _UNRANKED, said) for value, said in field.values]
    few = len(options) <= GROUP and not field.in_list
    one, several = ("radio_buttons", "checkboxes") if few else ("static_select", "multi_static_select")
    element = {"type": several if field.several else one, "action_id": FIELD, "options": options}
    chosen = [each for each in options if each["value"] in before]
    if not chosen:
        return element
    return {**element, "initial_options": chosen} if field.several else {**element, "initial_option": chosen[0]}


def _chosen(state: Mapping[str, Any]) -> Iterator[str]:
    """Yield the values that were chosen."""
    one = state.get("selected_option")
    several = state.get("selected_options")
    for chosen in [*(several if isinstance(several, list) else []), *([one] if one else [])]:
        value = str(chosen.get("value")) if isinstance(chosen, Mapping) else ""
        if re.fullmatch(r"[\w-]{1,20}", value) and value != _UNRANKED:
            yield value
