"""A record of an older format goes on under a newer program: its lines are brought forward, new ones follow."""

from typing import Any, Final

import pytest

from storage import batch, history, line, verify
from storage.errors import Newer
from storage.events import EVERYWHERE, OPERATOR, Draft, FormatDeclared, NetworkAdded
from storage.history import History
from storage.tinydb_journal import TinyDBJournal
from tests.conversation import Conversation

DRAFT: Final = "@li /commit Draft it"


@pytest.fixture
def newer(talk: Conversation, monkeypatch: pytest.MonkeyPatch) -> Conversation:
    """The record of PNE with one commitment, reopened by a program of format 2, which abbreviates names."""
    talk.say(DRAFT, event="once")

    def abbreviated(entry: dict[str, Any]) -> dict[str, Any]:
        for event in entry["events"]:
            if "name" in event:
                event["name"] = event["name"].replace("Policy Network", "PN")
        return entry

    monkeypatch.setattr(line, "UPGRADES", {1: abbreviated})
    for module in (batch, history, line, verify):
        monkeypatch.setattr(module, "VERSION", 2)
    talk.reopen()
    return talk


def declared(talk: Conversation) -> list[tuple[int, int]]:
    """Return the entries that declare a format, with the version."""
    return [
        (entry.seq, event.version)
        for entry in talk.bot.record.history.entries()
        for event in entry.events
        if isinstance(event, FormatDeclared)
    ]


def test_a_newer_format_is_declared_once(newer: Conversation) -> None:
    """Before the first entry that a newer program writes, whatever follows and however often it starts anew."""
    old = newer.seq
    for number in range(3):
        newer.given(f"@li /commit Number {number}")
    newer.reopen()
    newer.given("@li /commit Number 3")

    assert declared(newer) == [(1, 1), (old + 1, 2)]
    assert verify.verify(newer.folder).problems == []


def test_each_line_is_read_in_the_format_in_which_it_was_written(newer: Conversation) -> None:
    """An older one is brought forward, also when it is looked up after newer ones, or the reading was broken off."""
    newer.given("@sec /pn add PNMA Policy Network on Meaningful Access", "@li /commit Draft it")
    followed = newer.bot.record.history
    fresh = History(TinyDBJournal(newer.folder, read_only=True))
    fresh.refresh()
    next(followed.entries())

    for known in (followed, fresh):
        [old] = [event for event in known.entry(3).events if isinstance(event, NetworkAdded)]

        assert old.name == "PN on Environment"
        assert known.state.network("PNE").name == "PN on Environment"
        assert known.state.network("PNMA").name == "Policy Network on Meaningful Access"
        assert known.version == 2


def test_an_older_entry_is_recognised_when_it_is_delivered_again(newer: Conversation) -> None:
    """What it made is told as ever, before and after the first entry of the newer format."""
    seq = newer.seq
    replies = [newer.say(DRAFT, event="once")]
    newer.given("@bruno /commit Review it")
    replies.append(newer.say(DRAFT, event="once"))

    assert [reply.created for reply in replies] == [("PNE-C1",)] * 2
    assert newer.seq == seq + 2


def test_a_line_of_a_newer_program_is_refused_as_newer(talk: Conversation) -> None:
    """Also when it holds events that this program has never heard of."""
    head = talk.bot.record.history.journal.head()
    [(_entry, known, _head)] = line.chain(
        head, [Draft(talk.now, OPERATOR, "format:2", (FormatDeclared(network=EVERYWHERE, version=2),))]
    )
    with (talk.folder / "journal.jsonl").open("ab") as file:
        file.write(known.replace(b"}]", b'},{"network":"PNE","type":"moon_landed"}]') + b"\n")
    (talk.folder / "head").unlink()

    with pytest.raises(Newer, match="format 2"):
        History(TinyDBJournal(talk.folder, read_only=True)).refresh()
