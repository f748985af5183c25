"""A journal of each backend, and a directory. A second backend is one more entry in `BACKENDS`."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storage.journal import Journal
from storage.people import People
from storage.tinydb_journal import TinyDBJournal
from tests.storage.drafts import record

Opening = Callable[[], Journal]
"""Opens the same journal once more, as another process would."""

BACKENDS: dict[str, Callable[[Path], Journal]] = {"tinydb": lambda place: TinyDBJournal(place / "data")}


@pytest.fixture(params=BACKENDS)
def open_journal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opening]:
    """Journals of one record, closed at the end."""
    opened: list[Journal] = []

    def opening() -> Journal:
        opened.append(BACKENDS[request.param](tmp_path))
        return opened[-1]

    yield opening
    for journal in opened:
        journal.close()


@pytest.fixture
def journal(open_journal: Opening) -> Journal:
    """An empty journal."""
    return open_journal()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder of a TinyDB journal, which is not there yet."""
    return tmp_path / "data"


@pytest.fixture
def three(data: Path) -> Path:
    """The folder of a journal with three entries, closed."""
    journal = TinyDBJournal(data)
    record(journal, "a")
    record(journal, "bb", "ccc")
    journal.close()
    return data


@pytest.fixture
def people(tmp_path: Path) -> People:
    """A directory with amina in it."""
    people = People(tmp_path)
    people.keep(people.newcomer("amina", ["console:amina", "matrix:@amina:example.org"]))
    return people
