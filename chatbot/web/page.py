"""The page: the public record as HTML without scripts, light enough for a weak connection."""

import base64
import hashlib
from collections.abc import Callable
from functools import partial
from importlib.resources import files
from itertools import takewhile
from typing import Final, NamedTuple
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from chatbot.web import sheet
from chatbot.web.sheet import PollRow, Sheet
from chatbot.web.sight import Sight
from chatbot.web.text import one_line, shorten
from storage.i18n import _, plural
from storage.public import wording

LARGEST: Final = 50_000
"""Bytes of the largest page."""

UNFOLDED: Final = 2
"""The latest closed polls of a network, which need not be unfolded."""
FIRST: Final = 5
"""The first rows of any other list, which need not be unfolded."""


class Room(NamedTuple):
    """How much a page shows: networks, rows of each list, options of each poll, and characters of each text."""

    networks: int
    rows: int
    options: int
    text: int


ROOMS: Final = (
    Room(20, 0, 0, 60),
    Room(60, 0, 0, 80),
    Room(40, 1, 2, 40),
    Room(40, 1, 3, 60),
    Room(40, 2, 3, 80),
    Room(40, 2, 6, 100),
    Room(40, 4, 8, 140),
    Room(40, 6, 10, 200),
    Room(40, 10, 12, 300),
    Room(40, 30, 20, 400),
)
"""From one that every record fits into to the roomiest."""

STYLE: Final = files("chatbot.web").joinpath("style.css").read_text(encoding="utf-8")
STYLE_HASH: Final = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
"""The digest of the style sheet, for the content security policy."""


def draw(sight: Sight, code: str | None, base: str) -> Callable[[], bytes]:
    """Return what makes the page of a network, or of all, without another look at the record.

    `base` is where the page is reached from outside, without a slash at its end; empty, links are relative. Raise
    `Absent` for an unknown network.
    """
    return partial(_fit, sheet.take(sight, code), f"{base}/" if base else "")


def _fit(shown: Sheet, base: str) -> bytes:
    """Return the page in the largest room that fits; no more than one page is made in vain."""
    pages = (_render(shown, base, room) for room in ROOMS)
    *_smaller, largest = takewhile(lambda page: len(page) <= LARGEST, pages)
    return largest


def _render(shown: Sheet, base: str, room: Room) -> bytes:
    query = f"?pn={quote(shown.chosen)}" if shown.chosen else ""
    page = _TEMPLATE.render(
        shown=shown,
        room=room,
        base=base,
        query=query,
        calendar=f"calendar/{quote(shown.chosen)}.ics" if shown.chosen else "calendar.ics",
        unfolded=UNFOLDED,
        first=FIRST,
        cut=partial(shorten, longest=room.text),
        reading=partial(_reading, longest=room.text),
        votes=wording.votes,
    )
    return page.encode()


def _reading(poll: PollRow, longest: int) -> str:
    return wording.reading(poll.tally, [shorten(option, longest) for option in poll.options], poll.stage)


def template(name: str) -> Template:
    """Return a template of this package."""
    environment = Environment(
        loader=PackageLoader("chatbot.web", ""),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals.update({"_": _, "plural": plural, "style": STYLE})
    environment.filters.update({"line": one_line, "code": quote})
    return environment.get_template(name)


_TEMPLATE: Final = template("page.html")
