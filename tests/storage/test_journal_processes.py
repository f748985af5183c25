"""Processes that write one journal: they take turns, are killed, stop, and follow each other."""

import random
import signal
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from storage.errors import Busy
from storage.tinydb_journal import TinyDBJournal
from storage.verify import Verification, verify
from tests.storage.children import Say, child
from tests.storage.disk import Disk
from tests.storage.drafts import record, sources

KILLS = 200


def test_a_killed_writer_loses_nothing_that_it_told(data: Path) -> None:
    """Two hundred writers are killed at random moments under load; each tells what is recorded."""
    chance = random.Random(2021)
    told: list[str] = []
    for number in range(KILLS):
        with child(_writing_without_end(data, f"w{number}")) as writer:
            told += [writer.hear() for _ in range(chance.randrange(1, 12))]
            writer.kill()
            told += writer.hear_all()
    journal = TinyDBJournal(data)
    found = sources(journal.lines())
    journal.close()

    assert [source for source in found if source in set(told)] == told
    assert len(set(found)) == len(found) >= KILLS
    assert verify(data).problems == []


def _writing_without_end(folder: Path, name: str) -> Callable[[Say], None]:
    def work(say: Say) -> None:
        journal = TinyDBJournal(folder)
        number = 0
        while True:
            batch = [f"{name}-{number + place}" for place in range(number % 5 + 1)]
            number += len(batch)
            record(journal, *batch)
            say("\n".join(batch))

    return work


def test_writing_processes_take_turns(data: Path) -> None:
    """Four processes write at once: all that they told is there once, without a gap."""
    with ExitStack() as stack:
        writers = [stack.enter_context(child(_writing(data, f"w{number}", 300))) for number in range(4)]
        told = [writer.hear_all() for writer in writers]
    journal = TinyDBJournal(data)
    found, head = sources(journal.lines()), journal.head()
    journal.close()

    assert sorted(found) == sorted(source for sources in told for source in sources)
    assert [len(sources) for sources in told] == [600] * 4
    assert verify(data) == Verification(2400, head.digest, [])


def _writing(folder: Path, name: str, batches: int) -> Callable[[Say], None]:
    def work(say: Say) -> None:
        journal = TinyDBJournal(folder)
        for number in range(batches):
            record(journal, f"{name}-{number}", f"{name}-{number}-")
            say(f"{name}-{number}\n{name}-{number}-")

    return work


def test_a_stopped_holder_of_the_lock_is_named(data: Path) -> None:
    """Nobody waits longer than they have patience, and the sentence says whom to wake."""
    TinyDBJournal(data).close()
    with child(_holding(data)) as holder:
        holder.hear()
        holder.stop()
        began = time.monotonic()
        with pytest.raises(Busy, match=rf"process {holder.pid}, which is stopped"):
            TinyDBJournal(data)
        waited = time.monotonic() - began

    assert 4.9 < waited < 8
    TinyDBJournal(data).close()


def _holding(folder: Path) -> Callable[[Say], None]:
    def work(say: Say) -> None:
        with TinyDBJournal(folder).exclusive():
            say("in")
            signal.pause()

    return work


def test_a_follower_never_reads_what_is_not_durable(data: Path) -> None:
    """Before each call of a writer's batch but the last, and after it, it sees whole batches that were synced."""
    disk = Disk(data)
    journal = TinyDBJournal(data, files=disk.calls)
    record(journal, "a")
    follower = TinyDBJournal(data, read_only=True)
    seen: list[tuple[str, str, list[str]]] = []

    def look(call: str, name: str) -> None:
        fresh = TinyDBJournal(data, read_only=True)
        assert sources(fresh.lines()) == sources(follower.lines())
        assert fresh.head() == follower.head()
        fresh.close()
        seen.append((call, name, sources(follower.lines())))

    disk.before = look
    record(journal, "bb", "ccc")
    disk.before = lambda call, file: None

    assert seen == [
        ("pwrite", "journal.jsonl", ["a"]),
        ("sync", "journal.jsonl", ["a"]),
        ("pwrite", "head", ["a"]),
    ]
    assert sources(follower.lines()) == ["a", "bb", "ccc"]
    journal.close()
    follower.close()
