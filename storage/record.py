"""The record: decide, append, fold, for all writers. An answer means that the entry is on disk.

Decisions that wait at the same time become one batch: one write, one sync (group commit).
"""

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Final

import msgspec

from storage import fold
from storage.ballot_box import Deposit
from storage.ballot_boxes import Boxes
from storage.errors import Busy, StorageFault, Unshown
from storage.events import (
    CLOCK,
    EVERYWHERE,
    OPERATOR,
    VERSION,
    AnyEvent,
    BallotCast,
    Draft,
    Entry,
    EntryUndone,
    FormatDeclared,
    PersonId,
    PollClosed,
    PollVoided,
    PollWithdrawn,
)
from storage.history import History
from storage.i18n import _
from storage.journal import Journal
from storage.state import State

ENDS: Final = frozenset((PollClosed, PollVoided, PollWithdrawn, EntryUndone))
"""What ends a secret poll, or takes its opening back: its ballot box is deleted after that."""
PATIENCE: Final = 5.0
"""Seconds to wait for another process's lock."""
_POLL: Final = 0.001


class Decision(msgspec.Struct, frozen=True):
    """Who decided, and what happened; no events when there was nothing to record."""

    by: PersonId
    events: Sequence[AnyEvent]
    settle: Callable[[bool], None] | None = None
    """Told, while nobody else can record, whether the entry is on disk. It must not raise."""


class Proposal(msgspec.Struct, frozen=True):
    """Something to be decided against the current state. `decide` returns a decision or raises its refusal."""

    at: datetime
    source: str
    decide: Callable[[State, datetime], Decision]
    reads_entries: bool = False
    """Whether it decides on entries and not on state alone, so that those before it are written first."""


class Recorded(msgspec.Struct, frozen=True, gc=False):
    """The entry that a proposal made, now or when it was first delivered; None when it had nothing to record."""

    entry: Entry | None
    repeated: bool = False
    ballot: BallotCast | None = None
    """The ballot of a secret poll: it is in the ballot box and makes no entry."""


NOTHING: Final = Recorded(None)
Outcome = Recorded | Exception
Due = Callable[[State, datetime], Iterable[tuple[str, AnyEvent]]]
"""What time itself brings by a moment: sources and events."""


class Record:
    """The one way to write. Several processes may each have a record of the same journal."""

    def __init__(self, journal: Journal, due: Due, boxes: Boxes) -> None:
        self._journal = journal
        self._due = due
        self.boxes = boxes
        self._loop: asyncio.AbstractEventLoop
        self._waiting: list[tuple[Proposal, asyncio.Future[Recorded]]] = []
        self.history = History(journal)
        with journal.exclusive(PATIENCE):
            self.history.refresh()
            boxes.sweep(self.history.state)

    def state(self) -> State:
        """Return the durable state, read up to now. Not to be changed, and not to be kept."""
        self.history.refresh()
        return self.history.state

    def state_with(self, seq: int) -> State:
        """Return the state as it is known here, which has entry `seq`; see `state`."""
        return self.history.state if self.history.seq >= seq else self.state()

    def submit_now(self, proposal: Proposal) -> Recorded:
        """Decide and record. Raise the refusal of `decide`, or `StorageFault`; then nothing is recorded."""
        [outcome] = self._commit([proposal], PATIENCE)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def submit_all(self, proposals: Sequence[Proposal]) -> list[Outcome]:
        """Decide and record several proposals in their order as one batch, and return what became of each."""
        return self._commit(proposals, PATIENCE)

    def catch_up(self, now: datetime) -> None:
        """Record what is due by now."""
        self.submit_now(Proposal(now, "", lambda state, at: Decision(CLOCK, ())))

    def submit(self, proposal: Proposal) -> "asyncio.Future[Recorded]":
        """Like `submit_now`, in one batch with whatever else is waiting; what is returned is to be awaited."""
        if not self._waiting:
            self._loop = asyncio.get_running_loop()
            self._loop.call_soon(self._flush, time.monotonic() + PATIENCE)
        future: asyncio.Future[Recorded] = self._loop.create_future()
        self._waiting.append((proposal, future))
        return future

    def _flush(self, deadline: float) -> None:
        outcomes = self._commit([proposal for proposal, _future in self._waiting], 0)
        if all(isinstance(outcome, Busy) for outcome in outcomes) and time.monotonic() < deadline:
            self._loop.call_later(_POLL, self._flush, deadline)
            return
        waiting, self._waiting = self._waiting, []
        for (_proposal, future), outcome in zip(waiting, outcomes, strict=True):
            if future.cancelled():
                continue
            if isinstance(outcome, Exception):
                future.set_exception(outcome)
            else:
                future.set_result(outcome)

    def _commit(self, proposals: Sequence[Proposal], patience: float) -> list[Outcome]:
        outcomes: list[Outcome] = []
        try:
            with self._journal.exclusive(patience):
                self.history.refresh()
                outcomes = _Batch(self._journal, self.history, self._due, self.boxes).commit(proposals)
        except Busy as busy:
            return [busy] * len(proposals)
        except Exception as problem:  # noqa: BLE001  whoever waits for an answer must get one
            self.history.drop()
            return outcomes or [problem] * len(proposals)
        return outcomes


class _Place(msgspec.Struct, frozen=True, gc=False):
    """Where a decision stands: the seq that it has, or gets when its batch is written; 0 for nothing to record."""

    seq: int
    repeated: bool = False
    deposit: Deposit | None = None
    """What goes into a ballot box instead."""


class _Batch:
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
        place = place or _Place(self._take(now, decision.by, proposal.source, prepared))
        if decision.settle:
            self._settling.append((place, decision.settle))
        return place

    def _take_lost(self, now: datetime) -> None:
        """Take that polls are void whose ballots are lost."""
        try:
            for source, event in self._boxes.lost(self._history.state):
                self._take(now, CLOCK, source, (event,))
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
            self._take(now, CLOCK, source, prepared)

    def _take(self, at: datetime, by: PersonId, source: str, events: tuple[AnyEvent, ...]) -> int:
        if not self._drafts and (self._history.seq == 0 or self._history.version < VERSION):
            self._append(at, OPERATOR, f"format:{VERSION}", (FormatDeclared(network=EVERYWHERE, version=VERSION),))
        seq = self._append(at, by, source, events)
        if not ENDS.isdisjoint(map(type, events)):
            self._sweeps = True
            if EntryUndone in map(type, events):
                self._write()
        return seq

    def _append(self, at: datetime, by: PersonId, source: str, events: tuple[AnyEvent, ...]) -> int:
        fold.apply(self._history.state, events, at)
        self._at = at
        self._drafts.append(Draft(at, by, source, events))
        self._seqs[source] = seq = self._history.seq + len(self._drafts)
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
            self._written.update((entry.seq, entry) for entry in entries)
            self._durable = entries[-1].seq
            self._history.note(entries)
            if any(isinstance(event, EntryUndone) for event in drafts[-1].events):
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
