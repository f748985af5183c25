"""What a text becomes on Matrix: contents of events, with a plain body beside the formatted one. Pure."""

import html
import json
import re
from bisect import bisect_right
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import quote

Content = dict[str, Any]
LARGEST: Final = 44_000
"""Bytes of one message as ASCII JSON. An event of more than 65,536 bytes is refused (client-server API v1.11, 6.1), and
what is encrypted is that JSON, in Base64, which makes four bytes of three."""
Calls = Mapping[str, str]
"""For each name in a text that calls its owner, the Matrix id."""
NOBODY: Final[Calls] = MappingProxyType({})
_CODE: Final = re.compile(r"`([^`\n]+)`")
_ROOM: Final = re.compile(r"@(?=room\b)", re.IGNORECASE)


def message(text: str, *, notice: bool = False, answers: str = "", calls: Calls = NOBODY) -> Content:
    """Return the content of a message; `answers` is the event that it replies to. It mentions nobody but who is called.

    See client-server API v1.11, 11.40. A notice rings nobody's bell (13.13.1, `.m.rule.suppress_notices`), so it goes
    without saying so: Synapse takes a fifth longer for a message that does.
    """
    quiet = _ROOM.sub("@\u2060", text)
    content: Content = {
        "msgtype": "m.notice" if notice else "m.text",
        "body": quiet,
        "format": "org.matrix.custom.html",
        "formatted_body": _calling(_formatted(quiet), calls),
    }
    if not notice:
        content["m.mentions"] = {"user_ids": sorted(calls.values())} if calls else {}
    if answers:
        content["m.relates_to"] = {"m.in_reply_to": {"event_id": answers}}
    return content


def mark(event: str) -> Content:
    """Return the content of a reaction that says "done" to a message."""
    return {"m.relates_to": {"rel_type": "m.annotation", "event_id": event, "key": "✅"}}


def parts(text: str) -> list[str]:
    """Return the text in parts that each fit into one message, cut between lines or words where possible."""
    found = []
    while not _fits(text):
        most = bisect_right(range(len(text)), False, key=lambda length: not _fits(text[:length])) - 1
        cut = next((at for sign in "\n " if (at := text.rfind(sign, most // 2, most)) > 0), most)
        found.append(text[:cut])
        text = text[cut:].removeprefix("\n")
    return [*found, text]


def _fits(text: str) -> bool:
    return len(json.dumps(message(text))) <= LARGEST


def _calling(formatted: str, calls: Calls) -> str:
    """Return formatted text in which the names of those who are called lead to them."""
    if not calls:
        return formatted
    names = "|".join(re.escape(html.escape(name, quote=False)) for name in calls)
    links = {html.escape(name, quote=False): quote(user, safe="@:") for name, user in calls.items()}
    return re.sub(
        rf"(?<![\w@])(?:{names})(?![\w.-])",
        lambda found: f'<a href="https://matrix.to/#/{links[found[0]]}">{found[0]}</a>',
        formatted,
    )


def _formatted(text: str) -> str:
    return _CODE.sub(r"<code>\1</code>", html.escape(text, quote=False)).replace("\n", "<br>")
