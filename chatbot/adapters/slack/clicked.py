"""What buttons and menus of the bot do: the line that a click on one stands for. Pure."""

import re
from collections.abc import Mapping
from typing import Any, Final

from chatbot.adapters.payload import Payload, text_in, within
from storage.ids import pattern

_POLL, _MEETING, _COMMITMENT = (re.compile(pattern(noun)) for noun in ("poll", "meeting", "commitment"))
ACTIONS: Final[Mapping[str, tuple[str, re.Pattern[str]]]] = {
    "vote": ("/poll vote", re.compile(rf"{_POLL.pattern} (\d{{1,3}}(,\d{{1,3}})*)?")),
    "ballot": ("/poll vote", _POLL),
    "results": ("/poll results", _POLL),
    "attend": ("/attend", _MEETING),
    "apologies": ("/apologies", _MEETING),
    "done": ("/commit done", _COMMITMENT),
    "accept": ("/commit accept", _COMMITMENT),
}
"""What a button or menu does: the command, and what its value may be. Nothing else that is clicked is run."""


def line(action: Payload) -> str:
    """Return the line that one entry of `actions` stands for; "" for what is none of ours."""
    verb = text_in(action, "action_id").partition(":")[0]
    command, allowed = ACTIONS.get(verb, ("", None))
    value = _value(action)
    return f"{command} {value}" if allowed and allowed.fullmatch(value) else ""


def _value(action: Payload) -> str:
    chosen: Any = action.get("selected_options")
    if isinstance(chosen, list):
        values = [text_in(one, "value") for one in chosen if isinstance(one, Mapping)]
        label = text_in(action, "action_id").partition(":")[2]
        return f"{label} {','.join(value.partition(' ')[2] for value in values)}"
    return text_in(action, "value") or text_in(within(action, "selected_option"), "value")
