"""The line that a filled-in form stands for. Pure.

A form does what the line does, through the same command: no rule stands here.
"""

import re
from collections.abc import Collection, Mapping
from typing import Any, Final

from chatbot.adapters.slack.fields import FIELD, FIRST, RULES, Values
from chatbot.adapters.slack.poll_form import TICKED
from chatbot.commands import COMMANDS

_KEY: Final = re.compile(r"(?<!\S)([^\W\d_]+(?:-[^\W\d_]+)*)(?=[:：])")
_OPTIONS: Final = {
    command.path: [one.name for one in command.all_options]
    for command in COMMANDS
    if command.path in ("poll open", "commit", "meeting plan")
}
"""The commands that have a form, each with the keys of its options."""


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
    options += [rule for rule in filled.get(RULES, "").split() if rule in TICKED]
    if people:
        options.append("owner:" + " ".join(f"<@{user}>" for user in people))
    return " ".join([f"/{command}", " | ".join(escaped(one) for one in text), *options]), people


def as_text(text: str, keys: Collection[str]) -> str:
    """Return a field's text as one piece of free text: no option of the command, no break between options."""
    whole = re.sub(r"[|｜]", "/", text) if "kind" in keys else text
    return _KEY.sub(lambda found: f"\\{found[1]}" if found[1].casefold() in keys else found[1], whole)


def escaped(text: str) -> str:
    """Return what was typed in a field as Slack escapes it in a command: there it is raw."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _filled(state: Mapping[str, Any]) -> str:
    several = state.get("selected_options")
    ticked = [one.get("value") for one in several if isinstance(one, Mapping)] if isinstance(several, list) else []
    option = state.get("selected_option") or {}
    said = state.get("value") or state.get("selected_date") or option.get("value") or " ".join(map(str, ticked))
    return str(said).strip()


def _people_in(state: Mapping[str, Any]) -> list[str]:
    users = state.get("selected_users") or []
    return [user for user in users if isinstance(user, str) and re.fullmatch("[UW][A-Z0-9]+", user)]
