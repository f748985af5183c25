"""A text as Slack writes it, read as it was typed. Pure."""

import html
import re
from collections.abc import Callable
from typing import Final

_TOKEN: Final = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")


def mentioned(text: str) -> tuple[str, ...]:
    """Return the ids of the people in a text, each once."""
    return tuple(dict.fromkeys(found[2] for found in _TOKEN.finditer(text) if found[1] == "@" and found[2]))


def typed(text: str, call: Callable[[str], str]) -> tuple[str, dict[str, str]]:
    """Return a text as it was typed, and for each mention in it the handle; `call` names a person by the id.

    Slack writes people as `<@U1|bob>`, channels as `<#C1|general>`, and escapes `& < >` elsewhere.
    """
    mentions: dict[str, str] = {}

    def written(found: re.Match[str]) -> str:
        """Return how a token was typed, and note whom it mentions; two people of one name go by their ids."""
        kind, meant, shown = found[1], found[2], found[3] or ""
        if kind != "@" or not meant:
            return _shown(kind, meant, shown)
        handle, name = f"slack:{meant}", f"@{call(meant)}"
        if mentions.setdefault(name, handle) != handle:
            name = f"@{meant}"
            mentions[name] = handle
        return name

    return html.unescape(_apart(_TOKEN.sub(written, text))), mentions


def _apart(text: str) -> str:
    """Return the text with only those three escapes in it that Slack makes."""
    return re.sub(r"&(?!(?:amp|lt|gt);)", "&amp;", text)


def _shown(kind: str, meant: str, shown: str) -> str:
    if kind == "!":
        return shown or f"@{meant.partition('^')[0]}"
    if kind == "#":
        return f"#{shown or meant}"
    return shown if shown and meant.endswith(shown) else meant
