"""The work plan on the public page: its milestones, where each stands, and the numbers of its commitments."""

from datetime import datetime
from typing import Final, NamedTuple

from storage.events import Progress
from storage.i18n import _
from storage.measures import milestones
from storage.measures.commitments import by_deadline, is_overdue
from storage.measures.milestones import Stage
from storage.moments import tell_day
from storage.public import wording
from storage.public.wording import written
from storage.state import Commitment, Milestone, Network

_ALARMING: Final = (Stage.LATE, Stage.AT_RISK)


class MilestoneRow(NamedTuple):
    """A milestone as it stands."""

    id: str
    title: str
    due: str
    status: str
    alarming: bool
    commitments: list[str]


def rows(network: Network, as_of: datetime) -> list[MilestoneRow]:
    """Return a row a milestone that was not dropped: the earliest first, those that are met last."""
    kept = by_deadline(one for one in network.milestones.values() if not one.dropped)
    kept.sort(key=lambda one: one.met is not None)
    return [_row(network, one, as_of) for one in kept]


def _row(network: Network, milestone: Milestone, as_of: datetime) -> MilestoneRow:
    stage = milestones.stage(network, milestone, as_of)
    return MilestoneRow(
        milestone.label,
        written(milestone.title),
        _due(milestone),
        wording.milestone_stage(stage),
        stage in _ALARMING,
        [_named(one, as_of) for one in milestones.children(network, milestone)],
    )


def _due(milestone: Milestone) -> str:
    due, original = milestone.due, milestone.original_due
    if due and original and due != original:
        return _("{due}, originally {original}").format(due=wording.due(due), original=tell_day(original))
    return wording.due(due) if due else _("no date")


def _named(commitment: Commitment, as_of: datetime) -> str:
    """Return the number of a commitment, and how far it is where that is worth saying."""
    if commitment.progress is Progress.DONE:
        return _("{commitment} (done)").format(commitment=commitment.label)
    if is_overdue(commitment, as_of):
        return _("{commitment} (overdue)").format(commitment=commitment.label)
    return commitment.label
