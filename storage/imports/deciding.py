"""Which rows of a file are new to the record, and the facts that they make.

A row that the record has already is skipped when it says what an earlier import said, whatever happened since, or what
the record says now, as its export does. Any other is refused.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Final, NamedTuple

from storage import fold
from storage.events import AnyEvent, Code, Owner, PersonId
from storage.i18n import _
from storage.imports.bad_file import BadFile
from storage.imports.columns import Kind
from storage.imports.commitments import Commitments
from storage.imports.differences import COMMITMENT, MEMBERSHIP, MILESTONE, NETWORK, Noun, difference
from storage.imports.facts import commitment_facts, membership_facts, milestone_facts, network_facts
from storage.imports.newcomers import Newcomers
from storage.imports.rows import CommitmentRow, MembershipRow, MilestoneRow, NetworkRow, Sheet
from storage.moments import tell_minute
from storage.people import People
from storage.state import Milestone, Network, State
from storage.terms import terms

_MILESTONE_CHANGES: Final = ("since", "slipped", "met", "dropped")
_CHANGES: Final = ("since", "slipped", "started", "done", "dropped")
"""The columns that say when a commitment was made, and when it changed."""


class Count(NamedTuple):
    """Rows of one kind: those that said something new, and those that the record had already."""

    new: int = 0
    skipped: int = 0


class Plan:
    """What a file adds to a state: facts in `events`, people in `people`, and how many rows were new in `counts`."""

    def __init__(self, state: State, imported: State, people: People, now: datetime) -> None:
        self.events: list[AnyEvent] = []
        self.people = Newcomers(people)
        self.counts = {kind: Count() for kind in Kind}
        self._state = state
        self._states = (imported, state)
        self._commitments = (Commitments(imported), Commitments(state))
        self._now = now
        self._codes = set(state.networks)
        self._next: dict[tuple[Code, str], int] = {}
        self._milestones = {(code, number) for code, one in state.networks.items() for number in one.milestones}

    def take(self, sheet: Sheet) -> None:
        """Take all rows. Raise `BadFile` for the first that cannot be recorded."""
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

    def _count(self, kind: Kind, is_new: bool, rows: int = 1) -> None:
        new, skipped = self.counts[kind]
        self.counts[kind] = Count(new + rows * is_new, skipped + rows * (not is_new))

    def _network(self, row: NetworkRow) -> bool:
        self._require_past(row.line, {"since": row.since})
        facts = network_facts(row)
        known = [state.networks.get(row.code) for state in self._states]
        self._codes.add(row.code)
        return self._add(facts, self._is_new(row.line, row.code, NETWORK, self._folded(row.code, facts), known))

    def _terms(self, rows: Iterable[MembershipRow]) -> Mapping[tuple[Code, PersonId], list[MembershipRow]]:
        """Return the rows by network and person. Raise `BadFile` for two rows that hold at the same time."""
        terms: dict[tuple[Code, PersonId], list[MembershipRow]] = {}
        for row in rows:
            self._require_network(row.code, row.line)
            self._require_past(row.line, {"from": row.since})
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
        return self._add(facts, self._is_new(rows[0].line, name, MEMBERSHIP, wanted, known))

    def _milestone(self, row: MilestoneRow) -> bool:
        self._require_network(row.code, row.line)
        self._require_past(row.line, {column: getattr(row, column) for column in _MILESTONE_CHANGES})
        [wanted] = self._folded(row.code, milestone_facts(row, 1)).milestones.values()
        known = [_find_milestone(state, row) for state in self._states]
        name = row.ref or (f"{row.code}-W{row.number}" if row.number else row.title)
        if not self._is_new(row.line, name, MILESTONE, wanted, known):
            return False
        number = self._number(row, name, "milestone")
        self._milestones.add((row.code, number))
        return self._add(milestone_facts(row, number), is_new=True)

    def _commitment(self, row: CommitmentRow) -> bool:
        self._require_network(row.code, row.line)
        if row.milestone and (row.code, row.milestone) not in self._milestones:
            sentence = _("there is no milestone W{number} in {code}; import the milestones first.")
            raise BadFile.at(row.line, sentence.format(number=row.milestone, code=row.code))
        self._require_past(row.line, {column: getattr(row, column) for column in _CHANGES})
        owners = [*self._owners(row, row.actors, accepted=True), *self._owners(row, row.proposed, accepted=False)]
        [wanted] = self._folded(row.code, commitment_facts(row, 1, owners)).commitments.values()
        known = [commitments.find(row, wanted) for commitments in self._commitments]
        name = row.ref or (f"{row.code}-C{row.number}" if row.number else row.action)
        if not self._is_new(row.line, name, COMMITMENT, wanted, known):
            return False
        self._require_bodies(owners, row.line)
        return self._add(commitment_facts(row, self._number(row, name, "commitment"), owners), is_new=True)

    def _owners(self, row: CommitmentRow, names: Iterable[str], *, accepted: bool) -> Iterator[Owner]:
        """Yield owners. Without a role they are bodies, unless they are written as @name or only proposed."""
        for name in names:
            if row.actor_role:
                person = self.people.find_or_add(name, row.line)
            elif name.startswith("@") or not accepted:
                person = self.people.find(name, row.line)
            else:
                person = ""
            yield Owner(person=person, body="" if person else name, role=row.actor_role, accepted=accepted)

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

    def _require_past(self, line: int, columns: Mapping[str, datetime | None]) -> None:
        """Raise `BadFile` for a fact that does not hold yet. Only an end, `to`, may be known before its time."""
        for column, moment in columns.items():
            if moment and moment > self._now:
                sentence = _(
                    "{column} is still to come: {moment}. Leave it out, or write when it was; "
                    "if that was today, with the time, as in {example}."
                )
                example = f"{self._now:%Y-%m-%dT%H:%MZ}"
                raise BadFile.at(line, sentence.format(column=column, moment=tell_minute(moment), example=example))

    def _number(self, row: CommitmentRow | MilestoneRow, name: str, noun: str) -> int:
        """Return the row's number. One that was asked for may be later than the next, so that gaps stay gaps."""
        following = self._next.get((row.code, noun)) or self._state.next_number(row.code, noun)
        if not row.ref and 0 < row.number < following:
            sentence = _("the number of {id} was used already; take the id out, and the row gets the next number.")
            raise BadFile.at(row.line, sentence.format(id=name))
        number = max(row.number, following)
        self._next[row.code, noun] = number + 1
        return number

    def _is_new(
        self,
        line: int,
        name: str,
        columns: Mapping[str, Callable[[Noun], object]],
        wanted: Noun,
        known: Iterable[Noun | None],
    ) -> bool:
        """Tell whether nothing like it is known. Raise `BadFile` when it is, and says something else."""
        found = [difference(columns, wanted, thing) for thing in known if thing]
        if found and None not in found:
            sentence = _("{name} is in the record already with another {column}.")
            raise BadFile.at(line, sentence.format(name=name, column=_(found[0] or "")))
        return not found

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


def _asked_number(row: CommitmentRow | MilestoneRow) -> tuple[bool, int]:
    return row.number == 0, row.number
