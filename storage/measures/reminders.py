"""Of what a person is to be reminded at a moment: before a deadline and after it, each step once; missed meetings."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Final, NamedTuple

from storage.events import EVER, PersonId, Progress, Role
from storage.measures import meetings
from storage.measures.commitments import is_finished
from storage.measures.owners import find_owner, speakers
from storage.state import Commitment, Meeting, Network

STEPS: Final = (timedelta(days=-7), timedelta(days=-1), timedelta(days=1), timedelta(days=5))
"""When an owner is reminded, from the beginning of the deadline's day in UTC on."""
TELL_CHAIRS: Final = timedelta(days=7)
"""The same for the co-chairs."""
_RECENT: Final = timedelta(days=30)
"""How long after its time a meeting that nobody opened is told of."""


class Reminder(NamedTuple):
    """Something to tell a person. Of one `key` each `edition` is told once."""

    commitment: Commitment
    person: PersonId
    key: str
    edition: str


class Missed(NamedTuple):
    """A meeting that nobody opened, to be told a person. Of one `key` each `edition` is told once."""

    meeting: Meeting
    person: PersonId
    key: str
    edition: str
    last: bool
    """Whether nothing of its series lies ahead."""


def reminded(network: Network, commitment: Commitment, chairs: Sequence[PersonId], now: datetime) -> list[PersonId]:
    """Return who is reminded of a commitment: the people who took it on, and those who speak for a body that owns it.

    Where a body has nobody, `chairs` are reminded for it; not of an imported one of which nobody said how far it is.
    """
    people = [owner.person for owner in commitment.owners if owner.person and owner.accepted]
    if commitment.progress is Progress.UNKNOWN or not any(owner.body for owner in commitment.owners):
        return people
    return list(dict.fromkeys([*people, *speakers(network, commitment, now)])) or list(chairs)


def owner_reminders(network: Network, chairs: Sequence[PersonId], now: datetime) -> Iterator[Reminder]:
    """Yield the last step that was reached for each commitment and each person who is reminded of it.

    A step that lay before the deadline was set is none. Whoever snoozed is reminded when that ends.
    """
    for one in network.commitments.values():
        if one.due is None or is_finished(one) or not (reached := _reached(one, one.due, now)):
            continue
        for person in reminded(network, one, chairs, now):
            until = one.snoozed.get(person, EVER)
            if until <= now:
                edition = f"{one.due.isoformat()} {max(reached, until).isoformat()}"
                yield Reminder(one, person, f"due:{one.label}:{person}", edition)


def proposals(network: Network) -> Iterator[Reminder]:
    """Yield each commitment that was proposed to a person, and that they neither took on nor turned down."""
    for one in network.commitments.values():
        if not is_finished(one):
            for person in (owner.person for owner in one.owners if owner.person and not owner.accepted):
                yield Reminder(one, person, f"asked:{one.label}:{person}", one.assigned.isoformat())


def late_for_chairs(network: Network, chairs: Sequence[PersonId], now: datetime) -> Iterator[Reminder]:
    """Yield each commitment that is overdue for a week, for each of `chairs` who is not reminded of it anyway.

    Imported ones of which nobody said how far they are stand on the dashboard alone: they may be years old.
    """
    for one in network.commitments.values():
        if one.progress is Progress.UNKNOWN or is_finished(one):
            continue
        if one.due and _day(one.due) + TELL_CHAIRS <= now:
            told = reminded(network, one, chairs, now)
            for person in chairs:
                if person not in told and not find_owner(one, person):
                    yield Reminder(one, person, f"late:{one.label}:{person}", one.due.isoformat())


def missed_meetings(network: Network, chairs: Sequence[PersonId], now: datetime) -> Iterator[Missed]:
    """Yield each meeting that nobody opened within a day of its time, for each of `chairs`; old ones are let be."""
    coming = meetings.upcoming(network, now)
    for one in meetings.unopened(network, now):
        if one.starts + meetings.LATE <= now <= one.starts + _RECENT:
            first = one.series.first if one.series else 0
            last = bool(first) and not any(other.series and other.series.first == first for other in coming)
            for person in chairs:
                yield Missed(one, person, f"missed:{one.label}:{person}", one.starts.isoformat(), last)


def co_chairs(network: Network, now: datetime) -> list[PersonId]:
    """Return the co-chairs of a network at a moment."""
    return [person for person, one in network.memberships.items() if Role.CO_CHAIR in one.roles_at(now)]


def _reached(commitment: Commitment, due: datetime, now: datetime) -> datetime | None:
    """Return the instant of the last step by now, if it is later than the setting of the deadline."""
    set_at = commitment.slips[-1].at if commitment.slips else commitment.made
    steps = [_day(due) + step for step in STEPS if set_at < _day(due) + step <= now]
    return steps[-1] if steps else None


def _day(due: datetime) -> datetime:
    return datetime.combine(due.astimezone(UTC), time.min, UTC)
