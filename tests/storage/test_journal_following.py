"""A TinyDB journal follows what other processes write, and what is put in its place."""

import os
import shutil
from pathlib import Path

import pytest

from storage.errors import StorageFault
from storage.history import History
from storage.line import decode
from storage.tinydb_journal import TinyDBJournal
from storage.verify import verify
from tests.storage.children import child
from tests.storage.drafts import record, sources
from tests.storage.journal_folder import lines_of, put


def test_a_replaced_journal_is_noticed(three: Path, tmp_path: Path) -> None:
    """Reader and writer turn to the new one, and neither mixes it with the old one."""
    other = tmp_path / "other"
    record(TinyDBJournal(other), "x", "xx", "xxx", "xxxx")
    reader, writer = TinyDBJournal(three, read_only=True), TinyDBJournal(three)
    generations = (reader.generation(), writer.generation())
    histories = History(reader), History(writer)
    seen = [history.refresh() and history.seq for history in histories]
    reading = reader.lines()
    first = next(reading)
    for name in ("journal.jsonl", "head"):
        os.replace(other / name, three / name)  # noqa: PTH105  a restored backup

    assert [history.refresh() and history.seq for history in histories] == [4, 4]
    assert seen == [3, 3]
    assert sources([first, *reading]) == ["a", "bb", "ccc"]
    assert reader.generation() != generations[0]
    assert writer.generation() != generations[1]
    record(writer, "new")
    assert sources(reader.lines()) == sources(writer.lines()) == ["x", "xx", "xxx", "xxxx", "new"]
    assert verify(three).problems == []


def test_a_writer_who_only_writes_notices_a_replaced_journal(three: Path, tmp_path: Path) -> None:
    """Under the lock, before its batch."""
    other = tmp_path / "other"
    record(TinyDBJournal(other), "x")
    writer = TinyDBJournal(three)
    for name in ("journal.jsonl", "head"):
        os.replace(other / name, three / name)  # noqa: PTH105  a restored backup
    generation = writer.generation
    record(writer, "new")

    assert generation() == writer.generation()
    assert sources(writer.lines()) == ["x", "new"]
    assert verify(three).problems == []


def test_a_journal_cut_in_place_is_read_anew(three: Path) -> None:
    """A process that knew more entries than somebody left notices, and so does its history."""
    reader = TinyDBJournal(three, read_only=True)
    history = History(reader)
    history.refresh()
    generation = reader.generation()
    put(three, *lines_of(three)[:1])
    (three / "head").write_bytes(b"")
    writer = TinyDBJournal(three)
    record(writer, "new", "newer", "newest")
    history.refresh()

    assert reader.generation() != generation
    assert list(history.sources) == ["a", "new", "newer", "newest"]
    assert [sources(reader.lines(seq)) for seq in (1, 2, 3)] == [
        ["new", "newer", "newest"],
        ["newer", "newest"],
        ["newest"],
    ]


def test_a_removed_lock_file_does_not_let_two_in(three: Path) -> None:
    """Who comes back after somebody removed the file takes the new one, like everyone."""
    first, second = TinyDBJournal(three), TinyDBJournal(three)
    (three / "lock").unlink()
    with second.exclusive(), pytest.raises(StorageFault, match="locked by process"), first.exclusive(patience=0):
        pytest.fail("two writers at once")

    record(first, "dddd")
    assert sources(second.lines()) == ["a", "bb", "ccc", "dddd"]


def test_a_moved_folder_takes_its_journal_along(three: Path, tmp_path: Path) -> None:
    """A program that runs while a backup is put in place writes into the backup, not into what was moved away."""
    shutil.copytree(three, tmp_path / "backup")
    running = TinyDBJournal(three)
    record(running, "dddd")
    three.rename(tmp_path / "old")
    (tmp_path / "backup").rename(three)
    record(running, "eeeee")

    assert sources(TinyDBJournal(three).lines()) == ["a", "bb", "ccc", "eeeee"]
    assert sources(TinyDBJournal(tmp_path / "old").lines()) == ["a", "bb", "ccc", "dddd"]


def test_a_history_follows_another_process(three: Path) -> None:
    """It folds each entry once, as soon as that is durable."""
    history = History(TinyDBJournal(three, read_only=True))
    history.refresh()
    with child(lambda say: record(TinyDBJournal(three), "dddd")) as writer:
        assert writer.hear_all() == []

    assert history.refresh()
    assert not history.refresh()
    assert (history.seq, decode(lines_of(three)[3]).source) == (4, "dddd")
