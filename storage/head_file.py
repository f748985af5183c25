"""The head file: how far the journal is on disk, told by its writers to everyone.

One line of fixed width, rewritten by one call after each sync of the journal. It is not synced then: after a power
cut it may be older than the journal, never newer, so that a newer one proves that entries were lost. Only what must
not come back (a later end, a mark) is synced away.
"""

import os
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from storage.files import FileCalls
from storage.line import START, Head

_LINE: Final = b"%020d %020d %64s %8s "
_WIDTH: Final = 20 + 1 + 20 + 1 + 64 + 1 + 8 + 1 + 8 + 1
_TRIES: Final = 10
"""How often a malformed head is read again: it may have been read while it was written."""


class Published(NamedTuple):
    """The durable end of the journal: its last entry, the byte after its line, and whether a sync failed since."""

    head: Head
    end: int
    poisoned: bool = False


EMPTY: Final = Published(START, 0)


class HeadFile:
    """DATA/head, as one process sees it."""

    def __init__(self, path: Path, files: FileCalls) -> None:
        self._path = path
        self._files = files
        self._fd = -1
        self._raw = b""
        self._published: Published | None = None

    def read(self) -> Published | None:
        """Return what was published last, the same object until it changes; None for a missing or malformed file."""
        if self._fd < 0 and not self._opened(os.O_RDONLY):
            return None
        for _attempt in range(_TRIES):
            raw = os.pread(self._fd, _WIDTH + 1, 0)
            if raw == self._raw:
                return self._published
            published = _decoded(raw)
            if published:
                self._raw, self._published = raw, published
                return published
        return None

    def prepare(self) -> None:
        """Open the file for writing; make it, with its blocks on disk, when it is missing."""
        self.close()
        if not self._opened(os.O_RDWR):
            self._fd = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            self._files.pwrite(self._fd, b" " * _WIDTH, 0)
            self._files.fsync(self._fd)

    def publish(self, published: Published) -> None:
        """Tell everyone. Only under the lock, and only what is on disk."""
        raw = _encoded(published)
        self._files.pwrite(self._fd, raw, 0)
        self._raw, self._published = raw, published

    def correct(self, published: Published) -> None:
        """Tell everyone what is true instead of what was published, so that no power cut brings that back."""
        self.publish(published)
        self._files.fsync(self._fd)

    def poison(self) -> None:
        """Tell everyone that a sync failed after what was published; if even that fails, this process knows."""
        if self._published:
            self._published = self._published._replace(poisoned=True)
            with suppress(OSError):
                self._files.pwrite(self._fd, _encoded(self._published), 0)
                self._files.fsync(self._fd)

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file, and of what was read from it."""
        if self._fd >= 0:
            os.close(self._fd)
        self._fd, self._raw, self._published = -1, b"", None

    def _opened(self, mode: int) -> bool:
        with suppress(FileNotFoundError):
            self._fd = os.open(self._path, mode)
        return self._fd >= 0


def _encoded(published: Published) -> bytes:
    state = b"poisoned" if published.poisoned else b"ok"
    line = _LINE % (published.head.seq, published.end, published.head.digest.encode() or b"-", state)
    return b"%s%08x\n" % (line, zlib.crc32(line))


def _decoded(raw: bytes) -> Published | None:
    fields = raw.split()
    if len(fields) != 5 or not (fields[0].isdigit() and fields[1].isdigit()):
        return None
    digest = fields[2].decode(errors="replace")
    head = Head(int(fields[0]), "" if digest == "-" else digest)
    published = Published(head, int(fields[1]), fields[3] == b"poisoned")
    return published if _encoded(published) == raw else None
