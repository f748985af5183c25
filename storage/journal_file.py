"""The lines of a journal file by their numbers. It knows nothing of locks, and nothing of what is durable."""

import os
from array import array
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Final

from storage.files import fault

_CHUNK: Final = 1 << 18


class JournalFile:
    """An open journal file. It learns where lines end as they are read, so that any of them is found again at once.

    The file is closed when nobody holds this object any more: who is reading goes on reading the same file. One
    without a file, for a journal that is not made yet, is empty.
    """

    def __init__(self, path: Path, fd: int = -1) -> None:
        self.fd = fd
        self.path = path
        self._identity = _identity(os.fstat(fd)) if fd >= 0 else None
        self._ends = array("Q", [0])
        """The byte after each line, by its number; 0 stands before the first."""

    def __del__(self) -> None:
        if self.fd >= 0:
            os.close(self.fd)

    def size(self) -> int:
        """Return the number of bytes in the file."""
        return os.lseek(self.fd, 0, os.SEEK_END) if self.fd >= 0 else 0

    def is_at(self, status: os.stat_result) -> bool:
        """Tell whether this is the file of that status."""
        return _identity(status) == self._identity

    def lines(self, after: int, end: int) -> Iterator[bytes]:
        """Yield the complete lines that follow line `after` and end by byte `end`, without their newline."""
        seq = min(after, len(self._ends) - 1)
        position = self._ends[seq]
        for complete in self._complete(position, end):
            lines = complete.split(b"\n")
            if len(self._ends) <= seq + len(lines):
                self.learn(seq + 1, [position + past for past in accumulate(map(_size, lines))])
            yield from lines[max(after - seq, 0) :]
            seq, position = seq + len(lines), position + len(complete) + 1

    def lines_with(self, mark: bytes, end: int) -> Iterator[bytes]:
        """Yield the complete lines that have these bytes in them and end by byte `end`, without their newline."""
        for complete in self._complete(0, end):
            if mark in complete:
                yield from (line for line in complete.split(b"\n") if mark in line)

    def lines_between(self, start: int, end: int) -> Iterator[bytes]:
        """Yield the complete lines between two bytes, and learn nothing: they may not stay."""
        for complete in self._complete(start, end):
            yield from complete.split(b"\n")

    def read(self, start: int, end: int) -> bytes:
        """Return the bytes from `start` to `end`, or as far as the file goes. Raise `StorageFault` if that fails."""
        try:
            return os.pread(self.fd, end - start, start)
        except OSError as problem:
            raise fault(self.path, problem) from problem

    def line_before(self, end: int) -> bytes | None:
        """Return the line that ends with the newline before byte `end`, or None when there is none."""
        length = 1024
        while True:
            start = max(end - length, 0)
            tail = self.read(start, end)
            if len(tail) < end - start or not tail.endswith(b"\n"):
                return None
            newline = tail.rfind(b"\n", 0, -1)
            if newline >= 0 or start == 0:
                return tail[newline + 1 : -1]
            length *= 4

    def learn(self, seq: int, ends: list[int]) -> None:
        """Note where line `seq` and those after it end, if the line before it is known."""
        if len(self._ends) == seq:
            self._ends.extend(ends)

    def forget(self) -> None:
        """Forget where lines end, because the file was changed in place."""
        del self._ends[1:]

    def _complete(self, position: int, end: int) -> Iterator[bytes]:
        """Yield complete lines, many at a time, from `position` to `end` at most, without their last newline."""
        size = _CHUNK
        while position < end:
            chunk = self.read(position, min(position + size, end))
            complete = chunk.rfind(b"\n") + 1
            if complete:
                yield chunk[: complete - 1]
                position += complete
            elif len(chunk) < size:
                return
            else:
                size *= 2


def _size(line: bytes) -> int:
    return len(line) + 1


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino
