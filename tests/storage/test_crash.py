"""What was told to be recorded is there, once, whatever fails: power, a process, the disk."""

import errno
import random
import resource
import signal
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from storage.errors import Busy, Damaged, Poisoned, StorageFault
from storage.people import People, Person
from storage.tinydb_journal import TinyDBJournal
from storage.verify import Verification, verify
from tests.storage.children import Say, child
from tests.storage.disk import UNSYNCED, Disk
from tests.storage.drafts import drafts, record, sources

pytestmark = pytest.mark.long

KILLS = 200


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
    with pytest.raises(StorageFault, match="Disk full: nothing was recorded"):
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


def failing(call: str, file: str, *, problem: BaseException | None = None) -> Callable[[str, str], None]:
    """Return what makes one kind of call on one file fail."""

    def fail(asked: str, name: str) -> None:
        if (asked, name) == (call, file):
            raise problem or OSError(errno.EIO, "Input/output error")

    return fail


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


def test_a_full_disk_is_told_and_recovers(data: Path) -> None:
    """The real system writes a part and then refuses: nothing of the batch remains, and there may be room later."""
    with child(_filling(data)) as writer:
        told = writer.hear_all()
    journal = TinyDBJournal(data, read_only=True)

    assert told == ["Disk full: nothing was recorded. Free some space, then try again.", "recorded"]
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
