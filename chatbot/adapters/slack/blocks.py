"""Buttons and menus, cut to what Slack takes. Pure. What they do stands in `reading.ACTIONS`.

The limits are those of Slack's reference pages on blocks and block elements.
"""

from collections.abc import Sequence
from typing import Any, Final

from chatbot.adapters.slack.showing import Block
from storage.events import PollKind
from storage.i18n import _
from storage.state import Poll

LABEL: Final = 75
"""Characters on a button and in an option of a menu."""
ERROR: Final = 300
"""Characters of what is said beside a field; a longer text is hard to read there."""
BUTTONS: Final = 5
"""Options of a poll that become buttons; more become a menu."""
OPTIONS: Final = 100
"""Options of a menu."""


def plain(text: str, most: int) -> dict[str, Any]:
    """Return a text without formatting, of at most so many characters; Slack takes none without a letter."""
    text = " ".join(text.split()) or "…"
    size = len(text.encode("utf-16-le")) // 2
    if size > most:
        text = text.encode("utf-16-le")[: 2 * (most - 1)].decode("utf-16-le", "ignore").rstrip() + "…"
    return {"type": "plain_text", "text": text, "emoji": False}


def button(verb: str, value: str, label: str) -> dict[str, Any]:
    """Return a button: what it does, and to what; both together are unique in its message."""
    action = f"{verb}:{value}".replace(" ", ":")
    return {"type": "button", "action_id": action, "value": value, "text": plain(label, LABEL)}


def option(value: str, label: str) -> dict[str, Any]:
    """Return one thing that can be chosen."""
    return {"text": plain(label, LABEL), "value": value}


def ballot(poll: Poll) -> list[Block]:
    """Return what one votes with, in the poll's message: a click, or a form where a click does not say enough."""
    form = button("ballot", poll.label, _("Vote"))
    if poll.rules.secret or poll.kind not in (PollKind.SINGLE, PollKind.MULTIPLE):
        return [actions([form])]
    form = button("ballot", poll.label, _("Add an option"))
    return [*_choices(poll), *([actions([form])] if poll.rules.write_in else [])]


def _choices(poll: Poll) -> list[Block]:
    """Return what is chosen in one click; nothing for a poll with more options than a menu has."""
    options = [(f"{poll.label} {number}", f"{number}. {option}") for number, option in enumerate(poll.options, 1)]
    if poll.kind is PollKind.MULTIPLE:
        return _menu(poll, "multi_static_select", _("Choose all that you like"), options)
    if len(options) > BUTTONS:
        return _menu(poll, "static_select", _("Choose one"), options)
    return [actions([button("vote", value, label) for value, label in options])]


def check_in(meeting: str) -> list[Block]:
    """Return what one says that one is there with, or cannot come, in an opened meeting's message."""
    here = {**button("attend", meeting, _("I am here")), "style": "primary"}
    return [actions([here, button("apologies", meeting, _("I cannot come"))])]


def _menu(poll: Poll, kind: str, prompt: str, options: Sequence[tuple[str, str]]) -> list[Block]:
    if len(options) > OPTIONS:
        return []
    menu = {
        "type": kind,
        "action_id": f"vote:{poll.label}",
        "placeholder": plain(prompt, 150),
        "options": [option(value, label) for value, label in options],
        **({"max_selected_items": poll.rules.choose} if poll.rules.choose else {}),
    }
    said = _("Your vote in {poll}").format(poll=poll.label)
    return [{"type": "section", "text": plain(said, 3000), "accessory": menu}]


def actions(elements: Sequence[dict[str, Any]]) -> Block:
    """Return buttons beside each other."""
    return {"type": "actions", "elements": list(elements)}
