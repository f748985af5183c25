"""The port: what the record needs of a place that keeps entries. One contract suite holds for every backend."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from storage.events import Draft, Entry
from storage.files import PATIENCE
from storage.line import Head


class Journal(Protocol):
    """An append-only, ordered, durable list of entries, shared by several processes."""

    def exclusive(self, patience: float = PATIENCE) -> AbstractContextManager[None]:
        """Hold the one writer's place, after `patience` seconds at most. Raise `Busy` or `Poisoned`."""
        ...

    def head(self) -> Head:
        """Return the last durable entry's number and digest."""
        ...

    def append(self, drafts: Sequence[Draft]) -> list[Entry]:
        """Write one batch and return its entries when it is on disk. Only inside `exclusive`.

        Raise `StorageFault` when the batch could not be written (nothing of it remains), `Poisoned` when a sync failed.
        """
        ...

    def lines(self, after: int = 0) -> Iterator[bytes]:
        """Yield the durable lines that follow entry `after`, without their newline."""
        ...

    def lines_with(self, mark: bytes) -> Iterator[bytes]:
        """Yield the durable lines that have these bytes in them, without their newline."""
        ...

    def generation(self) -> object:
        """Return a value that changes when the whole journal was replaced by another one."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...
