"""What a row about a meeting says, as the facts that the journal keeps."""

from collections.abc import Iterator, Mapping
from itertools import chain, repeat
from typing import Any

from storage.events import (
    AgendaItemBegun,
    AgendaItemDropped,
    AgendaItemProposed,
    AnyEvent,
    AttendanceEnded,
    AttendanceRecorded,
    MeetingCancelled,
    MeetingClosed,
    MeetingMoved,
    MeetingNear,
    MeetingOpened,
    MeetingPlanned,
    MinutesPublished,
    NoteDropped,
    NoteTaken,
    ObserversCounted,
    PersonId,
    QuorumAgreed,
    SittingClosed,
    SittingOpened,
    Text,
)
from storage.imports.meeting_rows import (
    AttendanceRow,
    ItemRow,
    MeetingNoteRow,
    MeetingRow,
    MinutesRow,
    PartRow,
    QuorumRow,
)
from storage.state import Meeting


def quorum_facts(row: QuorumRow) -> list[AnyEvent]:
    """Return the facts of a quorum's row."""
    return [QuorumAgreed(network=row.code, since=row.since, fraction=row.fraction)]


def meeting_facts(row: MeetingRow, number: int) -> list[AnyEvent]:
    """Return the facts of a meeting's row: that it was planned, and what became of it."""
    place: dict[str, Any] = {"network": row.code, "meeting": number}
    planned = MeetingPlanned(
        **place,
        since=row.since,
        starts=row.planned[0],
        also=row.planned[1:],
        title=Text.of(row.title),
        kind=row.kind,
        ref=row.ref,
        link=Text.if_any(row.link),
        chatham=row.chatham,
        series=row.series,
    )
    return [planned, *_moves(row, place), *_course(row, place)]


def _moves(row: MeetingRow, place: dict[str, Any]) -> Iterator[AnyEvent]:
    """Yield as many moves as there were; of earlier times than the last nothing is known."""
    pairs = enumerate(zip(row.planned, row.sittings, strict=True), 1)
    moved = [number for number, (planned, starts) in pairs if planned != starts]
    for number in chain(repeat(1, max(row.moved - len(moved), 0)), moved):
        starts, reason = row.sittings[number - 1], Text.if_any(row.moved_because)
        yield MeetingMoved(**place, since=row.timed, starts=starts, sitting=number, reason=reason)
    for number in row.reminded:
        yield MeetingNear(**place, since=row.timed, sitting=number)


def _course(row: MeetingRow, place: dict[str, Any]) -> Iterator[AnyEvent]:
    for number, opened in enumerate(row.opened, 1):
        if number == 1:
            yield MeetingOpened(**place, since=opened)
        else:
            yield SittingOpened(**place, since=opened, sitting=number)
    for number, count in enumerate(row.observers, 1):
        if count:
            since = row.opened[number - 1] if number <= len(row.opened) else row.since
            yield ObserversCounted(**place, since=since, count=count, sitting=number)
    ended = len(row.closed) == len(row.sittings)
    for number, closed in enumerate(row.closed, 1):
        if not ended or closed != row.closed[-1]:
            yield SittingClosed(**place, since=closed, sitting=number)
    if ended:
        yield MeetingClosed(**place, since=row.closed[-1])
    if row.cancelled:
        reason = Text.if_any(row.cancelled_because)
        yield MeetingCancelled(**place, since=row.cancelled, reason=reason, ends_series=row.ends_series)


def part_facts(row: PartRow, meeting: Meeting, people: Mapping[str, PersonId]) -> list[AnyEvent]:
    """Return the facts of a row about a part of this meeting; `people` are those whom it names, by column.

    What has no time of its own holds since the meeting was planned.
    """
    place: dict[str, Any] = {"network": row.code, "meeting": meeting.number}
    match row:
        case ItemRow():
            return list(_item(row, {**place, "since": meeting.since}, people))
        case MeetingNoteRow():
            return list(_note(row, place, people))
        case MinutesRow():
            minutes = MinutesPublished(
                **place, since=row.at, version=row.number, text=Text.of(row.text), reason=Text.if_any(row.reason)
            )
            return [minutes]
        case AttendanceRow():
            return list(_attendance(row, place, people))


def _item(row: ItemRow, place: dict[str, Any], people: Mapping[str, Any]) -> Iterator[AnyEvent]:
    yield AgendaItemProposed(**place, item=row.number, text=Text.of(row.text), **people)
    if row.begun:
        yield AgendaItemBegun(**{**place, "since": row.begun}, item=row.number)
    if row.dropped:
        yield AgendaItemDropped(**place, item=row.number)


def _note(row: MeetingNoteRow, place: dict[str, Any], people: Mapping[str, Any]) -> Iterator[AnyEvent]:
    yield NoteTaken(**place, since=row.at, note=row.number, text=Text.of(row.text), item=row.item, **people)
    if row.dropped:
        yield NoteDropped(**place, since=row.at, note=row.number)


def _attendance(row: AttendanceRow, place: dict[str, Any], people: Mapping[str, Any]) -> Iterator[AnyEvent]:
    yield AttendanceRecorded(
        **place,
        since=row.at,
        presence=row.presence,
        sitting=row.sitting,
        reason=Text.if_any(row.reason),
        via=row.via,
        **people,
    )
    if row.left:
        yield AttendanceEnded(**place, since=row.left, person=people["person"], sitting=row.sitting)
