"""Who was at a meeting, against the roster of that date."""

from collections.abc import Container
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from storage.events import PersonId, Presence
from storage.measures.members import mwg
from storage.state import Meeting, Network

THERE: Final = frozenset({Presence.PRESENT, Presence.LATE})
LATE: Final = timedelta(hours=24)
"""How long after its time a meeting that nobody opened may still be the next one, for those who would open it."""


class Headcount(NamedTuple):
    """Distinct members of the working group who were there, of how many on that date; everybody else who was, apart."""

    present: int
    eligible: int
    excused: int
    others: int


def headcount(network: Network, meeting: Meeting, as_of: datetime) -> Headcount | None:
    """Return the headcount of a meeting, or None when nobody is recorded as there: then it is in no rate.

    An apology is no presence: who sent one before a meeting that is still to come, or was cancelled, was not there.
    """
    there, excused, observers = (_with(meeting, some) for some in (THERE, {Presence.EXCUSED}, {Presence.OBSERVER}))
    if not there | observers:
        return None
    eligible = mwg(network, meeting.opened or min(meeting.starts, as_of))
    return Headcount(len(there & eligible), len(eligible), len(excused & eligible), len((there - eligible) | observers))


def _with(meeting: Meeting, presences: Container[Presence]) -> set[PersonId]:
    return {person for person, attendance in meeting.attendance.items() if attendance.presence in presences}


def planned(network: Network) -> list[Meeting]:
    """Return the meetings that were neither opened nor cancelled, soonest first; the time of some may be long past."""
    return sorted(
        (meeting for meeting in network.meetings.values() if meeting.is_planned), key=lambda meeting: meeting.starts
    )


def upcoming(network: Network, as_of: datetime, late: timedelta = timedelta(0)) -> list[Meeting]:
    """Return the meetings that are still to come, soonest first, and those that are no more than so `late`."""
    return [meeting for meeting in planned(network) if meeting.starts >= as_of - late]


def held(network: Network) -> list[Meeting]:
    """Return the meetings that took place or are going on, latest first."""
    began = [meeting for meeting in network.meetings.values() if meeting.opened and not meeting.cancelled]
    return sorted(began, key=lambda meeting: meeting.starts, reverse=True)


def going_on(network: Network) -> list[Meeting]:
    """Return the meetings that are open now."""
    return [meeting for meeting in network.meetings.values() if meeting.is_open]


def stage(meeting: Meeting, as_of: datetime) -> str:
    """Return where a meeting stands: cancelled, held, open, planned, or planned but not opened when its time came."""
    if meeting.cancelled:
        return "cancelled"
    if meeting.closed:
        return "held"
    if meeting.opened:
        return "open"
    return "planned" if meeting.starts >= as_of else "not opened"
