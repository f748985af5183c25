"""The calendar: meetings to come, going on and of the last year, as iCalendar (RFC 5545), to subscribe to."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from heapq import nlargest
from typing import Final, NamedTuple
from urllib.parse import quote
from uuid import UUID

from icalendar import Calendar, Event, vUri

from chatbot.web.sight import Sight
from chatbot.web.text import one_line, shorten
from storage.events import (
    MeetingCancelled,
    MeetingClosed,
    MeetingMoved,
    MeetingOpened,
    MeetingPlanned,
    MeetingReopened,
    SittingClosed,
    SittingOpened,
)
from storage.i18n import _
from storage.public.wording import meeting_title, written
from storage.state import Meeting, Sitting

MOST: Final = 1000
KEPT: Final = timedelta(days=365)
"""How long a meeting that was stays in the calendar."""
USUAL: Final = timedelta(hours=1)
"""How long a meeting is shown to last when the record does not say."""
_SUMMARY: Final = 200
"""The longest summary, in characters."""
_LONGEST: Final = timedelta(days=1)
"""A meeting that was open for longer was left open by mistake."""
_SHORTEST: Final = timedelta(minutes=1)
"""One that was shorter was opened by mistake, or recorded afterwards."""
_TIMED: Final = (
    MeetingMoved, MeetingOpened, SittingOpened, SittingClosed, MeetingClosed, MeetingReopened, MeetingCancelled,
)  # fmt: skip
"""What changes when a meeting is, how long it takes, or whether it is."""
_HAPPENED: Final = (MeetingPlanned, *_TIMED)


class _Entry(NamedTuple):
    name: UUID
    network: str
    title: str
    starts: datetime
    length: timedelta
    cancelled: bool
    changed: datetime
    sequence: int
    link: str
    agenda: str


def draw(sight: Sight, code: str | None, base: str) -> Callable[[], bytes]:
    """Return what makes the calendar of a network, or of all, without another look at the record.

    `base` is the address of the public page, without a slash at its end. Raise `Absent` for an unknown network.
    """
    networks = sight.networks(code)
    changed: dict[tuple[str, int], datetime] = {}
    for item in sight.latest(code):
        if isinstance(item.event, _HAPPENED):
            key = item.event.network, item.event.meeting
            changed[key] = max(item.at, changed.get(key, item.at))
    first = sight.as_of - KEPT
    kept = (meeting for network in networks for meeting in network.meetings.values() if meeting.starts >= first)
    sequences = _sequences(sight, code)
    entries = [
        _entry(
            meeting,
            number,
            sight.name(meeting.label if number == 1 else f"{meeting.label}.{number}"),
            changed.get((meeting.network, meeting.number), sight.as_of),
            sequences[meeting.network, meeting.number],
        )
        for meeting in nlargest(MOST, kept, key=lambda meeting: meeting.starts)
        for number in range(1, len(meeting.sittings) + 1)
    ]
    title = _("{network} meetings").format(network=code) if code else _("IGF Policy Networks: meetings")
    return partial(_write, title, entries, base)


def _sequences(sight: Sight, code: str | None) -> Counter[tuple[str, int]]:
    """Return how often each meeting changed its time; taking that back is a further change, never one less."""
    counts: Counter[tuple[str, int]] = Counter()
    for item in sight.log.every(code):
        if isinstance(item.event, _TIMED):
            counts[item.event.network, item.event.meeting] += 1 + (item.seq in sight.undone)
    return counts


def _entry(meeting: Meeting, number: int, name: UUID, changed: datetime, sequence: int) -> _Entry:
    sitting, title = meeting.sittings[number - 1], meeting_title(written(meeting.title), meeting.kind)
    if len(meeting.sittings) > 1:
        title = _("{title} (sitting {number} of {count})").format(
            title=title, number=number, count=len(meeting.sittings)
        )
    return _Entry(
        name,
        meeting.network,
        title,
        sitting.begins.astimezone(UTC),
        _length(sitting),
        meeting.cancelled is not None,
        changed.astimezone(UTC),
        sequence,
        written(meeting.link) if meeting.link else "",
        "\n".join(f"{place}. {one_line(written(item.text))}" for place, item in enumerate(meeting.agreed_items(), 1)),
    )


def _length(sitting: Sitting) -> timedelta:
    """Return how long a sitting took, or takes as far as anybody knows."""
    took = sitting.closed - sitting.opened if sitting.opened and sitting.closed else timedelta()
    return took if _SHORTEST <= took <= _LONGEST else USUAL


def _write(title: str, entries: list[_Entry], base: str) -> bytes:
    """Return the calendar; its name and refresh interval after RFC 7986, 5.1 and 5.7."""
    calendar = Calendar()
    calendar.add("prodid", "-//IGF Policy Networks//Policy Network Bot//EN")
    calendar.add("version", "2.0")
    calendar.add("name", one_line(title))
    calendar.add("x-wr-calname", one_line(title))
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, base))
    document: bytes = calendar.to_ical()
    return document


def _event(entry: _Entry, base: str) -> Event:
    """Return a sitting (RFC 5545, 3.6.1). A higher sequence number tells a reader that it was moved or cancelled."""
    event = Event()
    event.add("uid", str(entry.name))
    event.add("dtstamp", entry.changed)
    event.add("last-modified", entry.changed)
    event.add("dtstart", entry.starts)
    event.add("duration", entry.length)
    event.add("summary", shorten(_("{network}: {title}").format(network=entry.network, title=entry.title), _SUMMARY))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("sequence", entry.sequence)
    if entry.link:
        event.add("location", shorten(entry.link, _SUMMARY))
    if entry.agenda:
        event.add("description", entry.agenda)
    event.add("categories", [one_line(entry.network)])
    event.add("url", vUri(f"{base}/?pn={quote(entry.network)}"))
    return event
