"""What a text becomes on Slack: escaped, without broadcasts, cut to what a message takes. Pure.

The limits are those of Slack's reference pages "Formatting message text", "Blocks" and `chat.postMessage`.
"""

import html
import json
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any, Final

Block = dict[str, Any]
SECTION: Final = 3000
"""Characters of a section's text."""
BLOCKS: Final = 50
"""Blocks of a message."""
FALLBACK: Final = 3900
"""Characters of the text beside the blocks; `chat.update` takes 4,000."""
MESSAGE: Final = 11_000
"""Characters of one message's blocks together; a longer text becomes several messages.

Slack refuses more with `msg_blocks_too_long`. It names no number and counts menus too; about 12,000 were taken.
"""
_BROADCAST: Final = re.compile(r"@(?=(?:here|channel|everyone)\b)", re.IGNORECASE)
_LETTER: Final = r"(?:(?!&[lg]t;)[^\s|`()\"“”„«»\u2066-\u2069])"
_ADDRESS: Final = re.compile(
    rf"`[^`\n]*`|https?://(?=\w)(?:\({_LETTER}*\)|{_LETTER})*(?<![.,:!?'…*_~\]])(?<!(?<!&amp);)"
)
"""What is in backquotes is copied, and stays as it is; a sign at the end of an address belongs to the sentence.

A bracket is a part of an address if it is opened and closed there.
"""


def escaped(text: str) -> str:
    """Return a text that Slack shows as it is, with addresses that can be pressed, and that calls nobody."""
    quiet = _BROADCAST.sub("@\u2060", text)
    return _ADDRESS.sub(_linked, html.escape(quiet, quote=False))


def _linked(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith("`") else f"<{found[0]}>"


def cut(text: str, most: int) -> str:
    """Return the text as far as its escaped form has at most so many characters, with "…" for what is left out."""
    if _size(escaped(text)) <= most:
        return text
    return f"{text[: _longest(text, most - 1)].rstrip()}…"


def parts(text: str, most: int) -> list[str]:
    """Return the text in parts whose escaped form has at most so many characters, cut between lines or words."""
    found = []
    while _size(escaped(text)) > most:
        end = _longest(text, most)
        at = max(text.rfind("\n", end // 2, end), 0) or max(text.rfind(" ", end // 2, end), 0) or end
        found.append(text[:at])
        text = text[at:].removeprefix("\n")
    return [*found, text]


def room(more: Sequence[Block]) -> int:
    """Return how many characters of text one message takes beside other blocks."""
    return MESSAGE - (len(json.dumps(more, ensure_ascii=False)) if more else 0)


def fits(text: str, more: Sequence[Block]) -> bool:
    """Tell whether one message takes a text whole beside other blocks."""
    return _size(escaped(text)) <= room(more)


def message(text: str, more: Sequence[Block] = ()) -> dict[str, Any]:
    """Return what a message holds: sections of the text, other blocks after them, and the text for notifications."""
    sections = [section(part) for part in parts(text, SECTION) if part.strip()]
    return {"text": escaped(cut(text, FALLBACK)), "blocks": [*sections[: BLOCKS - len(more)], *more]}


def messages(text: str, more: Sequence[Block] = ()) -> list[dict[str, Any]]:
    """Return a text as one message or several; other blocks stand at the end of the last."""
    *first, last = parts(text, room(more))
    return [*(message(part) for part in first), message(last, more)]


def section(text: str) -> Block:
    """Return a block of text; the text is cut to what fits."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": escaped(cut(text, SECTION)), "verbatim": True}}


def calling(content: dict[str, Any], calls: Mapping[str, str]) -> dict[str, Any]:
    """Return a message in which names call their owners, given by user id; a text that this made too long stays."""
    if not calls:
        return content
    blocks = [
        {**block, "text": {**block["text"], "text": _calling(block["text"]["text"], calls, SECTION)}}
        if block.get("type") == "section" and "text" in block
        else block
        for block in content["blocks"]
    ]
    return {**content, "text": _calling(content["text"], calls, FALLBACK), "blocks": blocks}


def _calling(text: str, calls: Mapping[str, str], most: int) -> str:
    names = "|".join(re.escape(name) for name in calls)
    called = re.sub(rf"(?<![\w@/])(?:{names})(?![\w.-])", lambda found: f"<@{calls[found[0]]}>", text)
    return called if _size(called) <= most else text


def _longest(text: str, most: int) -> int:
    """Return how many letters of the text fit, escaped, into so many characters; at least one."""
    return max(1, bisect_right(range(len(text)), most, key=lambda length: _size(escaped(text[:length]))) - 1)


def _size(text: str) -> int:
    """Return the length in UTF-16 units, the largest of the counts that a limit may mean."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
