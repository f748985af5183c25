"""What forms are made of. Pure. The limits are those of Slack's reference pages on modals and block elements."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from chatbot.adapters.payload import Payload, text_in
from chatbot.adapters.slack.blocks import option, plain
from storage.i18n import _

View = dict[str, Any]
Values = Mapping[str, Mapping[str, Mapping[str, Any]]]
Choices = Sequence[tuple[str, str]]
"""What can be chosen: values, each with its words."""
TITLE: Final = 24
FIRST: Final = "first"
"""The block of a form's first field; what is wrong with no field in particular is told there."""
RULES: Final = "rules"
"""The block of checkboxes each of which is an option of the command."""
FIELD: Final = "value"
LONGEST: Final = 3000
"""Characters of a text field."""


class Place(NamedTuple):
    """Where a form was opened, and what stands before commands there."""

    channel: str = ""
    prefix: str = ""


def place_of(metadata: str) -> Place:
    """Return where a form was opened, from what the form kept of it."""
    try:
        kept = json.loads(metadata)
        return Place(str(kept["channel"]), str(kept["prefix"]))
    except (ValueError, KeyError, TypeError):
        return Place()


def form(command: str, title: str, place: Place, blocks: list[dict[str, Any]]) -> View:
    """Return a form that stands for a command."""
    return {
        "type": "modal",
        "callback_id": command,
        "private_metadata": json.dumps(place._asdict()),
        "title": plain(title, TITLE),
        "submit": plain(_("Record"), TITLE),
        "close": plain(_("Cancel"), TITLE),
        "blocks": blocks,
    }


def input_field(block: str, label: str, element: dict[str, Any], *, optional: bool = False) -> dict[str, Any]:
    """Return a field with its label."""
    return {"type": "input", "block_id": block, "label": plain(label, 2000), "element": element, "optional": optional}


def text_input(text: str = "", *, multiline: bool = False, longest: int = LONGEST) -> dict[str, Any]:
    """Return what a text is typed in."""
    initial = {"initial_value": text[: LONGEST // 2]} if text else {}
    kind = {"type": "plain_text_input", "action_id": FIELD, "max_length": longest}
    return {**kind, "multiline": multiline, **initial}


def menu(choices: Choices, first: str = "") -> dict[str, Any]:
    """Return a menu; `first` is the value that stands there before anybody chose."""
    options = [option(*choice) for choice in choices]
    chosen = next((one for one in options if one["value"] == first), None)
    initial = {"initial_option": chosen} if chosen else {}
    return {"type": "static_select", "action_id": FIELD, "options": options, **initial}


def ticks(choices: Choices) -> dict[str, Any]:
    """Return checkboxes."""
    return {"type": "checkboxes", "action_id": FIELD, "options": [option(*choice) for choice in choices]}


def inputs(view: Payload) -> tuple[str, ...]:
    """Return the ids of a form's fields; Slack takes no other place for what is wrong."""
    blocks = view.get("blocks")
    found = [one for one in (blocks if isinstance(blocks, list) else ()) if isinstance(one, Mapping)]
    return tuple(text_in(one, "block_id") for one in found if one.get("type") == "input")


def blamed(about: str, fields: Sequence[str]) -> str:
    """Return the field of a form beside which it is told what is wrong about a part of the line."""
    return about if about in fields else FIRST if FIRST in fields else fields[0]
