"""The record as this server follows it: one read-only history that all visitors share."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from threading import Lock
from typing import Final, NamedTuple

from storage.errors import StorageFault
from storage.history import History
from storage.i18n import _
from storage.journal import Journal
from storage.public.log import Item, PublicLog
from storage.state import State

log = logging.getLogger(__name__)
OpenJournal = Callable[[], Journal]
PAST_KEPT: Final = 4


class Stamp(NamedTuple):
    """What a page was made from. Pages of one stamp are the same, so another stamp means: make it anew."""

    epoch: int
    """Counts how often the whole journal was replaced by another one."""
    seq: int
    """The last entry."""
    turn: datetime
    """The next moment at which something changes although nothing is recorded."""


class Glance(NamedTuple):
    """The record at one moment, for making a page of it."""

    state: State
    as_of: datetime
    asked: datetime | None
    """The moment that was asked for; None for the record as it stands."""
    latest: Callable[[str], Iterator[Item]]
    """What happened in a network, the latest first."""


class Live:
    """Follows one journal for all threads of this server. Each look may raise `StorageFault`."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._epoch = 0
        self._fault = ""
        self.follow(_nothing)

    def follow(self, open_journal: OpenJournal) -> None:
        """Follow this journal from now on; it is opened at the first look, and again until that succeeds."""
        with self._lock:
            self._open = open_journal
            self._history: History | None = None
            self._generation: object = None
            self._begin()

    def _begin(self) -> None:
        self._epoch += 1
        self._log = PublicLog()
        self._past: dict[tuple[int, datetime], State] = {}
        self._stamp = Stamp(self._epoch, 0, datetime.min.replace(tzinfo=UTC))

    def look(self, now: datetime) -> Stamp:
        """Read what was added to the record, and return what a page made now would be made from."""
        with self._lock, self._logged():
            history = self._followed()
            if history.refresh() or now >= self._stamp.turn:
                self._stamp = Stamp(self._epoch, history.seq, next_turn(history.state, now))
            return self._stamp

    @contextmanager
    def glance(self, now: datetime, as_of: datetime | None = None) -> Iterator[Glance]:
        """Hold the record still, as it was at a past moment; for a moment to come, or none, as it stands now."""
        with self._lock:
            history = self._followed()
            self._log.read(history.journal)
            moment = as_of or now
            state = history.state if moment >= now else self._state_at(history, moment)
            yield Glance(state, moment, as_of, lambda code: self._log.latest(code, moment, history.undone))

    def latest_entry(self) -> datetime | None:
        """Return when the latest public entry that stands was made, if there is one."""
        with self._lock:
            history = self._followed()
            self._log.read(history.journal)
            return max((item.at for item in self._log.every(None) if item.seq not in history.undone), default=None)

    def _state_at(self, history: History, as_of: datetime) -> State:
        """Return the state of a past moment: folding a long journal takes long, so the last few are kept."""
        key = (history.seq, as_of)
        if key not in self._past:
            self._past[key] = history.state_at(as_of)
            if len(self._past) > PAST_KEPT:
                del self._past[next(iter(self._past))]
        return self._past[key]

    @contextmanager
    def _logged(self) -> Iterator[None]:
        """Log a fault once, when it begins: the public is not told of files and lines."""
        try:
            yield
        except StorageFault as fault:
            if str(fault) != self._fault:
                log.error("%s", fault)
            self._fault = str(fault)
            raise
        self._fault = ""

    def _followed(self) -> History:
        if self._history is None:
            self._history = History(self._open())
        generation = self._history.journal.generation()
        if generation != self._generation:
            self._generation = generation
            self._begin()
        return self._history


def _nothing() -> Journal:
    raise StorageFault(_("No record was chosen."))


def next_turn(state: State, now: datetime) -> datetime:
    """Return the next moment at which a page changes by time alone: a deadline, a close, a start, a day's end."""
    midnight = datetime.combine(now.date() + timedelta(days=1), time(tzinfo=UTC))
    networks = state.networks.values()
    passing = (
        turn
        for network in networks
        for commitment in network.commitments.values()
        if commitment.due and commitment.original_due
        for due in (commitment.due, commitment.original_due)
        for turn in (due, due + timedelta.resolution)
        if now < turn < midnight
    )
    closing = (poll.closes for poll in state.open_polls.values() if poll.closes and now < poll.closes)
    starting = (
        meeting.current.starts + timedelta.resolution
        for network in networks
        for meeting in network.meetings.values()
        if (meeting.is_planned or meeting.is_between) and now <= meeting.current.starts
    )
    return min((midnight, *passing, *closing, *starting))


LIVE: Final = Live()
"""The record that this server follows, shared by all its visitors."""
