"""After a power cut what was told to be recorded is there once, whatever pages were lost."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from storage.errors import Poisoned, StorageFault
from storage.people import People, Person
from storage.tinydb_journal import TinyDBJournal
from storage.verify import verify
from tests.storage.disk import UNSYNCED, Disk, failing
from tests.storage.drafts import drafts, record, sources


def ordinary(folder: Path) -> Disk:
    """Open, and record batches of one, of several, and of one again."""
    disk = Disk(folder)
    journal = TinyDBJournal(folder, files=disk.calls)
    for batch in (("a",), ("bb", "ccc"), ("dddd",)):
        record(journal, *batch)
        disk.tell(recorded=batch)
    journal.close()
    return disk


class Died(BaseException):
    """A process ends in the middle of a call."""


def after_a_dead_writer(folder: Path) -> Disk:
    """Go on after a writer who died before the sync of a batch, of which only one line was taken whole."""
    disk = Disk(folder)
    first, other = TinyDBJournal(folder, files=disk.calls), TinyDBJournal(folder, files=disk.calls)
    record(first, "a")
    disk.tell(recorded=("a",))
    disk.room = (folder / "journal.jsonl").stat().st_size + 300
    disk.before = failing("ftruncate", "journal.jsonl", problem=Died())
    with pytest.raises(Died):
        record(first, "bb", "ccc")
    disk.room, disk.before = sys.maxsize, lambda call, file: None
    with other.exclusive():
        disk.tell(recorded=("bb",))
        other.append(drafts("dddd"))
    disk.tell(recorded=("dddd",))
    first.close()
    other.close()
    return disk


def after_a_writer_died_at_its_sync(folder: Path) -> Disk:
    """Go on after a batch that was written whole and not synced: who keeps it has to sync it."""
    disk = Disk(folder)
    first, other = TinyDBJournal(folder, files=disk.calls), TinyDBJournal(folder, files=disk.calls)
    disk.before = failing("sync", "journal.jsonl", problem=Died())
    with pytest.raises(Died):
        record(first, "a", "bb")
    disk.before = lambda call, file: None
    with other.exclusive():
        disk.tell(recorded=tuple(sources(other.lines())))
    first.close()
    other.close()
    return disk


def after_a_lost_end(folder: Path) -> Disk:
    """Go on after the last of two recorded lines was lost and that was accepted: other entries take its place."""
    journal = TinyDBJournal(folder)
    record(journal, "a", "lost")
    journal.close()
    line = (folder / "journal.jsonl").read_bytes().splitlines(keepends=True)[0]
    (folder / "journal.jsonl").write_bytes(line)
    (folder / "head").unlink()
    disk = Disk(folder)
    disk.tell(recorded=("a",))
    journal = TinyDBJournal(folder, files=disk.calls)
    for batch in (("bb", "ccc"), ("dddd",)):
        record(journal, *batch)
        disk.tell(recorded=batch)
    journal.close()
    return disk


def on_a_full_disk(folder: Path) -> Disk:
    """A batch finds no room for its end; a smaller one is recorded."""
    disk = Disk(folder)
    journal = TinyDBJournal(folder, files=disk.calls)
    record(journal, "a")
    disk.tell(recorded=("a",))
    disk.room = (folder / "journal.jsonl").stat().st_size + 300
    with pytest.raises(StorageFault, match="There is no space left for"):
        record(journal, "bb", "ccc")
    disk.tell(refused=("bb", "ccc"))
    record(journal, "dddd")
    disk.tell(recorded=("dddd",))
    journal.close()
    return disk


def on_a_failing_disk(folder: Path, *, gives_up: bool = False) -> Disk:
    """A sync fails, the record is reopened, and one more batch is recorded."""
    disk = Disk(folder, gives_up=gives_up)
    journal = TinyDBJournal(folder, files=disk.calls)
    record(journal, "a")
    disk.tell(recorded=("a",))
    disk.before = failing("sync", "journal.jsonl")
    with pytest.raises(Poisoned):
        record(journal, "bb")
    disk.tell(refused=("bb",))
    disk.before = lambda call, file: None
    again = TinyDBJournal(folder, files=disk.calls)
    record(again, "dddd")
    disk.tell(recorded=("dddd",))
    journal.close()
    again.close()
    return disk


def on_a_disk_that_gives_up(folder: Path) -> Disk:
    """The same, and the pages of the failed sync are lost for good, as some kernels do."""
    return on_a_failing_disk(folder, gives_up=True)


SCENARIOS = [
    ordinary,
    after_a_dead_writer,
    after_a_writer_died_at_its_sync,
    after_a_lost_end,
    on_a_full_disk,
    on_a_failing_disk,
    on_a_disk_that_gives_up,
]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_power_cut_loses_nothing_that_was_told(tmp_path: Path, scenario: Callable[[Path], Disk]) -> None:
    """Whatever unsynced pages are lost, at any moment: what was recorded is there once, what was refused is not."""
    disk = scenario(tmp_path / "data")
    tried = set()
    for cut in disk.cuts:
        for left in cut.left():
            case = (frozenset(left.items()), cut.recorded, cut.refused)
            if case not in tried:
                tried.add(case)
                _check(tmp_path / str(len(tried)), left, cut.recorded, cut.refused)

    assert len(tried) > 50


def _check(folder: Path, left: dict[str, bytes], recorded: tuple[str, ...], refused: tuple[str, ...]) -> None:
    folder.mkdir()
    for name, content in left.items():
        (folder / name).write_bytes(content)
    journal = TinyDBJournal(folder, files=UNSYNCED)
    found = sources(journal.lines())
    record(journal, "later")

    assert [source for source in found if source in recorded] == list(recorded), left
    assert not set(found) & set(refused), left
    assert len(set(found)) == len(found), left
    assert sources(journal.lines()) == [*found, "later"], left
    assert verify(folder).problems == [], left
    journal.close()


def test_a_power_cut_leaves_the_directory_as_it_was_or_as_it_was_to_be(tmp_path: Path) -> None:
    """Never half of it, and never without what somebody was told; and it can be changed again."""
    (tmp_path / "data").mkdir()
    disk = Disk(tmp_path / "data")
    people = People(tmp_path / "data", disk.calls)
    amina, li = people.newcomer("amina", ["console:amina"]), people.newcomer("li", ["matrix:@li:example.org"])
    states: list[list[Person]] = [[]]
    changes: list[Callable[[], None]] = [
        lambda: people.keep(amina),
        lambda: people.keep(li),
        lambda: people.keep(replace(amina, full_name="Amina Diallo")),
        lambda: people.erase(li.id),
    ]
    for change in changes:
        change()
        states.append(list(people.everyone()))
        disk.tell(recorded=(str(len(states)),))
    tried = set()
    for cut in disk.cuts:
        for left in cut.left():
            case = (left.get("people.json"), len(cut.recorded))
            if case not in tried:
                tried.add(case)
                _check_directory(tmp_path / str(len(tried)), case[0], states[case[1] : case[1] + 2])

    assert {told for _content, told in tried} == set(range(5))
    assert len(tried) == 9


def _check_directory(folder: Path, left: bytes | None, states: list[list[Person]]) -> None:
    folder.mkdir()
    if left is not None:
        (folder / "people.json").write_bytes(left)
    people = People(folder)

    assert list(people.everyone()) in states, left
    people.keep(people.newcomer("later"))
    assert people.named("later")
