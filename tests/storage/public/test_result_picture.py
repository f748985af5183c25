"""What the picture of a result shows: of closed polls only, whole in words, and within a telephone's width."""

from pathlib import Path

import altair
import pytest
from rich.cells import cell_len

from storage.public.bars import Spec
from storage.public.result_picture import Bar, ResultPicture, picture_of, spec_of
from tests.conversation import MEMBERS, Conversation

OPEN = "@amina /poll open Which first? | Water | Energy"
LONG = "Connect the unconnected in rural and remote areas, with community networks and universal service funds"


@pytest.fixture
def talk(tmp_path: Path) -> Conversation:
    """A small network."""
    made = Conversation(tmp_path)
    made.given(*MEMBERS)
    return made


def everything(text: str) -> str:
    """Every letter can be drawn."""
    return text


def latin_only(text: str) -> str:
    """Letters of the Latin script can be drawn."""
    return "".join(letter if letter < "\u0250" or letter in "“”…" else "…" for letter in text)


def lines_of(spec: Spec) -> list[str]:
    """Return every line that is written in a picture."""
    names = [line for value in spec["data"]["values"] for line in value["name"]]
    return [line.strip("\u200e") for line in [*spec["title"]["text"], *spec["title"]["subtitle"], *names] if line]


def test_there_is_no_picture_before_the_close(talk: Conversation) -> None:
    """Neither of an open poll nor of a secret one: what would it show?"""
    talk.given(OPEN, "@li /poll vote P1 2", f"{OPEN} secret:yes", "@li #pne /poll list")

    assert picture_of(talk.poll(1)) is None
    assert picture_of(talk.poll(2)) is None


def test_there_is_no_picture_without_a_result(talk: Conversation) -> None:
    """A withdrawn poll has none, nor has a proposal that nobody opened."""
    talk.given(OPEN, "@amina /poll withdraw P1 because:unclear", "@li /poll open Which? | A | B", "@li /poll close P2")

    assert picture_of(talk.poll(1)) is None
    assert picture_of(talk.poll(2)) is None


def test_the_words_say_what_the_picture_shows(talk: Conversation) -> None:
    """Who cannot see it misses nothing, and no name is in it."""
    talk.given(OPEN, "@li /poll vote P1 2", "@bruno /poll vote P1 abstain", "@amina /poll close P1")

    picture = picture_of(talk.poll())

    assert picture
    assert picture.words == (
        "PNE-P1: Which first?\n1. Water: 0\n2. Energy: 1\nAbstained: 1\n"
        "Most votes: “Energy”, with 1 vote.\nTurnout: 2 of 3 (67%).\nClosed on 1 March 2021, 09:00 UTC."
    )
    assert lines_of(spec_of(picture, everything)) == [
        "PNE-P1: Which first?",
        "Most votes: “Energy”, with 1 vote.",
        "Turnout: 2 of 3 (67%).",
        "Closed on 1 March 2021, 09:00 UTC.",
        "1. Water",
        "2. Energy",
        "Abstained",
    ]


def test_an_answer_brings_the_picture_of_a_closed_poll(talk: Conversation) -> None:
    """To who closes it, and to who asks for the results later; not while it is open."""
    talk.given(OPEN, "@li /poll vote P1 2")
    early = talk.say("@li /poll results P1")
    closed = talk.say("@amina /poll close P1")
    later = talk.say("@li /poll results P1")

    assert early.picture is None
    assert closed.picture == later.picture == picture_of(talk.poll())
    assert closed.picture


def test_a_picture_of_dates_says_who_would_come_if_need_be(talk: Conversation) -> None:
    """Under each time; the bar is as long as there are yes."""
    talk.given(
        "@amina /poll open When? | 12 May 2021 13:00 UTC | 13 May 2021 07:30 UTC kind:dates",
        "@li /poll vote P1 1 if-need-be 2 yes",
        "@amina /poll close P1",
    )
    picture = picture_of(talk.poll())

    assert picture
    assert [(bar.count, bar.below) for bar in picture.bars] == [(0, "0 yes, 1 if need be"), (1, "1 yes, 0 if need be")]
    assert "1 yes, 0 if need be" in lines_of(spec_of(picture, everything))


@pytest.mark.parametrize(
    "text", [LONG, "数字包容与能力建设" * 9, "W" * 300, "الاتصال بالإنترنت للجميع في المناطق الريفية " * 4]
)
def test_long_texts_are_cut_to_a_telephone(text: str) -> None:
    """Nothing runs out of the picture, whatever the script; the words have all of it."""
    picture = ResultPicture("PNE-P1", text, (text,), (Bar("1.", text, 3, "3"), Bar("2.", "No", 1, "1")), 9, "")
    spec = spec_of(picture, everything)

    assert max(cell_len(line) for line in lines_of(spec)) <= 48
    assert len({len(value["name"]) for value in spec["data"]["values"]}) == 1
    assert any(line.endswith("…") for line in lines_of(spec))
    assert text in picture.words
    altair.Chart.from_dict(spec, validate=True)


def test_what_cannot_be_drawn_is_left_out_and_said() -> None:
    """No boxes: the rest of the text stands, and a line says where all of it is."""
    bars = (Bar("1.", "数字包容", 3, "3"), Bar("2.", "Pasta 🍝 for all", 1, "1"))
    picture = ResultPicture("PNE-P1", "Which first?", (), bars, 9, "Something is missing here.")

    drawn = lines_of(spec_of(picture, latin_only))

    assert drawn == ["PNE-P1: Which first?", "Something is missing here.", "1. …………", "2. Pasta … for all"]


def test_nothing_is_said_where_all_can_be_drawn() -> None:
    """The line stands only where something is missing."""
    picture = ResultPicture("PNE-P1", "Which?", (), (Bar("1.", "Water", 3, "3"),), 9, "Something is missing here.")

    assert "Something is missing here." not in lines_of(spec_of(picture, everything))
