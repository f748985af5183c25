"""Meetings: sittings, agenda, notes, minutes, and who attended."""

from datetime import datetime
from enum import StrEnum

import msgspec

from storage.events.core import Event, PersonId, Text


class MeetingKind(StrEnum):
    """Whose meeting it is; only meetings of the working group count for its cadence."""

    MWG = "mwg"
    COMMUNITY = "community"
    SESSION = "session"
    """A session at the annual meeting of the IGF."""


class Presence(StrEnum):
    """How a person was at a meeting, or not."""

    PRESENT = "present"
    LATE = "late"
    PROXY = "proxy"
    """Not there, and represented by somebody who was."""
    EXCUSED = "excused"
    OBSERVER = "observer"
    ABSENT = "absent"
    """Not there after all: what was recorded before is taken back by it."""


class Rhythm(StrEnum):
    """How the meetings of a series follow each other."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    """The same weekday of the month, such as the second Wednesday; a fifth one is the last."""
    DATE = "date"
    """The same date of each month; one that a month does not have is its last day."""


class Series(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which of a series of meetings one is."""

    first: int
    """The number of the meeting that began the series."""
    place: int
    """Its place in the series; that of the first is 0."""
    rhythm: Rhythm
    zone: str = "UTC"
    """Where the time of the day stays the same, whatever the clocks do there."""
    also_zone: str = ""
    """Where that of further sittings does; empty for the same zone."""

    def zone_of(self, sitting: int) -> str:
        """Return the zone in which a sitting, counted from 1, keeps its time of the day."""
        return self.zone if sitting == 1 else self.also_zone or self.zone


class MeetingPlanned(Event, tag="meeting_planned"):
    """A meeting is to take place."""

    meeting: int
    starts: datetime
    title: Text
    kind: MeetingKind = MeetingKind.MWG
    ref: str = ""
    also: tuple[datetime, ...] = ()
    """When its further sittings start: the same agenda at another hour."""
    link: Text | None = None
    """Where it takes place; anybody may read it."""
    chatham: bool = False
    """Whether the Chatham House Rule holds: what is said may be used, but not who was there or said it."""
    series: Series | None = None


class MeetingMoved(Event, tag="meeting_moved"):
    """A sitting of a meeting starts at another time than was planned."""

    meeting: int
    starts: datetime
    sitting: int = 1
    reason: Text | None = None


class MeetingNear(Event, tag="meeting_near"):
    """A sitting of a meeting starts within a day; time brings it."""

    meeting: int
    sitting: int = 1


class MeetingOpened(Event, tag="meeting_opened"):
    """The meeting began, with its first sitting."""

    meeting: int


class SittingClosed(Event, tag="sitting_closed"):
    """A sitting ended; another one of the same meeting is to come."""

    meeting: int
    sitting: int


class SittingOpened(Event, tag="sitting_opened"):
    """A further sitting of a meeting began."""

    meeting: int
    sitting: int


class MeetingClosed(Event, tag="meeting_closed"):
    """The meeting ended, with all its sittings."""

    meeting: int


class MeetingReopened(Event, tag="meeting_reopened"):
    """A meeting that was closed too early is open again, with a sitting that goes on, or is to come after all."""

    meeting: int
    sitting: int


class MeetingCancelled(Event, tag="meeting_cancelled"):
    """The meeting does not take place."""

    meeting: int
    reason: Text | None = None
    ends_series: bool = False
    """Whether nothing follows it in its series either."""


class QuorumAgreed(Event, tag="quorum_agreed"):
    """The network agreed which part of its working group makes a quorum."""

    fraction: str
    """An exact fraction such as "1/2"; empty for none."""


class AgendaItemProposed(Event, tag="agenda_item_proposed"):
    """Somebody wants something on the agenda of a meeting."""

    meeting: int
    item: int
    text: Text
    person: PersonId = ""


class AgendaItemDropped(Event, tag="agenda_item_dropped"):
    """An item is not on the agenda any more."""

    meeting: int
    item: int


class AgendaAgreed(Event, tag="agenda_agreed"):
    """The agenda is agreed: these items, in this order; whatever else was proposed waits."""

    meeting: int
    items: tuple[int, ...]


class AgendaItemBegun(Event, tag="agenda_item_begun"):
    """The meeting came to an item of its agenda."""

    meeting: int
    item: int


class NoteTaken(Event, tag="note_taken"):
    """Somebody wrote something down for the minutes."""

    meeting: int
    note: int
    text: Text
    item: int = 0
    """The item of the agenda that it belongs to; 0 for none."""
    person: PersonId = ""


class NoteDropped(Event, tag="note_dropped"):
    """A note does not belong into the minutes."""

    meeting: int
    note: int


class MinutesPublished(Event, tag="minutes_published"):
    """The minutes of a meeting are public as they stand here, in place of any earlier version."""

    meeting: int
    version: int
    text: Text
    """As Markdown."""
    reason: Text | None = None
    """What was corrected."""


class AttendanceRecorded(Event, tag="attendance_recorded"):
    """How a person was at a sitting of a meeting; a later record of the same person replaces it."""

    meeting: int
    person: PersonId
    presence: Presence
    sitting: int = 1
    recorder: PersonId = ""
    """Who recorded it, unless the person did."""
    holder: PersonId = ""
    """Who represents the person, with a proxy."""
    reason: Text | None = None
    """Why an earlier record was corrected."""
    via: str = ""
    """Where it was taken from, unless typed: "participants" or "import"; or how the person let it be known, a `Via`."""


class AttendanceEnded(Event, tag="attendance_ended"):
    """A person left a sitting before its end."""

    meeting: int
    person: PersonId
    sitting: int = 1


class ObserversCounted(Event, tag="observers_counted"):
    """How many observers were at a sitting whom nobody names; a later count replaces it."""

    meeting: int
    count: int
    sitting: int = 1


MeetingEvent = (
    MeetingPlanned
    | MeetingMoved
    | MeetingNear
    | MeetingOpened
    | SittingClosed
    | SittingOpened
    | MeetingClosed
    | MeetingReopened
    | MeetingCancelled
    | QuorumAgreed
    | AgendaItemProposed
    | AgendaItemDropped
    | AgendaAgreed
    | AgendaItemBegun
    | NoteTaken
    | NoteDropped
    | MinutesPublished
    | AttendanceRecorded
    | AttendanceEnded
    | ObserversCounted
)
