"""Deciding and recording in batches: whatever fails, nobody is told a lie about what is on disk."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from storage.ballot_boxes import Boxes
from storage.errors import Damaged, Unshown
from storage.events import AnyEvent, EntryUndone, NetworkAdded, Published, Text
from storage.proposal import Decision, Proposal, Recorded
from storage.record import Record
from storage.state import State
from storage.tinydb_journal import TinyDBJournal
from tests.storage.disk import Disk
from tests.storage.drafts import AT, sources


@pytest.fixture
def disk(data: Path) -> Disk:
    """A disk for the record."""
    return Disk(data)


@pytest.fixture
def record(data: Path, disk: Disk) -> Iterator[Record]:
    """A record of a network and a first update, entries 2 and 3; a day later, what time brings cannot be found."""

    def due(state: State, now: datetime) -> list[tuple[str, AnyEvent]]:
        if now > AT:
            raise ZeroDivisionError
        return []

    journal = TinyDBJournal(data, files=disk.calls)
    record = Record(journal, due, Boxes(data))
    record.submit_now(proposal("network", NetworkAdded(network="PNE", name="Environment")))
    record.submit_now(update("first"))
    yield record
    journal.close()


def proposal(source: str, *events: AnyEvent, days: int = 0) -> Proposal:
    """Return a proposal that is always accepted."""
    return Proposal(AT + timedelta(days=days), source, lambda state, now: Decision("p1", events))


def update(source: str, days: int = 0) -> Proposal:
    """Return the proposal of a public update."""
    return proposal(source, Published(network="PNE", text=Text.of(source)), days=days)


def undo(entry: int) -> Proposal:
    """Return the proposal to take an entry back."""
    return proposal("undo", EntryUndone(network="PNE", entry=entry))


def damage(folder: Path, seq: int) -> Callable[[], None]:
    """Make a line of the journal unreadable in its place, and return what mends it."""
    path = folder / "journal.jsonl"
    whole = path.read_bytes()
    start = sum(map(len, whole.splitlines(keepends=True)[: seq - 1]))
    _overwrite(path, start, b"?")
    return lambda: _overwrite(path, start, whole[start : start + 1])


def _overwrite(path: Path, offset: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(content)


def test_what_is_written_is_told_though_the_record_cannot_be_read_again(data: Path, disk: Disk, record: Record) -> None:
    """An undo folds the journal anew: when that fails, only what came after it is not recorded."""
    mending: list[Callable[[], None]] = []

    def fail(call: str, name: str) -> None:
        if (call, name) == ("pwrite", "head") and not mending:
            mending.append(damage(data, 2))

    disk.before = fail
    batch = [update("before"), undo(3), update("after")]
    before, undone, after = record.submit_all(batch)
    mending[0]()
    again = record.submit_all(batch)

    assert isinstance(before, Recorded)
    assert isinstance(undone, Recorded)
    assert isinstance(after, Damaged)
    assert again == [Recorded(before.entry, repeated=True), Recorded(undone.entry, repeated=True), again[2]]
    assert sources(record.history.journal.lines()) == ["format:1", "network", "first", "before", "undo", "after"]
    assert [str(update.text) for update in record.state().network("PNE").publications] == ["before", "after"]


def test_an_entry_that_cannot_be_read_again_is_not_denied(data: Path, record: Record) -> None:
    """Who asks for it a second time is told so; the others of the batch are recorded."""
    mend = damage(data, 3)
    repeated, other = record.submit_all([update("first"), update("second")])
    mend()

    assert isinstance(repeated, Unshown)
    assert isinstance(other, Recorded)
    assert sources(record.history.journal.lines()) == ["format:1", "network", "first", "second"]


def test_a_mistake_in_what_time_brings_denies_nothing_that_is_written(record: Record) -> None:
    """What was written before it is recorded; nothing is after it."""
    outcomes = record.submit_all([update("before"), undo(3), update("with it", days=1), update("after")])

    assert [type(outcome) for outcome in outcomes] == [Recorded, Recorded, ZeroDivisionError, ZeroDivisionError]
    assert sources(record.history.journal.lines())[3:] == ["before", "undo"]
    assert isinstance(record.submit_now(update("after")), Recorded)


def test_who_waits_for_a_record_that_is_gone_is_told(data: Path, record: Record) -> None:
    """And does not wait for ever."""
    (data / "journal.jsonl").unlink()

    async def ask() -> Recorded:
        return await asyncio.wait_for(record.submit(update("second")), 5)

    with pytest.raises(Damaged, match="is gone"):
        asyncio.run(ask())
