"""The journal as a table of TinyDB: it is read by queries, and only appended to."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import asdict
from tinydb import Query
from tinydb.table import Document

from storage.line import chain, encode
from storage.tinydb_journal import TinyDBJournal
from storage.verify import verify
from tests.storage.drafts import draft, drafts, record, sources
from tests.storage.journal_folder import lines_of, snapshot


def test_the_table_finds_entries_by_query(three: Path) -> None:
    """Documents are the entries as plain JSON, and their ids are their seqs."""
    table = TinyDBJournal(three).table
    found = table.search(Query().source == "bb")

    assert [(document.doc_id, document["seq"], document["by"]) for document in found] == [(2, 2, "p1")]
    assert [document.doc_id for document in table.search(Query().events.any(Query().network == "PNE"))] == [1, 2, 3]
    assert table.search(Query().source == "nobody") == []


def test_the_table_reads_as_tinydb_tables_do(three: Path) -> None:
    """Count, contains, get, all, iteration and length; ids that are not there are not found."""
    table = TinyDBJournal(three).table
    second = table.get(doc_id=2)

    assert isinstance(second, Document)
    assert encode(dict(second)) + b"\n" == lines_of(three)[1]
    assert table.count(Query().by == "p1") == len(table) == len(table.all()) == 3
    assert [document.doc_id for document in table] == [1, 2, 3]
    assert table.contains(Query().source == "ccc")
    assert not table.contains(Query().source == "nobody")
    assert table.contains(doc_id=3)
    assert table.get(doc_id=0) is table.get(doc_id=4) is table.get(Query().source == "nobody") is None
    assert table.get(doc_ids=[3, 1, 9]) == [table.get(doc_id=1), table.get(doc_id=3)]


def test_a_query_sees_what_another_process_added(three: Path) -> None:
    """No cache answers for entries that came later."""
    reader, writer = TinyDBJournal(three), TinyDBJournal(three)
    before = reader.table.count(Query().by == "p1")
    record(writer, "dddd")

    assert (before, reader.table.count(Query().by == "p1")) == (3, 4)


def test_a_query_reads_a_stream(data: Path) -> None:
    """The first match ends the reading: nothing after it is even looked at."""
    journal = TinyDBJournal(data)
    with journal.exclusive():
        journal.append([draft(f"{number}") for number in range(5000)])
    looked: list[str] = []

    def third(source: str) -> bool:
        looked.append(source)
        return len(looked) == 3

    found = journal.table.get(Query().source.test(third))

    assert isinstance(found, Document)
    assert found.doc_id == len(looked) == 3


def test_inserting_appends_what_the_chain_made(data: Path) -> None:
    """The documents of `chain` follow the head, and their seqs are returned, as ids."""
    journal = TinyDBJournal(data)
    with journal.exclusive():
        documents = [asdict(entry) for entry, _line, _head in chain(journal.head(), drafts("a", "bb"))]
        seqs = journal.table.insert_multiple(documents)
        [[entry, _line, _head]] = chain(journal.head(), drafts("ccc"))
        seq = journal.table.insert(asdict(entry))

    assert (seqs, seq) == ([1, 2], 3)
    assert sources(journal.lines()) == ["a", "bb", "ccc"]
    assert verify(data).problems == []


@pytest.mark.parametrize("wrong", [{"seq": 3}, {"prev": "0" * 64}, {"durable": 0}])
def test_a_document_that_does_not_follow_the_head_is_not_inserted(data: Path, wrong: dict[str, Any]) -> None:
    """The table keeps the chain, whoever inserts."""
    journal = TinyDBJournal(data)
    record(journal, "a")
    with journal.exclusive():
        [[entry, _line, _head]] = chain(journal.head(), drafts("bb"))
        with pytest.raises(ValueError, match="does not follow"):
            journal.table.insert(asdict(entry) | wrong)

    assert sources(journal.lines()) == ["a"]


@pytest.mark.parametrize(
    "write",
    [
        lambda table: table.update({"by": "p2"}),
        lambda table: table.update({"by": "p2"}, Query().source == "a"),
        lambda table: table.update({"by": "p2"}, doc_ids=[1]),
        lambda table: table.update_multiple([({"by": "p2"}, Query().source == "a")]),
        lambda table: table.upsert({"by": "p2"}, Query().source == "a"),
        lambda table: table.upsert(Document({"by": "p2"}, doc_id=1)),
        lambda table: table.remove(Query().source == "a"),
        lambda table: table.remove(doc_ids=[1]),
        lambda table: table.truncate(),
        lambda table: table.storage.write({}),
    ],
)
def test_nothing_else_is_written(three: Path, write: Callable[[Any], Any]) -> None:
    """Every other write of a TinyDB table is refused, and the files stay as they are."""
    journal = TinyDBJournal(three)
    before = snapshot(three)
    with journal.exclusive(), pytest.raises(NotImplementedError, match="new entries only"):
        write(journal.table)

    assert snapshot(three) == before
