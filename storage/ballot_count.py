"""How many records of a ballot box were on disk when the last voter was answered: a box that was cut short shows.

It stands beside the key, in a file of its own, and says no more than the length of the box does.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from storage.files import fault

_DIGITS: Final = 20


class BallotCount:
    """The count of one box. Whoever writes it holds the lock of the record."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> int:
        """Return the count; 0 where there is none that can be understood. Raise `StorageFault`."""
        try:
            return int(self._path.read_bytes()[:_DIGITS] or b"0")
        except (FileNotFoundError, ValueError):
            return 0
        except OSError as problem:
            raise fault(self._path, problem) from problem

    def write(self, count: int) -> None:
        """Keep a count of what is on disk. Where it cannot be written the earlier one stays, which promises less."""
        with suppress(OSError):
            fd = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600)
            try:
                os.pwrite(fd, b"%0*d" % (_DIGITS, count), 0)
            finally:
                os.close(fd)
