"""The ballot boxes of a record, one for each open secret poll, and what becomes of them when it opens and closes.

Ballots of secret polls never enter the journal while the poll is open. At the close the journal gets them sorted,
without names; then key and box are deleted, again at the next start if that did not come to its end. Whoever changes
anything here holds the lock of the record.
"""

import logging
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from storage.ballot_box import Box, Deposit, first_record
from storage.ballot_count import BallotCount
from storage.ballot_key import LENGTH, Key
from storage.errors import Damaged, StorageFault
from storage.events import AnyEvent, BallotCast, PollClosed, PollOpened, PollProposed, PollVoided
from storage.files import REAL, FileCalls, fault, private_folder, sync_folder, write_all, write_atomically
from storage.i18n import _
from storage.measures import polls
from storage.state import Absent, Poll, State

log = logging.getLogger(__name__)
FOLDER: Final = "ballots"
"""The folder of the boxes, within that of the record; it is no part of a backup."""
CACHE_TAG: Final = "CACHEDIR.TAG"
CACHE_MARK: Final = (
    b"Signature: 8a477f597d28d172789f06886806bc55\n"
    b"# Open ballot boxes or their keys. Backups leave this folder out: https://bford.info/cachedir/\n"
)
_CHANGED: Final = frozenset((PollOpened, PollClosed))
"""The events that may be recorded with something of a box."""


class Boxes:
    """The boxes in `FOLDER/ballots`, and their keys in a folder of their own, by default the same one."""

    def __init__(self, folder: Path, keys: Path | None = None, files: FileCalls = REAL) -> None:
        self._folder = folder / FOLDER
        self._keys = keys or self._folder
        self._files = files
        self._open: dict[str, Box] = {}
        self._damaged: set[str] = set()
        self._said = ""

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

        Nothing is gone while a folder is away that has them: it may come back, and a void poll may not.
        """
        gone = [poll for poll in state.open_polls.values() if poll.box and self._is_gone(poll.box)]
        if gone:
            self.require(gone[0])
        return gone

    def away(self, state: State) -> Iterator[str]:
        """Yield what is to be said at the start of folders that are away."""
        try:
            self.missing(state)
        except StorageFault as problem:
            yield str(problem)

    def require(self, poll: Poll) -> None:
        """Raise `StorageFault` where a folder is away that boxes or keys are in: it is known by its tag."""
        for folder in (self._folder, self._keys):
            if not _is_there(folder / CACHE_TAG):
                sentence = _(
                    "The folder {folder} with the ballots of {poll} is not there: mount it. Until then nobody can vote "
                    "in {poll}, and it is not closed. If it is lost for ever, as after a restore from a backup, "
                    "`pn poll void {poll}` ends the poll without a result."
                )
                raise StorageFault(sentence.format(folder=folder, poll=poll.label))

    def problems(self, state: State) -> Iterator[str]:
        """Yield what is wrong with the boxes of open polls, looking at every ballot that was answered for."""
        for poll in state.open_polls.values():
            if poll.box:
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
            there = {path.name.lstrip(".").partition(".")[0] for path in self._folder.glob("*.box*")}
            known = {poll.box for network in state.networks.values() for poll in network.polls.values() if poll.box}
            for box in (there | {box for box in known if (self._keys / f"{box}.key").exists()}) - wanted:
                self.delete(box)

    def delete(self, box: str) -> None:
        """Delete a key and its box, as far as they are there. What is left over is tried again at the next start."""
        if box in self._open:
            self._open.pop(box).close()
        try:
            for folder, name in (
                (self._keys, f"{box}.key"),
                (self._folder, f"{box}.box"),
                (self._keys, f"{box}.count"),
            ):
                for path in (folder / name, *folder.glob(f".{name}.*")):
                    _delete(path, self._files)
                if folder.exists():
                    sync_folder(folder, self._files)
        except OSError as problem:
            log.error("%s", fault(self._folder, problem))

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
        path = self._keys / f"{poll.box}.key"
        try:
            return Key.read(path.read_text())
        except OSError as problem:
            raise fault(path, problem) from problem
        except ValueError:
            raise Damaged(_("{file} holds no key.").format(file=path)) from None

    def _prepared(self, state: State, events: Sequence[AnyEvent], event: AnyEvent, now: datetime) -> AnyEvent:
        if isinstance(event, PollOpened) and _opens_secretly(state, events, event):
            self.missing(state)  # in a folder that is away nothing new begins: it would seem to be there again
            return replace(event, box=self._made())
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
            count = BallotCount(self._keys / f"{poll.box}.count")
            self._open[poll.box] = Box(self._folder / f"{poll.box}.box", self.key(poll), self._files, count)
        return self._open[poll.box]

    def _made(self) -> str:
        """Make a new box and its key, and return what both are called."""
        name = secrets.token_hex(8)
        key = Key.made()
        for folder in (self._folder, self._keys):
            private_folder(folder)
            if not (folder / CACHE_TAG).exists():
                write_atomically(folder / CACHE_TAG, CACHE_MARK, self._files)
        path = self._folder / f"{name}.box"
        write_atomically(path, first_record(path, key), self._files)
        write_atomically(self._keys / f"{name}.key", key.written().encode(), self._files)
        return name

    def _is_gone(self, box: str) -> bool:
        files = (self._folder / f"{box}.box", self._keys / f"{box}.key")
        return box in self._damaged or not all(map(_is_there, files))


def _is_there(path: Path) -> bool:
    """Tell whether there is a file. One that may not be looked at is not gone."""
    try:
        os.stat(path)  # noqa: PTH116  half as slow, and once a command
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as problem:
        raise fault(path, problem) from problem
    return True


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


def _delete(path: Path, files: FileCalls) -> None:
    """Delete a file if it is there. A key is written over first: a disk may keep what it had, but need not."""
    with suppress(FileNotFoundError):
        if ".key" in path.name:
            fd = os.open(path, os.O_WRONLY)
            try:
                write_all(fd, secrets.token_hex(LENGTH).encode(), 0, files)
                files.fsync(fd)
            finally:
                os.close(fd)
        path.unlink()
