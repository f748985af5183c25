"""A network in figures: what `pn status` prints and the overview shows."""

from datetime import datetime
from typing import NamedTuple

from storage.measures import balance, commitments, delivery, meetings, members, milestones, polls, updates
from storage.state import Network


class Figures(NamedTuple):
    """The figures of one network at one moment."""

    name: str
    mwg: members.Size
    commitments: commitments.Standing
    open_polls: int
    closed_polls: int
    planned_meetings: int
    """Still to come, or between two sittings."""
    unopened_meetings: int
    """Whose time has passed, and that nobody opened or cancelled."""
    next_meeting: datetime | None
    held_meetings: int
    delivery: delivery.Delivery
    plan: milestones.Plan
    cadence: meetings.Cadence | None
    attendance: meetings.Attended | None
    balance: balance.Balance
    staleness: int | None
    """Days since the last public update; see `updates.staleness`."""
    summary_lag: updates.SummaryLag


def figures(network: Network, as_of: datetime) -> Figures:
    """Return how a network stands at a moment."""
    coming = meetings.upcoming(network, as_of)
    return Figures(
        name=network.name,
        mwg=members.size(network, as_of),
        commitments=commitments.standing(network.commitments.values(), as_of),
        open_polls=len(polls.with_stage(network, polls.Stage.OPEN, as_of)),
        closed_polls=len(polls.with_stage(network, polls.Stage.CLOSED, as_of)),
        planned_meetings=len(coming),
        unopened_meetings=len(meetings.unopened(network, as_of)),
        next_meeting=coming[0].current.starts if coming else None,
        held_meetings=len(meetings.held(network)),
        delivery=delivery.delivery(network.commitments.values(), as_of),
        plan=milestones.plan(network, as_of),
        cadence=meetings.cadence(network, as_of),
        attendance=meetings.attended(network, as_of),
        balance=balance.balance(network, as_of),
        staleness=updates.staleness(network, as_of),
        summary_lag=updates.summary_lag(network),
    )
