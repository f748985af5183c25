"""The directory: whole or not at all, one person a name and a handle, claims that work once and for an hour."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import StorageFault
from storage.people import CLAIM_LASTS, LONGEST_NAME, People, Person, Taken, plain_name, short_name
from tests.full_disk import full_disk
from tests.storage.children import Say, child

NOW = datetime(2021, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def people(tmp_path: Path) -> People:
    """A directory with amina in it."""
    people = People(tmp_path)
    people.keep(people.newcomer("amina", ["console:amina", "matrix:@amina:example.org"]))
    return people


def known(people: People, name: str) -> Person:
    """Return somebody who is in the directory."""
    person = people.named(name)
    assert person is not None
    return person


def elsewhere(folder: Path, work: Callable[[People], None]) -> str:
    """Do something in another process, and return what went wrong there, if anything."""

    def run(say: Say) -> None:
        work(People(folder))

    with child(run) as process:
        return "\n".join(process.hear_all())


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


# Names


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("amina", "amina"),
        ("Amina Diallo", "AminaDiallo"),
        ("O'Neil", "ONeil"),
        ("Jean-Luc", "Jean-Luc"),
        ("अमिना", "अमिना"),
        ("أمينة", "أمينة"),
        ("李明", "李明"),
        ("-.x.-", "x"),
        ("x" * 50, "x" * 30),
        ("<@U2|bob>", "U2bob"),
        ("...", ""),
        ("", ""),
    ],
)
def test_what_a_name_is_as_a_short_name(typed: str, name: str) -> None:
    """Letters and marks of every script stay, spaces and signs go."""
    assert plain_name(typed) == name


@given(st.text(max_size=60))
def test_a_short_name_stays_one(typed: str) -> None:
    """Making it shorter again changes nothing, and it fits."""
    name = plain_name(typed)

    assert plain_name(name) == name
    assert len(name) <= LONGEST_NAME


@pytest.mark.parametrize(
    ("handle", "name"),
    [("console:amina", "amina"), ("matrix:@amina:example.org", "amina"), ("slack:U123", "U123"), ("broken", "")],
)
def test_a_newcomer_is_called_after_the_handle(handle: str, name: str) -> None:
    """By its local part."""
    assert short_name(handle) == name


def test_a_name_that_is_taken_gets_a_number(people: People) -> None:
    """In any letter case; somebody without a name is called person."""
    second = people.newcomer("Amina")
    nameless = people.newcomer("!!!")

    assert (second.name, second.full_name) == ("Amina2", "Amina")
    assert nameless.name == "person"


def test_nobody_is_called_as_everybody_is(people: People) -> None:
    """Whoever has such a handle gets a number, so that `@here` never names one person."""
    assert people.newcomer("Here", ["matrix:@here:example.org"]).name == "Here2"


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

    with full_disk(len(before)), pytest.raises(StorageFault, match=r"people\.json cannot be read or written"):
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


# Several processes


def test_a_change_by_another_process_is_seen(people: People, tmp_path: Path) -> None:
    """At the next look: added, renamed, erased."""
    amina = known(people, "amina")

    trouble = elsewhere(tmp_path, lambda there: there.keep(there.newcomer("li"), replace(amina, name="amina.d")))
    added, renamed = people.named("li"), people.get(amina.id)
    trouble += elsewhere(tmp_path, lambda there: there.erase(amina.id))

    assert trouble == ""
    assert added is not None
    assert renamed is not None
    assert renamed.name == "amina.d"
    assert people.get(amina.id) is None


def test_two_processes_that_add_one_handle_make_one_person(people: People, tmp_path: Path) -> None:
    """Whoever comes second is refused, though nobody had the handle when they looked."""
    mine = people.newcomer("li", ["console:li"])

    trouble = elsewhere(tmp_path, lambda there: there.keep(there.newcomer("li", ["console:li"])))

    with pytest.raises(Taken):
        people.keep(mine)
    assert trouble == ""
    assert len([person for person in people.everyone() if "console:li" in person.handles]) == 1


def test_processes_that_add_at_once_lose_nobody(people: People, tmp_path: Path) -> None:
    """Each waits for the other's write."""

    def add(name: str) -> Callable[[Say], None]:
        def work(say: Say) -> None:
            there = People(tmp_path)
            for number in range(10):
                there.keep(there.newcomer(f"{name}{number}", [f"console:{name}{number}"]))

        return work

    with child(add("left")) as left, child(add("right")) as right:
        trouble = left.hear_all() + right.hear_all()

    assert trouble == []
    assert len(list(people.everyone())) == 21


# Claims


def test_a_claim_may_be_used_until_it_is_ended(people: People, tmp_path: Path) -> None:
    """As it was printed or in capitals, also by another process."""
    code = people.new_claim(NOW)

    claim = people.claim(code, NOW)

    assert claim
    assert People(tmp_path).claim(f" {code.upper()} ", NOW) == claim
    People(tmp_path).end_claim(claim)
    assert not people.claim(code, NOW)


@pytest.mark.parametrize(
    ("later", "valid"),
    [
        (timedelta(0), True),
        (CLAIM_LASTS - timedelta.resolution, True),
        (CLAIM_LASTS, False),
        (CLAIM_LASTS + timedelta.resolution, False),
        (timedelta(days=365), False),
    ],
)
def test_a_claim_lasts_an_hour(people: People, later: timedelta, valid: bool) -> None:
    """To the microsecond, whether or not the times have a fraction."""
    for start in (NOW, NOW.replace(microsecond=500_000)):
        assert bool(people.claim(people.new_claim(start), start + later)) is valid


def test_several_claims_stand_beside_each_other(people: People) -> None:
    """Ending one leaves the other."""
    first, second = people.new_claim(NOW), people.new_claim(NOW)

    assert first != second
    people.end_claim(people.claim(second, NOW))
    assert people.claim(first, NOW)
    assert not people.claim(second, NOW)


def test_a_wrong_code_writes_nothing(people: People, tmp_path: Path) -> None:
    """Whoever guesses costs nobody a write."""
    people.new_claim(NOW)
    before = (tmp_path / "people.json").stat().st_mtime_ns, (tmp_path / "people.json").stat().st_ino

    assert not people.claim("00000000", NOW)
    assert ((tmp_path / "people.json").stat().st_mtime_ns, (tmp_path / "people.json").stat().st_ino) == before


def test_the_file_does_not_hold_the_code(people: People, tmp_path: Path) -> None:
    """Only its digest, so that a backup appoints nobody."""
    code = people.new_claim(NOW)

    assert code not in json.dumps(json.loads((tmp_path / "people.json").read_text()))
