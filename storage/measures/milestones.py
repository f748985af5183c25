"""How the work plan of a network stands."""

from collections import Counter
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from storage.events import Progress
from storage.measures.commitments import by_deadline, is_finished, is_overdue
from storage.state import Commitment, Milestone, Network

SOON: Final = timedelta(days=14)
"""How long before its date a milestone on which nobody has begun is at risk."""
_BEGUN: Final = (Progress.IN_PROGRESS, Progress.DONE)


class Stage(StrEnum):
    """Where a milestone stands: the first of these that holds."""

    DROPPED = "dropped"
    MET = "met"
    LATE = "late"
    AT_RISK = "at_risk"
    ON_TRACK = "on_track"
    UNDATED = "undated"


class Plan(NamedTuple):
    """The milestones in figures; those that were dropped are in none of them."""

    total: int
    dated: int
    on_track: int
    """Of the dated ones: met, or not yet due and without an overdue commitment."""
    at_risk: int
    """Not met nor late, with an overdue commitment, or due within 14 days and not begun."""
    met: int
    late: int
    """Not met, and their date is past."""
    undated: int
    """Without a date, and neither met nor at risk."""


def children(network: Network, milestone: Milestone) -> list[Commitment]:
    """Return the commitments of a milestone that were not dropped, the earliest deadline first, undated ones last."""
    found = [one for one in network.commitments.values() if one.milestone == milestone.number]
    kept = [one for one in found if one.progress is not Progress.DROPPED]
    return by_deadline(kept)


def stage(network: Network, milestone: Milestone, as_of: datetime) -> Stage:
    """Return where a milestone stands at a moment."""
    if milestone.dropped:
        return Stage.DROPPED
    if milestone.met:
        return Stage.MET
    if milestone.due and milestone.due < as_of:
        return Stage.LATE
    if is_at_risk(network, milestone, as_of):
        return Stage.AT_RISK
    return Stage.ON_TRACK if milestone.due else Stage.UNDATED


def is_at_risk(network: Network, milestone: Milestone, as_of: datetime) -> bool:
    """Tell whether a milestone has an overdue commitment, or is due within 14 days and nobody has begun."""
    if milestone.dropped or milestone.met:
        return False
    mine = children(network, milestone)
    soon = milestone.due is not None and as_of <= milestone.due <= as_of + SOON
    return _has_overdue(mine, as_of) or (soon and not any(one.progress in _BEGUN for one in mine))


def plan(network: Network, as_of: datetime) -> Plan:
    """Count the milestones as they stand at a moment."""
    every = [one for one in network.milestones.values() if not one.dropped]
    dated = [one for one in every if one.due]
    stages = Counter(stage(network, one, as_of) for one in every)
    return Plan(
        total=len(every),
        dated=len(dated),
        on_track=sum(_is_on_track(network, one, as_of) for one in dated),
        at_risk=stages[Stage.AT_RISK],
        met=stages[Stage.MET],
        late=stages[Stage.LATE],
        undated=stages[Stage.UNDATED],
    )


def moves_with(network: Network, milestone: Milestone) -> list[Commitment]:
    """Return the commitments that a milestone takes along when its date moves: dated, and not finished."""
    return [one for one in children(network, milestone) if one.due and not is_finished(one)]


def _is_on_track(network: Network, milestone: Milestone, as_of: datetime) -> bool:
    if milestone.met:
        return True
    not_yet = milestone.due is not None and milestone.due >= as_of
    return not_yet and not _has_overdue(children(network, milestone), as_of)


def _has_overdue(commitments: list[Commitment], as_of: datetime) -> bool:
    return any(is_overdue(one, as_of) for one in commitments)
