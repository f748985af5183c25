"""The record as tables of texts. Networks, people, memberships and commitments have the columns that import reads."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Final, TypeVar

from storage.events import Owner, Progress
from storage.exports.names import Names, stamp
from storage.exports.polls import POLL_COLUMNS, poll_rows
from storage.imports.columns import COLUMNS, Kind
from storage.measures.meetings import headcount
from storage.moments import DAY_END
from storage.people import People
from storage.spreadsheet import join
from storage.state import Network, State
from storage.terms import terms

Thing = TypeVar("Thing")
Row = Sequence[str]
Rows = Callable[[State, People], Iterator[Row]]
ERASED: Final = "[erased]"
"""What stands for a text that was erased, where one must stand."""
_DAY_START: Final = time(tzinfo=UTC)


def network_rows(state: State, people: People) -> Iterator[Row]:
    """Yield a row a network."""
    for network in state.networks.values():
        yield network.code, network.name, _day(network.since, _DAY_START)


def people_rows(state: State, people: People) -> Iterator[Row]:
    """Yield a row a person."""
    for person in people.everyone():
        digest = (person.via, person.notify, str(person.hour))
        yield person.name, person.full_name, join(person.handles), person.zone, person.language, *digest, person.id


def membership_rows(state: State, people: People) -> Iterator[Row]:
    """Yield a row a term: a time in which a person had the same roles. Requests to join are no memberships yet."""
    names = Names(people)
    for network, membership in _each(state, lambda network: network.memberships.values()):
        for roles, since, until in terms(membership):
            yield (
                network.code,
                names.of(membership.person),
                join(sorted(roles)),
                membership.group,
                membership.region,
                join(membership.disciplines),
                str(membership.organisation or ""),
                _day(since, _DAY_START),
                _day(until),
                membership.ref,
            )


def commitment_rows(state: State, people: People) -> Iterator[Row]:
    """Yield a row a commitment, as it stands now. Of several slips only the last has a place."""
    names = Names(people)
    for network, commitment in _each(state, lambda network: network.commitments.values()):
        owners, done = commitment.owners, commitment.progress is Progress.DONE
        yield (
            commitment.ref or commitment.label,
            str(commitment.number),
            network.code,
            str(commitment.text) or ERASED,
            join(_owner(owner, names) for owner in owners if owner.accepted),
            join(_owner(owner, names) for owner in owners if not owner.accepted),
            next((owner.role for owner in owners if owner.role), ""),
            _day(commitment.due),
            commitment.deadline_kind,
            _day(commitment.original_due) if commitment.original_due != commitment.due else "",
            _day(commitment.slips[-1].at) if commitment.slips else "",
            commitment.progress,
            _day(commitment.made, _DAY_START),
            _day(commitment.started),
            _day(commitment.done) if done else "",
            _day(commitment.dropped),
            str(commitment.evidence or "") if done else "",
            str(commitment.note or ""),
            f"W{commitment.milestone}" if commitment.milestone else "",
            f"{every.count} {every.unit} {every.zone}" if (every := commitment.every) else "",
            _day(commitment.first_due) if commitment.first_due != commitment.original_due else "",
            f"C{commitment.follows}" if commitment.follows else "",
        )


def milestone_rows(state: State, people: People) -> Iterator[Row]:
    """Yield a row a milestone, as it stands now. Of several moves only the last has a place."""
    for network, milestone in _each(state, lambda network: network.milestones.values()):
        yield (
            milestone.ref or milestone.label,
            str(milestone.number),
            network.code,
            str(milestone.title) or ERASED,
            _day(milestone.due),
            _day(milestone.original_due) if milestone.slips and milestone.original_due != milestone.due else "",
            _day(milestone.slips[-1].at) if milestone.slips else "",
            _day(milestone.added, _DAY_START),
            _day(milestone.met),
            _day(milestone.dropped),
        )


def meeting_rows(state: State, people: People) -> Iterator[Row]:
    """Yield a row a meeting. Without any record of attendance the counts are empty, not 0."""
    for network, meeting in _each(state, lambda network: network.meetings.values()):
        counted = headcount(network, meeting, meeting.starts)
        times = (stamp(meeting.starts), stamp(meeting.opened), stamp(meeting.closed), stamp(meeting.cancelled))
        counts = [str(count) for count in counted] if counted else [""] * 5
        yield meeting.label, network.code, meeting.ref, str(meeting.title), meeting.kind, *times, *counts


def attendance_rows(state: State, people: People) -> Iterator[Row]:
    """Yield a row a person and meeting."""
    names = Names(people)
    for network, meeting in _each(state, lambda network: network.meetings.values()):
        for person, attendance in meeting.attendance.items():
            yield meeting.label, network.code, names.of(person), attendance.presence, stamp(attendance.at)


TABLES: Final[Mapping[str, tuple[Row, Rows]]] = {
    "networks": (COLUMNS[Kind.NETWORKS], network_rows),
    "people": (COLUMNS[Kind.PEOPLE], people_rows),
    "memberships": (COLUMNS[Kind.MEMBERSHIPS], membership_rows),
    "milestones": (COLUMNS[Kind.MILESTONES], milestone_rows),
    "commitments": (COLUMNS[Kind.COMMITMENTS], commitment_rows),
    "polls": (POLL_COLUMNS, poll_rows),
    "meetings": (
        (
            *("meeting", "pn", "ref", "title", "kind", "starts", "opened", "closed", "cancelled"),
            *("present", "eligible", "excused", "others", "proxies"),
        ),
        meeting_rows,
    ),
    "attendance": (("meeting", "pn", "person", "presence", "at"), attendance_rows),
}
"""The columns and the rows of each table, by the name of its file."""


def _each(state: State, things: Callable[[Network], Iterable[Thing]]) -> Iterator[tuple[Network, Thing]]:
    for network in state.networks.values():
        for thing in things(network):
            yield network, thing


def _owner(owner: Owner, names: Names) -> str:
    return f"@{names.of(owner.person)}" if owner.person else owner.body


def _day(moment: datetime | None, whole: time = DAY_END) -> str:
    """Return an instant as import reads it: as a bare date where that means the same."""
    text = stamp(moment)
    return text[:10] if moment and text and moment.timetz() == whole else text
