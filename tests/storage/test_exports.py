"""What an export writes, by example."""

import csv
import json
import re
import stat
from pathlib import Path
from typing import Any

import pytest
from tinydb import Query, TinyDB

from storage.errors import StorageFault
from storage.exports import as_json, write_csv, write_json, write_tinydb
from storage.history import History
from storage.measures.electorate import digest
from tests.conversation import MEMBERS, Conversation
from tests.storage.office import Office
from tests.storage.plain import TABLES, imported, plain


@pytest.fixture
def talk(tmp_path: Path) -> Conversation:
    """A network in which something of everything happened."""
    talk = Conversation(tmp_path / "record")
    talk.given(
        *MEMBERS,
        "@li /pn me zone:Asia/Shanghai",
        "@amina /poll open Which theme? | =1+1 | Água closes:in 60 minutes",
        "@li /poll vote P1 2",
        "@amina /meeting plan in 20 minutes title:May call",
        "@amina /meeting open M1",
        "@amina /attend @amina @li",
        "@amina /commit Draft; the data section by:in 10 minutes owner:@li, The Body",
        "@li /commit accept C1",
        "@li /commit slip C1 by:in 20 days because:waiting",
        "@amina /commit -2 days of work",
        "@amina /commit start C2",
        "@amina /commit done C2 https://example.org/é",
        "@sec /publish News.",
    )
    talk.wait(minutes=5)
    talk.given("@sec /pn member role @li co-chair", "@sec /pn member role @li consultant", "@bruno /pn leave")
    talk.wait(minutes=5)
    talk.given("@bruno /pn join", "@sec /pn member approve @bruno", "@zoe /pn join")
    return talk


def history(talk: Conversation) -> History:
    """Return the history of a conversation, read up to now."""
    talk.bot.record.state()
    return talk.bot.record.history


def id_of(talk: Conversation, name: str) -> str:
    """Return somebody's opaque id."""
    person = talk.bot.people.named(name)
    assert person is not None
    return person.id


def table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_json_holds_the_whole_record(talk: Conversation) -> None:
    """Networks with all that is theirs, and people by name; the same record gives the same bytes."""
    text = as_json(history(talk), talk.bot.people)
    written = json.loads(text)
    [network] = written["networks"]
    [poll], [meeting], (first, second) = network["polls"], network["meetings"], network["commitments"]

    assert text == as_json(history(talk), talk.bot.people)
    assert written["entries"] == history(talk).seq
    assert [person["name"] for person in written["people"]] == ["amina", "bruno", "ines", "li", "sec", "zoe"]
    assert [person["name"] for person in written["people"] if person["secretariat"]] == ["sec"]
    assert [(member["person"], member["roles"]) for member in network["memberships"]] == [
        ("amina", ["co-chair", "mwg"]),
        ("li", ["co-chair", "consultant", "mwg"]),
        ("bruno", ["mwg"]),
        ("ines", ["consultant"]),
        ("zoe", []),
    ]
    assert (poll["electorate"], poll["voters"]) == (3, 1)
    assert poll["options"] == [
        {"number": 1, "text": "=1+1", "voters": 0},
        {"number": 2, "text": "Água", "voters": 1},
    ]
    assert [(ballot["person"], ballot["choice"]) for ballot in poll["ballots"]] == [("li", [2])]
    assert meeting["headcount"] == {"present": 2, "eligible": 3, "excused": 0, "others": 0, "proxies": 0}
    assert [(one["person"], one["presence"]) for one in meeting["attendance"]] == [
        ("amina", "present"),
        ("li", "present"),
    ]
    assert [(owner["person"], owner["body"]) for owner in first["owners"]] == [("li", None), (None, "The Body")]
    assert [slip["reason"] for slip in first["slips"]] == ["waiting"]
    assert (second["status"], second["evidence"]) == ("done", "https://example.org/é")
    assert [update["text"] for update in network["publications"]] == ["News."]


def test_an_empty_record_can_be_exported(tmp_path: Path) -> None:
    """There is no fact yet, and no time of one."""
    office = Office(tmp_path)
    written = json.loads(as_json(office.record.history, office.people))

    assert written == {"version": 1, "entries": 0, "last": None, "people": [], "networks": []}


def test_what_holds_since_ever_has_no_time(tmp_path: Path) -> None:
    """An imported row without a date is written without one."""
    office = Office(tmp_path)
    office.take("policy_networks: [{id: PNE, name: E}]\ncommitments: [{id: A, pn: PNE, action: B, status: done}]")
    [network] = json.loads(as_json(office.record.history, office.people))["networks"]

    assert network["since"] is None
    assert [network["commitments"][0][key] for key in ("status", "since", "done")] == ["done", None, None]


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


def test_polls_meetings_and_attendance_have_tables(talk: Conversation, tmp_path: Path) -> None:
    """A row an option, a meeting, a person at a meeting; times are in UTC."""
    write_csv(tmp_path / "csv", history(talk), talk.bot.people)
    polls, meetings, attendance = (
        table(tmp_path / "csv" / f"{name}.csv") for name in ("polls", "meetings", "attendance")
    )

    assert [(row["poll"], row["option"], row["votes"], row["electorate"]) for row in polls] == [
        ("PNE-P1", "1", "0", "3"),
        ("PNE-P1", "2", "1", "3"),
    ]
    assert polls[0]["closes"] == "2021-03-01T10:00:00Z"
    assert [(row["id"], row["present"], row["eligible"]) for row in meetings] == [("PNE-M1", "2", "3")]
    assert [(row["person"], row["presence"]) for row in attendance] == [
        (id_of(talk, "amina"), "present"),
        (id_of(talk, "li"), "present"),
    ]


