"""Ballot boxes: what is in them after a crash, a cut, a failing disk, and with several processes."""

import errno
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.ballot_box import RECORD, Box, Deposit, first_record
from storage.ballot_count import BallotCount
from storage.ballot_key import Key
from storage.errors import Damaged, Poisoned, StorageFault
from storage.events import BallotCast
from storage.files import REAL, FileCalls

AT = datetime(2021, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def key() -> Key:
    """The key of the box."""
    return Key.made()


@pytest.fixture
def path(tmp_path: Path, key: Key) -> Path:
    """A new box."""
    made = tmp_path / "abc.box"
    made.write_bytes(first_record(made, key))
    return made


@pytest.fixture
def opened(path: Path, key: Key) -> Iterator[Callable[..., Box]]:
    """Opens the box once more, as another process would."""
    boxes: list[Box] = []

    def opening(files: FileCalls = REAL) -> Box:
        boxes.append(Box(path, key, files, counted(path)))
        boxes[-1].catch_up()
        return boxes[-1]

    yield opening
    for box in boxes:
        box.close()


def ballot(number: int, person: str = "") -> Deposit:
    """Return a ballot that another person casts, or one who is named."""
    return Deposit(f"event-{number}", cast(number, person))


def cast(number: int, person: str = "") -> BallotCast:
    """Return what such a ballot says."""
    since = AT + timedelta(seconds=number)
    return BallotCast(network="PNE", poll=1, person=person or f"p{number}", choice=(number % 20 + 1,), since=since)


def put(box: Box, *deposits: Deposit) -> None:
    """Put ballots in as one batch."""
    box.catch_up()
    for deposit in deposits:
        box.put(deposit)
    box.flush()


def counted(path: Path) -> BallotCount:
    """Return the count of a box, which stands beside it here."""
    return BallotCount(path.with_suffix(".count"))


def choices(box: Box) -> dict[str, int]:
    """Return what is in the box."""
    return {one.person: one.choice[0] for one in box.ballots()}


def _flip(path: Path, at: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 1]))


def test_the_last_ballot_of_a_person_counts(opened: Callable[..., Box]) -> None:
    """Whoever opens the box finds it, and knows every event that brought one."""
    put(opened(), ballot(1, "p1"), ballot(2, "p2"), ballot(3, "p1"))
    box = opened()

    assert choices(box) == {"p1": 4, "p2": 3}
    assert [box.knows(f"event-{number}") for number in range(1, 5)] == [True, True, True, False]
    assert box.latest("p1") == AT + timedelta(seconds=3)


def test_every_record_is_as_long_as_every_other(opened: Callable[..., Box], path: Path) -> None:
    """Lengths tell nothing, whatever was chosen."""
    box = opened()
    long = BallotCast(network="PNMA", poll=12, person="p" * 13, choice=tuple(range(1, 21)), since=AT)
    put(box, ballot(1))
    put(box, Deposit("e" * 32, long))

    assert path.stat().st_size == 3 * RECORD


def test_a_ballot_that_is_too_long_is_refused(opened: Callable[..., Box]) -> None:
    """And nothing of it stays."""
    box = opened()
    with pytest.raises(StorageFault, match="too long"):
        box.put(Deposit("x" * 600, cast(1)))
    put(box, ballot(2))

    assert choices(opened()) == {"p2": 3}


