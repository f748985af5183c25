"""The directory in several processes: a change is seen, and nobody is lost or there twice."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from storage.people import People, Taken
from tests.storage.children import Say, child


def elsewhere(folder: Path, work: Callable[[People], None]) -> str:
    """Do something in another process, and return what went wrong there, if anything."""

    def run(say: Say) -> None:
        work(People(folder))

    with child(run) as process:
        return "\n".join(process.hear_all())


def test_a_change_by_another_process_is_seen(people: People, tmp_path: Path) -> None:
    """At the next look: added, renamed, erased."""
    amina = people.named("amina")
    assert amina

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
