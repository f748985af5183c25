"""One stay under the lock of the record: proposals are decided one after the other, and written as one batch."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

import msgspec

from storage import fold
from storage.ballot_box import Deposit
from storage.ballot_boxes import Boxes
from storage.errors import StorageFault, Unshown
from storage.events import (
    CLOCK,
    EVERYWHERE,
    OPERATOR,
    VERSION,
    Draft,
    Entry,
    EntryUndone,
    FormatDeclared,
    PollClosed,
    PollVoided,
    PollWithdrawn,
)
from storage.history import History
from storage.i18n import _
from storage.journal import Journal
from storage.proposal import NOTHING, Due, Outcome, Proposal, Recorded

ENDS: Final = frozenset((PollClosed, PollVoided, PollWithdrawn, EntryUndone))
"""What ends a secret poll, or takes its opening back: its ballot box is deleted after that."""


class _Place(msgspec.Struct, frozen=True, gc=False):
    """Where a decision stands: the seq that it has, or gets when its batch is written; 0 for nothing to record."""

    seq: int
    repeated: bool = False
    deposit: Deposit | None = None
    """What goes into a ballot box instead."""


class Batch:
    """One stay under the lock. State is folded ahead of the append, and dropped again when anything fails.

    What fails is told to those whose entries are not on disk, and to nobody else: `commit` itself raises nothing.
    """

    def __init__(self, journal: Journal, history: History, due: Due, boxes: Boxes) -> None:
        self._journal = journal
        self._history = history
        self._due = due
        self._boxes = boxes
        self._at = history.at
        self._drafts: list[Draft] = []
        self._seqs: dict[str, int] = {}
        self._written: dict[int, Entry] = {}
        self._settling: list[tuple[_Place, Callable[[bool], None]]] = []
        self._durable = history.seq
        self._sweeps = False
        self._fault: Exception | None = None

    def commit(self, proposals: Sequence[Proposal]) -> list[Outcome]:
        """Decide each proposal after the one before it, write, and return what became of each."""
        self._take_lost(max(proposals[0].at, self._at))
        places = [self._decide(proposal) for proposal in proposals]
        self._write()
        for place, settle in self._settling:
            settle(self._is_kept(place))
        return [self._outcome(place) for place in places]

    def _decide(self, proposal: Proposal) -> _Place | Exception:
        try:
            return self._fault or self._place(proposal)
        except Exception as problem:  # noqa: BLE001  what time brings, or a fold: nobody knows what is folded now
            self._fail(problem)
            return problem

    def _place(self, proposal: Proposal) -> _Place | Exception:
        now = max(proposal.at, self._at)
        self._take_due(now)
        if proposal.reads_entries:
            self._write()
        if self._fault:
            return self._fault
        known = self._seqs.get(proposal.source) or self._history.sources.get(proposal.source)
        if known:
            return _Place(known, repeated=True)
        try:
            state = self._history.state
            decision = proposal.decide(state, now)
            deposit = self._boxes.deposit(state, decision.events, proposal.source, now)
            prepared = self._boxes.prepared(state, decision.events, now)
        except Exception as refusal:  # noqa: BLE001  it is this proposal's answer, and must not fail the others
            return refusal
        if not decision.events:
            return _Place(0)
        place = _Place(0, deposit.is_repeated, deposit) if deposit else None
        draft = Draft(now, decision.by, proposal.source, prepared, decision.heard)
        place = place or _Place(self._take(draft))
        if decision.settle:
            self._settling.append((place, decision.settle))
        return place

    def _take_lost(self, now: datetime) -> None:
        """Take that polls are void whose ballots are lost."""
        try:
            for source, event in self._boxes.lost(self._history.state):
                self._take(Draft(now, CLOCK, source, (event,)))
        except Exception as problem:  # noqa: BLE001  see `_decide`
            self._fail(problem)

    def _take_due(self, now: datetime) -> None:
        """Take what time brings. A close whose ballots cannot be read now comes when they can."""
        for source, event in self._due(self._history.state, now):
            try:
                prepared = self._boxes.prepared(self._history.state, (event,), now)
            except StorageFault as fault:
                self._boxes.note(fault)
                continue
            self._take(Draft(now, CLOCK, source, prepared))

    def _take(self, draft: Draft) -> int:
        if not self._drafts and (self._history.seq == 0 or self._history.version < VERSION):
            declared = (FormatDeclared(network=EVERYWHERE, version=VERSION),)
            self._append(Draft(draft.at, OPERATOR, f"format:{VERSION}", declared))
        seq = self._append(draft)
        if not ENDS.isdisjoint(map(type, draft.events)):
            self._sweeps = True
            if EntryUndone in map(type, draft.events):
                self._write()
        return seq

    def _append(self, draft: Draft) -> int:
        fold.apply(self._history.state, draft.events, draft.at)
        self._at = draft.at
        self._drafts.append(draft)
        self._seqs[draft.source] = seq = self._history.seq + len(self._drafts)
        return seq

    def _write(self) -> None:
        drafts, self._drafts = self._drafts, []
        if self._fault:
            return
        try:
            self._boxes.flush()
            if not drafts:
                return
            entries = self._journal.append(drafts)
            self._written |= {entry.seq: entry for entry in entries}
            self._durable = entries[-1].seq
            self._history.note(entries)
            if EntryUndone in map(type, drafts[-1].events):
                self._history.restart()
            if self._sweeps:
                self._boxes.sweep(self._history.state)
        except Exception as problem:  # noqa: BLE001  what is written by now is told so all the same
            self._fail(problem)

    def _fail(self, problem: Exception) -> None:
        """Decide and write nothing more, and forget what was folded."""
        self._fault = problem
        self._drafts = []
        self._boxes.drop()
        self._history.drop()

    def _is_kept(self, place: _Place) -> bool:
        return place.deposit.is_kept if place.deposit else place.seq <= self._durable

    def _outcome(self, place: _Place | Exception) -> Outcome:
        if isinstance(place, Exception):
            return place
        if self._fault and not self._is_kept(place):
            return self._fault
        if place.deposit:
            return Recorded(None, place.repeated, place.deposit.ballot)
        if not place.seq:
            return NOTHING
        try:
            return Recorded(self._written.get(place.seq) or self._history.entry(place.seq), place.repeated)
        except Exception:  # noqa: BLE001  whatever it is, the entry is there
            return Unshown(_("That is recorded already, but the record cannot be read now. Try again later."))