@given(cut=st.integers(RECORD, 4 * RECORD - 1))
def test_whatever_a_crash_leaves_at_the_end_is_cut_off(cut: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whole ballots stay, and later ones are put in after them."""
    key, path = Key.made(), tmp_path_factory.mktemp("box") / "abc.box"
    path.write_bytes(first_record(path, key))
    box = Box(path, key, REAL, counted(path))
    put(box, ballot(1), ballot(2), ballot(3))
    box.close()
    os.truncate(path, cut)
    counted(path).write(1)  # the crash came before anybody was answered
    again = Box(path, key, REAL, counted(path))
    again.catch_up()
    put(again, ballot(9))
    found = choices(again)
    again.close()

    assert found == {**{f"p{number}": number + 1 for number in range(1, cut // RECORD)}, "p9": 10}
    assert path.stat().st_size % RECORD == 0


def test_records_of_one_batch_may_be_lost_in_any_order(opened: Callable[..., Box], path: Path) -> None:
    """Nobody was answered for them: what follows the first hole is cut off."""
    box = opened()
    put(box, ballot(1))
    put(box, ballot(2), ballot(3), ballot(4))
    counted(path).write(2)
    _flip(path, 3 * RECORD + 40)

    assert choices(opened()) == {"p1": 2, "p2": 3}


# Damage


def test_what_was_durable_and_is_changed_is_damage(opened: Callable[..., Box], path: Path) -> None:
    """A later ballot tells that it had been on disk."""
    box = opened()
    put(box, ballot(1))
    put(box, ballot(2))
    _flip(path, RECORD + 40)

    with pytest.raises(Damaged):
        opened()


@pytest.mark.parametrize("left", [1, 2, 3])
def test_a_box_that_was_cut_short_after_an_answer_is_damage(opened: Callable[..., Box], path: Path, left: int) -> None:
    """Also when it is the last ballot that is missing, and whole records are left. Nothing more is cut off."""
    put(opened(), ballot(1))
    put(opened(), ballot(2))
    put(opened(), ballot(3))
    os.truncate(path, left * RECORD)

    with pytest.raises(Damaged, match="cut short"):
        opened()
    assert path.stat().st_size == left * RECORD


def test_a_count_that_is_lost_promises_nothing(opened: Callable[..., Box], path: Path) -> None:
    """Nor does one that is no number; the next ballot writes it anew."""
    put(opened(), ballot(1))
    counted(path).write(0)
    path.with_suffix(".count").write_text("?")
    put(opened(), ballot(2))

    assert counted(path).read() == 3
    assert choices(opened()) == {"p1": 2, "p2": 3}


def test_a_check_looks_at_every_ballot(opened: Callable[..., Box], path: Path) -> None:
    """One that nobody was answered for may be broken: a dead process left it."""
    box = opened()
    put(box, ballot(1))
    put(box, ballot(2))
    box.check()
    counted(path).write(2)
    _flip(path, 2 * RECORD + 40)
    box.check()
    counted(path).write(3)

    with pytest.raises(Damaged):
        box.check()


def test_another_key_opens_nothing_and_cuts_off_nothing(opened: Callable[..., Box], path: Path) -> None:
    """The first record shows it."""
    put(opened(), ballot(1))
    with pytest.raises(Damaged):
        Box(path, Key.made(), REAL, counted(path))

    assert choices(opened()) == {"p1": 2}


def test_ballots_cannot_change_places(opened: Callable[..., Box], path: Path) -> None:
    """Each is sealed for its own."""
    put(opened(), ballot(1), ballot(2))
    content = path.read_bytes()
    path.write_bytes(content[:RECORD] + content[2 * RECORD :] + content[RECORD : 2 * RECORD])

    with pytest.raises(Damaged):
        opened()


# Several processes, and a failing disk


def test_two_processes_put_ballots_in_in_turns(opened: Callable[..., Box]) -> None:
    """Each sees what the other put in."""
    one, other = opened(), opened()
    for number in range(1, 11):
        put((one, other)[number % 2], ballot(number))
    one.follow()
    other.follow()

    assert choices(one) == choices(other) == {f"p{number}": number + 1 for number in range(1, 11)}


def test_one_that_read_a_batch_which_was_cut_off_since_reads_anew(opened: Callable[..., Box], path: Path) -> None:
    """Otherwise it would take the next batch for the one that it knows."""
    writer, reader = opened(), opened()
    put(writer, ballot(1))
    put(writer, ballot(2))
    reader.follow()
    os.truncate(path, 2 * RECORD)
    counted(path).write(2)
    put(opened(), ballot(3))
    reader.follow()

    assert choices(reader) == {"p1": 2, "p3": 4}


@pytest.mark.parametrize("call", ["pwrite", "fdatasync"])
def test_a_batch_that_cannot_be_written_is_not_in_the_box(opened: Callable[..., Box], call: str) -> None:
    """Nobody is told that it was; the box goes on."""
    broken = [True]

    def fail(*arguments: Any) -> Any:  # noqa: ANN401  whatever the call takes
        if broken[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        return getattr(REAL, call)(*arguments)

    changed: dict[str, Any] = {call: fail}
    box = opened(replace(REAL, **changed))
    broken[0] = False
    put(box, ballot(1))
    broken[0] = True
    failing = ballot(2)
    with pytest.raises(StorageFault):
        put(box, failing)
    broken[0] = False
    put(box, ballot(3))

    assert not failing.is_kept
    assert choices(opened()) == choices(box) == {"p1": 2, "p3": 4}


def test_a_disk_that_takes_nothing_back_poisons(opened: Callable[..., Box]) -> None:
    """When not even the failed batch can be cut off."""

    def fail(*_arguments: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    box = opened(replace(REAL, fdatasync=fail, ftruncate=fail))
    with pytest.raises(Poisoned):
        put(box, ballot(1))
