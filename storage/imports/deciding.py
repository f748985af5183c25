"""Which rows of a file are new to the record, and the facts that they make.

A row that the record has already is skipped when it says what an earlier import said, whatever happened since, or what
the record says now, as its export does. Any other is refused.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Final, NamedTuple

from storage import fold
from storage.columns import Kind
from storage.events import AnyEvent, Code, Owner, PersonId
from storage.i18n import _
from storage.imports.bad_file import BadFile
from storage.imports.checks import NumberedRow, Numbers, is_new, require_past
from storage.imports.commitments import Commitments
from storage.imports.differences import COMMITMENT, MEMBERSHIP, MILESTONE, NETWORK
from storage.imports.facts import Named, commitment_facts, membership_facts, milestone_facts, network_facts
from storage.imports.meeting_plan import MeetingPlan
from storage.imports.newcomers import Newcomers
from storage.imports.rows import CommitmentRow, MembershipRow, MilestoneRow, NetworkRow, Sheet
from storage.state import Milestone, Network, State
from storage.terms import terms

_MILESTONE_CHANGES: Final = ("since", "met", "dropped")
_CHANGES: Final = ("since", "started", "done", "dropped", "assigned")
"""The columns that say when a commitment was made, and when it changed."""


class Count(NamedTuple):
    """Rows of one kind: those that said something new, and those that the record had already."""

    new: int = 0
    skipped: int = 0


class Plan:
    """What files add to a state: facts in `events`, people in `people`, and how many rows were new in `counts`."""

    def __init__(self, state: State, imported: State, people: Newcomers, now: datetime) -> None:
        self.events: list[AnyEvent] = []
        self.people = people
        self.counts = {kind: Count() for kind in Kind}
        self._states = (imported, state)
        self._commitments = (Commitments(imported), Commitments(state))
        self._now = now
        self._codes = set(state.networks)
        self._numbers = Numbers(state)
        self._meetings = MeetingPlan(self._states, self._numbers, self.people, now)
        self._milestones = {(code, number) for code, one in state.networks.items() for number in one.milestones}

    def take(self, sheet: Sheet) -> None:
        """Take all rows of a file. Raise `BadFile` for the first that cannot be recorded."""
        for row in sheet.networks:
            self._count(Kind.NETWORKS, self._network(row))
        for person in sheet.people:
            self._count(Kind.PEOPLE, self.people.take(person))
        for (code, member), rows in self._terms(sheet.memberships).items():
            self._count(Kind.MEMBERSHIPS, self._membership(code, member, rows), len(rows))
        for milestone in sorted(sheet.milestones, key=_asked_number):
            self._count(Kind.MILESTONES, self._milestone(milestone))
        for commitment in sorted(sheet.commitments, key=_asked_number):
            self._count(Kind.COMMITMENTS, self._commitment(commitment))
        self._take_meetings(sheet)

    def _take_meetings(self, sheet: Sheet) -> None:
        for quorum in sheet.quorums:
            self._require_network(quorum.code, quorum.line)
            self._count(Kind.QUORUMS, self._meetings.quorum(quorum))
        for meeting in sorted(sheet.meetings, key=_asked_number):
            self._require_network(meeting.code, meeting.line)
            self._count(Kind.MEETINGS, self._meetings.meeting(meeting))
        for kind, part in sheet.parts:
            self._require_network(part.code, part.line)
            self._count(kind, self._meetings.part(part))

    def add(self, kind: Kind, facts: Sequence[AnyEvent]) -> None:
        """Add the facts of a row; none where the record has it already."""
        self._count(kind, self._add(facts, bool(facts)))

    def finish(self) -> None:
        """Add what only all rows together tell: the agendas of meetings."""
        self.events += self._meetings.events()

    def _count(self, kind: Kind, is_new: bool, rows: int = 1) -> None:
        new, skipped = self.counts[kind]
        self.counts[kind] = Count(new + rows * is_new, skipped + rows * (not is_new))

    def _network(self, row: NetworkRow) -> bool:
        require_past(row.line, {"since": row.since}, self._now)
        facts = network_facts(row)
        known = [state.networks.get(row.code) for state in self._states]
        self._codes.add(row.code)
        return self._add(facts, is_new(row.line, row.code, NETWORK, self._folded(row.code, facts), known))

    def _terms(self, rows: Iterable[MembershipRow]) -> Mapping[tuple[Code, PersonId], list[MembershipRow]]:
        """Return the rows by network and person. Raise `BadFile` for two rows that hold at the same time."""
        terms: dict[tuple[Code, PersonId], list[MembershipRow]] = {}
        for row in rows:
            self._require_network(row.code, row.line)
            require_past(row.line, {"from": row.since}, self._now)
            earlier = terms.setdefault((row.code, self.people.find(row.person, row.line)), [])
            if any(row.since == other.since for other in earlier):
                sentence = _("{person} in {code} stands in line {line} already; another term needs another from.")
                raise BadFile.at(row.line, sentence.format(person=row.person, code=row.code, line=earlier[-1].line))
            earlier.append(row)
        for several in terms.values():
            _require_order(sorted(several, key=lambda row: row.since))
        return terms

    def _membership(self, code: Code, member: PersonId, rows: Sequence[MembershipRow]) -> bool:
        facts = membership_facts(rows, member)
        known = [
            membership
            for state in self._states
            if code in state.networks
            and (membership := state.networks[code].memberships.get(member))
            and terms(membership)
        ]
        name = _("{person} in {code}").format(person=rows[0].person, code=code)
        wanted = self._folded(code, facts).memberships[member]
        return self._add(facts, is_new(rows[0].line, name, MEMBERSHIP, wanted, known))

    def _milestone(self, row: MilestoneRow) -> bool:
        self._require_network(row.code, row.line)
        self._require_course(row, _MILESTONE_CHANGES)
        [wanted] = self._folded(row.code, milestone_facts(row, 1)).milestones.values()
        known = [_find_milestone(state, row) for state in self._states]
        name = row.ref or (f"{row.code}-W{row.number}" if row.number else row.title)
        if not is_new(row.line, name, MILESTONE, wanted, known):
            return False
        number = self._numbers.take(row, name, "milestone")
        self._milestones.add((row.code, number))
        return self._add(milestone_facts(row, number), is_new=True)

    def _commitment(self, row: CommitmentRow) -> bool:
        self._require_network(row.code, row.line)
        if row.milestone and (row.code, row.milestone) not in self._milestones:
            sentence = _("there is no milestone W{number} in {code}; import the milestones first.")
            raise BadFile.at(row.line, sentence.format(number=row.milestone, code=row.code))
        self._require_course(row, _CHANGES)
        require_past(row.line, {"notes": max((note.at for note in row.notes), default=None)}, self._now)
        named = self._named(row)
        [wanted] = self._folded(row.code, commitment_facts(row, 1, named)).commitments.values()
        known = [commitments.find(row, wanted) for commitments in self._commitments]
        name = row.ref or (f"{row.code}-C{row.number}" if row.number else row.action)
        if not is_new(row.line, name, COMMITMENT, wanted, known):
            return False
        self._require_bodies(named.owners, row.line)
        return self._add(commitment_facts(row, self._numbers.take(row, name, "commitment"), named), is_new=True)

    def _require_course(self, row: CommitmentRow | MilestoneRow, columns: Sequence[str]) -> None:
        """Raise `BadFile` for a change that is still to come."""
        slipped = max((slip.at for slip in row.slips), default=None)
        times = {column: getattr(row, column) for column in columns}
        require_past(row.line, {**times, "slipped": slipped}, self._now)

    def _named(self, row: CommitmentRow) -> Named:
        owners = (*self._owners(row, row.actors, accepted=True), *self._owners(row, row.proposed, accepted=False))
        snoozed = tuple((self.people.find(name, row.line), until) for name, until in row.snoozed)
        maker = self.people.actor(row.maker, row.line)
        return Named(owners, maker, self.people.actor(row.assigner, row.line), snoozed)

    def _owners(self, row: CommitmentRow, names: Iterable[str], *, accepted: bool) -> Iterator[Owner]:
        """Yield owners. Without a role they are bodies, unless they are written as @name or only proposed."""
        for name in names:
            leaving = accepted and name in row.leaving
            if row.actor_role:
                person = self.people.find_or_add(name, row.line)
            elif name.startswith("@") or not accepted:
                person = self.people.find(name, row.line)
            else:
                person = ""
            body = "" if person else name
            yield Owner(person=person, body=body, role=row.actor_role, accepted=accepted, leaving=leaving)

    def _require_bodies(self, owners: Iterable[Owner], line: int) -> None:
        """Raise `BadFile` for a person's name as a body's: it would stand in the journal for ever."""
        for owner in owners:
            if owner.body and (person := self.people.look_up(owner.body, line)):
                sentence = _("{name} is a person; write @{short}, or their actor_role.")
                raise BadFile.at(line, sentence.format(name=owner.body, short=self.people.short_name(person)))

    def _require_network(self, code: Code, line: int) -> None:
        if code not in self._codes:
            codes = ", ".join(sorted(self._codes)) or _("none")
            sentence = _("there is no network {code}; write a row for it under policy_networks. There are: {codes}.")
            raise BadFile.at(line, sentence.format(code=code, codes=codes))

    def _add(self, facts: Sequence[AnyEvent], is_new: bool) -> bool:
        self.events += facts if is_new else ()
        return is_new

    def _folded(self, code: Code, facts: Sequence[AnyEvent]) -> Network:
        """Return the network as these facts alone make it."""
        state = State({code: Network(code, "")})
        fold.apply(state, facts, self._now)
        return state.network(code)


def _require_order(rows: Sequence[MembershipRow]) -> None:
    """Raise `BadFile` unless each term of a person ends before the next one begins."""
    for row, following in pairwise(rows):
        if row.until and row.until >= following.since:
            sentence = _("to is not before the from of line {line}; leave it out where the next term follows on.")
            raise BadFile.at(row.line, sentence.format(line=following.line))


def _find_milestone(state: State, row: MilestoneRow) -> Milestone | None:
    """Return the row's milestone: by its id, by its number, or for want of both, by its title."""
    every = state.networks[row.code].milestones if row.code in state.networks else {}
    if row.ref:
        return next((one for one in every.values() if one.ref.casefold() == row.ref.casefold()), None)
    if row.number:
        return every.get(row.number)
    return next((one for one in every.values() if str(one.title) == row.title), None)


def _asked_number(row: NumberedRow) -> tuple[bool, int]:
    return row.number == 0, row.number
