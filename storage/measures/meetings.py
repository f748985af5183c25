"""Who was at a meeting, against the roster of that date."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from storage.events import Presence
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
    """Return the headcount of a meeting, or None when nothing was recorded of it: then it is in no rate."""
    if not meeting.attendance:
        return None
    eligible = mwg(network, meeting.opened or min(meeting.starts, as_of))
    there = {person for person, attendance in meeting.attendance.items() if attendance.presence in THERE}
    excused = {person for person, attendance in meeting.attendance.items() if attendance.presence is Presence.EXCUSED}
    observers = {
        person for person, attendance in meeting.attendance.items() if attendance.presence is Presence.OBSERVER
    }
    return Headcount(len(there & eligible), len(eligible), len(excused & eligible), len((there - eligible) | observers))


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
