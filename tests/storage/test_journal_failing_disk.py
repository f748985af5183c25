"""A disk that is full or fails: nothing of the batch remains, and nobody writes on what is not sure."""

import errno
import resource
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.errors import Poisoned, StorageFault
from storage.tinydb_journal import TinyDBJournal
from storage.verify import verify
from tests.storage.children import Say, child
from tests.storage.disk import Disk, failing
from tests.storage.drafts import record, sources


def test_a_full_disk_is_told_and_recovers(data: Path) -> None:
    """The real system writes a part and then refuses: nothing of the batch remains, and there may be room later."""
    with child(_filling(data)) as writer:
        told = writer.hear_all()
    journal = TinyDBJournal(data, read_only=True)

    assert told == [f"There is no space left for {data / 'journal.jsonl'}: free some, then try again.", "recorded"]
    assert sources(journal.lines()) == ["a", "dddd"]
    assert verify(data).problems == []
    journal.close()


def _filling(folder: Path) -> Callable[[Say], None]:
    def work(say: Say) -> None:
        journal = TinyDBJournal(folder)
        record(journal, "a")
        size = (folder / "journal.jsonl").stat().st_size
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 300, resource.RLIM_INFINITY))
        try:
            record(journal, "bb", "ccc")
        except StorageFault as fault:
            say(str(fault))
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        record(journal, "dddd")
        say("recorded")

    return work


def test_a_batch_that_cannot_be_taken_back_poisons_the_record(data: Path) -> None:
    """Half of a batch stands in the file and cannot be cut off: nothing more is written until it can."""
    disk = Disk(data)
    journal = TinyDBJournal(data, files=disk.calls)
    record(journal, "a")
    disk.room = (data / "journal.jsonl").stat().st_size + 300
    disk.before = failing("ftruncate", "journal.jsonl")

    with pytest.raises(Poisoned):
        record(journal, "bb", "ccc")
    disk.before = lambda call, file: None
    with pytest.raises(Poisoned):
        record(journal, "dddd")
    again = TinyDBJournal(data)
    assert sources(again.lines()) == ["a"]
    journal.close()
    again.close()


def test_a_failed_sync_poisons_the_record_for_every_process(data: Path) -> None:
    """Nobody writes, and followers never see the entry, until the record is reopened; then all may write."""
    disk = Disk(data)
    journal, other = TinyDBJournal(data, files=disk.calls), TinyDBJournal(data)
    record(journal, "a")
    follower = TinyDBJournal(data, read_only=True)
    disk.before = failing("sync", "journal.jsonl")
    with pytest.raises(Poisoned, match="check the disk"):
        record(journal, "bb")
    disk.before = lambda call, file: None

    for refused in (journal, other):
        with pytest.raises(Poisoned):
            record(refused, "ccc")
    with child(lambda say: say(" ".join(sources(TinyDBJournal(data, read_only=True).lines())))) as process:
        assert process.hear_all() == ["a"]
    assert sources(follower.lines()) == sources(journal.lines()) == ["a"]
    again = TinyDBJournal(data)
    for number, writer in enumerate((again, journal, other)):
        record(writer, "x" * number)
    assert sources(follower.lines()) == ["a", "", "x", "xx"]
    assert verify(data).problems == []
    for opened in (journal, other, follower, again):
        opened.close()


@pytest.mark.parametrize(
    "still_failing",
    [("ftruncate", "journal.jsonl"), ("sync", "journal.jsonl"), ("pwrite", "head"), ("sync", "head")],
)
def test_a_poisoned_record_stays_refused_while_the_disk_fails(data: Path, still_failing: tuple[str, str]) -> None:
    """Reopening helps only when the disk takes back what it was not sure of."""
    disk = Disk(data)
    journal = TinyDBJournal(data, files=disk.calls)
    record(journal, "a")
    disk.before = failing("sync", "journal.jsonl")
    with pytest.raises(Poisoned):
        record(journal, "bb")
    disk.before = failing(*still_failing)

    with pytest.raises(Poisoned):
        TinyDBJournal(data, files=disk.calls)
    disk.before = lambda call, file: None
    again = TinyDBJournal(data, files=disk.calls)
    assert sources(again.lines()) == ["a"]
    journal.close()
    again.close()


def test_a_process_that_cannot_mark_the_record_writes_no_more_itself(data: Path) -> None:
    """The whole disk fails, and comes back without the mark: this process still refuses."""
    disk = Disk(data)
    journal = TinyDBJournal(data, files=disk.calls)
    record(journal, "a")

    def fail(call: str, name: str) -> None:
        if call == "sync" or name == "head":
            raise OSError(errno.EIO, "Input/output error")

    disk.before = fail
    with pytest.raises(Poisoned):
        record(journal, "bb")
    disk.before = lambda call, file: None

    with pytest.raises(Poisoned):
        record(journal, "ccc")
    journal.close()
