"""Ordinary TinyDB documents in one file that several processes share: locked, and replaced as a whole.

A change is written to a new file, synced and renamed over the old one, so that a cut never leaves half of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from tinydb import Storage, TinyDB
from tinydb.middlewares import CachingMiddleware

from storage.errors import StorageFault
from storage.files import REAL, FileCalls, Lock, fault, status_of, write_atomically
from storage.i18n import _

Tables = dict[str, dict[str, Any]]


class AtomicStorage(Storage):
    """A TinyDB storage that replaces its file as a whole and never leaves half of it."""

    def __init__(self, path: Path, files: FileCalls = REAL) -> None:
        self._path = path
        self._files = files

    def read(self) -> Tables | None:
        """Return all tables, or None for a new file."""
        try:
            tables: Tables = msgspec.json.decode(self._path.read_bytes())
        except FileNotFoundError:
            return None
        except OSError as problem:
            raise fault(self._path, problem) from problem
        except ValueError as problem:
            raise StorageFault(_("{file} cannot be read: {problem}").format(file=self._path, problem=problem)) from None
        if not isinstance(tables, dict):
            raise StorageFault(_("{file} cannot be read: it holds no tables.").format(file=self._path))
        return tables

    def write(self, data: Tables) -> None:
        """Replace all tables."""
        content = msgspec.json.format(msgspec.json.encode(data, order="sorted"), indent=1)
        write_atomically(self._path, content, self._files)


class Documents:
    """The file `FOLDER/NAME.json`, with its lock beside it."""

    def __init__(self, folder: Path, name: str, files: FileCalls = REAL) -> None:
        self._path = folder / f"{name}.json"
        self._name = str(self._path)
        self._lock = Lock(folder / f"{name}.lock")
        self._files = files
        self._seen: object = None

    @contextmanager
    def changing(self) -> Iterator[TinyDB]:
        """Hold the lock, and write what was changed at the end. Raise `StorageFault`; then nothing is changed."""
        once = CachingMiddleware(AtomicStorage)  # type: ignore[no-untyped-call]  # TinyDB leaves it untyped
        with self._lock.held(), TinyDB(self._path, self._files, storage=once) as database:
            yield database
        self._seen = None

    def look(self) -> Tables | None:
        """Return all tables if they may have changed since the last look, by whatever process; else None."""
        status = status_of(self._name)
        if status is None:
            return None
        seen = (status.st_ino, status.st_mtime_ns, status.st_size)
        if seen == self._seen:
            return None
        tables = AtomicStorage(self._path).read() or {}
        self._seen = seen
        return tables

    def unreadable(self) -> StorageFault:
        """Return the fault of tables that hold something else than they should; the next look reads them anew."""
        self._seen = None
        return StorageFault(_("{file} cannot be read: it holds something else.").format(file=self._path))
