"""Meetings as tables of texts, with the columns that import reads. People stand there by their opaque ids."""

from collections.abc import Iterator

from storage.columns import NONE, TYPED
from storage.events import Series
from storage.exports.cells import DAY_START, ERASED, Row, count, day, each, yes
from storage.exports.names import stamp
from storage.ids import LETTERS
from storage.measures.meetings import headcount
from storage.spreadsheet import join
from storage.state import Meeting, State


def quorum_rows(state: State) -> Iterator[Row]:
    """Yield a row a quorum that was agreed."""
    for network, (since, fraction) in each(state, lambda network: network.quorums):
        yield network.code, fraction or NONE, day(since, DAY_START)


def meeting_rows(state: State) -> Iterator[Row]:
    """Yield a row a meeting; the counts are computed, and without any record of attendance empty, not 0."""
    for network, meeting in each(state, lambda network: network.meetings.values()):
        counted = headcount(network, meeting, meeting.starts)
        sittings = meeting.sittings
        yield (
            _id(meeting),
            str(meeting.number),
            network.code,
            str(meeting.title) or ERASED,
            meeting.kind,
            join(stamp(sitting.starts) for sitting in sittings),
            join(stamp(starts) for starts in meeting.planned) if meeting.moved else "",
            day(meeting.since, DAY_START),
            count(meeting.moved),
            stamp(meeting.timed) if meeting.moved else "",
            str(meeting.moved_because or ""),
            join(stamp(sitting.opened) for sitting in sittings if sitting.opened),
            join(stamp(sitting.closed) for sitting in sittings if sitting.closed),
            stamp(meeting.cancelled),
            str(meeting.cancelled_because or ""),
            yes(meeting.ends_series),
            join(str(sitting.observers) for sitting in sittings) if any(one.observers for one in sittings) else "",
            join(str(number) for number, one in enumerate(sittings, 1) if one.near and not one.opened),
            str(meeting.link or ""),
            yes(meeting.chatham),
            _series(meeting.series),
            *([str(number) for number in counted] if counted else [""] * 5),
        )


def agenda_rows(state: State) -> Iterator[Row]:
    """Yield a row an item that was proposed; those that were agreed have a place."""
    for network, meeting in each(state, lambda network: network.meetings.values()):
        places = {item: place for place, item in enumerate(meeting.agreed, 1)}
        for item in meeting.agenda.values():
            place = count(places.get(item.number, 0))
            text, begun = str(item.text) or ERASED, stamp(item.begun)
            yield _id(meeting), network.code, str(item.number), text, item.person, place, begun, yes(item.dropped)


def note_rows(state: State) -> Iterator[Row]:
    """Yield a row a note that was taken at a meeting."""
    for network, meeting in each(state, lambda network: network.meetings.values()):
        for note in meeting.notes.values():
            text, item = str(note.text) or ERASED, count(note.item)
            place = (_id(meeting), network.code, str(note.number))
            yield *place, text, item, note.person, stamp(note.at), yes(note.dropped)


def minutes_rows(state: State) -> Iterator[Row]:
    """Yield a row a version of minutes that was published."""
    for network, meeting in each(state, lambda network: network.meetings.values()):
        for version, minutes in enumerate(meeting.minutes, 1):
            text, reason = str(minutes.text) or ERASED, str(minutes.reason or "")
            yield _id(meeting), network.code, str(version), text, stamp(minutes.at), reason


def attendance_rows(state: State) -> Iterator[Row]:
    """Yield a row a person and sitting."""
    for network, meeting in each(state, lambda network: network.meetings.values()):
        for number, sitting in enumerate(meeting.sittings, 1):
            for person, one in sitting.attendance.items():
                yield (
                    _id(meeting),
                    network.code,
                    str(number),
                    person,
                    one.presence,
                    stamp(one.at),
                    stamp(one.left),
                    one.holder,
                    one.recorder or person,
                    one.via or TYPED,
                    str(one.reason or ""),
                )


def _id(meeting: Meeting) -> str:
    return meeting.ref or meeting.label


def _series(series: Series | None) -> str:
    if series is None:
        return ""
    return (
        f"{LETTERS['meeting']}{series.first} {series.place} {series.rhythm} {series.zone} {series.also_zone}".rstrip()
    )
