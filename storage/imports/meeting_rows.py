"""The rows about meetings as values, checked as far as that goes without the record."""

from dataclasses import dataclass
from datetime import datetime

from storage.events import Code, MeetingKind, Presence, Series


@dataclass(frozen=True, slots=True)
class QuorumRow:
    """Which part of a working group makes a quorum, from a time on."""

    line: int
    code: Code
    fraction: str
    since: datetime


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting as it was planned, and what became of it. `number` is 0 unless the row asks for one."""

    line: int
    ref: str
    number: int
    code: Code
    title: str
    kind: MeetingKind
    sittings: tuple[datetime, ...]
    planned: tuple[datetime, ...]
    """When the sittings were to start at first."""
    since: datetime
    moved: int
    timed: datetime
    """When its time was set: when it was planned, or moved last."""
    moved_because: str
    opened: tuple[datetime, ...]
    """When the first sittings were opened, as many as were."""
    closed: tuple[datetime, ...]
    """When they were closed; with the last one the meeting was."""
    cancelled: datetime | None
    cancelled_because: str
    ends_series: bool
    observers: tuple[int, ...]
    reminded: tuple[int, ...]
    """The sittings, by number, of which it was said that they come near."""
    link: str
    chatham: bool
    series: Series | None


@dataclass(frozen=True, slots=True)
class ItemRow:
    """Something on the agenda of a meeting. `place` is 0 unless it is agreed."""

    line: int
    code: Code
    meeting: str
    number: int
    text: str
    person: str
    place: int
    begun: datetime | None
    dropped: bool


@dataclass(frozen=True, slots=True)
class MeetingNoteRow:
    """Something that was written down for the minutes."""

    line: int
    code: Code
    meeting: str
    number: int
    text: str
    item: int
    person: str
    at: datetime
    dropped: bool


@dataclass(frozen=True, slots=True)
class MinutesRow:
    """A version of a meeting's minutes."""

    line: int
    code: Code
    meeting: str
    number: int
    text: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """How a person was at a sitting. An empty `recorder` is the operator."""

    line: int
    code: Code
    meeting: str
    sitting: int
    person: str
    presence: Presence
    at: datetime
    left: datetime | None
    holder: str
    recorder: str
    via: str
    reason: str


PartRow = ItemRow | MeetingNoteRow | MinutesRow | AttendanceRow
