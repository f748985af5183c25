"""The record as tables of texts, with the columns that import reads; polls alone have others.

People stand in them by their opaque ids: whose these are, the table of people alone tells.
"""

from collections.abc import Iterable, Iterator

from storage.columns import COLUMNS, Kind
from storage.events import Owner, Progress
from storage.exports.cells import DAY_START, ERASED, Row, day, each
from storage.exports.meeting_tables import (
    agenda_rows,
    attendance_rows,
    meeting_rows,
    minutes_rows,
    note_rows,
    quorum_rows,
)
from storage.exports.names import stamp
from storage.exports.polls import POLL_COLUMNS, poll_rows, vote_rows
from storage.people import People
from storage.spreadsheet import join
from storage.state import Commitment, Lapse, Slip, State
from storage.terms import terms


def network_rows(state: State) -> Iterator[Row]:
    """Yield a row a network."""
    for network in state.networks.values():
        yield network.code, network.name, day(network.since, DAY_START)


def people_rows(people: People) -> Iterator[Row]:
    """Yield a row a person."""
    for person in people.everyone():
        digest = (person.via, person.notify, str(person.hour))
        yield person.name, person.full_name, join(person.handles), person.zone, person.language, *digest, person.id


def membership_rows(state: State) -> Iterator[Row]:
    """Yield a row a term: a time in which a person had the same roles. Requests to join are no memberships yet."""
    for network, membership in each(state, lambda network: network.memberships.values()):
        for roles, since, until in terms(membership):
            yield (
                network.code,
                membership.person,
                join(sorted(roles)),
                membership.group,
                membership.region,
                join(membership.disciplines),
                str(membership.organisation or ""),
                day(since, DAY_START),
                day(until),
                membership.ref,
            )


def commitment_rows(state: State) -> Iterator[Row]:
    """Yield a row a commitment, as it stands now."""
    for network, commitment in each(state, lambda network: network.commitments.values()):
        owners, done = commitment.owners, commitment.progress is Progress.DONE
        yield (
            commitment.ref or commitment.label,
            str(commitment.number),
            network.code,
            str(commitment.text) or ERASED,
            join(_owner(owner) for owner in owners if owner.accepted),
            join(_owner(owner) for owner in owners if not owner.accepted),
            join(_owner(owner) for owner in owners if owner.leaving),
            next((owner.role for owner in owners if owner.role), ""),
            day(commitment.due),
            commitment.deadline_kind,
            day(commitment.original_due) if commitment.original_due != commitment.due else "",
            _slips(commitment.slips),
            commitment.progress,
            day(commitment.made, DAY_START),
            day(commitment.started),
            day(commitment.done) if done else "",
            day(commitment.dropped),
            str(commitment.reason or ""),
            _lapses(commitment.lapses),
            str(commitment.evidence or "") if done else "",
            str(commitment.note or ""),
            join(f"{stamp(note.at)}: {str(note.text) or ERASED}" for note in commitment.notes),
            join(f"{person} until {stamp(until)}" for person, until in commitment.snoozed.items()),
            commitment.maker,
            day(commitment.assigned) if _is_assigned_anew(commitment) else "",
            commitment.assigner if _is_assigned_anew(commitment) else "",
            f"W{commitment.milestone}" if commitment.milestone else "",
            f"{every.count} {every.unit} {every.zone}" if (every := commitment.every) else "",
            day(commitment.first_due) if commitment.first_due != commitment.original_due else "",
            f"C{commitment.follows}" if commitment.follows else "",
        )


def milestone_rows(state: State) -> Iterator[Row]:
    """Yield a row a milestone, as it stands now."""
    for network, milestone in each(state, lambda network: network.milestones.values()):
        yield (
            milestone.ref or milestone.label,
            str(milestone.number),
            network.code,
            str(milestone.title) or ERASED,
            day(milestone.due),
            day(milestone.original_due) if milestone.slips else "",
            _slips(milestone.slips),
            day(milestone.added, DAY_START),
            day(milestone.met),
            day(milestone.dropped),
            str(milestone.reason or ""),
        )


def tables(state: State, people: People) -> dict[str, tuple[Row, Iterator[Row]]]:
    """Return the columns and the rows of each table, by the name of its file."""
    return {
        "networks": (COLUMNS[Kind.NETWORKS], network_rows(state)),
        "people": (COLUMNS[Kind.PEOPLE], people_rows(people)),
        "memberships": (COLUMNS[Kind.MEMBERSHIPS], membership_rows(state)),
        "milestones": (COLUMNS[Kind.MILESTONES], milestone_rows(state)),
        "commitments": (COLUMNS[Kind.COMMITMENTS], commitment_rows(state)),
        "polls": (POLL_COLUMNS, poll_rows(state)),
        "votes": (COLUMNS[Kind.VOTES], vote_rows(state)),
        "quorums": (COLUMNS[Kind.QUORUMS], quorum_rows(state)),
        "meetings": (COLUMNS[Kind.MEETINGS], meeting_rows(state)),
        "agenda": (COLUMNS[Kind.AGENDA], agenda_rows(state)),
        "notes": (COLUMNS[Kind.NOTES], note_rows(state)),
        "minutes": (COLUMNS[Kind.MINUTES], minutes_rows(state)),
        "attendance": (COLUMNS[Kind.ATTENDANCE], attendance_rows(state)),
    }


def _is_assigned_anew(commitment: Commitment) -> bool:
    return (commitment.assigned, commitment.assigner) != (commitment.made, commitment.maker)


def _owner(owner: Owner) -> str:
    return f"@{owner.person}" if owner.person else owner.body


def _lapses(lapses: Iterable[Lapse]) -> str:
    """Return when it was finished, and when it was taken up again."""
    return join(
        one.progress + (f" at {stamp(one.at)}" if stamp(one.at) else "") + f" until {stamp(one.until)}"
        for one in lapses
    )


def _slips(slips: Iterable[Slip]) -> str:
    """Return how a deadline moved: to when, when that was, and why."""
    return join(
        day(slip.due)
        + (f" at {stamp(slip.at)}" if stamp(slip.at) else "")
        + (f": {slip.reason}" if slip.reason else "")
        for slip in slips
    )
