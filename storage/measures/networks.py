"""A network in figures: what `pn status` prints and the overview shows."""

from datetime import datetime
from typing import NamedTuple

from storage.measures import commitments, delivery, meetings, members, milestones, polls
from storage.state import Network


class Figures(NamedTuple):
    """The figures of one network at one moment."""

    name: str
    mwg: members.Size
    commitments: commitments.Standing
    open_polls: int
    closed_polls: int
    planned_meetings: int
    held_meetings: int
    delivery: delivery.Delivery
    plan: milestones.Plan
    cadence: meetings.Cadence | None
    attendance: meetings.Attended | None


def figures(network: Network, as_of: datetime) -> Figures:
    """Return how a network stands at a moment."""
    return Figures(
        name=network.name,
        mwg=members.size(network, as_of),
        commitments=commitments.standing(network.commitments.values(), as_of),
        open_polls=len(polls.with_stage(network, polls.Stage.OPEN, as_of)),
        closed_polls=len(polls.with_stage(network, polls.Stage.CLOSED, as_of)),
        planned_meetings=len(meetings.planned(network)),
        held_meetings=len(meetings.held(network)),
        delivery=delivery.delivery(network.commitments.values(), as_of),
        plan=milestones.plan(network, as_of),
        cadence=meetings.cadence(network, as_of),
        attendance=meetings.attended(network, as_of),
    )
