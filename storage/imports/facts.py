"""What a row says, as the facts that the journal keeps."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from storage.events import (
    AnyEvent,
    CommitmentDone,
    CommitmentDropped,
    CommitmentMade,
    CommitmentNoted,
    CommitmentReopened,
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
    OwnersAssigned,
    PersonId,
    Progress,
    RemindersSnoozed,
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
        organisation=Text.if_any(row.organisation),
        ref=row.ref,
    )
    if row.until:
        yield MembershipEnded(network=row.code, since=row.until, person=person)


class Named(NamedTuple):
    """Whom a commitment's row names."""

    owners: tuple[Owner, ...]
    maker: PersonId
    assigner: PersonId
    snoozed: tuple[tuple[PersonId, datetime], ...]


def commitment_facts(row: CommitmentRow, number: int, named: Named) -> list[AnyEvent]:
    """Return the facts of a commitment's row: that it was made, and what became of it."""
    at_first = row.status if row.status in _AT_FIRST and row.started is None else Progress.OPEN
    place: dict[str, Any] = {"network": row.code, "commitment": number}
    made = CommitmentMade(
        **place,
        since=row.since,
        text=Text.of(row.action),
        owners=named.owners,
        due=row.due,
        deadline_kind=row.deadline_kind,
        progress=at_first,
        ref=row.ref,
        note=Text.if_any(row.note),
        milestone=row.milestone,
        every=row.every,
        first_due=row.first_due,
        follows=row.follows,
        maker=named.maker,
    )
    return [made, *_changes(row, place), *_beside(row, place, named)]


def _changes(row: CommitmentRow, place: dict[str, Any]) -> Iterator[AnyEvent]:
    for slip in row.slips:
        yield CommitmentSlipped(**place, since=slip.at, due=slip.due, reason=Text.if_any(slip.reason))
    for lapse in row.lapses:
        ended = CommitmentDone if lapse.progress is Progress.DONE else CommitmentDropped
        yield ended(**place, since=lapse.at)
        yield CommitmentReopened(**place, since=lapse.until)
    if row.started:
        yield CommitmentStarted(**place, since=row.started)
    if row.status is Progress.DONE:
        yield CommitmentDone(**place, since=row.done, evidence=Text.if_any(row.evidence))
    if row.status is Progress.DROPPED:
        yield CommitmentDropped(**place, since=row.dropped, reason=Text.if_any(row.reason))


def _beside(row: CommitmentRow, place: dict[str, Any], named: Named) -> Iterator[AnyEvent]:
    """Yield who named the owners anew, what was noted, and who wants to hear nothing of it."""
    if row.assigned:
        yield OwnersAssigned(**place, since=row.assigned, owners=named.owners, maker=named.assigner)
    for note in row.notes:
        yield CommitmentNoted(**place, since=note.at, note=Text.of(note.text))
    for person, until in named.snoozed:
        yield RemindersSnoozed(**place, since=row.since, person=person, until=until)


def milestone_facts(row: MilestoneRow, number: int) -> list[AnyEvent]:
    """Return the facts of a milestone's row."""
    place: dict[str, Any] = {"network": row.code, "milestone": number}
    facts: list[AnyEvent] = [
        MilestoneAdded(**place, since=row.since, title=Text.of(row.title), due=row.due, ref=row.ref)
    ]
    facts += [
        MilestoneMoved(**place, since=slip.at, due=slip.due, reason=Text.if_any(slip.reason)) for slip in row.slips
    ]
    if row.met:
        facts.append(MilestoneMet(**place, since=row.met))
    if row.dropped:
        facts.append(MilestoneDropped(**place, since=row.dropped, reason=Text.if_any(row.reason)))
    return facts
