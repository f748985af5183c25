"""The feed: the latest public entries as Atom (RFC 4287), for feed readers.

The format is a dozen elements, so the standard library writes them; no kept library for it does without lxml.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from typing import Final, NamedTuple
from urllib.parse import quote
from xml.etree import ElementTree as ET

from chatbot.web.sight import Sight
from chatbot.web.text import clean, shorten
from storage.events import EVER, AnyEvent, MinutesPublished
from storage.i18n import _
from storage.ids import label

MOST: Final = 50
_TITLE: Final = 120
"""The longest title, in characters; the whole text is the content."""


class _Entry(NamedTuple):
    name: str
    network: str
    at: datetime
    since: datetime
    text: str
    place: str
    """Where more of it is to be read."""


class _Feed(NamedTuple):
    name: str
    title: str
    updated: datetime
    query: str
    """What the addresses of page and feed end with."""


def draw(sight: Sight, code: str | None, base: str) -> Callable[[], bytes]:
    """Return what makes the feed of a network, or of all, without another look at the record.

    `base` is the address of the public page, without a slash at its end. Raise `Absent` for an unknown network.
    """
    networks = sight.networks(code)
    entries = [
        _Entry(
            sight.name(f"{item.seq}.{item.place}").urn,
            item.event.network,
            item.at,
            item.since,
            sentence,
            _place(item.event),
        )
        for item, sentence in islice(sight.news(code), MOST)
    ]
    feed = _Feed(
        sight.name(f"feed:{code or '*'}").urn,
        networks[0].name if code else _("IGF Policy Networks: the public record"),
        max((entry.at for entry in entries), default=sight.as_of),
        f"?pn={quote(code)}" if code else "",
    )
    return partial(_write, feed, entries, base)


def _place(event: AnyEvent) -> str:
    if isinstance(event, MinutesPublished):
        return f"minutes/{label(event.network, 'meeting', event.meeting)}"
    return f"?pn={quote(event.network)}"


def _write(feed: _Feed, entries: list[_Entry], base: str) -> bytes:
    """Return the feed document (RFC 4287, 4.1.1)."""
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "en"})
    _add(root, "id", feed.name)
    _add(root, "title", clean(feed.title))
    _add(root, "subtitle", _("What the policy networks made public. The bot writes no names here."))
    _add(root, "updated", _instant(feed.updated))
    _link(root, "self", "application/atom+xml", f"{base}/feed.atom{feed.query}")
    _link(root, "alternate", "text/html", f"{base}/{feed.query}")
    _add(ET.SubElement(root, "author"), "name", _("IGF Policy Networks"))
    for entry in entries:
        _entry(root, entry, base)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _entry(root: ET.Element, entry: _Entry, base: str) -> None:
    """Add an entry (RFC 4287, 4.1.2): updated when it was recorded, published when what it says began to hold."""
    element = ET.SubElement(root, "entry")
    _add(element, "id", entry.name)
    _add(element, "title", shorten(entry.text, _TITLE))
    _add(element, "updated", _instant(entry.at))
    if entry.since != EVER:
        _add(element, "published", _instant(entry.since))
    _link(element, "alternate", "text/html", f"{base}/{entry.place}")
    ET.SubElement(element, "category", {"term": clean(entry.network)})
    ET.SubElement(element, "content", {"type": "text"}).text = clean(entry.text)


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text


def _link(parent: ET.Element, relation: str, kind: str, address: str) -> None:
    ET.SubElement(parent, "link", {"rel": relation, "type": kind, "href": address})


def _instant(moment: datetime) -> str:
    """Return the moment as RFC 3339 has it, in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
