"""How the commitments of a network stand."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from heapq import nsmallest
from typing import Final, NamedTuple, TypeVar

import msgspec

from storage.events import Progress
from storage.state import Commitment, Milestone, Network

Dated = TypeVar("Dated", Commitment, Milestone)
LAST: Final = datetime.max.replace(tzinfo=UTC)
"""Where what has no deadline stands among those that have one."""
_FINISHED: Final = frozenset({Progress.DONE, Progress.DROPPED})


class Standing(NamedTuple):
    """Commitments by progress, and those that are overdue, undated and ownerless."""

    total: int
    open: int
    in_progress: int
    done: int
    dropped: int
    unknown: int
    overdue: int
    undated: int
    ownerless: int


class Stood(msgspec.Struct, frozen=True, gc=False):
    """A commitment as it stood at a moment."""

    progress: Progress
    due: datetime | None
    overdue: bool


def is_finished(commitment: Commitment | Stood) -> bool:
    """Tell whether the commitment is done or dropped."""
    return commitment.progress in _FINISHED


def is_overdue(commitment: Commitment, as_of: datetime) -> bool:
    """Tell whether the deadline is before `as_of` and the commitment neither done nor dropped."""
    return commitment.due is not None and commitment.due < as_of and not is_finished(commitment)


def as_it_stood(commitment: Commitment, moment: datetime) -> Stood:
    """Return how the commitment stood at a moment since it was made: later changes are left out of account."""
    progress, ended = commitment.progress, commitment.done or commitment.dropped
    if progress is Progress.IN_PROGRESS or (ended and ended > moment):
        begun = commitment.started and commitment.started <= moment
        progress = Progress.IN_PROGRESS if begun else Progress.OPEN
    if commitment.lapses:
        progress = next((one.progress for one in commitment.lapses if one.at <= moment < one.until), progress)
    due = _due_at(commitment, moment) if commitment.slips else commitment.due
    overdue = due is not None and due < moment and progress not in _FINISHED
    return Stood(progress, due, overdue)


def _due_at(commitment: Commitment, moment: datetime) -> datetime | None:
    """Return the deadline of a moment; one that was set later, or moved there, is none yet."""
    slips = [slip.due for slip in commitment.slips if slip.at <= moment]
    return slips[-1] if slips else None if commitment.first_due is None else commitment.original_due


def is_ownerless(commitment: Commitment) -> bool:
    """Tell whether nobody has taken the commitment on: a person who was only proposed does not count."""
    return not any(owner.accepted for owner in commitment.owners)


def standing(commitments: Iterable[Commitment], as_of: datetime) -> Standing:
    """Count commitments as they stand at a moment."""
    listed = list(commitments)
    progress = Counter(commitment.progress for commitment in listed)
    return Standing(
        total=len(listed),
        open=progress[Progress.OPEN],
        in_progress=progress[Progress.IN_PROGRESS],
        done=progress[Progress.DONE],
        dropped=progress[Progress.DROPPED],
        unknown=progress[Progress.UNKNOWN],
        overdue=sum(is_overdue(commitment, as_of) for commitment in listed),
        undated=sum(commitment.due is None for commitment in listed),
        ownerless=sum(is_ownerless(commitment) for commitment in listed),
    )


def by_deadline(dated: Iterable[Dated]) -> list[Dated]:
    """Return commitments or milestones, the earliest deadline first, undated ones last."""
    return sorted(dated, key=lambda one: (one.due or LAST, one.number))


def most_urgent(network: Network, most: int) -> list[Commitment]:
    """Return the most urgent commitments: overdue first, then by deadline, then undated ones, finished ones last."""

    def urgency(commitment: Commitment) -> tuple[bool, datetime, int]:
        return is_finished(commitment), commitment.due or LAST, commitment.number

    return nsmallest(most, network.commitments.values(), key=urgency)
