"""The console as a filter and as a conversation."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chatbot.adapters.console import Console, filter_lines
from tests.conversation import MEMBERS, Conversation


@pytest.fixture
def talk(tmp_path: Path) -> Conversation:
    """A small network."""
    talk = Conversation(tmp_path / "record")
    talk.given(*MEMBERS)
    return talk


def test_one_json_object_a_command(talk: Conversation) -> None:
    """Each non-empty line gets one object with exactly the documented keys."""
    out = io.StringIO()

    accepted = filter_lines(
        Console(talk.bot.dispatcher, "li", "PNE"), ["/commit Draft it", "", "/frob"], out, as_json=True
    )

    made, unknown = [json.loads(line) for line in out.getvalue().splitlines()]
    assert not accepted
    assert made == {
        "ok": True,
        "text": "PNE-C1: Draft it · no deadline · @li · open",
        "private": False,
        "created": ["PNE-C1"],
        "error": None,
    }
    assert (unknown["ok"], unknown["private"], unknown["created"], unknown["error"]) == (
        False,
        True,
        [],
        "unknown_command",
    )


def test_an_unknown_name_is_told_so(talk: Conversation) -> None:
    """A slip of the finger would make another person; who is known is not warned of."""
    console = Console(talk.bot.dispatcher, "li", "PNE")
    unknown = console.answer("/as aminna", talk.now).text
    known = console.answer("/as amina", talk.now).text

    assert unknown == "You type as @aminna now. Nobody is known by that name: what you type is an observer's."
    assert known == "You type as @amina now."


@pytest.mark.parametrize("end", ["/quit", "/exit", " !Exit "])
def test_it_can_be_left_by_a_word(talk: Conversation, end: str) -> None:
    """What stands behind it is not read."""
    out = io.StringIO()
    accepted = filter_lines(Console(talk.bot.dispatcher, "li", "PNE"), [end, "/commit Draft it"], out, as_json=True)

    assert accepted
    assert out.getvalue() == ""
    assert not talk.network.commitments


@pytest.mark.parametrize("typed", ["/exit?", "quit", "exit", "Exit."])
def test_nothing_else_ends_it(talk: Conversation, typed: str) -> None:
    """Everything that runs with it would end too."""
    out = io.StringIO()
    filter_lines(Console(talk.bot.dispatcher, "li", "PNE"), [typed, "/commit Draft it"], out, as_json=False)

    assert out.getvalue().startswith("Only `/exit` ends the console.")
    assert "Try: `/exit`\n" in out.getvalue()
    assert list(talk.network.commitments) == [1]


def test_as_and_in_change_who_types_and_where(talk: Conversation) -> None:
    """The next lines are of the other person, in the other network."""
    talk.given("@sec /pn add PNMA Meaningful Access", "@sec /pn member add @bruno PNMA")
    out = io.StringIO()
    lines = ["/as bruno", "/in pnma", "/commit Mine", "/in XYZ", "/as"]

    filter_lines(Console(talk.bot.dispatcher, "li", "PNE"), lines, out, as_json=True)

    answers = [json.loads(line) for line in out.getvalue().splitlines()]
    assert answers[2]["created"] == ["PNMA-C1"]
    assert "@bruno" in answers[2]["text"]
    assert [answer["error"] for answer in answers] == [None, None, None, "not_found", "usage"]
    assert answers[3]["text"] == "There is no network XYZ. There are: PNE, PNMA."
    assert answers[4]["text"].startswith("Write a name after `/as`")


def test_whoever_types_is_told_what_is_due(talk: Conversation) -> None:
    """Once, and nobody else."""
    talk.given("@li /commit Draft it by:31 March 2021")
    li, bruno = (Console(talk.bot.dispatcher, name, "PNE", talk.bot.mail) for name in ("li", "bruno"))
    later = datetime(2021, 3, 30, 12, tzinfo=UTC)

    assert [letter.partition(":")[0] for letter in li.letters(later)] == ["Due in 1 day"]
    assert list(li.letters(later)) == []
    assert list(bruno.letters(later)) == []


def test_what_is_no_utf_8_is_refused(talk: Conversation) -> None:
    """A name with question marks for its letters would stay in the record."""
    out = io.StringIO()
    filter_lines(
        Console(talk.bot.dispatcher, "li", "PNE"), ["/commit R\udce9seau", "/commit Réseau"], out, as_json=True
    )

    bad, good = [json.loads(line) for line in out.getvalue().splitlines()]
    assert (bad["error"], bad["text"]) == ("usage", "This line is no UTF-8 text, so nothing was recorded.")
    assert good["created"] == ["PNE-C1"]


def test_an_editors_mark_hides_no_change_of_who_types(talk: Conversation) -> None:
    """The next line would be somebody else's."""
    console = Console(talk.bot.dispatcher, "li", "PNE")

    assert console.answer("\ufeff/as amina", talk.now).text == "You type as @amina now."
    assert console.answer("\u200f／in pne", talk.now).text == "You type in PNE now."
