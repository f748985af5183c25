"""The rows of a file as values, checked as far as that goes without the record."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from storage.columns import Kind
from storage.events import Code, DeadlineKind, Every, PersonId, Progress, Role, Via
from storage.imports.meeting_rows import MeetingRow, PartRow, QuorumRow
from storage.people import Notify
from storage.state import Lapse


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """A policy network."""

    line: int
    code: Code
    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Someone for the directory. `id` is that of an earlier export; what the row does not say is empty."""

    line: int
    name: str
    full_name: str
    handles: tuple[str, ...]
    zone: str
    language: str
    via: str
    notify: Notify | None
    hour: int
    """0 for none."""
    id: PersonId


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """A person's roles in a network, from a day, perhaps to a day."""

    line: int
    code: Code
    person: str
    roles: tuple[Role, ...]
    group: str
    region: str
    disciplines: tuple[str, ...]
    organisation: str
    since: datetime
    until: datetime | None
    ref: str


class SlipRow(NamedTuple):
    """A new date of a commitment or milestone, when it was set, and why."""

    due: datetime
    at: datetime
    reason: str


class NoteRow(NamedTuple):
    """What somebody wrote beside a commitment."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """A commitment as it was made, and what became of it. `number` is 0 unless the row asks for one."""

    line: int
    ref: str
    number: int
    code: Code
    action: str
    actors: tuple[str, ...]
    proposed: tuple[str, ...]
    leaving: tuple[str, ...]
    """Those of the actors who have it until it is accepted."""
    actor_role: str
    due: datetime | None
    """The first deadline."""
    deadline_kind: DeadlineKind
    slips: tuple[SlipRow, ...]
    """How it moved, to the deadline of now last."""
    status: Progress
    since: datetime
    started: datetime | None
    done: datetime
    dropped: datetime
    reason: str
    """Why it was dropped."""
    lapses: tuple[Lapse, ...]
    evidence: str
    note: str
    notes: tuple[NoteRow, ...]
    snoozed: tuple[tuple[str, datetime], ...]
    """Who wants to hear nothing of it, until when."""
    maker: str
    assigned: datetime | None
    """When its owners were named, if they were named anew."""
    assigner: str
    milestone: int
    every: Every | None
    first_due: datetime | None
    follows: int


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone as it was added, and what became of it."""

    line: int
    ref: str
    number: int
    code: Code
    title: str
    due: datetime | None
    """The first date."""
    slips: tuple[SlipRow, ...]
    since: datetime
    met: datetime | None
    dropped: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class VoteRow:
    """What somebody chose, and how and when they let it be known."""

    line: int
    poll: str
    person: str
    choice: str
    because: str
    via: Via | None
    at: datetime | None


@dataclass(slots=True)
class Sheet:
    """All rows of a file. `kinds` are those the file speaks of, even without a row."""

    kinds: tuple[Kind, ...]
    networks: list[NetworkRow]
    people: list[PersonRow]
    memberships: list[MembershipRow]
    milestones: list[MilestoneRow]
    commitments: list[CommitmentRow]
    quorums: list[QuorumRow]
    meetings: list[MeetingRow]
    parts: list[tuple[Kind, PartRow]]
    """The rows about parts of meetings, in the order in which they build on each other."""
    votes: list[VoteRow]
    file: str = ""
    """The name of the file, where others are imported with it."""
