"""`pn doctor` looks at whatever a record needs, and goes on after what it finds."""

import asyncio
import signal
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from chatbot.adapters.slack.lead import lead
from chatbot.cli.doctor import examine
from storage.files import Lock
from storage.settings import Settings
from tests.conversation import MEMBERS, START, Conversation
from tests.storage.children import Say, child


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a healthy record."""
    talk = Conversation(tmp_path / "data")
    talk.given(*MEMBERS)
    return tmp_path / "data"


def problems(folder: Path, **environment: str) -> list[str]:
    """Return the problems that are found."""
    settings = Settings.model_validate({"PN_RECORD": f"tinydb:{folder}", **environment})
    return [finding.sentence for finding in examine(settings, START + timedelta(days=1)) if not finding.fine]


def test_a_healthy_record_has_no_problems(folder: Path) -> None:
    """Nor has a place where one can be made."""
    assert problems(folder) == []
    assert problems(folder.parent / "a" / "b") == []


@pytest.mark.parametrize("content", ["{", "[]", '{"people": {"1": {"id": "p1"}}}', '{"people": {"1": {"rubbish": 1}}}'])
def test_a_broken_directory_is_found(folder: Path, content: str) -> None:
    """Whether it is no JSON, or says nothing that a directory says."""
    (folder / "people.json").write_text(content)

    [problem] = problems(folder)
    assert problem.startswith(f"The directory of people cannot be read, restore {folder}/people.json from a backup: ")


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        '{"positions": []}',
        '{"positions": {"1": {"rubbish": 1}}}',
        '{"positions": {"1": {"follower": "matrix", "at": 5}}}',
    ],
)
def test_broken_positions_are_found(folder: Path, content: str) -> None:
    """The bot would not start with them on any platform."""
    (folder / "positions.json").write_text(content)

    [problem] = problems(folder)
    assert problem.startswith(f"How far the platforms were heard cannot be read, restore {folder}/positions.json from ")


@pytest.mark.parametrize("name", ["lock", "people.lock"])
def test_a_program_that_holds_a_lock_is_found(folder: Path, name: str) -> None:
    """Nothing can be recorded beside it."""

    def work(say: Say) -> None:
        with Lock(folder / name).held():
            say("in")
            signal.pause()

    with child(work) as holder:
        holder.hear()
        holder.stop()
        found = problems(folder)

    assert [sentence.partition(": ")[0] for sentence in found] == [
        f"{folder}/{name} is locked by process {holder.pid}, which is stopped"
    ]
    assert problems(folder) == []


def test_a_bot_on_slack_that_runs_is_no_problem(folder: Path) -> None:
    """It has the lead for as long as it runs, and holds a lock for that."""

    def work(say: Say) -> None:
        kept = asyncio.run(lead(folder))
        say("in")
        signal.pause()
        kept.release()

    with child(work) as bot:
        bot.hear()
        assert problems(folder) == []


def test_members_who_are_in_no_directory_are_found(folder: Path) -> None:
    """As after a restore without it: the next start would make new people of them."""
    (folder / "people.json").unlink()

    [problem] = problems(folder)
    assert problem.endswith(" members are not in the directory: restore people.json from a backup.")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [(Path.unlink, "key cannot be read or written: No such file"), (lambda key: key.write_text("x"), "holds no key")],
)
def test_a_key_that_is_gone_is_found(folder: Path, spoil: Callable[[Path], object], said: str) -> None:
    """The next start would make another one, and know no message any more."""
    spoil(folder / "key")

    [problem] = problems(folder)
    assert problem.startswith("Messages that were handled already may be recorded again. ")
    assert said in problem


def test_a_record_cut_at_its_end_is_a_problem_among_others(folder: Path) -> None:
    """What is refused is said, and what comes after it is looked at too."""
    journal = folder / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-10])
    (folder / "people.json").write_text("{")
    found = problems(folder)

    assert any("has lost entries at its end" in problem for problem in found)
    assert "The directory of people" in found[-1]


def test_a_journal_that_is_gone_is_a_problem_among_others(folder: Path) -> None:
    """The head file knows that there was one."""
    (folder / "journal.jsonl").unlink()
    (folder / "people.json").write_text("{")
    found = problems(folder)

    assert any("journal.jsonl is gone" in problem for problem in found)
    assert "The directory of people" in found[-1]


def test_a_place_where_no_record_can_be_made_is_found(tmp_path: Path) -> None:
    """Something else stands above it."""
    (tmp_path / "file").touch()

    [problem] = problems(tmp_path / "file" / "data")
    assert problem.endswith(f"and {tmp_path}/file is no folder that can be written.")


def test_a_network_file_system_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also before there is a record."""
    here = SimpleNamespace(mountpoint=str(tmp_path), fstype="nfs4")
    monkeypatch.setattr(psutil, "disk_partitions", lambda all: [here])

    [problem] = problems(tmp_path / "data")
    assert "is on a network file system (nfs4)" in problem


def test_a_lost_ballot_box_is_found(folder: Path) -> None:
    """Before the next start makes the poll void; one that is there is fine."""
    talk = Conversation(folder)
    talk.given("@amina /poll open Which? | A | B secret:yes")
    before = problems(folder)
    next(folder.glob("ballots/*.key")).unlink()

    assert before == []
    assert problems(folder) == ["The ballot box of PNE-P1 or its key is gone: the next start makes the poll void."]


def test_a_secretariat_is_missing_only_where_none_is_named(tmp_path: Path) -> None:
    """Before the first start the settings may name one whom nobody appointed yet, as docs/slack.md has it."""
    (tmp_path / "data").mkdir(mode=0o700)

    assert problems(tmp_path / "data") == ["Nobody acts for the Secretariat: `pn claim`, or set PN_SECRETARIAT."]
    assert problems(tmp_path / "data", PN_SECRETARIAT="slack:U024BE7LH") == []


@pytest.mark.parametrize("variable", ["SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"])
def test_a_bot_without_its_token_is_found(folder: Path, variable: str) -> None:
    """It would run, and be on Slack nowhere."""
    assert problems(folder, **{variable: "x"}) == ["The bot is not on Slack: set SLACK_BOT_TOKEN as well."]
