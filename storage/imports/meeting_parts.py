"""The part of a meeting that a row is about, and whether the record has it already."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from storage import fold
from storage.events import EVER, AnyEvent, PersonId, Text
from storage.i18n import _
from storage.imports.bad_file import BadFile
from storage.imports.meeting_rows import AttendanceRow, ItemRow, MeetingNoteRow, MinutesRow, PartRow
from storage.state import AgendaItem, Attendance, Meeting, MeetingNote, Minutes, Network, Sitting, State

Values = dict[str, object]


def is_new_part(
    row: PartRow, person: PersonId, meeting: Meeting, facts: Sequence[AnyEvent], known: Iterable[Meeting | None]
) -> bool:
    """Tell whether no known form of the meeting has what the row and its facts say.

    Raise `BadFile` where they say something else.
    """
    alone = replace(row, number=1) if isinstance(row, MinutesRow) else row
    wanted = _values(_bare(meeting, facts), alone, person)
    if isinstance(row, ItemRow):
        wanted["place"] = row.place
    found = [_differing(wanted, values) for one in known if one and (values := _values(one, row, person))]
    if found and None not in found:
        sentence = _("{what} of {meeting} is in the record already with another {column}.")
        raise BadFile.at(row.line, sentence.format(what=_what(row), meeting=meeting.label, column=found[0]))
    return not found


def _bare(meeting: Meeting, facts: Sequence[AnyEvent]) -> Meeting:
    """Return the meeting as if there were nothing about it but these facts."""
    sittings = [Sitting(sitting.starts) for sitting in meeting.sittings]
    bare = Meeting(meeting.network, meeting.number, sittings, meeting.title, meeting.kind)
    state = State({meeting.network: Network(meeting.network, "", meetings={meeting.number: bare})})
    fold.apply(state, facts, EVER)
    return bare


def _values(meeting: Meeting, row: PartRow, person: PersonId) -> Values:
    """Return what a meeting says of what the row is about, by column; nothing where it says nothing."""
    match row:
        case ItemRow():
            place = meeting.agreed.index(row.number) + 1 if row.number in meeting.agreed else 0
            item = _plain(meeting.agenda.get(row.number))
            return {**item, "place": place} if item else item
        case MeetingNoteRow():
            return _plain(meeting.notes.get(row.number))
        case MinutesRow():
            return _plain(meeting.minutes[row.number - 1] if row.number <= len(meeting.minutes) else None)
        case AttendanceRow():
            sitting = meeting.sittings[row.sitting - 1] if row.sitting <= len(meeting.sittings) else None
            return _plain(sitting.attendance.get(person) if sitting else None)


def _plain(part: AgendaItem | MeetingNote | Minutes | Attendance | None) -> Values:
    """Return the values of a part, texts without their salts."""
    if part is None:
        return {}
    values = ((name, getattr(part, name)) for name in type(part).__annotations__)
    return {name: str(value) if isinstance(value, Text) else value for name, value in values}


def _differing(wanted: Values, known: Values) -> str | None:
    return next((column for column, value in wanted.items() if known[column] != value), None)


def _what(row: PartRow) -> str:
    match row:
        case ItemRow():
            return _("item {number} of the agenda").format(number=row.number)
        case MeetingNoteRow():
            return _("note {number}").format(number=row.number)
        case MinutesRow():
            return _("version {number} of the minutes").format(number=row.number)
        case AttendanceRow():
            return _("the attendance of {person}").format(person=row.person)
