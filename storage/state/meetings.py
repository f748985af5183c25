"""Meetings, as the record has them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple

import msgspec

from storage.events import EVER, Code, MeetingKind, PersonId, Presence, Series, Text
from storage.ids import label


class Attendance(msgspec.Struct, frozen=True, gc=False):
    """How a person was at a sitting, and when that was recorded."""

    presence: Presence
    at: datetime
    recorder: PersonId = ""
    """Who recorded it, unless the person did."""
    holder: PersonId = ""
    """Who represents the person, with a proxy."""
    reason: Text | None = None
    """Why an earlier record was corrected."""
    via: str = ""
    """Where it was taken from, unless it was typed."""
    left: datetime | None = None
    """When the person left, before the end."""


_STRONGEST: Final = tuple(Presence)
"""Who was at one sitting was at the meeting, whatever is recorded of another one."""


@dataclass(slots=True)
class Sitting:
    """One of the times at which a meeting goes through its agenda."""

    starts: datetime
    opened: datetime | None = None
    closed: datetime | None = None
    attendance: dict[PersonId, Attendance] = field(default_factory=dict)
    observers: int = 0
    """Observers whom nobody names."""
    moved_from: datetime | None = None
    """When it was to start before it was moved, the last time."""
    near: bool = False
    """Whether it was said that it starts within a day."""

    @property
    def begins(self) -> datetime:
        """When it began; before that, when it is to start."""
        return self.opened or self.starts


@dataclass(slots=True)
class AgendaItem:
    """Something to be talked about. It counts once it is agreed."""

    number: int
    text: Text
    person: PersonId
    begun: datetime | None = None
    dropped: bool = False


@dataclass(slots=True)
class MeetingNote:
    """Something that was written down for the minutes."""

    number: int
    text: Text
    item: int
    """The item of the agenda that it belongs to; 0 for none."""
    person: PersonId
    at: datetime
    dropped: bool = False


class Minutes(NamedTuple):
    """A version of a meeting's minutes."""

    text: Text
    at: datetime
    reason: Text | None


@dataclass(slots=True)
class Meeting:
    """A meeting: planned, then open, then closed; or cancelled. With several sittings it may be open several times."""

    network: Code
    number: int
    sittings: list[Sitting]
    title: Text
    kind: MeetingKind
    ref: str = ""
    link: Text | None = None
    chatham: bool = False
    series: Series | None = None
    ends_series: bool = False
    """Whether nothing follows it in its series."""
    planned: tuple[datetime, ...] = ()
    """When its sittings were to start at first."""
    since: datetime = EVER
    """When it was planned."""
    timed: datetime = EVER
    """When its time was set."""
    moved: int = 0
    """How often it was changed since."""
    moved_because: Text | None = None
    """Why it was moved last."""
    closed: datetime | None = None
    cancelled: datetime | None = None
    cancelled_because: Text | None = None
    agenda: dict[int, AgendaItem] = field(default_factory=dict)
    agreed: tuple[int, ...] = ()
    """The agreed items, in their order."""
    item: int = 0
    """The item of the agenda that the meeting is at; 0 before the first."""
    notes: dict[int, MeetingNote] = field(default_factory=dict)
    minutes: list[Minutes] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The full id, such as "PNE-M5"."""
        return label(self.network, "meeting", self.number)

    @property
    def starts(self) -> datetime:
        """When the first sitting starts."""
        return self.sittings[0].starts

    @property
    def opened(self) -> datetime | None:
        """When the first sitting was opened."""
        return self.sittings[0].opened

    @property
    def sitting(self) -> int:
        """The number of the sitting that goes on; without one, of that which comes next; else of the last."""
        for number, sitting in enumerate(self.sittings, 1):
            if sitting.closed is None:
                return number
        return len(self.sittings)

    @property
    def current(self) -> Sitting:
        """The sitting of this number."""
        return self.sittings[self.sitting - 1]

    @property
    def is_open(self) -> bool:
        """Whether a sitting is going on."""
        return self.closed is None and (current := self.current).opened is not None and current.closed is None

    @property
    def is_planned(self) -> bool:
        """Whether the meeting is still to come."""
        return self.opened is None and self.cancelled is None

    @property
    def is_between(self) -> bool:
        """Whether a sitting is over and another one still to come."""
        return self.opened is not None and self.closed is None and not self.is_open

    def agreed_items(self) -> list[AgendaItem]:
        """Return the agreed agenda, in its order."""
        return [self.agenda[number] for number in self.agreed]

    def proposed_items(self) -> list[AgendaItem]:
        """Return what was proposed for the agenda and is not agreed."""
        return [item for item in self.agenda.values() if not item.dropped and item.number not in self.agreed]

    @property
    def attendance(self) -> dict[PersonId, Attendance]:
        """How each person was at the meeting, over all its sittings."""
        if len(self.sittings) == 1:
            return self.sittings[0].attendance
        found: dict[PersonId, Attendance] = {}
        for sitting in self.sittings:
            for person, attendance in sitting.attendance.items():
                known = found.get(person)
                if known is None or _STRONGEST.index(attendance.presence) < _STRONGEST.index(known.presence):
                    found[person] = attendance
        return found
