"""The ballot boxes of a record, one for each open secret poll, and what becomes of them when it opens and closes.

Ballots of secret polls never enter the journal while the poll is open. At the close the journal gets them sorted,
without names; then key and box are deleted, again at the next start if that did not come to its end. Whoever changes
anything here holds the lock of the record.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from storage.ballot_box import Box, Deposit
from storage.ballot_count import BallotCount
from storage.ballot_folders import Folders
from storage.ballot_key import Key
from storage.errors import Damaged, StorageFault
from storage.events import AnyEvent, BallotCast, PollClosed, PollOpened, PollProposed, PollVoided
from storage.files import REAL, FileCalls, fault
from storage.i18n import _
from storage.measures import polls
from storage.state import Absent, Poll, State

log = logging.getLogger(__name__)
_CHANGED: Final = frozenset((PollOpened, PollClosed))
"""The events that may be recorded with something of a box."""


class Boxes:
    """The boxes of a record, as one process sees them."""

    def __init__(self, folder: Path, keys: Path | None = None, files: FileCalls = REAL) -> None:
        self._folders = Folders(folder, keys, files)
        self._files = files
        self._open: dict[str, Box] = {}
        self._damaged: set[str] = set()
        self._said = ""

    def begin(self, state: State) -> None:
        """Look, when a program begins, whether the record was restored without its boxes; see `Folders.begin`."""
        self._folders.begin(state)

    def prepared(self, state: State, events: Sequence[AnyEvent], now: datetime) -> tuple[AnyEvent, ...]:
        """Return events as they are recorded: an opening with its new box, a close with what was in it.

        Raise `StorageFault` when a box cannot be made or read. A poll whose ballots are lost is void instead.
        """
        if _CHANGED.isdisjoint(map(type, events)):
            return tuple(events)
        return tuple(self._prepared(state, events, event, now) for event in events)

    def deposit(self, state: State, events: Sequence[AnyEvent], source: str, now: datetime) -> Deposit | None:
        """Return the ballot of a secret poll that these events are, waiting for `flush`; None for all other events.

        One that a second delivery brings is kept already. Raise `StorageFault`.
        """
        for event in events:
            if type(event) is BallotCast and _is_secret(state, event):
                return self._deposited(state.poll(event.network, event.poll), event, source, now)
        return None

    def _deposited(self, poll: Poll, ballot: BallotCast, source: str, now: datetime) -> Deposit:
        box = self._ready(poll)
        deposit = Deposit(source, replace(ballot, since=ballot.since or now))
        if box.knows(source):
            deposit.is_kept = deposit.is_repeated = True
        else:
            box.put(deposit)
        return deposit

    def flush(self) -> None:
        """Put all ballots that wait on disk. Raise `StorageFault`."""
        for box in self._open.values():
            box.flush()

    def drop(self) -> None:
        """Forget the ballots that wait."""
        for box in self._open.values():
            box.drop()

    def lost(self, state: State) -> Iterator[tuple[str, AnyEvent]]:
        """Yield that a poll is void, with its source, for each open one whose box or key is gone or damaged."""
        try:
            gone = self.missing(state)
        except StorageFault as problem:
            self.note(problem)
            return
        for poll in gone:
            yield f"clock:void:{poll.label}", PollVoided(network=poll.network, poll=poll.number)

    def missing(self, state: State) -> list[Poll]:
        """Return the open polls whose box or key is gone or damaged. Raise `StorageFault`.

        Nothing is gone while a folder is away that has them: it may come back, and a void poll may not. Without any
        folder when the program began, the record was restored from a backup, and they are gone.
        """
        gone = [poll for poll in state.open_polls.values() if poll.box and self._is_gone(poll)]
        for poll in gone:
            if not self._folders.is_restored(poll):
                self.require(poll)
        return gone

    def away(self, state: State) -> Iterator[str]:
        """Yield what is to be said at the start of folders that are away, and of polls that this makes void."""
        try:
            gone = [poll.label for poll in self.missing(state) if self._folders.is_restored(poll)]
        except StorageFault as problem:
            yield str(problem)
            return
        if gone:
            sentence = _(
                "This record stands here without the folder {folder}, as after a restore from a backup: the ballots of "
                "{polls} are lost, and these polls are void."
            )
            yield sentence.format(folder=self._folders.boxes, polls=", ".join(gone))

    def require(self, poll: Poll) -> None:
        """Raise `StorageFault` where a folder is away that boxes or keys are in."""
        self._folders.require(poll)

    def problems(self, state: State) -> Iterator[str]:
        """Yield what is wrong with the boxes of open polls, looking at every ballot that was answered for."""
        for poll in state.open_polls.values():
            if poll.box and self._folders.is_restored(poll):
                yield _("{poll}: its ballots are gone; the next start makes it void.").format(poll=poll.label)
            elif poll.box:
                try:
                    self.require(poll)
                    self._box(poll).check()
                except StorageFault as problem:
                    yield _("{poll}: {problem}").format(poll=poll.label, problem=problem)

    def note(self, problem: StorageFault) -> None:
        """Log what cannot be done now, once."""
        if str(problem) != self._said:
            log.error("%s", problem)
        self._said = str(problem)

    def sweep(self, state: State) -> None:
        """Delete the keys and boxes of all polls that are not open: key first, so that what is left says nothing."""
        wanted = {poll.box for poll in state.open_polls.values()}
        for box in self._open.keys() - wanted:
            self._open.pop(box).close()
        with suppress(OSError):  # it is tried again at the next start
            for box in {*self._folders.left(state)} - wanted:
                self.delete(box)

    def delete(self, box: str) -> None:
        """Delete a key and its box, as far as they are there. What is left over is tried again at the next start."""
        if box in self._open:
            self._open.pop(box).close()
        try:
            self._folders.delete(box)
        except OSError as problem:
            log.error("%s", fault(self._folders.boxes, problem))

    def latest(self, poll: Poll, person: str) -> datetime | None:
        """Return when a person's ballot in an open secret poll was given; None without one. Raise `StorageFault`."""
        return self._seen(poll).latest(person)

    def voters(self, poll: Poll) -> frozenset[str]:
        """Return those who have a ballot in an open secret poll. Raise `StorageFault`."""
        return self._seen(poll).voters

    def knows(self, poll: Poll, source: str) -> bool:
        """Tell whether what an event brought is in the box of an open secret poll. Raise `StorageFault`."""
        return self._seen(poll).knows(source)

    def key(self, poll: Poll) -> Key:
        """Return the key of an open secret poll. Raise `StorageFault`."""
        return self._folders.key(poll)

    def _prepared(self, state: State, events: Sequence[AnyEvent], event: AnyEvent, now: datetime) -> AnyEvent:
        if isinstance(event, PollOpened) and _opens_secretly(state, events, event):
            self.missing(state)  # in a folder that is away nothing new begins: it would seem to be there again
            return replace(event, box=self._folders.make())
        if isinstance(event, PollClosed) and _is_secret(state, event):
            return self._closed(state, event, now)
        return event

    def _closed(self, state: State, event: PollClosed, now: datetime) -> AnyEvent:
        poll = state.poll(event.network, event.poll)
        try:
            box = self._ready(poll)
            box.flush()
            network, at = state.network(event.network), event.since or now
            ballots = [ballot for ballot in box.ballots() if polls.may_vote(network, poll, ballot.person, at)]
        except Damaged:
            return PollVoided(network=event.network, since=event.since, poll=event.poll)
        counted = polls.without_names(ballots)
        return replace(event, ballots=counted, turnout=len(counted))

    def _is_gone(self, poll: Poll) -> bool:
        return poll.box in self._damaged or not self._folders.has(poll)

    def _seen(self, poll: Poll) -> Box:
        box = self._box(poll)
        box.follow()
        return box

    def _ready(self, poll: Poll) -> Box:
        """Return a box that something may be put in."""
        try:
            box = self._box(poll)
            box.catch_up()
        except Damaged:
            self._damaged.add(poll.box)
            raise
        return box

    def _box(self, poll: Poll) -> Box:
        if poll.box not in self._open:
            self.require(poll)
            count = BallotCount(self._folders.count(poll.box))
            self._open[poll.box] = Box(self._folders.box(poll.box), self.key(poll), self._files, count)
        return self._open[poll.box]


def _opens_secretly(state: State, events: Sequence[AnyEvent], opening: PollOpened) -> bool:
    """Tell whether a poll is secret that is opened, perhaps in the moment in which it is proposed."""
    for event in events:
        if isinstance(event, PollProposed) and (event.network, event.poll) == (opening.network, opening.poll):
            return event.rules.secret
    return state.poll(opening.network, opening.poll).rules.secret


def _is_secret(state: State, event: BallotCast | PollClosed) -> bool:
    """Tell whether it is about a secret poll that takes, or took, ballots; proposals are withdrawn like any other."""
    try:
        poll = state.poll(event.network, event.poll)
    except Absent:
        return False
    return poll.rules.secret and poll.opened is not None
