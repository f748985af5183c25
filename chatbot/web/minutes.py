"""The published minutes of a meeting at their own address: as a page, and as the Markdown that they are written in."""

from collections.abc import Callable
from functools import partial
from typing import Final

from markupsafe import Markup

from chatbot.web.page import template
from chatbot.web.sight import Sight
from storage.public.minutes import as_read
from storage.public.published import Version, find


def draw(sight: Sight, code: str | None, base: str) -> Callable[[], bytes]:
    """Return what makes the page of a version, without another look at the record.

    `code` names the meeting, and after a colon a version, such as "PNE-M5:1"; without one it is the latest. Raise
    `Absent` for a meeting without minutes.
    """
    return partial(_render, find(sight.state, code or ""))


def draw_markdown(sight: Sight, code: str | None, base: str) -> Callable[[], bytes]:
    """Return what makes the Markdown of a version; see `draw`."""
    found = find(sight.state, code or "")
    return as_read(found.number, found.minutes).encode


def _render(version: Version) -> bytes:
    return _TEMPLATE.render(version=version, body=Markup(version.html)).encode()


_TEMPLATE: Final = template("minutes.html")
