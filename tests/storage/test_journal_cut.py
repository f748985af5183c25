"""A journal that was cut at any byte: every whole line stays, unless more had been told."""

from pathlib import Path

import pytest

from storage.errors import Damaged
from storage.tinydb_journal import TinyDBJournal
from storage.verify import Verification, verify
from tests.storage.disk import UNSYNCED
from tests.storage.drafts import record


def _three_batches(folder: Path) -> tuple[bytes, bytes]:
    """Record three batches; return the journal, and the head file as it stood after the first of them."""
    journal = TinyDBJournal(folder, files=UNSYNCED)
    record(journal, "a")
    head = (folder / "head").read_bytes()
    record(journal, "bb", "ccc")
    record(journal, "dddd", "eeeee")
    journal.close()
    return (folder / "journal.jsonl").read_bytes(), head


@pytest.mark.parametrize("head", ["old", "lost"])
def test_a_journal_cut_at_any_byte_keeps_every_whole_line(data: Path, head: str) -> None:
    """Every complete line stays, the rest is put aside with a warning, and later writes are accepted."""
    whole, published = _three_batches(data)
    for end in range(whole.index(b"\n") + 1, len(whole)):
        (data / "journal.jsonl").write_bytes(whole[:end])
        (data / "head").write_bytes(published if head == "old" else b"")
        lines = whole[:end].splitlines(keepends=True)
        complete = [line.rstrip(b"\n") for line in lines if line.endswith(b"\n")]
        again = TinyDBJournal(data, files=UNSYNCED)
        kept = list(again.lines())
        record(again, "later")
        head_now = again.head().digest
        again.close()
        aside = sorted(data.glob("journal.cut-*"))

        assert kept == complete
        assert [file.read_bytes() for file in aside] == [line for line in lines if not line.endswith(b"\n")]
        assert len(again.notices) == len(aside)
        assert verify(data) == Verification(len(complete) + 1, head_now, [])
        for file in aside:
            assert file.stat().st_mode & 0o777 == 0o600
            file.unlink()


def test_a_journal_cut_at_any_byte_is_refused_when_the_head_file_knows_more(data: Path) -> None:
    """What was cut off had been durable, and somebody told: neither reader nor writer goes on, or changes a byte."""
    whole, _old = _three_batches(data)
    head = (data / "head").read_bytes()
    for end in range(len(whole)):
        (data / "journal.jsonl").write_bytes(whole[:end])
        left = whole[:end].count(b"\n")
        for read_only in (True, False):
            with pytest.raises(Damaged, match=rf"{5 - left} \({left + 1} to 5\) had been recorded and are gone"):
                TinyDBJournal(data, read_only=read_only, files=UNSYNCED)

        assert ((data / "journal.jsonl").read_bytes(), (data / "head").read_bytes()) == (whole[:end], head)
        assert verify(data).problems
