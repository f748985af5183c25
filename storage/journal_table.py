"""The journal as a TinyDB table: inserting appends, queries read it as a stream, and nothing in it changes."""

from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Sequence
from typing import Any, NoReturn, Protocol

import msgspec
from tinydb import Storage
from tinydb.table import Table

from storage.events import Entry
from storage.i18n import _
from storage.journal import Journal
from storage.line import Head, digest, encode


class ChainedDocument(Mapping[str, Any]):
    """An entry as TinyDB takes it, with its place in the chain: its line, and the head after it."""

    __slots__ = ("entry", "head", "line")

    def __init__(self, entry: Entry, line: bytes, head: Head) -> None:
        self.entry = entry
        self.line = line
        self.head = head

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "ChainedDocument":
        """Return the document as such, with its line made anew unless it has one."""
        if isinstance(document, cls):
            return document
        entry = msgspec.convert(document, Entry)
        line = encode(entry)
        return cls(entry, line, Head(entry.seq, digest(line)))

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401  the fields of an entry differ
        if key not in Entry.__struct_fields__:
            raise KeyError(key)
        return getattr(self.entry, key)

    def __iter__(self) -> Iterator[str]:
        return iter(Entry.__struct_fields__)

    def __len__(self) -> int:
        return len(Entry.__struct_fields__)


class Lines(Journal, Protocol):
    """What the table needs of the journal."""

    def write(self, documents: Sequence[ChainedDocument]) -> None:
        """Put documents on disk that follow the head."""
        ...


class JournalTable(Table):
    """Documents are entries as plain JSON. There is no query cache: other processes append too."""

    def __init__(self, journal: Lines) -> None:
        super().__init__(_JournalStorage(journal), "journal", cache_size=0)
        self._journal = journal

    def insert(self, document: Mapping[str, Any]) -> int:
        """Append one entry; see `insert_multiple`."""
        [seq] = self.insert_multiple([document])
        return seq

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Append entries that `storage.line.chain` made, with one write and one sync, and return their seqs.

        Raise `ValueError` for documents that do not follow the head; see `Journal.append` for what else can go wrong.
        """
        chained = [ChainedDocument.of(document) for document in documents]
        self._journal.write(chained)
        return [document.entry.seq for document in chained]

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> NoReturn:
        """Refuse: TinyDB changes a table through here alone, for update, upsert, remove and truncate."""
        raise _unchangeable()


class _JournalStorage(Storage):
    def __init__(self, journal: Lines) -> None:
        self._documents = _Documents(journal)

    def read(self) -> dict[str, Any]:
        return {"journal": self._documents}

    def write(self, data: dict[str, dict[str, Any]]) -> NoReturn:
        raise _unchangeable()


class _Documents(Mapping[str, dict[str, Any]]):
    """All documents by their seq, as TinyDB wants them, without keeping any."""

    def __init__(self, journal: Lines) -> None:
        self.journal = journal

    def __len__(self) -> int:
        return self.journal.head().seq

    def __iter__(self) -> Iterator[str]:
        return map(str, range(1, len(self) + 1))

    def __getitem__(self, seq: str) -> dict[str, Any]:
        if not 1 <= int(seq) <= len(self):
            raise KeyError(seq)
        return _document(next(self.journal.lines(int(seq) - 1)))

    def items(self) -> ItemsView[str, dict[str, Any]]:
        return _Items(self)


class _Items(ItemsView[str, dict[str, Any]]):
    _mapping: _Documents

    def __iter__(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for seq, line in enumerate(self._mapping.journal.lines(), 1):
            yield str(seq), _document(line)


def _document(line: bytes) -> dict[str, Any]:
    document: dict[str, Any] = msgspec.json.decode(line)
    return document


def _unchangeable() -> NotImplementedError:
    return NotImplementedError(_("The journal takes new entries only; nothing in it can be changed."))
