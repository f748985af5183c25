"""Who was at a meeting, against the roster of that date; how often the working group met."""

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Final, NamedTuple

from storage.events import EVER, MeetingKind, PersonId, Presence
from storage.measures.members import mwg
from storage.state import Attendance, Meeting, Network, Sitting

THERE: Final = frozenset({Presence.PRESENT, Presence.LATE})
_SEEN: Final = THERE | {Presence.OBSERVER}
LATE: Final = timedelta(hours=24)
"""How long after its time a meeting that nobody opened may still be the next one, for those who would open it."""
EARLY: Final = timedelta(hours=1)
"""How long before its time a meeting begins as planned; one that begins before that is moved by it."""
FAR: Final = timedelta(hours=48)
"""How long before its time whoever opens a meeting is asked whether they mean that one."""
JUST: Final = timedelta(hours=24)
"""For how long after its close a meeting may go on, or be meant by who names none."""
FEW: Final = 3
"""Meetings under which a member's attendance is told in counts only."""


class Headcount(NamedTuple):
    """Distinct members of the working group who were there, of how many on that date; everybody else who was, apart."""

    present: int
    eligible: int
    excused: int
    others: int
    proxies: int = 0
    """Members who were not there, and whose proxy was held by somebody who was, to the end."""


class Quorum(NamedTuple):
    """Whether enough members were there, by what the network had agreed."""

    agreed: Fraction
    needed: int
    present: int
    met: bool


class Cadence(NamedTuple):
    """Complete months with a meeting of the working group, of all complete months since the network was formed."""

    met: int
    months: int


class Attended(NamedTuple):
    """Those who were there, and those who might have been, added up over the recorded meetings."""

    present: int
    eligible: int
    meetings: int


class MemberAttendance(NamedTuple):
    """Meetings that a member attended, of those of their term whose attendance was recorded; apologies apart."""

    attended: int
    recorded: int
    excused: int


def headcount(network: Network, meeting: Meeting, as_of: datetime) -> Headcount | None:
    """Return the headcount of a meeting, or None when nobody is recorded as there: then it is in no rate.

    Whoever was at one of several sittings was there once; observers whom nobody names are counted at each. An apology
    is no presence: who sent one before a meeting that is still to come, or was cancelled, was not there.
    """
    how = meeting.attendance
    if not _is_recorded(meeting, how):
        return None
    there, excused, observers = (_with(how, some) for some in (THERE, {Presence.EXCUSED}, {Presence.OBSERVER}))
    eligible = roster(network, meeting, as_of)
    others = len((there - eligible) | observers) + sum(sitting.observers for sitting in meeting.sittings)
    proxies = represented(meeting) & eligible - there
    return Headcount(len(there & eligible), len(eligible), len(excused & eligible), others, len(proxies))


def _is_recorded(meeting: Meeting, how: Mapping[PersonId, Attendance]) -> bool:
    """Tell whether anybody is recorded as there, if only as one of the observers whom nobody names."""
    return any(one.presence in _SEEN for one in how.values()) or any(sitting.observers for sitting in meeting.sittings)


def roster(network: Network, meeting: Meeting, as_of: datetime) -> frozenset[PersonId]:
    """Return the members of the working group on the date of a meeting: at the opening of any of its sittings."""
    opened = [sitting.opened for sitting in meeting.sittings if sitting.opened]
    dates = opened or [min(meeting.starts, as_of)]
    return frozenset().union(*(mwg(network, date) for date in dates))


def represented(meeting: Meeting) -> set[PersonId]:
    """Return those whose proxy holds: who represents them was at the same sitting, and stayed."""
    return {
        person
        for sitting in meeting.sittings
        for person, holder in _proxies(sitting)
        if (one := sitting.attendance.get(holder)) and one.presence in THERE and one.left is None
    }


def held_by(sitting: Sitting, holders: Container[PersonId]) -> list[PersonId]:
    """Return those whose proxy some people hold."""
    return [person for person, holder in _proxies(sitting) if holder in holders]


def _proxies(sitting: Sitting) -> Iterator[tuple[PersonId, PersonId]]:
    """Yield who is represented, and by whom. A proxy that ended with its holder's leaving does not revive."""
    for person, one in sitting.attendance.items():
        if one.presence is Presence.PROXY and one.left is None:
            yield person, one.holder


def _with(how: Mapping[PersonId, Attendance], presences: Container[Presence]) -> set[PersonId]:
    return {person for person, attendance in how.items() if attendance.presence in presences}


def agreed_quorum(network: Network, moment: datetime) -> Fraction | None:
    """Return the part of the working group that the network had agreed on as a quorum; None for "not agreed"."""
    found = next((fraction for since, fraction in reversed(network.quorums) if since <= moment), "")
    return Fraction(found) if found else None


