"""Which rows about meetings are new to the record, and the facts that they make."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from operator import attrgetter
from typing import Final

from storage import fold
from storage.events import OPERATOR, AgendaAgreed, AgendaItemBegun, AnyEvent, Code, PersonId
from storage.i18n import _
from storage.ids import label
from storage.imports.bad_file import BadFile
from storage.imports.checks import Numbers, is_new, require_past
from storage.imports.differences import MEETING
from storage.imports.meeting_facts import meeting_facts, part_facts, quorum_facts
from storage.imports.meeting_parts import is_new_part
from storage.imports.meeting_rows import AttendanceRow, ItemRow, MeetingRow, MinutesRow, PartRow, QuorumRow
from storage.imports.newcomers import Newcomers
from storage.measures.meetings import THERE
from storage.state import Meeting, Network, State

_TIMES: Final = ("at", "left", "begun")


class MeetingPlan:
    """What the rows about meetings add to a state."""

    def __init__(self, states: tuple[State, State], numbers: Numbers, people: Newcomers, now: datetime) -> None:
        self._states = states
        """What imports alone have said, and what the record says now."""
        self._numbers = numbers
        self._people = people
        self._now = now
        self._made = State()
        """What the file adds."""
        self._places: dict[tuple[Code, int], dict[int, int]] = {}
        self._versions: dict[str, int] = {}
        """How many versions of minutes there are with those of the file, by meeting."""
        self._events: list[AnyEvent] = []

    def events(self) -> list[AnyEvent]:
        """Return the facts: agendas are agreed once all items are there, and items begin in the order of time."""
        begun = sorted((one for one in self._events if isinstance(one, AgendaItemBegun)), key=attrgetter("since"))
        others = [one for one in self._events if not isinstance(one, AgendaItemBegun)]
        return [*others, *self._agreed(), *begun]

    def quorum(self, row: QuorumRow) -> bool:
        """Take a row; tell whether it says anything new, as all of these do. Raise `BadFile` for what cannot be."""
        require_past(row.line, {"since": row.since}, self._now)
        known = [quorum for state in self._states for quorum in _network(state, row.code).quorums]
        return (row.since, row.fraction) not in known and self._add(row.code, quorum_facts(row))

    def meeting(self, row: MeetingRow) -> bool:
        """Take a row about a meeting."""
        times = {"since": row.since, "timed": row.timed, "cancelled": row.cancelled}
        for column, moments in (("opened", row.opened), ("closed", row.closed)):
            times[column] = max(moments, default=None)
        require_past(row.line, times, self._now)
        bare = State({row.code: Network(row.code, "")})
        fold.apply(bare, meeting_facts(row, 1), self._now)
        known = [_find(state, row.code, row.ref or str(row.number)) for state in self._states]
        name = row.ref or (label(row.code, "meeting", row.number) if row.number else row.title)
        if not is_new(row.line, name, MEETING, bare.meeting(row.code, 1), known):
            return False
        return self._add(row.code, meeting_facts(row, self._numbers.take(row, name, "meeting")))

    def part(self, row: PartRow) -> bool:
        """Take a row about a part of a meeting."""
        states = (self._made, self._states[1])
        meeting = next((one for state in states if (one := _find(state, row.code, row.meeting))), None)
        if meeting is None:
            sentence = _("there is no meeting {id} in {code}; import the meetings first.")
            raise BadFile.at(row.line, sentence.format(id=row.meeting, code=row.code))
        self._require_fitting(row, meeting)
        named = self._named(row)
        facts = part_facts(row, meeting, named)
        known = (_find(state, row.code, str(meeting.number)) for state in self._states)
        if not is_new_part(row, named.get("person", ""), meeting, facts, known):
            return False
        if isinstance(row, ItemRow) and row.place:
            self._places.setdefault((row.code, meeting.number), {})[row.number] = row.place
        return self._add(row.code, facts)

    def _require_fitting(self, row: PartRow, meeting: Meeting) -> None:
        require_past(row.line, {column: getattr(row, column, None) for column in _TIMES}, self._now)
        if isinstance(row, MinutesRow):
            self._require_next(row, meeting)
        if not isinstance(row, AttendanceRow):
            return
        if row.sitting > len(meeting.sittings):
            sentence = _("{meeting} has no sitting {number}.")
            raise BadFile.at(row.line, sentence.format(meeting=meeting.label, number=row.sitting))
        if row.presence in THERE and meeting.opened is None:
            sentence = _("{meeting} was not opened; nobody can have been there.")
            raise BadFile.at(row.line, sentence.format(meeting=meeting.label))

    def _require_next(self, row: MinutesRow, meeting: Meeting) -> None:
        last = max(len(meeting.minutes), self._versions.get(meeting.label, 0))
        if row.number > last + 1:
            sentence = _("the next version of the minutes of {meeting} is {number}; rows stand in their order.")
            raise BadFile.at(row.line, sentence.format(meeting=meeting.label, number=last + 1))
        self._versions[meeting.label] = max(last, row.number)

    def _named(self, row: PartRow) -> Mapping[str, PersonId]:
        """Return whom a row names, by column."""
        if isinstance(row, MinutesRow):
            return {}
        person = self._people.actor(row.person, row.line)
        if not isinstance(row, AttendanceRow):
            return {"person": person}
        recorder = self._people.actor(row.recorder, row.line) or OPERATOR
        holder = self._people.actor(row.holder, row.line)
        return {"person": person, "holder": holder, "recorder": "" if recorder == person else recorder}

    def _add(self, code: Code, facts: list[AnyEvent]) -> bool:
        self._made.networks.setdefault(code, Network(code, ""))
        fold.apply(self._made, facts, self._now)
        self._events += facts
        return True

    def _agreed(self) -> Iterator[AnyEvent]:
        for (code, number), places in self._places.items():
            meeting = _find(self._states[1], code, str(number)) or self._made.meeting(code, number)
            agreed = {item: place for place, item in enumerate(meeting.agreed, 1)} | places
            items = tuple(sorted(agreed, key=agreed.__getitem__))
            yield AgendaAgreed(network=code, since=meeting.since, meeting=number, items=items)


def _network(state: State, code: Code) -> Network:
    return state.networks.get(code) or Network(code, "")


def _find(state: State, code: Code, name: str) -> Meeting | None:
    """Return the meeting with this number, or with this id of its own."""
    meetings = _network(state, code).meetings
    if name.isdecimal():
        return meetings.get(int(name))
    return next((one for one in meetings.values() if one.ref and one.ref.casefold() == name.casefold()), None)
