"""The public file of a poll: it names nobody unless that was said, and whoever counts it again gets the same."""

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given

from chatbot.__main__ import pn
from storage.errors import StorageFault
from storage.events import PollKind
from storage.exports.ballots import document, public_file, read_file, receipt, result
from storage.people import People
from storage.state import Poll
from tests.conversation import Conversation
from tests.storage.measures import elections

DOCS = Path(__file__).parents[2] / "docs"
SCRIPT = DOCS / "recount.py"


def alone() -> Any:  # noqa: ANN401  a module that is no part of the program
    """Return the script that counts without our code."""
    spec = importlib.util.spec_from_file_location("recount", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


RECOUNT = alone()


@pytest.fixture(scope="module")
def nobody(tmp_path_factory: pytest.TempPathFactory) -> People:
    """A directory without anybody."""
    return People(tmp_path_factory.mktemp("people"))


@given(poll=elections.polls())
def test_a_recount_gives_the_same(nobody: People, poll: Poll) -> None:
    """Ours from the file alone, and the script that knows nothing of our code."""
    text = public_file(poll, nobody, elections.AT)
    again, said = read_file(text)

    assert result(again) == said == result(poll)
    assert RECOUNT.count(json.loads(text)) == said


@given(poll=elections.polls())
def test_nobody_is_named_in_a_file(nobody: People, poll: Poll) -> None:
    """Neither by name nor by id; and the ballots are sorted, so that nothing tells when each came."""
    found = document(poll, nobody)

    assert not re.search(r'"p\d+"', json.dumps(found))
    said = [(one["choice"], one.get("maybe", [])) for one in found["ballots"]]
    assert said == sorted(said)


def held(talk: Conversation, rules: str = "") -> None:
    """Hold a poll to its end."""
    talk.given(f"@amina /poll open Capital? | A | B | C kind:ranked {rules}", "@amina /poll vote P1 1>2")
    talk.given("@li /poll vote P1 2>1", "@bruno /poll vote P1 abstain", "@amina /poll close")


def test_a_voter_finds_the_ballot_by_its_receipt(talk: Conversation) -> None:
    """Each of an open poll has one, which nobody else is told."""
    talk.given("@amina /poll open Tea? | Yes | No", "@li /poll vote P1 2", "@bruno /poll vote P1 2")
    told = talk.say("@li /poll receipt P1")
    talk.given("@amina /poll close")
    found = document(talk.poll(), talk.bot.people)["ballots"]
    li = talk.bot.people.named("li")
    assert li is not None

    assert told.private
    assert receipt(talk.poll(), li.id) in told.text
    assert [one["receipt"] for one in found].count(receipt(talk.poll(), li.id)) == 1
    assert len({one["receipt"] for one in found}) == 2
    assert talk.say("@amina /poll receipt P1").error == "not_found"


def test_a_secret_ballot_has_no_receipt(talk: Conversation) -> None:
    """There is nothing that a voter could show to a buyer."""
    talk.given("@amina /poll open Tea? | Yes | No secret:yes", "@li /poll vote P1 2")
    told = talk.say("@li /poll receipt P1").text
    talk.given("@amina /poll close")

    assert told == "A ballot from you is in PNE-P1. A new one replaces it until the close."
    assert document(talk.poll(), talk.bot.people)["ballots"] == [{"choice": [2]}]


def test_names_stand_there_where_the_opening_said_so(talk: Conversation) -> None:
    """And nowhere else."""
    held(talk, "names:public")
    ballots = document(talk.poll(), talk.bot.people)["ballots"]

    assert [(one["name"], one["choice"]) for one in ballots] == [("bruno", []), ("amina", [1, 2]), ("li", [2, 1])]


def test_an_open_poll_has_no_file(talk: Conversation) -> None:
    """Nor has a withdrawn one."""
    talk.given("@amina /poll open Tea? | Yes | No")
    with pytest.raises(StorageFault, match="PNE-P1 has no result to export"):
        public_file(talk.poll(), talk.bot.people, talk.now)
    talk.given("@amina /poll withdraw P1 because:a mistake")

    with pytest.raises(StorageFault, match="PNE-P1 has no result to export"):
        public_file(talk.poll(), talk.bot.people, talk.now)


def test_from_the_record_to_a_recount_by_hand(
    talk: Conversation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`pn poll export`, `pn poll recount` without any record, and the script; a changed file is found out."""
    held(talk)
    monkeypatch.setenv("PN_RECORD", f"tinydb:{talk.folder}")
    file = tmp_path / "p1.json"
    written = CliRunner().invoke(pn, ["poll", "export", "PNE-P1", "--to", str(file)])
    monkeypatch.setenv("PN_RECORD", f"tinydb:{tmp_path / 'nowhere'}")
    counted = CliRunner().invoke(pn, ["poll", "recount", str(file)])
    script = subprocess.run([sys.executable, "-I", str(SCRIPT), str(file)], capture_output=True, text=True, check=False)
    changed = json.loads(file.read_text())
    changed["ballots"][1]["choice"] = [2]
    file.write_text(json.dumps(changed))
    after = CliRunner().invoke(pn, ["poll", "recount", str(file)])

    assert written.exit_code == 0, written.output
    assert counted.exit_code == 0, counted.output
    assert counted.output.splitlines()[-1] == "The result that stands in the file is the same."
    assert script.returncode == 0, script.stderr
    assert script.stdout.splitlines()[-1] == "The result in the file is the same."
    assert not (tmp_path / "nowhere").exists()
    assert after.exit_code == 1
    assert "PROBLEM" in after.output


@pytest.mark.parametrize("text", [b"", b"{}", b"[]", b'{"version": 1}'])
def test_what_is_no_public_file_is_told_so(text: bytes) -> None:
    """In a sentence."""
    with pytest.raises(StorageFault, match="That is no public file of a poll"):
        read_file(text)


def test_the_page_about_polls_has_every_key_and_kind(talk: Conversation) -> None:
    """Whatever stands in the file is explained, and each kind has its section."""
    page = (DOCS / "polls.md").read_text(encoding="utf-8")
    held(talk, "names:public")
    talk.given("@amina /poll open When? | 12 May 2021 13:00 UTC | 13 May 2021 13:00 UTC kind:dates")
    talk.given("@li /poll vote P2 1 if-need-be", "@amina /poll close P2")
    found = [document(talk.poll(number), talk.bot.people) for number in (1, 2)]
    keys = {key for one in found for key in [*one, *one["result"], *one["ballots"][0], *one["electorate"]]}

    assert keys <= set(re.findall(r"`([a-z_0-9]+)`", page))
    for kind in PollKind:
        assert f"kind:{kind}" in page or kind is PollKind.SINGLE
