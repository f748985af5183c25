"""The files of a TinyDB journal: private, synced, let go, and unchanged by who only reads."""

from pathlib import Path

import pytest

from storage.errors import Damaged, StorageFault
from storage.history import History
from storage.line import START
from storage.tinydb_journal import TinyDBJournal
from tests.storage.disk import Disk
from tests.storage.drafts import record, sources
from tests.storage.journal_folder import lines_of, put, snapshot


def test_the_files_are_private(three: Path) -> None:
    """Nobody but their owner reads folder, journal, lock and head."""
    assert three.stat().st_mode & 0o777 == 0o700
    assert {file.name: file.stat().st_mode & 0o777 for file in three.iterdir()} == {
        "journal.jsonl": 0o600,
        "lock": 0o600,
        "head": 0o600,
    }


def test_the_head_file_keeps_its_width(data: Path) -> None:
    """It is rewritten in place, so that it needs no room on a full disk."""
    journal = TinyDBJournal(data)
    sizes = {(data / "head").stat().st_size}
    for number in range(12):
        record(journal, "x" * number)
        sizes.add((data / "head").stat().st_size)

    assert len(sizes) == 1


def test_new_files_are_synced_before_the_first_entry(data: Path) -> None:
    """The head file has its room, and both names are on disk."""
    disk = Disk(data)
    calls: list[tuple[str, str]] = []
    disk.before = lambda call, file: calls.append((call, file))
    journal = TinyDBJournal(data, files=disk.calls)
    made = [call for call in calls if call[0] == "sync"]
    record(journal, "a")

    assert made[:2] == [("sync", "head"), ("sync", "data")]
    assert ("pwrite", "journal.jsonl") not in calls[: calls.index(("sync", "data"))]


def test_reading_alone_makes_and_changes_nothing(three: Path) -> None:
    """Not even a torn end is mended, nor a lock taken; and a read-only journal refuses to write."""
    put(three, *lines_of(three), b'{"torn":')
    (three / "lock").unlink()
    before = snapshot(three)
    reader = TinyDBJournal(three, read_only=True)

    assert sources(reader.lines()) == ["a", "bb", "ccc"]
    with pytest.raises(StorageFault, match="reading only"), reader.exclusive():
        pytest.fail("a reader writes")
    assert snapshot(three) == before


def test_a_reader_may_come_before_the_first_entry(data: Path) -> None:
    """Without a folder the journal is empty, and it appears when somebody makes it."""
    reader = TinyDBJournal(data, read_only=True)
    history = History(reader)
    before = (reader.head(), list(reader.lines()), history.refresh(), data.exists())
    record(TinyDBJournal(data), "a")

    assert before == (START, [], False, False)
    assert history.refresh()
    assert (history.seq, sources(reader.lines())) == (1, ["a"])


@pytest.mark.parametrize("head", [b"", b"rubbish", b"%125d" % 7])
def test_without_a_head_file_readers_go_to_the_last_whole_line(three: Path, head: bytes) -> None:
    """Also when it is malformed, and they go on from there when the journal grows."""
    (three / "head").write_bytes(head)
    put(three, *lines_of(three)[:2], lines_of(three)[2][:-5])
    reader = TinyDBJournal(three, read_only=True)
    before = sources(reader.lines())
    put(three, *lines_of(three)[:2])
    writer = TinyDBJournal(three)
    record(writer, "dddd")

    assert before == ["a", "bb"]
    assert reader.head() == writer.head()
    assert sources(reader.lines()) == ["a", "bb", "dddd"]


def test_a_head_file_that_was_changed_is_not_believed(three: Path) -> None:
    """Its checksum shows it, and the journal itself is read to the end."""
    content = (three / "head").read_bytes()
    (three / "head").write_bytes(content.replace(b"3 ", b"2 ", 1))
    reader = TinyDBJournal(three, read_only=True)

    assert content != (three / "head").read_bytes()
    assert reader.head().seq == 3


def test_a_folder_that_cannot_be_written_is_a_fault(tmp_path: Path) -> None:
    """The sentence names the file and the reason."""
    (tmp_path / "data").write_text("a file")

    with pytest.raises(StorageFault, match=r"data.* cannot be read or written: Not a directory"):
        TinyDBJournal(tmp_path / "data")


def files_open_in(folder: Path) -> list[str]:
    """Return the files below a folder that this process has open."""
    links = (link.readlink() for link in Path("/proc/self/fd").iterdir() if link.is_symlink())
    return [str(link) for link in links if link.is_relative_to(folder)]


def test_files_are_let_go(three: Path) -> None:
    """A closed journal, and one that could not be opened, keep no file open; who reads may read on."""
    journal = TinyDBJournal(three)
    record(journal, "dddd")
    opened = files_open_in(three)
    lines = journal.lines()
    first = next(lines)
    journal.close()
    read = sources([first, *lines])
    del lines
    put(three, *lines_of(three)[1:])
    with pytest.raises(Damaged):
        TinyDBJournal(three)

    assert read == ["a", "bb", "ccc", "dddd"]
    assert opened
    assert files_open_in(three) == []
