"""Of which commitments a person is to be reminded at a moment: before the deadline and after it, each step once."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Final, NamedTuple

from storage.events import EVER, PersonId, Role
from storage.measures.commitments import is_finished
from storage.measures.owners import find_owner
from storage.state import Commitment, Network

STEPS: Final = (timedelta(days=-7), timedelta(days=-1), timedelta(days=1), timedelta(days=5))
"""When an owner is reminded, from the beginning of the deadline's day in UTC on."""
TELL_CHAIRS: Final = timedelta(days=7)
"""The same for the co-chairs."""


class Reminder(NamedTuple):
    """Something to tell a person. Of one `key` each `edition` is told once."""

    commitment: Commitment
    person: PersonId
    key: str
    edition: str


def owner_reminders(network: Network, now: datetime) -> Iterator[Reminder]:
    """Yield the last step that was reached for each commitment and each person who took it on.

    A step that lay before the deadline was set is none. Whoever snoozed is reminded when that ends.
    """
    for one in network.commitments.values():
        if one.due is None or is_finished(one) or not (reached := _reached(one, one.due, now)):
            continue
        for person in (owner.person for owner in one.owners if owner.person and owner.accepted):
            until = one.snoozed.get(person, EVER)
            if until <= now:
                edition = f"{one.due.isoformat()} {max(reached, until).isoformat()}"
                yield Reminder(one, person, f"due:{one.label}:{person}", edition)


def proposals(network: Network, now: datetime) -> Iterator[Reminder]:
    """Yield each commitment that was proposed to a person, and that they neither took on nor turned down."""
    for one in network.commitments.values():
        if not is_finished(one):
            for person in (owner.person for owner in one.owners if owner.person and not owner.accepted):
                yield Reminder(one, person, f"asked:{one.label}:{person}", one.assigned.isoformat())


def late_for_chairs(network: Network, now: datetime) -> Iterator[Reminder]:
    """Yield each commitment that is overdue for a week, for each co-chair who does not own it."""
    chairs = [person for person, one in network.memberships.items() if Role.CO_CHAIR in one.roles_at(now)]
    for one in network.commitments.values():
        if one.due and _day(one.due) + TELL_CHAIRS <= now and not is_finished(one):
            for person in chairs:
                if not find_owner(one, person):
                    yield Reminder(one, person, f"late:{one.label}:{person}", one.due.isoformat())


def _reached(commitment: Commitment, due: datetime, now: datetime) -> datetime | None:
    """Return the instant of the last step by now, if it is later than the setting of the deadline."""
    set_at = commitment.slips[-1].at if commitment.slips else commitment.made
    steps = [_day(due) + step for step in STEPS if set_at < _day(due) + step <= now]
    return steps[-1] if steps else None


def _day(due: datetime) -> datetime:
    return datetime.combine(due.astimezone(UTC), time.min, UTC)
