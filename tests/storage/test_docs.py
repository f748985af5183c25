"""The pages about import and export name every column and key that there is, and their examples work."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from storage.columns import FILES, Kind, known
from storage.exports import as_json
from storage.exports.tables import tables
from storage.people import People
from storage.state import State
from tests.conversation import MEMBERS, Conversation
from tests.storage.office import Office

DOCS = Path(__file__).parents[2] / "docs"
IMPORT = (DOCS / "import.md").read_text(encoding="utf-8")
EXPORT = (DOCS / "export.md").read_text(encoding="utf-8")


def named(text: str) -> list[str]:
    """Return the words in backticks."""
    return re.findall(r"`([a-z_]+)`", text)


def keys(value: Any) -> Iterator[str]:  # noqa: ANN401  any JSON
    """Yield every key in a JSON value."""
    for item in value if isinstance(value, list) else value.values() if isinstance(value, dict) else ():
        yield from keys(item)
    if isinstance(value, dict):
        yield from value


@pytest.mark.parametrize("kind", Kind)
def test_the_page_about_import_has_every_column(kind: Kind) -> None:
    """The table under a kind's name lists each of its columns once."""
    section = IMPORT.partition(f"\n## {kind}\n")[2].partition("\n## ")[0]
    rows = [row.split("|")[1] for row in section.splitlines() if row.startswith("| `")]
    columns = [column for row in rows for column in named(row)]

    assert sorted(columns) == sorted(known(kind))


def test_the_page_about_export_has_every_column_that_import_does_not_read(tmp_path: Path) -> None:
    """The table under the name of the file lists its columns in their order; every other file is named."""
    exported = tables(State(), People(tmp_path))
    section = EXPORT.partition("| `polls.csv` |")[2].partition("\n\n")[0]
    columns = [word for row in section.splitlines()[2:] for word in named(row.split("|")[1])]

    assert columns == list(exported["polls"][0])
    assert [name for name in exported if f"`{name}.csv`" not in EXPORT] == []
    assert set(FILES) == set(exported) - {"polls", "votes"}


def test_the_page_about_export_has_every_key(tmp_path: Path) -> None:
    """Whatever stands in the JSON is explained."""
    talk = Conversation(tmp_path)
    talk.given(
        *MEMBERS,
        "@amina /poll open Which? | A | B closes:in 60 minutes",
        "@li /poll vote P1 2",
        "@amina /meeting plan in 20 minutes title:May call",
        "@amina /meeting open M1",
        "@amina /attend @amina",
        "@amina /commit Draft by:in 10 minutes",
        "@amina /commit slip C1 by:in 20 days",
        "@sec /publish News.",
    )
    written = json.loads(as_json(talk.bot.record.history, talk.bot.people))

    assert set(keys(written)) - set(named(EXPORT.partition("\n## csv\n")[0])) == set()


@pytest.mark.parametrize("form", ["yaml", "csv"])
def test_the_examples_can_be_imported(tmp_path: Path, form: str) -> None:
    """What the page shows is accepted as it stands."""
    example = IMPORT.partition(f"```{form}\n")[2].partition("```")[0]
    office = Office(tmp_path)
    office.take("policy_networks: [{id: PNE, name: Policy Network on Environment}]")

    assert office.take(example, f"example.{form}").endswith("skipped")
    assert len(office.state.network("PNE").commitments) == 2
