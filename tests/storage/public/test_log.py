"""The public entries of a journal."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest

from storage.events import AnyEvent, NetworkAdded, Published, Text
from storage.public.log import Item, PublicLog
from storage.tinydb_journal import TinyDBJournal
from tests.dashboard import world

PNMA: Final[Sequence[AnyEvent]] = [
    NetworkAdded(network="PNMA", name="Meaningful Access"),
    Published(network="PNMA", text=Text("Two at once")),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the small world's record, with another network's entry of two events."""
    world.record(tmp_path / "data", [*world.SMALL, (12, PNMA)])
    return tmp_path / "data"


def read(log: PublicLog, folder: Path, network: str | None = None) -> list[Item]:
    """Read on, and return what is public."""
    journal = TinyDBJournal(folder, read_only=True)
    log.read(journal)
    journal.close()
    return list(log.latest(network, world.day(100), ()))


def test_all_networks_or_one(folder: Path) -> None:
    """Who asks for no network gets the entries of all."""
    everything, one = read(PublicLog(), folder), read(PublicLog(), folder, "PNMA")

    assert [item.event.network for item in everything[:3]] == ["PNMA", "PNMA", "PNE"]
    assert len(one) == 3
    assert set(one) < set(everything)


def test_an_item_says_where_it_stands(folder: Path) -> None:
    """Entry and place name an event for good."""
    first, second = read(PublicLog(), folder)[:2]

    assert (first.seq, first.place, second.place) == (len(world.SMALL) + 2, 1, 2)
    assert (first.at, first.since) == (world.day(12), world.day(12))


def test_what_was_undone_is_left_out(folder: Path) -> None:
    """Whoever follows knows which entries were taken back."""
    log = PublicLog()
    last = read(log, folder)[0].seq

    assert last not in [item.seq for item in log.latest(None, world.day(100), {last})]


def test_a_record_has_an_origin_of_its_own(folder: Path, tmp_path: Path) -> None:
    """It stays as the record grows, and no other record has it."""
    log, other = PublicLog(), PublicLog()
    read(log, folder)
    before = log.origin
    world.add(folder, world.day(13), Published(network="PNE", text=Text("More")))
    read(log, folder)
    world.write(tmp_path / "other", world.drafts(world.SMALL[:1])[1:])
    read(other, tmp_path / "other")

    assert before == log.origin != ""
    assert other.origin not in ("", log.origin)


def test_another_journal_in_the_same_place_is_read_from_its_beginning(folder: Path) -> None:
    """Nothing of the one before is told."""
    log, journal = PublicLog(), TinyDBJournal(folder, read_only=True)
    log.read(journal)
    shutil.rmtree(folder)
    world.record(folder, world.SMALL[:1])
    log.read(journal)

    assert [item.event for item in log.latest(None, world.day(100), ())] == list(world.SMALL[0][1])
