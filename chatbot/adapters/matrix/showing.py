"""What a text becomes on Matrix: contents of events, with a plain body beside the formatted one. Pure."""

import html
import re
from typing import Any, Final

Content = dict[str, Any]
LONGEST: Final = 12_000
"""Characters of one message; an event of more than 65,536 bytes is refused (client-server API v1.11, 6.1)."""
_CODE: Final = re.compile(r"`([^`\n]+)`")
_ROOM: Final = re.compile(r"@(?=room\b)", re.IGNORECASE)


def message(text: str, *, notice: bool = False, answers: str = "") -> Content:
    """Return the content of a message; `answers` is the event that it replies to. It mentions nobody."""
    quiet = _ROOM.sub("@\u2060", text)
    content: Content = {
        "msgtype": "m.notice" if notice else "m.text",
        "body": quiet,
        "format": "org.matrix.custom.html",
        "formatted_body": _formatted(quiet),
        "m.mentions": {},
    }
    if answers:
        content["m.relates_to"] = {"m.in_reply_to": {"event_id": answers}}
    return content


def replacement(text: str, event: str) -> Content:
    """Return the content that replaces an earlier message of ours."""
    new = message(text)
    return {
        **new,
        "body": f"* {new['body']}",
        "formatted_body": f"* {new['formatted_body']}",
        "m.new_content": new,
        "m.relates_to": {"rel_type": "m.replace", "event_id": event},
    }


def mark(event: str) -> Content:
    """Return the content of a reaction that says "done" to a message."""
    return {"m.relates_to": {"rel_type": "m.annotation", "event_id": event, "key": "✅"}}


def parts(text: str) -> list[str]:
    """Return the text in parts that each fit into one message, cut between lines where possible."""
    found = [""]
    for line in text.split("\n"):
        for start in range(0, max(len(line), 1), LONGEST):
            piece = line[start : start + LONGEST]
            if found[-1] and len(found[-1]) + len(piece) >= LONGEST:
                found.append(piece)
            else:
                found[-1] = f"{found[-1]}\n{piece}" if found[-1] else piece
    return found


def _formatted(text: str) -> str:
    return _CODE.sub(r"<code>\1</code>", html.escape(text, quote=False)).replace("\n", "<br>")