def quorum(network: Network, meeting: Meeting, as_of: datetime) -> Quorum | None:
    """Return whether a meeting had its quorum: present / eligible >= the agreed fraction, in exact numbers.

    None where no quorum was agreed by then, nobody is recorded, or nobody was eligible. A proxy is no presence.
    """
    agreed = agreed_quorum(network, meeting.opened or as_of)
    count = headcount(network, meeting, as_of)
    if agreed is None or count is None or not count.eligible:
        return None
    needed = -(-agreed.numerator * count.eligible // agreed.denominator)
    return Quorum(agreed, needed, count.present, count.present >= needed)


def cadence(network: Network, as_of: datetime) -> Cadence | None:
    """Return the working group's cadence; None without a date of formation, or before the first complete month.

    Two sittings are one meeting, in the month of the first; cancelled and community meetings do not count. At the last
    second of a month, which is what its last date means, the month is complete.
    """
    if network.since == EVER:
        return None
    first = network.since.astimezone(UTC)
    begins = _month(first) + (first != first.replace(day=1, hour=0, minute=0, second=0, microsecond=0))
    months = range(begins, _month(as_of.astimezone(UTC) + timedelta(seconds=1)))
    opened = (one.opened for one in _of_the_group(network))
    met = {_month(moment.astimezone(UTC)) for moment in opened if moment}
    return Cadence(len(met.intersection(months)), len(months)) if months else None


def _month(moment: datetime) -> int:
    return moment.year * 12 + moment.month - 1


def _of_the_group(network: Network) -> list[Meeting]:
    """Return the meetings of the working group that took place or are going on."""
    return [one for one in held(network) if one.kind is MeetingKind.MWG]


def of_member(network: Network, person: PersonId, as_of: datetime) -> MemberAttendance:
    """Return a member's attendance. It is for the member and those who run the meetings; never public."""
    return of_members(network, [person], as_of)[person]


def of_members(network: Network, people: Iterable[PersonId], as_of: datetime) -> dict[PersonId, MemberAttendance]:
    """Return the attendance of several members, for whom each roster is made once; see `of_member`."""
    every = ((one, one.attendance) for one in _of_the_group(network))
    counted = [(roster(network, one, as_of), how) for one, how in every if _is_recorded(one, how)]
    return {person: _attended(person, counted) for person in people}


def _attended(
    person: PersonId, counted: Iterable[tuple[frozenset[PersonId], Mapping[PersonId, Attendance]]]
) -> MemberAttendance:
    listed = [attendance.get(person) for eligible, attendance in counted if person in eligible]
    how = [one.presence for one in listed if one]
    return MemberAttendance(sum(presence in THERE for presence in how), len(listed), how.count(Presence.EXCUSED))


def attended(network: Network, as_of: datetime) -> Attended | None:
    """Return the attendance of the working group's meetings; None where none was recorded."""
    every = (headcount(network, one, as_of) for one in _of_the_group(network))
    counts = [one for one in every if one and one.eligible]
    if not counts:
        return None
    return Attended(sum(one.present for one in counts), sum(one.eligible for one in counts), len(counts))


def planned(network: Network) -> list[Meeting]:
    """Return the meetings that were neither opened nor cancelled, soonest first; the time of some may be long past."""
    return sorted(
        (meeting for meeting in network.meetings.values() if meeting.is_planned), key=lambda meeting: meeting.starts
    )


def unopened(network: Network, as_of: datetime) -> list[Meeting]:
    """Return the meetings whose time has passed and that nobody opened or cancelled, the earliest first."""
    return [meeting for meeting in planned(network) if stage(meeting, as_of) == "not opened"]


def upcoming(network: Network, as_of: datetime, late: timedelta = timedelta(0)) -> list[Meeting]:
    """Return the meetings that are still to come, soonest first, and those that are no more than so `late`.

    One between two sittings is to come again.
    """
    waiting = [one for one in network.meetings.values() if one.is_between or one.is_planned]
    coming = [meeting for meeting in waiting if meeting.current.starts >= as_of - late]
    return sorted(coming, key=lambda meeting: meeting.current.starts)


def is_time(meeting: Meeting, as_of: datetime, early: timedelta = EARLY) -> bool:
    """Tell whether a meeting, or its next sitting, is to start at that time: no more than so `early`, or a day late."""
    starts = meeting.current.starts
    return starts - early <= as_of <= starts + LATE


def held(network: Network) -> list[Meeting]:
    """Return the meetings that took place or are going on, latest first."""
    began = [meeting for meeting in network.meetings.values() if meeting.opened and not meeting.cancelled]
    return sorted(began, key=lambda meeting: meeting.starts, reverse=True)


def just_over(network: Network, as_of: datetime) -> Meeting | None:
    """Return the latest meeting, unless it was closed long ago."""
    latest = next(iter(held(network)), None)
    return latest if latest and as_of - (latest.closed or as_of) <= JUST else None


def going_on(network: Network) -> list[Meeting]:
    """Return the meetings that are open now."""
    return [meeting for meeting in network.meetings.values() if meeting.is_open]


def during(meeting: Meeting, moment: datetime | None, as_of: datetime) -> bool:
    """Tell whether something happened while a sitting was going on."""
    return moment is not None and any(
        sitting.opened is not None and sitting.opened <= moment <= (sitting.closed or as_of)
        for sitting in meeting.sittings
    )


def stage(meeting: Meeting, as_of: datetime) -> str:
    """Return where a meeting stands: cancelled, held, open, between two sittings, planned, or not opened in time."""
    if meeting.cancelled:
        return "cancelled"
    if meeting.closed:
        return "held"
    if meeting.opened:
        return "open" if meeting.is_open else "between"
    return "planned" if meeting.starts >= as_of else "not opened"
