"""Whether promises were kept in time: against the deadline that was agreed first, and against the one of now."""

from collections.abc import Callable, Iterable
from datetime import datetime
from statistics import median
from typing import NamedTuple

from storage.events import EVER, Progress
from storage.moments import days_between
from storage.state import Commitment


class Delivery(NamedTuple):
    """Kept in time, of those that had come due. A commitment that was dropped, or is undated, is in none of these.

    Nor is one that was done nobody knows when, as an import may say.
    """

    due: int
    """Commitments whose original deadline has come."""
    on_time: int
    """Of these, those done by it."""
    due_as_revised: int
    """Commitments whose deadline of now has come."""
    on_time_as_revised: int
    median_slip: float | None
    """Days from the original deadline to the doing, or to now, over the same as `due`; early is negative."""
    unknown: int = 0
    """Of `due`, those of which nobody has said whether they were done, as an import may leave it open."""


def delivery(commitments: Iterable[Commitment], as_of: datetime) -> Delivery:
    """Return how promises were kept by a moment."""
    counted = [one for one in commitments if one.progress is not Progress.DROPPED and one.done != EVER]
    due, due_as_revised = _come(counted, _original, as_of), _come(counted, _revised, as_of)
    return Delivery(
        due=len(due),
        on_time=sum(_is_in_time(one, _original(one)) for one in due),
        due_as_revised=len(due_as_revised),
        on_time_as_revised=sum(_is_in_time(one, _revised(one)) for one in due_as_revised),
        median_slip=median(slips) if (slips := [slip(one, as_of) for one in due]) else None,
        unknown=sum(one.progress is Progress.UNKNOWN for one in due),
    )


def slip(commitment: Commitment, as_of: datetime) -> int:
    """Return the days, in UTC, from the original deadline to the doing, or to now where it is not done."""
    assert commitment.original_due
    return days_between(commitment.original_due, commitment.done or as_of)


def _come(
    commitments: Iterable[Commitment], which: Callable[[Commitment], datetime | None], as_of: datetime
) -> list[Commitment]:
    return [one for one in commitments if (deadline := which(one)) and deadline <= as_of]


def _original(commitment: Commitment) -> datetime | None:
    return commitment.original_due


def _revised(commitment: Commitment) -> datetime | None:
    return commitment.due


def _is_in_time(commitment: Commitment, deadline: datetime | None) -> bool:
    return commitment.done is not None and deadline is not None and commitment.done <= deadline
