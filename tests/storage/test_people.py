"""The directory: people are found, kept and erased whole, or stay as they were."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from storage.errors import StorageFault
from storage.people import People, Person, Taken
from tests.full_disk import full_disk


def known(people: People, name: str) -> Person:
    """Return somebody who is in the directory."""
    person = people.named(name)
    assert person is not None
    return person


# Finding


@pytest.mark.parametrize(
    "found",
    [
        lambda people: people.named("Amina"),
        lambda people: people.named("ＡＭＩＮＡ"),
        lambda people: people.with_handle("console:amina"),
        lambda people: people.with_handle("Matrix:@amina:Example.org"),
        lambda people: people.get(known(people, "amina").id),
        lambda people: next(people.everyone()),
    ],
)
def test_a_person_is_found_by_name_handle_and_id(people: People, found: Callable[[People], Person | None]) -> None:
    """In any letter case and width."""
    assert found(people) == known(people, "amina")


def test_a_person_is_found_by_the_full_name(people: People) -> None:
    """In any letter case, once it is known."""
    people.keep(replace(known(people, "amina"), full_name="Amina Diallo"))

    assert people.called("amina DIALLO") == known(people, "amina")
    assert people.called("") is None


def test_nobody_is_found_where_nobody_is(tmp_path: Path) -> None:
    """Also before the file exists, and looking makes none."""
    people = People(tmp_path)

    assert people.named("amina") is None
    assert people.with_handle("console:amina") is None
    assert list(people.everyone()) == []
    assert not (tmp_path / "people.json").exists()


# Keeping


def test_a_newcomer_is_nobody_until_kept(people: People) -> None:
    """The directory knows only whom it was told to keep."""
    people.newcomer("li")

    assert people.named("li") is None


def test_what_was_kept_is_there_after_a_restart(people: People, tmp_path: Path) -> None:
    """Every field of it."""
    person = replace(
        known(people, "amina"), full_name="Amina Diallo", zone="Africa/Dakar", language="fr", name="amina.d"
    )
    people.keep(person)

    assert list(People(tmp_path).everyone()) == [person]
    assert (tmp_path / "people.json").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("name", "handle"), [("AMINA", "console:li"), ("ａｍｉｎａ", "console:li"), ("li", "Console:Amina")]
)
def test_nobody_gets_a_name_or_handle_of_somebody_else(people: People, name: str, handle: str) -> None:
    """Then nothing of what was to be kept is kept."""
    stranger = replace(people.newcomer("li"), name=name, handles=(handle,))
    bruno = people.newcomer("bruno")

    with pytest.raises(Taken, match="belongs to somebody else"):
        people.keep(bruno, stranger)

    assert [person.name for person in people.everyone()] == ["amina"]


def test_two_newcomers_of_one_name_are_not_kept_together(people: People) -> None:
    """Each alone would have been fine."""
    with pytest.raises(Taken):
        people.keep(people.newcomer("li"), people.newcomer("li"))

    assert people.named("li") is None


def test_a_directory_that_cannot_be_written_stays_as_it_was(people: People, tmp_path: Path) -> None:
    """Nobody is half in it, and nothing is left lying about."""
    before = (tmp_path / "people.json").read_bytes()

    with full_disk(len(before)), pytest.raises(StorageFault, match=r"no space left for .*people\.json"):
        people.keep(people.newcomer("li"))

    assert (tmp_path / "people.json").read_bytes() == before
    assert not list(tmp_path.glob(".people.json*"))
    assert people.named("li") is None


def test_a_directory_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    """Not an empty one: everybody would be a stranger."""
    (tmp_path / "people.json").mkdir()

    with pytest.raises(StorageFault, match=r"people\.json cannot be read or written"):
        People(tmp_path).named("amina")


def test_a_damaged_directory_is_refused_by_name(people: People, tmp_path: Path) -> None:
    """And is left for somebody to look at."""
    (tmp_path / "people.json").write_text('{"people": {')

    with pytest.raises(StorageFault, match=r"people\.json cannot be read"):
        people.named("amina")

    with pytest.raises(StorageFault):
        people.keep(Person("p1", "li"))
    assert (tmp_path / "people.json").read_text() == '{"people": {'


def test_many_are_kept_in_one_write(people: People, tmp_path: Path) -> None:
    """So that all are there or none."""
    inode = (tmp_path / "people.json").stat().st_ino
    seen: set[int] = {inode}

    people.keep(*(people.newcomer(f"member{number}") for number in range(30)))
    seen.add((tmp_path / "people.json").stat().st_ino)

    assert len(list(people.everyone())) == 31
    assert len(seen) == 2


# Erasing


def test_an_erased_person_leaves_nothing_in_the_file(people: People, tmp_path: Path) -> None:
    """Neither name nor handle; both are free again."""
    people.erase(known(people, "amina").id)

    assert people.named("amina") is None
    assert people.with_handle("console:amina") is None
    assert "amina" not in (tmp_path / "people.json").read_text()
    people.keep(people.newcomer("amina", ["console:amina"]))


def test_erasing_nobody_changes_nobody(people: People) -> None:
    """An id that is not there is no fault."""
    people.erase("p-unknown")

    assert [person.name for person in people.everyone()] == ["amina"]
