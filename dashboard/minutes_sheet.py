"""What the page of a meeting's minutes shows: a published version, and the way to the others."""

from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from dashboard import markup
from dashboard.live import Glance
from storage.i18n import _
from storage.public.published import Version, find


class MinutesSheet(NamedTuple):
    """A version of the minutes of one meeting, from top to bottom."""

    network: str
    head: str
    text: str


def minutes(glance: Glance, name: str) -> MinutesSheet:
    """Make the page of a version, such as "PNE-M5:1", without its number the latest; raise `Absent` for none."""
    version = find(glance.state, name)
    head = markup.block(markup.element("p", version.heading, "pn-quiet"), _others(version, glance))
    return MinutesSheet(version.network, head, f'<div dir="auto" class="pn-minutes">{version.html}</div>')


def address(name: str, asked: datetime | None) -> str:
    """Return where a version stands beside this page, at the moment that was asked for."""
    moment = {"as_of": asked.isoformat()} if asked else {}
    return f"minutes?{urlencode({'of': name, **moment})}"


def _others(version: Version, glance: Glance) -> str:
    numbers = [number for number in range(1, version.versions + 1) if number != version.number]
    listed = [
        markup.Link(_("Version {number}").format(number=number), address(f"{version.label}:{number}", glance.asked))
        for number in numbers
    ]
    return markup.links(listed) if listed else ""
