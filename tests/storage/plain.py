"""What the tables of an export hold of a state, and how they become a record again."""

from pathlib import Path
from typing import Any, Final

from storage.state import Commitment, Membership, Milestone, State
from storage.terms import terms
from tests.storage.office import Office

TABLES: Final = ("networks", "people", "memberships", "milestones", "commitments")
"""The tables that import reads, in the order in which it needs them."""


def plain_membership(membership: Membership) -> tuple[Any, ...]:
    """Return all of a membership that a table can hold: of changes at one instant, the last."""
    return (
        terms(membership),
        membership.group,
        membership.region,
        membership.disciplines,
        str(membership.organisation or ""),
        membership.ref,
    )


def plain_commitment(commitment: Commitment) -> tuple[Any, ...]:
    """Return all of a commitment that a table can hold: of its slips, the last one's time."""
    return (
        str(commitment.text),
        frozenset(commitment.owners),
        commitment.due,
        commitment.original_due,
        commitment.deadline_kind,
        commitment.progress,
        commitment.made,
        commitment.ref,
        commitment.started,
        commitment.done,
        commitment.dropped,
        str(commitment.evidence or ""),
        str(commitment.note or ""),
        commitment.slips[-1].at if commitment.slips else None,
        (commitment.milestone, commitment.every, commitment.first_due, commitment.follows),
    )


def plain_milestone(milestone: Milestone) -> tuple[Any, ...]:
    """Return all of a milestone that a table can hold: of its moves, the last one's time."""
    return (
        str(milestone.title),
        milestone.due,
        milestone.original_due,
        milestone.added,
        milestone.ref,
        milestone.met,
        milestone.dropped,
        milestone.slips[-1].at if milestone.slips else None,
    )


def plain(state: State) -> dict[str, Any]:
    """Return what the tables hold of a state, by network."""
    return {
        network.code: (
            network.name,
            network.since,
            {member: plain_membership(m) for member, m in network.memberships.items() if terms(m)},
            {number: plain_milestone(milestone) for number, milestone in network.milestones.items()},
            {number: plain_commitment(commitment) for number, commitment in network.commitments.items()},
        )
        for network in state.networks.values()
    }


def imported(folder: Path, into: Path) -> Office:
    """Import the tables of a folder into an empty record."""
    office = Office(into)
    for name in TABLES:
        office.take(folder / f"{name}.csv")
    return office
