"""What must not be read anywhere: names, handles, ids, reasons, evidence, proposals."""

from pathlib import Path

import pytest

from storage.events import CommitmentMade, Draft, FormatDeclared, MeetingPlanned, NetworkAdded, Published, Text
from storage.line import encode
from storage.tinydb_journal import TinyDBJournal
from tests.chatbot.web import crowd
from tests.chatbot.web.lived import HIDDEN
from tests.chatbot.web.visiting import SURFACES, visit
from tests.conversation import START, Conversation

EVERY = (*SURFACES, *(f"{path}?pn=PNE" for path in SURFACES), "/healthz", "/nothing", "/?pn=zofiamarker")


def test_nothing_personal_stands_on_any_surface(lived: Conversation) -> None:
    """Every name, handle and id of the directory, and everything that is no public text, is searched for everywhere."""
    people = list(lived.bot.people.everyone())
    hidden = {*HIDDEN, *(person.id for person in people), *(handle for person in people for handle in person.handles)}
    everything = "".join(
        f"{answer.headers} {answer.text}".replace("\r\n ", "") for answer in visit(lived, *EVERY, method="GET")
    )

    assert len(people) == 6
    assert "Which theme first?" in everything
    assert not {word for word in hidden if word in everything}


def test_the_words_that_are_searched_for_are_recorded(lived: Conversation) -> None:
    """Otherwise the search would prove nothing."""
    journal, people = ((lived.folder / name).read_text() for name in ("journal.jsonl", "people.json"))

    assert not {word for word in HIDDEN if word not in journal + people}


def test_the_ids_of_those_who_were_there_are_nowhere(tmp_path: Path) -> None:
    """Nor the notes of commitments, in a record with everything in it."""
    answers = visit(crowd.hostile(tmp_path / "record"), *EVERY)

    assert not [answer for answer in answers if "zq" in answer.text or "HIDDEN" in answer.text]


@pytest.mark.parametrize("path", SURFACES)
def test_an_erased_text_is_told_as_erased(tmp_path: Path, path: str) -> None:
    """Its digest is all that is left in the journal, and is not told either."""
    erased = Text(digest="deadbeef")
    things = (
        NetworkAdded(network="PNE", name="Environment"),
        MeetingPlanned(network="PNE", meeting=1, starts=START, title=erased),
        CommitmentMade(network="PNE", commitment=1, text=erased),
        Published(network="PNE", text=erased),
    )
    journal = TinyDBJournal(tmp_path / "record")
    with journal.exclusive():
        journal.append(
            [
                Draft(START, "operator", "format", (FormatDeclared(network="*", version=1),)),
                Draft(START, "zq0", "test", things),
            ]
        )
    [answer] = visit(Conversation(tmp_path / "record"), path)

    assert "(text erased)" in answer.text
    assert "deadbeef" not in answer.text
    assert encode(erased).decode() not in answer.text