def test_names_and_handles_stand_in_the_table_of_people_alone(talk: Conversation, tmp_path: Path) -> None:
    """The other tables know people by their opaque ids, which say nothing without it."""
    write_csv(tmp_path / "csv", history(talk), talk.bot.people)
    texts = {path.name: path.read_text(encoding="utf-8-sig") for path in (tmp_path / "csv").iterdir()}
    telling = [word for one in talk.bot.people.everyone() for word in (one.name, *one.handles)]
    found = {
        name for name, text in texts.items() if any(re.search(rf"\b{re.escape(word)}\b", text) for word in telling)
    }

    assert found == {"people.csv"}


def test_polls_have_their_rules_in_the_table(talk: Conversation, tmp_path: Path) -> None:
    """What was stated at the opening, and what became of it; no counts where there are none."""
    talk.given(
        "@amina /poll open Which? | A | B kind:multiple choose:1 for:community ties:listed leavers:lose quorum:50% "
        "threshold:2/3 extendable:yes use:scope names:public closes:in 2 hours",
        "@li /poll vote P2 abstain",
        "@amina /poll extend P2 until:in 3 hours because:the draft came late",
        "@amina /poll open Which? | A | B secret:yes",
        "@amina /poll withdraw P3 because:unclear",
        "@amina /poll open When? | 12 May 2021 13:00 UTC | 13 May 2021 07:30 UTC kind:dates for:everyone",
        "@li /poll vote P4 1 yes 2 if-need-be",
    )
    write_csv(tmp_path / "csv", history(talk), talk.bot.people)
    rows = {(row["poll"], row["option"]): row for row in table(tmp_path / "csv" / "polls.csv")}
    ruled, withdrawn, dates = rows["PNE-P2", "1"], rows["PNE-P3", "1"], rows["PNE-P4", "2"]

    wanted = ("for", "choose", "ties", "leavers", "quorum", "threshold", "secret", "extendable", "use", "names")
    assert [ruled[column] for column in wanted] == [
        "community",
        "1",
        "listed",
        "lose",
        "1/2",
        "2/3",
        "",
        "yes",
        "scope",
        "yes",
    ]
    assert ruled["extended_because"] == "the draft came late"
    assert ruled["extended"]
    assert ruled["electorate_digest"] == digest(talk.poll(2).electorate, talk.poll(2).salt)
    assert (ruled["electorate"], ruled["voters"], ruled["abstained"], ruled["votes"]) == ("3", "1", "1", "0")
    assert [withdrawn[column] for column in ("secret", "withdrawn", "voters", "votes")] == ["yes", "unclear", "", ""]
    assert [dates[column] for column in ("electorate", "electorate_digest", "votes", "if_need_be")] == [
        "",
        "",
        "0",
        "1",
    ]


def test_polls_have_their_rules_in_json(talk: Conversation) -> None:
    """As in the public file of a poll."""
    talk.given("@amina /poll open Which? | A | B ties:listed threshold:2/3", "@li /poll vote P2 abstain")
    poll = json.loads(as_json(history(talk), talk.bot.people))["networks"][0]["polls"][1]

    assert poll["rules"] == {"ties": "listed", "threshold": "2/3"}
    assert (poll["abstained"], poll["void"], poll["withdrawn"], poll["extensions"]) == (1, False, None, [])
    assert poll["electorate_digest"] == digest(talk.poll(2).electorate, talk.poll(2).salt)


def test_a_meeting_without_a_record_has_no_counts(talk: Conversation, tmp_path: Path) -> None:
    """Nobody is counted as absent where nobody was counted."""
    talk.given("@amina /meeting plan in 30 minutes title:June call")
    write_csv(tmp_path / "csv", history(talk), talk.bot.people)
    last = table(tmp_path / "csv" / "meetings.csv")[-1]

    assert [last[column] for column in ("present", "eligible", "excused", "others")] == [""] * 4


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


@pytest.mark.parametrize("write", [write_json, write_csv, write_tinydb])
def test_nothing_is_overwritten(talk: Conversation, tmp_path: Path, write: Any) -> None:  # noqa: ANN401  three functions of one signature
    """A file, a link or a full folder of that name is refused, and stays as it is."""
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "mine").touch()

    for name in ("file", "link", "folder"):
        with pytest.raises(StorageFault, match="is there already; name another one"):
            write(tmp_path / name, history(talk), talk.bot.people)
    assert (tmp_path / "file").read_text() == "mine"
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["mine"]


@pytest.mark.parametrize("write", [write_json, write_csv, write_tinydb])
def test_a_folder_that_is_missing_is_named(talk: Conversation, tmp_path: Path, write: Any) -> None:  # noqa: ANN401  three functions of one signature
    """The sentence says which file could not be written; nothing is left behind."""
    with pytest.raises(StorageFault, match="no/such"):
        write(tmp_path / "no" / "such", history(talk), talk.bot.people)
    assert [path.name for path in tmp_path.iterdir()] == ["record"]


def test_names_are_for_the_operator_alone(talk: Conversation, tmp_path: Path) -> None:
    """Nobody else on the machine can read an export; into an empty folder it may go."""
    (tmp_path / "csv").mkdir(mode=0o700)
    write_json(tmp_path / "all.json", history(talk), talk.bot.people)
    write_csv(tmp_path / "csv", history(talk), talk.bot.people)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in [tmp_path / "all.json", *(tmp_path / "csv").iterdir()]}

    assert modes == {0o600}
