"""A series of meetings: when the next ones are. It is counted from the first, whatever was moved or cancelled since."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

import msgspec
from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from storage.events import MeetingPlanned, Rhythm, Series
from storage.state import Meeting, Network

AHEAD: Final = 3
"""How many meetings of a series lie ahead; each that begins, or is cancelled, brings the next one."""
_LONGEST: Final = 1200
"""How many meetings a series has at most: weekly ones for over twenty years."""


def times(first: datetime, rhythm: Rhythm, zone: str) -> Iterator[datetime]:
    """Yield the starts of a series in UTC, the first one first; see `Rhythm`.

    The time of the day stays the same in the zone. One that the clocks leap over is that much later, and one that
    they show twice is the earlier (RFC 5545, 3.3.5).
    """
    here = ZoneInfo(zone)
    local = first.astimezone(here).replace(tzinfo=None)
    for following in _rule(local, rhythm):
        yield following.replace(tzinfo=here).astimezone(UTC)


def _rule(first: datetime, rhythm: Rhythm) -> rrule:
    match rhythm:
        case Rhythm.WEEK | Rhythm.FORTNIGHT:
            return rrule(WEEKLY, dtstart=first, interval=1 if rhythm is Rhythm.WEEK else 2, count=_LONGEST)
        case Rhythm.MONTH:
            week = (first.day - 1) // 7 + 1
            day = weekday(first.weekday(), week if week < 5 else -1)
            return rrule(MONTHLY, dtstart=first, byweekday=day, count=_LONGEST)
        case Rhythm.DATE:
            days = range(min(first.day, 28), first.day + 1)
            return rrule(MONTHLY, dtstart=first, bymonthday=days, bysetpos=-1, count=_LONGEST)


def members(network: Network, first: int) -> list[Meeting]:
    """Return the meetings of the series that a meeting began."""
    return [one for one in network.meetings.values() if one.series and one.series.first == first]


def begin(plan: MeetingPlanned) -> list[MeetingPlanned]:
    """Return the plan of a series' first meeting, and of those that follow it for now."""
    return [plan, *_continue(plan, (plan.starts, *plan.also), plan.starts, AHEAD - 1, plan.meeting + 1)]


def following(network: Network, meeting: Meeting, now: datetime, number: int) -> list[MeetingPlanned]:
    """Return what a series lacks so that enough of it lies ahead of a meeting that begins, or is cancelled.

    `number` is the first free one of a meeting. Nothing follows in a series that was ended.
    """
    if meeting.series is None:
        return []
    known = members(network, meeting.series.first)
    first, latest = known[0], max(known, key=lambda one: one.series.place if one.series else 0)
    if any(one.ends_series for one in known) or not latest.series:
        return []
    ahead = sum(one.is_planned and one is not meeting and one.starts > now for one in known)
    plan = MeetingPlanned(
        network=network.code,
        meeting=latest.number,
        starts=latest.starts,
        title=latest.title,
        kind=latest.kind,
        link=latest.link,
        chatham=latest.chatham,
        series=latest.series,
    )
    return _continue(plan, first.planned, now, AHEAD - ahead, number)


def _continue(
    plan: MeetingPlanned, first: tuple[datetime, ...], after: datetime, count: int, number: int
) -> list[MeetingPlanned]:
    """Return so many plans like one, later in its series and after a moment. `first` are the starts of the first."""
    series = plan.series
    if series is None:
        return []
    found = enumerate(_starts(first, series))
    later = ((place, starts) for place, starts in found if place > series.place and starts[0] > after)
    return [
        msgspec.structs.replace(
            plan,
            meeting=free,
            starts=starts[0],
            also=starts[1:],
            series=msgspec.structs.replace(series, place=place),
        )
        for free, (place, starts) in enumerate(islice(later, max(0, count)), number)
    ]


def _starts(first: tuple[datetime, ...], series: Series) -> Iterator[tuple[datetime, ...]]:
    """Yield the starts of all sittings of each meeting: as many days apart as those of the first, each by its clock."""
    zones = [ZoneInfo(series.zone_of(sitting)) for sitting, _start in enumerate(first, 1)]
    begun, *others = [start.astimezone(zone) for start, zone in zip(first, zones, strict=True)]
    for starts in times(first[0], series.rhythm, series.zone):
        passed = starts.astimezone(zones[0]).date() - begun.date()
        later = (other.replace(tzinfo=None) + passed for other in others)
        zoned = (local.replace(tzinfo=zone) for local, zone in zip(later, zones[1:], strict=True))
        yield (starts, *(moment.astimezone(UTC) for moment in zoned))
