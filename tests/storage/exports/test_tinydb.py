"""The record as a file that stock TinyDB opens."""

import json
from pathlib import Path

from tinydb import Query, TinyDB

from storage.exports import write_tinydb
from tests.conversation import Conversation
from tests.storage.exports.exported import history
from tests.storage.office import Office


def test_tinydb_opens_its_export(talk: Conversation, tmp_path: Path) -> None:
    """The journal is a table whose documents stand under their numbers; each noun has a table."""
    write_tinydb(tmp_path / "all.json", history(talk), talk.bot.people)
    with TinyDB(tmp_path / "all.json") as database:
        journal = database.table("journal").all()
        commitments = database.table("commitments").search(Query().status == "done")
        [network] = database.table("networks").all()
        tables = database.tables()

    assert [entry.doc_id for entry in journal] == [entry["seq"] for entry in journal]
    assert journal == [json.loads(line) for line in history(talk).journal.lines()]
    assert [commitment["id"] for commitment in commitments] == ["PNE-C2"]
    assert commitments[0]["network"] == "PNE"
    assert network == {"code": "PNE", "name": "Policy Network on Environment", "since": "2021-03-01T09:00:00Z"}
    assert tables == {
        *(
            "journal",
            "people",
            "networks",
            "memberships",
            "polls",
            "meetings",
            "milestones",
            "commitments",
            "publications",
        ),
    }
    assert (tmp_path / "all.json").read_bytes().isascii()


def test_tinydb_opens_the_export_of_an_empty_record(tmp_path: Path) -> None:
    """There is nothing in it."""
    office = Office(tmp_path)
    write_tinydb(tmp_path / "all.json", office.record.history, office.people)
    with TinyDB(tmp_path / "all.json") as database:
        found = database.table("journal").all()

    assert found == []
