"""The record: decide, append, fold, for all writers. An answer means that the entry is on disk.

Decisions that wait at the same time become one batch: one write, one sync (group commit).
"""

import asyncio
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from storage.ballot_boxes import Boxes
from storage.batch import Batch
from storage.errors import Busy
from storage.events import CLOCK
from storage.files import PATIENCE
from storage.history import History
from storage.journal import Journal
from storage.proposal import Decision, Due, Outcome, Proposal, Recorded
from storage.state import State

_POLL: Final = 0.001


def only_due(now: datetime) -> Proposal:
    """Return a proposal of nothing, before which, as before each, what is due by now is recorded."""
    return Proposal(now, "", lambda state, at: Decision(CLOCK, ()))


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
            boxes.begin(self.history.state)
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
        self.submit_now(only_due(now))

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
                outcomes = Batch(self._journal, self.history, self._due, self.boxes).commit(proposals)
        except Busy as busy:
            return [busy] * len(proposals)
        except Exception as problem:  # noqa: BLE001  whoever waits for an answer must get one
            self.history.drop()
            return outcomes or [problem] * len(proposals)
        return outcomes
