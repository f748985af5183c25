"""The rows of a file as values, checked as far as that goes without the record."""

from dataclasses import dataclass, field
from datetime import datetime

from storage.events import Code, DeadlineKind, PersonId, Progress, Role
from storage.imports.columns import Kind


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
    actor_role: str
    due: datetime | None
    """The first deadline."""
    deadline_kind: DeadlineKind
    slips: tuple[datetime, ...]
    """The deadlines to which it moved, the one of now last."""
    slipped: datetime
    """When it moved to the one of now."""
    status: Progress
    since: datetime
    started: datetime | None
    done: datetime
    dropped: datetime
    evidence: str
    note: str


@dataclass(slots=True)
class Sheet:
    """All rows of a file. `kinds` are those the file speaks of, even without a row."""

    kinds: tuple[Kind, ...]
    networks: list[NetworkRow] = field(default_factory=list)
    people: list[PersonRow] = field(default_factory=list)
    memberships: list[MembershipRow] = field(default_factory=list)
    commitments: list[CommitmentRow] = field(default_factory=list)
