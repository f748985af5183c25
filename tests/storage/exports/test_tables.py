"""The record as CSV tables: imported again without a loss, and without a formula or a name too many."""

import re
from pathlib import Path

from storage.exports import as_json, write_csv
from tests.conversation import Conversation
from tests.storage.exports.exported import history, id_of, table
from tests.storage.office import Office
from tests.storage.plain import TABLES, imported, plain


def test_an_erased_person_is_written_as_what_is_left(talk: Conversation, tmp_path: Path) -> None:
    """The opaque id stands for the name, in every form; import takes it."""
    li = talk.bot.people.named("li")
    assert li is not None
    talk.bot.people.erase(li.id)
    write_csv(tmp_path / "csv", history(talk), talk.bot.people)
    office = imported(tmp_path / "csv", tmp_path / "again")

    assert f'"person": "{li.id}"'.encode() in as_json(history(talk), talk.bot.people)
    assert li.id in [row["person"] for row in table(tmp_path / "csv" / "memberships.csv")]
    assert plain(office.state) == plain(history(talk).state)


def test_the_tables_of_a_record_make_the_same_record(talk: Conversation, tmp_path: Path) -> None:
    """Networks, people, memberships, commitments and meetings go out and in without a loss."""
    write_csv(tmp_path / "csv", history(talk), talk.bot.people)
    office = imported(tmp_path / "csv", tmp_path / "again")

    assert plain(office.state) == plain(history(talk).state)
    assert list(office.people.everyone()) == list(talk.bot.people.everyone())


def test_the_tables_of_a_record_say_nothing_new_to_it(talk: Conversation, tmp_path: Path) -> None:
    """An export that is imported where it came from is skipped, also after it was imported elsewhere."""
    write_csv(tmp_path / "csv", history(talk), talk.bot.people)
    office = imported(tmp_path / "csv", tmp_path / "again")
    write_csv(tmp_path / "csv again", office.record.history, office.people)
    office.folder = tmp_path

    assert [office.take(tmp_path / "csv" / f"{name}.csv") for name in TABLES] == [
        "0 networks imported; 1 skipped",
        "0 people imported; 6 skipped",
        "0 memberships imported; 6 skipped",
        "0 milestones imported; 0 skipped",
        "0 commitments imported; 2 skipped",
        "0 quorums imported; 0 skipped",
        "0 meetings imported; 1 skipped",
        "0 items of an agenda imported; 0 skipped",
        "0 notes imported; 0 skipped",
        "0 versions of minutes imported; 0 skipped",
        "0 attendances imported; 2 skipped",
    ]
    assert [(tmp_path / "csv" / f"{name}.csv").read_bytes() for name in TABLES] == [
        (tmp_path / "csv again" / f"{name}.csv").read_bytes() for name in TABLES
    ]


def test_an_export_is_skipped_by_the_record_it_came_from(talk: Conversation, tmp_path: Path) -> None:
    """What was typed in the chat is recognised as it now stands."""
    write_csv(tmp_path / "csv", history(talk), talk.bot.people)
    source = Office(tmp_path / "other")
    source.people, source.record = talk.bot.people, talk.bot.record
    said = [source.take(tmp_path / "csv" / f"{name}.csv") for name in TABLES]

    assert all("skipped" in sentence and sentence.startswith("0 ") for sentence in said)
    assert not [source for source in history(talk).sources if source.startswith("import:")]


def test_no_cell_is_a_formula(talk: Conversation, tmp_path: Path) -> None:
    """What a spreadsheet would calculate has an apostrophe before it; import takes it away."""
    write_csv(tmp_path / "csv", history(talk), talk.bot.people)
    cells = [cell for path in (tmp_path / "csv").iterdir() for row in table(path) for cell in row.values()]
    [first, second] = table(tmp_path / "csv" / "commitments.csv")

    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert (first["action"], first["actors"]) == ("Draft; the data section", f"'@{id_of(talk, 'li')}; The Body")
    assert second["action"] == "'-2 days of work"
    assert table(tmp_path / "csv" / "polls.csv")[0]["text"] == "'=1+1"


def test_names_and_handles_stand_in_the_table_of_people_alone(talk: Conversation, tmp_path: Path) -> None:
    """The other tables know people by their opaque ids, which say nothing without it."""
    write_csv(tmp_path / "csv", history(talk), talk.bot.people)
    texts = {path.name: path.read_text(encoding="utf-8-sig") for path in (tmp_path / "csv").iterdir()}
    telling = [word for one in talk.bot.people.everyone() for word in (one.name, *one.handles)]
    found = {
        name for name, text in texts.items() if any(re.search(rf"\b{re.escape(word)}\b", text) for word in telling)
    }

    assert found == {"people.csv"}
