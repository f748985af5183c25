"""A ballot box: the file in which the ballots of one secret poll wait, sealed, for the close. It only grows.

Each record has the same length, so that lengths tell nothing, and is sealed for its place. The first one holds no
ballot: it shows that the key is this box's. Whoever changes the box holds the lock of the record.
"""

import os
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from storage.ballot_count import BallotCount
from storage.ballot_key import OVERHEAD, Key, Unsealable
from storage.errors import Damaged, Poisoned, StorageFault
from storage.events import BallotCast, PersonId
from storage.files import FileCalls, fault, write_all
from storage.i18n import _

ROOM: Final = 512
"""Bytes of a record before it is sealed; a ballot that needs less is filled up."""
RECORD: Final = ROOM + OVERHEAD
_CHUNK: Final = 256
"""Records that are read at once."""


class _Content(msgspec.Struct, frozen=True, array_like=True):
    """What a record holds."""

    durable: int
    """How many records were on disk before its batch was written."""
    source: str
    ballot: BallotCast | None


class Latest(NamedTuple):
    """A person's last ballot: the number of its record, and when it was given."""

    number: int
    given: datetime


class Deposit:
    """A ballot on its way into the box."""

    def __init__(self, source: str, ballot: BallotCast) -> None:
        self.source = source
        self.ballot = ballot
        """It says since when it holds: the later one of a person counts."""
        self.is_kept = False
        """Whether it is on disk."""
        self.is_repeated = False
        """Whether it was so before."""


