"""What events about meetings do to the state."""

from bisect import insort
from collections.abc import Mapping
from datetime import datetime
from operator import itemgetter
from typing import TypeVar

from msgspec.structs import replace

from storage import events as happened
from storage.fold.registry import folds
from storage.state import Absent, AgendaItem, Attendance, Meeting, MeetingNote, Minutes, Sitting, State

Key = TypeVar("Key")


Part = TypeVar("Part")


@folds(happened.MeetingPlanned)
def meeting_planned(state: State, event: happened.MeetingPlanned, at: datetime) -> None:
    """Put it into its network, with all its sittings, and among the meetings to come."""
    times = (event.starts, *event.also)
    meeting = Meeting(
        event.network,
        event.meeting,
        [Sitting(starts) for starts in times],
        event.title,
        event.kind,
        event.ref,
        event.link,
        event.chatham,
        event.series,
        planned=times,
        since=at,
        timed=at,
    )
    state.network(event.network).meetings[event.meeting] = meeting
    state.coming[meeting.label] = meeting


@folds(happened.MeetingMoved)
def meeting_moved(state: State, event: happened.MeetingMoved, at: datetime) -> None:
    meeting = state.meeting(event.network, event.meeting)
    sitting = meeting.sittings[event.sitting - 1]
    sitting.moved_from, sitting.starts, sitting.near = sitting.starts, event.starts, sitting.opened is not None
    meeting.moved, meeting.timed, meeting.moved_because = meeting.moved + 1, at, event.reason
    state.coming[meeting.label] = meeting


@folds(happened.MeetingNear)
def meeting_near(state: State, event: happened.MeetingNear, at: datetime) -> None:
    meeting = state.meeting(event.network, event.meeting)
    meeting.sittings[event.sitting - 1].near = True
    if all(sitting.near for sitting in meeting.sittings):
        state.coming.pop(meeting.label, None)


@folds(happened.MeetingOpened)
def meeting_opened(state: State, event: happened.MeetingOpened, at: datetime) -> None:
    _open_sitting(state.meeting(event.network, event.meeting), 1, at)


@folds(happened.SittingOpened)
def sitting_opened(state: State, event: happened.SittingOpened, at: datetime) -> None:
    _open_sitting(state.meeting(event.network, event.meeting), event.sitting, at)


@folds(happened.SittingClosed)
def sitting_closed(state: State, event: happened.SittingClosed, at: datetime) -> None:
    state.meeting(event.network, event.meeting).sittings[event.sitting - 1].closed = at


@folds(happened.MeetingClosed)
def meeting_closed(state: State, event: happened.MeetingClosed, at: datetime) -> None:
    meeting = state.meeting(event.network, event.meeting)
    meeting.closed = at
    for sitting in meeting.sittings:
        sitting.closed = sitting.closed or at
    state.coming.pop(meeting.label, None)


@folds(happened.MeetingReopened)
def meeting_reopened(state: State, event: happened.MeetingReopened, at: datetime) -> None:
    """Let a sitting go on, or come after all; and so one after it."""
    meeting = state.meeting(event.network, event.meeting)
    meeting.closed = None
    for sitting in meeting.sittings[event.sitting - 1 :]:
        sitting.closed = None
    if not all(sitting.near for sitting in meeting.sittings):
        state.coming[meeting.label] = meeting


@folds(happened.MeetingCancelled)
def meeting_cancelled(state: State, event: happened.MeetingCancelled, at: datetime) -> None:
    meeting = state.meeting(event.network, event.meeting)
    meeting.cancelled, meeting.ends_series, meeting.cancelled_because = at, event.ends_series, event.reason
    state.coming.pop(meeting.label, None)


@folds(happened.QuorumAgreed)
def quorum_agreed(state: State, event: happened.QuorumAgreed, at: datetime) -> None:
    insort(state.network(event.network).quorums, (at, event.fraction), key=itemgetter(0))


@folds(happened.AgendaItemProposed)
def agenda_item_proposed(state: State, event: happened.AgendaItemProposed, at: datetime) -> None:
    meeting = state.meeting(event.network, event.meeting)
    meeting.agenda[event.item] = AgendaItem(event.item, event.text, event.person)


@folds(happened.AgendaItemDropped)
def agenda_item_dropped(state: State, event: happened.AgendaItemDropped, at: datetime) -> None:
    meeting = state.meeting(event.network, event.meeting)
    _part(meeting.agenda, event.item).dropped = True
    meeting.agreed = tuple(item for item in meeting.agreed if item != event.item)


@folds(happened.AgendaAgreed)
def agenda_agreed(state: State, event: happened.AgendaAgreed, at: datetime) -> None:
    meeting = state.meeting(event.network, event.meeting)
    meeting.agreed = tuple(item for item in event.items if item in meeting.agenda and not meeting.agenda[item].dropped)


@folds(happened.AgendaItemBegun)
def agenda_item_begun(state: State, event: happened.AgendaItemBegun, at: datetime) -> None:
    meeting = state.meeting(event.network, event.meeting)
    _part(meeting.agenda, event.item).begun = at
    meeting.item = event.item


@folds(happened.NoteTaken)
def note_taken(state: State, event: happened.NoteTaken, at: datetime) -> None:
    note = MeetingNote(event.note, event.text, event.item, event.person, at)
    state.meeting(event.network, event.meeting).notes[event.note] = note


@folds(happened.NoteDropped)
def note_dropped(state: State, event: happened.NoteDropped, at: datetime) -> None:
    _part(state.meeting(event.network, event.meeting).notes, event.note).dropped = True


@folds(happened.MinutesPublished)
def minutes_published(state: State, event: happened.MinutesPublished, at: datetime) -> None:
    state.meeting(event.network, event.meeting).minutes.append(Minutes(event.text, at, event.reason))


@folds(happened.AttendanceRecorded)
def attendance_recorded(state: State, event: happened.AttendanceRecorded, at: datetime) -> None:
    sitting = state.meeting(event.network, event.meeting).sittings[event.sitting - 1]
    sitting.attendance[event.person] = Attendance(
        event.presence, at, event.recorder, event.holder, event.reason, event.via
    )


@folds(happened.AttendanceEnded)
def attendance_ended(state: State, event: happened.AttendanceEnded, at: datetime) -> None:
    attendance = state.meeting(event.network, event.meeting).sittings[event.sitting - 1].attendance
    attendance[event.person] = replace(_part(attendance, event.person), left=at)


@folds(happened.ObserversCounted)
def observers_counted(state: State, event: happened.ObserversCounted, at: datetime) -> None:
    state.meeting(event.network, event.meeting).sittings[event.sitting - 1].observers = event.count


def _part(parts: Mapping[Key, Part], key: Key) -> Part:
    """Return a part of a meeting; one that is not there (undone, or later) says nothing."""
    if key not in parts:
        raise Absent(key)
    return parts[key]


def _open_sitting(meeting: Meeting, number: int, at: datetime) -> None:
    sitting = meeting.sittings[number - 1]
    sitting.opened, sitting.near = at, True
    if meeting.agreed and meeting.item == meeting.agreed[-1]:  # gone through by the sitting before
        meeting.item = 0
