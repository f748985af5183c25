"""The embedded journal: a TinyDB table that only grows, DATA/journal.jsonl, with DATA/lock and DATA/head beside it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from storage.errors import StorageFault
from storage.events import Draft, Entry
from storage.files import PATIENCE, REAL, FileCalls, Lock, fault, private_folder
from storage.i18n import _
from storage.journal_store import JournalStore
from storage.journal_table import ChainedDocument, JournalTable
from storage.line import Head, chain


class TinyDBJournal:
    """The port `Journal` on the files of one folder. An instance belongs to one thread of one process."""

    def __init__(self, folder: Path, *, read_only: bool = False, files: FileCalls = REAL) -> None:
        """Open the record, and mend what a crash left. A read-only journal takes no lock, and makes or changes nothing.

        Raise `Damaged` when what had been recorded was changed, `Poisoned` when a failed sync cannot be got over.
        """
        self._store = JournalStore(folder, files)
        self._lock = Lock(folder / "lock")
        self._read_only = read_only
        self._held = False
        self.table = JournalTable(self)
        """The entries as a TinyDB table."""
        try:
            self._open(folder)
        except BaseException:
            self.close()
            raise

    def _open(self, folder: Path) -> None:
        if self._read_only:
            self._ask(self._store.follow)
            return
        private_folder(folder)
        with self._lock.held():
            self._ask(self._store.open)

    @property
    def notices(self) -> list[str]:
        """Sentences about what had to be cut off, for the operator to see."""
        return self._store.notices

    @contextmanager
    def exclusive(self, patience: float = PATIENCE) -> Iterator[None]:
        """Hold the one writer's place, after `patience` seconds at most. Raise `Busy` or `Poisoned`."""
        if self._read_only:
            raise StorageFault(_("{file} is open for reading only.").format(file=self._store.path))
        self._lock.take(patience)
        try:
            self._ask(self._store.catch_up)
            self._held = True
            yield
        finally:
            self._held = False
            self._lock.release()

    def head(self) -> Head:
        """Return the last durable entry's number and digest."""
        if not self._held:
            self._ask(self._store.look)
        return self._store.published.head

    def append(self, drafts: Sequence[Draft]) -> list[Entry]:
        """Write one batch and return its entries when it is on disk. Only inside `exclusive`."""
        documents = [ChainedDocument(*link) for link in chain(self._store.published.head, drafts)]
        self.table.insert_multiple(documents)
        return [document.entry for document in documents]

    def lines(self, after: int = 0) -> Iterator[bytes]:
        """Yield the durable lines that follow entry `after`, without their newline."""
        self.head()
        return self._store.file.lines(after, self._store.published.end)

    def lines_with(self, mark: bytes) -> Iterator[bytes]:
        """Yield the durable lines that have these bytes in them, without their newline."""
        self.head()
        return self._store.file.lines_with(mark, self._store.published.end)

    def generation(self) -> object:
        """Return a value that changes when the whole journal was replaced by another one."""
        if not self._held:
            self._ask(self._store.follow)
        return self._store.generation

    def close(self) -> None:
        """Let go of the files. Who is still reading lines may read to their end."""
        self._lock.close()
        self._store.close()

    def write(self, documents: Sequence[ChainedDocument]) -> None:
        """Put documents on disk that follow the head; for `table`. See `append`."""
        if not self._held:
            raise RuntimeError("append outside of exclusive")
        durable, head = self._store.published.head.seq, self._store.published.head
        for document in documents:
            entry = document.entry
            if entry.seq != head.seq + 1 or entry.prev != head.digest or entry.durable != durable:
                raise ValueError(f"document {entry.seq} does not follow entry {head.seq}")
            head = document.head
        if documents:
            self._ask(lambda: self._store.extend([document.line for document in documents], head))

    def _ask(self, action: Callable[[], None]) -> None:
        try:
            action()
        except OSError as problem:
            raise fault(self._store.path, problem) from problem