class Box:
    """One box, as one process sees it. What was put in is on disk after `flush`."""

    def __init__(self, path: Path, key: Key, files: FileCalls, count: BallotCount) -> None:
        """Open a box. Raise `Damaged` for one that this key does not open, `StorageFault` if it cannot be read."""
        self._path = path
        self._promised = count
        self._files = files
        self._key = key
        self._waiting: list[Deposit] = []
        self._count = 1
        """How many records are known, the first one included."""
        self._last = b""
        """The last of these, as it is in the file."""
        self._sources: set[str] = set()
        self._latest: dict[PersonId, Latest] = {}
        try:
            self._fd = os.open(path, os.O_RDWR)
        except OSError as problem:
            raise fault(path, problem) from problem
        try:
            [first] = self._read(0, 1) or [b""]
            if self._unsealed(first, 0) is None:
                raise _damaged(path)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def follow(self) -> None:
        """Read what other processes put in, up to the first record that is not whole. Nothing is changed.

        While something waits, nobody else puts anything in.
        """
        if self._waiting:
            return
        if self._last and self._read(self._count - 1, 1) != [self._last]:
            self._begin()  # a batch that could not be synced was cut off
        for record, content in self._contents(self._count):
            if content is None:
                return
            self._last = record
            self._note(content.source, content.ballot)

    def catch_up(self) -> None:
        """Before putting something in: like `follow`, but cut off what a dead process left that is no whole ballot.

        What it did leave is synced before it is relied on. Raise `Damaged` when ballots are lost that had been durable.
        """
        if self._waiting:
            return
        before = self._count
        self.follow()
        if self._promised.read() > self._count:
            raise _damaged(self._path)
        end = self._count * RECORD
        if self._size() > end:
            if any(content and content.durable > self._count for _record, content in self._contents(self._count)):
                raise _damaged(self._path)
            self._truncate(end)
        if self._count > before:
            self._sync()
            self._promised.write(self._count)

    def knows(self, source: str) -> bool:
        """Tell whether what a chat event brought is in the box."""
        return source in self._sources

    def latest(self, person: PersonId) -> datetime | None:
        """Return when a person's last ballot was given; None when there is none."""
        known = self._latest.get(person)
        return known.given if known else None

    @property
    def voters(self) -> frozenset[PersonId]:
        """Those who have a ballot in the box."""
        return frozenset(self._latest)

    def put(self, deposit: Deposit) -> None:
        """Take a ballot, to be written at the next `flush`. Raise `StorageFault` for one that is too long."""
        if len(_encoded(_Content(self._count, deposit.source, deposit.ballot))) > ROOM:
            raise StorageFault(_("That ballot is too long for the ballot box."))
        self._waiting.append(deposit)
        self._note(deposit.source, deposit.ballot)

    def flush(self) -> None:
        """Put what is waiting on disk: one write, one sync. Raise `StorageFault`; then nothing of it is in the box."""
        if not self._waiting:
            return
        start = self._count - len(self._waiting)
        contents = (_Content(start, deposit.source, deposit.ballot) for deposit in self._waiting)
        records = [self._sealed(content, number) for number, content in enumerate(contents, start)]
        try:
            self._write(b"".join(records), start * RECORD)
        except BaseException:
            self.drop()
            raise
        self._promised.write(self._count)
        self._last = records[-1]
        waiting, self._waiting = self._waiting, []
        for deposit in waiting:
            deposit.is_kept = True

    def drop(self) -> None:
        """Forget what is waiting."""
        if self._waiting:
            self._waiting = []
            self._begin()

    def ballots(self) -> Iterator[BallotCast]:
        """Yield the last ballot of each person. Raise `Damaged`."""
        for person, latest in self._latest.items():
            [record] = self._read(latest.number, 1) or [b""]
            content = self._unsealed(record, latest.number)
            if content is None or content.ballot is None or content.ballot.person != person:
                raise _damaged(self._path)
            yield content.ballot

    def check(self) -> None:
        """Look at every record that was answered for. Raise `Damaged`, or `StorageFault` if it cannot be read."""
        promised = max(1, self._promised.read())
        whole = sum(content is not None for _record, content in islice(self._contents(0), promised))
        if whole < promised:
            raise _damaged(self._path)

    def _begin(self) -> None:
        """Forget what was read."""
        self._count, self._last = 1, b""
        self._sources.clear()
        self._latest.clear()

    def _note(self, source: str, ballot: BallotCast | None) -> None:
        if ballot and ballot.since:
            self._latest[ballot.person] = Latest(self._count, ballot.since)
        self._sources.add(source)
        self._count += 1

    def _contents(self, start: int) -> Iterator[tuple[bytes, _Content | None]]:
        """Yield the records from a number on, each with what it holds, or None where it cannot be read."""
        number = start
        while records := self._read(number, _CHUNK):
            for record in records:
                yield record, self._unsealed(record, number)
                number += 1

    def _unsealed(self, record: bytes, number: int) -> _Content | None:
        try:
            content = self._key.unseal(record, _place(self._path, number))
            return msgspec.json.decode(content.rstrip(b"\0"), type=_Content)
        except (Unsealable, msgspec.DecodeError):
            return None

    def _sealed(self, content: _Content, number: int) -> bytes:
        return self._key.seal(_encoded(content).ljust(ROOM, b"\0"), _place(self._path, number))

    def _size(self) -> int:
        return os.fstat(self._fd).st_size

    def _read(self, number: int, most: int) -> list[bytes]:
        """Return whole records from a number on, so many at most."""
        try:
            read = os.pread(self._fd, most * RECORD, number * RECORD)
        except OSError as problem:
            raise fault(self._path, problem) from problem
        return [read[at : at + RECORD] for at in range(0, len(read) - RECORD + 1, RECORD)]

    def _write(self, content: bytes, start: int) -> None:
        try:
            write_all(self._fd, content, start, self._files)
            self._files.fdatasync(self._fd)
        except OSError as problem:
            self._truncate(start)
            raise fault(self._path, problem) from problem

    def _sync(self) -> None:
        try:
            self._files.fdatasync(self._fd)
        except OSError as problem:
            raise _poisoned(self._path) from problem

    def _truncate(self, end: int) -> None:
        try:
            self._files.ftruncate(self._fd, end)
            self._files.fsync(self._fd)
        except OSError as problem:
            raise _poisoned(self._path) from problem


def first_record(path: Path, key: Key) -> bytes:
    """Return what a box begins with, whose file is to be at this path."""
    return key.seal(_encoded(_Content(0, "", None)).ljust(ROOM, b"\0"), _place(path, 0))


_encoded = msgspec.json.encode


def _place(path: Path, number: int) -> bytes:
    return b"%s:%d" % (path.stem.encode(), number)


def _damaged(path: Path) -> Damaged:
    return Damaged(_("{file} cannot be opened with its key, was changed, or was cut short.").format(file=path))


def _poisoned(path: Path) -> Poisoned:
    return Poisoned(_("The disk failed while {file} was written: check the disk, then restart.").format(file=path))
