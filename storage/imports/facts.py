"""What a row says, as the facts that the journal keeps."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from storage.events import (
    AnyEvent,
    CommitmentDone,
    CommitmentDropped,
    CommitmentMade,
    CommitmentSlipped,
    CommitmentStarted,
    MembershipAccepted,
    MembershipEnded,
    MilestoneAdded,
    MilestoneDropped,
    MilestoneMet,
    MilestoneMoved,
    NetworkAdded,
    Owner,
    PersonId,
    Progress,
    Text,
)
from storage.imports.rows import CommitmentRow, MembershipRow, MilestoneRow, NetworkRow

_AT_FIRST: Final = (Progress.OPEN, Progress.UNKNOWN, Progress.IN_PROGRESS)
"""What a commitment can be without a further fact."""


def network_facts(row: NetworkRow) -> list[AnyEvent]:
    """Return the facts of a network's row."""
    return [NetworkAdded(network=row.code, since=row.since, name=row.name)]


def membership_facts(rows: Sequence[MembershipRow], person: PersonId) -> list[AnyEvent]:
    """Return the facts of all rows about one person in one network."""
    return [fact for row in rows for fact in _term(row, person)]


def _term(row: MembershipRow, person: PersonId) -> Iterator[AnyEvent]:
    yield MembershipAccepted(
        network=row.code,
        since=row.since,
        person=person,
        roles=row.roles,
        group=row.group,
        region=row.region,
        disciplines=row.disciplines,
        organisation=Text.of(row.organisation) if row.organisation else None,
        ref=row.ref,
    )
    if row.until:
        yield MembershipEnded(network=row.code, since=row.until, person=person)


def commitment_facts(row: CommitmentRow, number: int, owners: Sequence[Owner]) -> list[AnyEvent]:
    """Return the facts of a commitment's row: that it was made, and what became of it."""
    at_first = row.status if row.status in _AT_FIRST and row.started is None else Progress.OPEN
    made = CommitmentMade(
        network=row.code,
        since=row.since,
        commitment=number,
        text=Text.of(row.action),
        owners=tuple(owners),
        due=row.due,
        deadline_kind=row.deadline_kind,
        progress=at_first,
        ref=row.ref,
        note=Text.of(row.note) if row.note else None,
        milestone=row.milestone,
        every=row.every,
        first_due=row.first_due,
        follows=row.follows,
    )
    return [made, *_changes(row, number)]


def _changes(row: CommitmentRow, number: int) -> Iterator[AnyEvent]:
    for due in row.slips:
        yield CommitmentSlipped(network=row.code, since=row.slipped, commitment=number, due=due)
    if row.started:
        yield CommitmentStarted(network=row.code, since=row.started, commitment=number)
    if row.status is Progress.DONE:
        evidence = Text.of(row.evidence) if row.evidence else None
        yield CommitmentDone(network=row.code, since=row.done, commitment=number, evidence=evidence)
    if row.status is Progress.DROPPED:
        yield CommitmentDropped(network=row.code, since=row.dropped, commitment=number)


def milestone_facts(row: MilestoneRow, number: int) -> list[AnyEvent]:
    """Return the facts of a milestone's row."""
    place: dict[str, Any] = {"network": row.code, "milestone": number}
    facts: list[AnyEvent] = [
        MilestoneAdded(**place, since=row.since, title=Text.of(row.title), due=row.due, ref=row.ref)
    ]
    if row.moved:
        facts.append(MilestoneMoved(**place, since=row.slipped, due=row.moved))
    if row.met:
        facts.append(MilestoneMet(**place, since=row.met))
    if row.dropped:
        facts.append(MilestoneDropped(**place, since=row.dropped))
    return facts
