"""The TinyDB journal: its table, its files, what it mends and what it refuses."""

import os
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import asdict
from tinydb import Query
from tinydb.table import Document

from storage.errors import Damaged, StorageFault
from storage.history import History
from storage.line import START, chain, decode, encode
from storage.tinydb_journal import TinyDBJournal
from storage.verify import verify
from tests.storage.children import child
from tests.storage.disk import Disk
from tests.storage.drafts import draft, drafts, record, sources


@pytest.fixture
def three(data: Path) -> Path:
    """The folder of a journal with three entries, closed."""
    journal = TinyDBJournal(data)
    record(journal, "a")
    record(journal, "bb", "ccc")
    journal.close()
    return data


def lines_of(folder: Path) -> list[bytes]:
    """Return the lines that stand in the file, with their newlines."""
    return (folder / "journal.jsonl").read_bytes().splitlines(keepends=True)


def put(folder: Path, *lines: bytes) -> None:
    """Replace what stands in the file, in place."""
    (folder / "journal.jsonl").write_bytes(b"".join(lines))


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return every file of a folder with its content and the time of its last change."""
    return {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in folder.iterdir()}


# the table


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


# the files


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


# following


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


@pytest.mark.parametrize("read_only", [True, False])
def test_a_journal_that_is_gone_is_refused(three: Path, read_only: bool) -> None:
    """An empty one must not take its place unseen, neither at the start nor later."""
    opened = TinyDBJournal(three)
    (three / "journal.jsonl").unlink()

    with pytest.raises(Damaged, match=r"journal.jsonl is gone, which held 3 entries"):
        TinyDBJournal(three, read_only=read_only)
    with pytest.raises(Damaged, match=r"is gone"):
        record(opened, "dddd")
    assert not (three / "journal.jsonl").exists()


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


# mending


def test_lines_of_a_writer_who_died_before_it_could_tell_are_kept(three: Path) -> None:
    """They are whole and follow: the next writer syncs and keeps them; its own batch comes after them."""
    waiting = TinyDBJournal(three)
    follower = TinyDBJournal(three, read_only=True)
    more = [line + b"\n" for _entry, line, _head in chain(waiting.head(), drafts("dddd", "eeeee"))]
    put(three, *lines_of(three), *more)
    before = sources(follower.lines())
    record(waiting, "ffffff")

    assert before == ["a", "bb", "ccc"]
    assert sources(follower.lines()) == ["a", "bb", "ccc", "dddd", "eeeee", "ffffff"]
    assert (waiting.notices, verify(three).problems) == ([], [])


def test_what_is_cut_off_is_put_aside_each_time(three: Path) -> None:
    """A file for each, for its owner alone, and a sentence that names it."""
    waiting = TinyDBJournal(three)
    for torn in (b'{"first":', b'{"second":'):
        put(three, *lines_of(three), torn)
        with waiting.exclusive():
            pass

    assert (three / "journal.cut-4").read_bytes() == b'{"first":'
    assert (three / "journal.cut-4+").read_bytes() == b'{"second":'
    assert (three / "journal.cut-4+").stat().st_mode & 0o777 == 0o600
    assert len(waiting.notices) == 2
    assert "9 bytes after entry 3" in waiting.notices[0]
    assert "journal.cut-4+" in waiting.notices[1]


def test_lost_pages_in_an_unsynced_batch_are_cut_off(data: Path) -> None:
    """The end of the batch reached the disk and its middle did not: no line of it is proved durable."""
    journal = TinyDBJournal(data)
    record(journal, "a")
    published = (data / "head").read_bytes()
    record(journal, "bb", "ccc", "dddd")
    journal.close()
    first, second, third, fourth = lines_of(data)
    put(data, first, second, bytes(len(third)), fourth)
    (data / "head").write_bytes(published)
    again = TinyDBJournal(data)
    kept = sources(again.lines())
    record(again, "later")

    assert kept == ["a", "bb"]
    assert (data / "journal.cut-3").read_bytes() == bytes(len(third)) + fourth
    assert sources(again.lines()) == ["a", "bb", "later"]
    assert verify(data).problems == []


def test_a_line_with_a_wrong_number_is_cut_off(three: Path) -> None:
    """It follows from the line before it, and nothing proves that it had been durable."""
    (three / "head").unlink()
    first, second, third = lines_of(three)
    put(three, first, second, third.replace(b'"seq":3', b'"seq":4'))
    journal = TinyDBJournal(three)

    assert sources(journal.lines()) == ["a", "bb"]
    assert len(journal.notices) == 1


# refusing


def with_new_head(folder: Path, **values: int) -> None:
    """Write a head file, with a right checksum, that tells other numbers."""
    seq, end, digest, state, _sum = (folder / "head").read_bytes().split()
    line = b"%020d %020d %64s %8s " % (values.get("seq", int(seq)), values.get("end", int(end)), digest, state)
    (folder / "head").write_bytes(b"%s%08x\n" % (line, zlib.crc32(line)))


def changed(line: bytes) -> bytes:
    """Return the line with another person in it, as well formed as before."""
    return line.replace(b'"by":"p1"', b'"by":"p2"')


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize("with_head", [True, False])
def test_a_changed_line_that_had_been_durable_is_refused(three: Path, with_head: bool, read_only: bool) -> None:
    """A later line, or the head file, proves that it had been: nothing is changed, and the entry is named."""
    if not with_head:
        (three / "head").write_bytes(b"")
    first, second, third = lines_of(three)
    put(three, changed(first), second, third + b"{")
    before = snapshot(three)

    with pytest.raises(Damaged, match=r"Entry 1/2 was changed after it was recorded.*pn verify"):
        TinyDBJournal(three, read_only=read_only and not with_head)
    assert snapshot(three) == before


@pytest.mark.parametrize("bad", [b"", b"{}\n", b"[1]\n", b'"text"\n', b'{"seq":"1","durable":0,"prev":""}\n', b"\0\n"])
def test_a_lost_line_that_had_been_durable_is_refused(three: Path, bad: bytes) -> None:
    """Whatever stands in its place."""
    (three / "head").unlink()
    _first, second, third = lines_of(three)
    put(three, bad, second, third)

    with pytest.raises(Damaged, match="Entry 1 "):
        TinyDBJournal(three)


@pytest.mark.parametrize(
    "change",
    [changed, lambda line: line.replace(b"o bb", b"a bb"), lambda line: b"x" + line[1:], lambda line: line[:-1] + b"x"],
)
def test_a_changed_last_entry_is_refused(data: Path, change: Callable[[bytes], bytes]) -> None:
    """Only the head file knows it, whether the line is well formed, broken or without its end."""
    journal = TinyDBJournal(data)
    record(journal, "a", "bb")
    journal.close()
    first, second = lines_of(data)
    put(data, first, change(second))

    for read_only in (True, False):
        with pytest.raises(Damaged, match="Entry 2 was changed after it was recorded"):
            TinyDBJournal(data, read_only=read_only)


def test_a_running_process_refuses_a_changed_last_entry(three: Path) -> None:
    """It notices when somebody replaced the file with one in which the last entry is another one."""
    opened, reader = TinyDBJournal(three), TinyDBJournal(three, read_only=True)
    first, second, third = lines_of(three)
    (three / "new").write_bytes(first + second + changed(third))
    (three / "new").rename(three / "journal.jsonl")

    with pytest.raises(Damaged, match="Entry 3"):
        record(opened, "dddd")
    for _attempt in range(2):
        with pytest.raises(Damaged, match="Entry 3"):
            reader.generation()


def test_entries_lost_from_the_end_are_refused(three: Path) -> None:
    """The head file proves that they had been durable; the sentence counts them and says what can be done."""
    put(three, *lines_of(three)[:1])
    before = snapshot(three)
    sentence = (
        f"{three}/journal.jsonl has lost entries at its end: 2 (2 to 3) had been recorded and are gone. "
        f"Restore the data folder from a backup, or accept the loss by removing {three}/head."
    )

    for read_only in (True, False):
        with pytest.raises(Damaged) as refused:
            TinyDBJournal(three, read_only=read_only)
        assert str(refused.value) == sentence
    assert snapshot(three) == before
    (three / "head").unlink()
    assert sources(TinyDBJournal(three).lines()) == ["a"]
    assert verify(three).problems == []


def test_a_running_process_refuses_lost_entries(three: Path) -> None:
    """It neither records after them nor shows what is left."""
    opened, reader = TinyDBJournal(three), TinyDBJournal(three, read_only=True)
    history = History(reader)
    history.refresh()
    put(three, *lines_of(three)[:2], lines_of(three)[2][:-5])
    before = snapshot(three)

    for _attempt in range(2):
        with pytest.raises(Damaged, match=r"1 \(3 to 3\)"):
            record(opened, "dddd")
        with pytest.raises(Damaged, match=r"1 \(3 to 3\)"):
            history.refresh()
    assert snapshot(three) == before


def test_a_head_file_that_knows_more_is_believed(three: Path) -> None:
    """Also when no line is missing that could be seen: nobody else knows of the end."""
    with_new_head(three, seq=9, end=99999)

    with pytest.raises(Damaged, match=r"6 \(4 to 9\)"):
        TinyDBJournal(three)


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
