"""Commitments and the milestones of the work plan: who promised what by when."""

from datetime import datetime
from enum import StrEnum

import msgspec

from storage.events.core import Event, PersonId, Text


class Progress(StrEnum):
    """How far a commitment is; `unknown` for imported rows that do not say."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DROPPED = "dropped"
    UNKNOWN = "unknown"


class DeadlineKind(StrEnum):
    """Whether a commitment is due by a date, on it, or without one."""

    BY = "by"
    ON = "on"
    NONE = "none"


class Owner(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who promised: a person, or a body such as "IGF Secretariat". A proposed person counts once accepted."""

    person: PersonId = ""
    body: str = ""
    role: str = ""
    accepted: bool = False
    leaving: bool = False
    """Whether they have it only until one of those proposed accepts."""


class Unit(StrEnum):
    """A stretch of the calendar."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Every(msgspec.Struct, frozen=True, omit_defaults=True):
    """How often something comes again: every `count` units, at the same time of the day in a zone."""

    unit: Unit
    count: int = 1
    zone: str = "UTC"


class CommitmentMade(Event, tag="commitment_made"):
    """Somebody is to do something."""

    commitment: int
    text: Text
    owners: tuple[Owner, ...] = ()
    due: datetime | None = None
    deadline_kind: DeadlineKind = DeadlineKind.NONE
    progress: Progress = Progress.OPEN
    ref: str = ""
    note: Text | None = None
    maker: PersonId = ""
    milestone: int = 0
    """The milestone that it belongs to; 0 for none."""
    every: Every | None = None
    """How often it is to be done anew."""
    first_due: datetime | None = None
    """The deadline that the first of a recurring commitment had; the later ones are counted from it."""
    follows: int = 0
    """The commitment whose doing made this one, where it recurs."""


class OwnersAssigned(Event, tag="owners_assigned"):
    """The commitment has these owners, whoever had it before."""

    commitment: int
    owners: tuple[Owner, ...]
    maker: PersonId = ""
    """Who named them."""


class OwnerAccepted(Event, tag="owner_accepted"):
    """A proposed owner took the commitment on."""

    commitment: int
    person: PersonId


class OwnerDeclined(Event, tag="owner_declined"):
    """A proposed owner did not take the commitment on."""

    commitment: int
    person: PersonId


class CommitmentStarted(Event, tag="commitment_started"):
    """Work on the commitment began."""

    commitment: int


class CommitmentDone(Event, tag="commitment_done"):
    """The commitment was kept; the evidence is a link or a sentence."""

    commitment: int
    evidence: Text | None = None


class CommitmentSlipped(Event, tag="commitment_slipped"):
    """The deadline moved; the original one is kept."""

    commitment: int
    due: datetime
    reason: Text | None = None


class CommitmentDropped(Event, tag="commitment_dropped"):
    """The commitment will not be kept, and that is agreed."""

    commitment: int
    reason: Text | None = None


class CommitmentReopened(Event, tag="commitment_reopened"):
    """A commitment that was done or dropped is to be kept after all."""

    commitment: int


class CommitmentNoted(Event, tag="commitment_noted"):
    """Somebody added a note to a commitment."""

    commitment: int
    note: Text


class CommitmentPlaced(Event, tag="commitment_placed"):
    """The commitment belongs to this milestone; 0: to none."""

    commitment: int
    milestone: int


class RemindersSnoozed(Event, tag="reminders_snoozed"):
    """A person wants to hear nothing of a commitment until then."""

    commitment: int
    person: PersonId
    until: datetime


class MilestoneAdded(Event, tag="milestone_added"):
    """The work plan has a further milestone."""

    milestone: int
    title: Text
    due: datetime | None = None
    ref: str = ""


class MilestoneMoved(Event, tag="milestone_moved"):
    """The milestone is due at another time; the first one is kept."""

    milestone: int
    due: datetime
    reason: Text | None = None


class MilestoneMet(Event, tag="milestone_met"):
    """The milestone is reached."""

    milestone: int


class MilestoneReopened(Event, tag="milestone_reopened"):
    """The milestone is not reached, or not dropped, after all."""

    milestone: int


class MilestoneDropped(Event, tag="milestone_dropped"):
    """The milestone is not in the work plan any more."""

    milestone: int
    reason: Text | None = None


CommitmentEvent = (
    CommitmentMade
    | OwnersAssigned
    | OwnerAccepted
    | OwnerDeclined
    | CommitmentStarted
    | CommitmentDone
    | CommitmentSlipped
    | CommitmentDropped
    | CommitmentReopened
    | CommitmentNoted
    | CommitmentPlaced
    | RemindersSnoozed
    | MilestoneAdded
    | MilestoneMoved
    | MilestoneMet
    | MilestoneReopened
    | MilestoneDropped
)
