"""Forms for commands that are long to type, and the line that a filled-in form stands for. Pure.

A form does what the line does, through the same command: no rule stands here. The limits are those of Slack's
reference pages on modals and block elements.
"""

import json
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final, NamedTuple

from chatbot.adapters.slack.blocks import plain
from chatbot.commands import COMMANDS
from storage.i18n import _

View = dict[str, Any]
Values = Mapping[str, Mapping[str, Mapping[str, Any]]]
TITLE: Final = 24
FIRST: Final = "first"
"""The block of a form's first field; what is wrong is told there."""
FIELD: Final = "value"
LONGEST: Final = 3000
"""Characters of a text field."""
_KEY: Final = re.compile(r"(?<!\S)([^\W\d_]+(?:-[^\W\d_]+)*)(?=[:：])")
_OPTIONS: Final = {
    command.path: [one.name for one in command.all_options]
    for command in COMMANDS
    if command.path in ("poll open", "commit", "meeting plan")
}
"""The commands that have a form, each with the keys of its options."""


class Place(NamedTuple):
    """Where a form was opened, and what stands before commands there."""

    channel: str = ""
    prefix: str = ""


def poll_form(place: Place, _text: str = "") -> View:
    """Return the form of `/poll open`."""
    kinds = [_choice("single", _("one option")), _choice("multiple", _("several options"))]
    return form(
        "poll open",
        _("Open a poll"),
        place,
        [
            input_field(FIRST, _("Question"), text_input()),
            input_field("options", _("Options, one a line"), text_input(multiline=True)),
            input_field("kind", _("Who votes may choose"), _radio(kinds)),
            input_field("closes", _("Closes, such as Friday 17:00"), text_input(), optional=True),
        ],
    )


def commit_form(place: Place, text: str = "") -> View:
    """Return the form of `/commit`, with a text in it that may be changed."""
    return form(
        "commit",
        _("Make a commitment"),
        place,
        [
            input_field(FIRST, _("What is to be done"), text_input(text, multiline=True)),
            input_field("by", _("By"), {"type": "datepicker", "action_id": FIELD}, optional=True),
            input_field("owner", _("Who; you, if you leave it empty"), _people(), optional=True),
        ],
    )


def meeting_form(place: Place, _text: str = "") -> View:
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


FORMS: Final[Mapping[str, Callable[[Place, str], View]]] = {
    "/poll": poll_form,
    "/commit": commit_form,
    "/meeting plan": meeting_form,
}
"""The lines that open a form when nothing else is typed."""


def line(command: str, values: Values) -> tuple[str, tuple[str, ...]]:
    """Return the line that a filled-in form stands for, with people as Slack writes them, and who they are.

    What is text in a form is text in the line: an option's key in it opens no option. A form of which the command is
    none of ours stands for an empty line.
    """
    keys = _OPTIONS.get(command)
    if keys is None:
        return "", ()
    filled = {block: _filled(fields.get(FIELD) or {}) for block, fields in values.items()}
    people = tuple(_people_in((values.get("owner") or {}).get(FIELD) or {}))
    text = [as_text(filled.get(FIRST, ""), keys)]
    text += [as_text(one, keys) for one in filled.get("options", "").splitlines() if one.strip()]
    options = [f"{key}:{escaped(filled[key])}" for key in keys if filled.get(key)]
    if people:
        options.append("owner:" + " ".join(f"<@{user}>" for user in people))
    return " ".join([f"/{command}", " | ".join(escaped(one) for one in text), *options]), people


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


def text_input(text: str = "", *, multiline: bool = False) -> dict[str, Any]:
    """Return what a text is typed in."""
    initial = {"initial_value": text[: LONGEST // 2]} if text else {}
    kind = {"type": "plain_text_input", "action_id": FIELD, "max_length": LONGEST}
    return {**kind, "multiline": multiline, **initial}


def _choice(value: str, label: str) -> dict[str, Any]:
    return {"text": plain(label, 75), "value": value}


def _radio(choices: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "radio_buttons", "action_id": FIELD, "options": choices, "initial_option": choices[0]}


def _people() -> dict[str, Any]:
    return {"type": "multi_users_select", "action_id": FIELD}


def _filled(state: Mapping[str, Any]) -> str:
    option = state.get("selected_option") or {}
    return str(state.get("value") or state.get("selected_date") or option.get("value") or "").strip()


def _people_in(state: Mapping[str, Any]) -> list[str]:
    users = state.get("selected_users") or []
    return [user for user in users if isinstance(user, str) and re.fullmatch("[UW][A-Z0-9]+", user)]


def as_text(text: str, keys: Collection[str]) -> str:
    """Return a field's text as one piece of free text: no option of the command, no break between options."""
    whole = re.sub(r"[|｜]", "/", text) if "kind" in keys else text
    return _KEY.sub(lambda found: f"\\{found[1]}" if found[1].casefold() in keys else found[1], whole)


def escaped(text: str) -> str:
    """Return what was typed in a field as Slack escapes it in a command: there it is raw."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
