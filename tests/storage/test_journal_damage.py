"""What a TinyDB journal refuses: entries that were recorded, and are changed or gone."""

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.errors import Damaged
from storage.history import History
from storage.tinydb_journal import TinyDBJournal
from storage.verify import verify
from tests.storage.drafts import record, sources
from tests.storage.journal_folder import lines_of, put, snapshot


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
