"""Commitments and milestones, as the record has them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from storage.events import EVER, Code, DeadlineKind, Every, Owner, PersonId, Progress, Text
from storage.ids import label


@dataclass(slots=True, frozen=True)
class Slip:
    """A deadline that moved."""

    due: datetime
    at: datetime
    reason: Text | None


class Note(NamedTuple):
    """What somebody wrote beside a commitment."""

    text: Text
    at: datetime


class Owned(NamedTuple):
    """Who had a commitment, until others did."""

    owners: tuple[Owner, ...]
    until: datetime


class Lapse(NamedTuple):
    """A time in which a commitment counted as finished, before it was taken up again."""

    progress: Progress
    at: datetime
    until: datetime


@dataclass(slots=True)
class Commitment:
    """Something that somebody is to do. `original_due` never changes."""

    network: Code
    number: int
    text: Text
    owners: tuple[Owner, ...]
    due: datetime | None
    deadline_kind: DeadlineKind
    progress: Progress
    made: datetime
    original_due: datetime | None = None
    ref: str = ""
    note: Text | None = None
    started: datetime | None = None
    done: datetime | None = None
    evidence: Text | None = None
    dropped: datetime | None = None
    reason: Text | None = None
    """Why it was dropped."""
    lapses: list[Lapse] = field(default_factory=list)
    slips: list[Slip] = field(default_factory=list)
    maker: PersonId = ""
    """Who wrote it down, which does not make them an owner; nobody for an imported one."""
    milestone: int = 0
    """The milestone that it belongs to; 0 for none."""
    every: Every | None = None
    first_due: datetime | None = None
    follows: int = 0
    owned: tuple[Owned, ...] = ()
    """Who had it before its owners of now, in the order in which that became known."""
    assigned: datetime = EVER
    """Since when it has these owners."""
    assigner: PersonId = ""
    """Who named them; nobody for an imported one."""
    notes: list[Note] = field(default_factory=list)
    """What was added to `note` since."""
    snoozed: dict[PersonId, datetime] = field(default_factory=dict)
    """Until when a person wants to hear nothing of it."""

    @property
    def label(self) -> str:
        """The full id, such as "PNE-C7"."""
        return label(self.network, "commitment", self.number)

    def owners_at(self, moment: datetime) -> tuple[Owner, ...]:
        """Return its owners at a moment since it was made: later changes are left out of account."""
        return next((one.owners for one in self.owned if moment < one.until), self.owners)


@dataclass(slots=True)
class Milestone:
    """A point of the work plan. It is met, or dropped, when somebody says so; `original_due` never changes."""

    network: Code
    number: int
    title: Text
    due: datetime | None
    added: datetime
    original_due: datetime | None = None
    ref: str = ""
    met: datetime | None = None
    dropped: datetime | None = None
    reason: Text | None = None
    """Why it was dropped."""
    slips: list[Slip] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The full id, such as "PNE-W2"."""
        return label(self.network, "milestone", self.number)
