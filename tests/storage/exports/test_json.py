"""The record as one JSON document."""

import json
from pathlib import Path

from storage.exports import as_json
from storage.measures.electorate import digest
from tests.conversation import Conversation
from tests.storage.exports.exported import history
from tests.storage.office import Office


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


def test_polls_have_their_rules_in_json(talk: Conversation) -> None:
    """As in the public file of a poll."""
    talk.given("@amina /poll open Which? | A | B ties:listed threshold:2/3", "@li /poll vote P2 abstain")
    poll = json.loads(as_json(history(talk), talk.bot.people))["networks"][0]["polls"][1]

    assert poll["rules"] == {"ties": "listed", "threshold": "2/3"}
    assert (poll["abstained"], poll["void"], poll["withdrawn"], poll["extensions"]) == (1, False, None, [])
    assert poll["electorate_digest"] == digest(talk.poll(2).electorate, talk.poll(2).salt)
