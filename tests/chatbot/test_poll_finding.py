"""The poll that is meant, where there are several, in one network or in two."""

import pytest

from storage.measures.polls import tally
from tests.chatbot.polls import TEA, counts
from tests.conversation import Conversation, suggestion


@pytest.mark.parametrize("command", ["/poll vote 1", "/poll results", "/poll close"])
def test_with_several_polls_open_the_bot_asks_which(talk: Conversation, command: str) -> None:
    """It never picks one."""
    talk.given(f"@amina {TEA}", "@amina /poll open Second? | Yes | No")

    reply = talk.say(f"@amina {command}")

    assert reply.error == "ambiguous"
    assert reply.text.startswith("Several polls are open: PNE-P1, PNE-P2. Name one.")


@pytest.mark.parametrize("command", ["/poll vote P9 1", "/poll results P9", "/poll close PNE-P9", "/poll open P9"])
def test_a_poll_that_does_not_exist_is_named(talk: Conversation, command: str) -> None:
    """The full id stands in the answer, and the list is one line away."""
    reply = talk.say(f"@amina {command}")

    assert reply.error == "not_found"
    assert reply.text.startswith("There is no PNE-P9.")
    assert suggestion(reply) == "/poll list in:PNE"


def test_the_number_of_a_poll_taken_back_is_not_used_again(talk: Conversation) -> None:
    """An id that somebody may have copied never means another poll."""
    talk.given(f"@amina {TEA}", "@amina /pn undo", "@amina /poll open Second? | Yes | No")

    assert list(talk.network.polls) == [2]
    assert talk.say("@li /poll vote P1 1").error == "not_found"


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("vote PNEP2 2", "vote PNE-P2 2"),
        ("vote P-2 1", "vote PNE-P2 1"),
        ("vote P 2 1", "vote PNE-P2 1"),
        ("vote P2:1", "vote PNE-P2 1"),
        ("vote P2–1", "vote PNE-P2 1"),
        ("vote poll 2 F", "vote PNE-P2 F"),
        ("vote F", "vote PNE-P2 F"),
        ("vote P 2 coffee", "results PNE-P2"),
        ("close P 2", "close PNE-P2"),
        ("close 2", "close PNE-P2"),
    ],
)
def test_among_several_polls_the_one_that_is_meant_is_suggested(talk: Conversation, line: str, better: str) -> None:
    """By the number in an id that is written wrong, or an option that only one of them has."""
    talk.given("@amina /poll open A? | B | C", "@amina /poll open D? | E | F | G")
    reply = talk.say(f"@amina /poll {line}")

    assert reply.error == "ambiguous"
    assert suggestion(reply) == f"/poll {better}"
    assert talk.say(f"@amina {suggestion(reply)}").error is None


@pytest.mark.parametrize("line", ["vote 1", "vote", "vote 2>1", "vote PNEP3 2", "vote P-7 1", "close all", "close P 3"])
def test_no_vote_or_close_of_a_poll_that_was_not_named_is_suggested(talk: Conversation, line: str) -> None:
    """Also where a single poll is open, it may be another one that is meant."""
    talk.given(f"@amina {TEA}", "@amina /poll open A? | B | C", "@amina /poll open D? | E | F", "@amina /poll close P3")

    assert suggestion(talk.say(f"@amina /poll {line}")) == "/poll list in:PNE"


@pytest.mark.parametrize("line", ["vote PNEP1 2", "vote P 1 2", "close PNEP1", "close all", "results P-1"])
def test_the_only_open_poll_does_not_stand_in_for_another(talk: Conversation, line: str) -> None:
    """What was typed begins as the id of another."""
    talk.given(f"@amina {TEA}", "@amina /poll close P1", "@amina /poll open A? | B | C kind:multiple")

    assert suggestion(talk.say(f"@amina /poll {line}")) == "/poll list in:PNE"


@pytest.mark.parametrize(("typed", "better"), [("P-1 1", "vote PNE-P1 1"), ("P 1 milk", "results PNE-P1")])
def test_the_only_open_poll_is_named_in_full(talk: Conversation, typed: str, better: str) -> None:
    """What follows its id is the choice."""
    talk.given(f"@amina {TEA}")

    assert suggestion(talk.say(f"@li /poll vote {typed}")) == f"/poll {better}"


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("/poll vote #2 1", "/poll vote PNE-P2 1"),
        ("/poll vote #1 2", "/poll vote PNE-P1 2"),
        ("/poll vote ＃2 2", "/poll vote PNE-P2 2"),
    ],
)
def test_a_poll_that_is_named_by_its_number_alone_is_named_in_full(talk: Conversation, line: str, better: str) -> None:
    """What follows is the choice; it is no second option."""
    talk.given("@amina /poll open A? | B | C", "@amina /poll open D? | E | F kind:multiple")

    assert suggestion(talk.say(f"@li {line}")) == better


def test_a_number_sign_before_the_only_open_poll_is_asked_about(talk: Conversation) -> None:
    """It would be two options."""
    talk.given("@amina /poll open A? | B | C kind:multiple")
    asked = talk.say("@li /poll vote #1 2")
    talk.given(f"@li {suggestion(asked)}")
    both, joined = (talk.say(f"@li /poll vote {choice}") for choice in ("#1 #2", "#1 and #2"))

    assert asked.error == "ambiguous"
    assert "“#1” may be the poll or an option" in asked.text
    assert suggestion(asked) == "/poll vote PNE-P1 2"
    assert both.text == joined.text == "Your vote in PNE-P1: 1. B, 2. C"


# Two networks


@pytest.fixture
def two(talk: Conversation) -> Conversation:
    """PNE and PNMA each have an open poll P1; li may vote in both."""
    talk.given("@sec /pn add PNMA Meaningful Access", "@sec /pn member add @li PNMA")
    talk.given(f"@amina {TEA}", "@sec #pnma /poll open Theirs? | Yes | No")
    return talk


def test_the_same_number_is_another_poll_in_another_network(two: Conversation) -> None:
    """The channel, an id with its code and `in:` each say which one."""
    two.given("@li /poll vote P1 1", "@li /poll vote PNMA-P1 2", "@li #pnma /poll vote P1 1")

    assert counts(two) == (1, 0)
    assert tally(two.bot.record.state().poll("PNMA", 1)).counts == (1, 0)


def test_two_networks_in_one_line_are_asked_about(two: Conversation) -> None:
    """A vote never lands in the poll that was not meant."""
    reply = two.say("@li /poll vote PNMA-P1 2 in:PNE")

    assert reply.error == "ambiguous"
    assert reply.text.startswith("You name two networks, PNMA and PNE. Which one?")
    assert two.say(f"@li {suggestion(reply)}").text == "Your vote in PNMA-P1: 2. No"


def test_outside_a_channel_the_bot_asks_which_network(two: Conversation) -> None:
    """For somebody in both, its suggestion works; for somebody in one, there is nothing to ask."""
    asked = two.say("@li # /poll vote P1 1")
    clear = two.say("@bruno # /poll vote P1 1")

    assert asked.error == "ambiguous"
    assert two.say(f"@li # {suggestion(asked)}").text == "Your vote in PNE-P1: 1. Tea"
    assert clear.text == "Your vote in PNE-P1: 1. Tea"


def test_a_question_may_name_a_poll_of_another_network(two: Conversation) -> None:
    """An id within the text does not move the poll there."""
    reply = two.say("@amina /poll open Shall we follow PNMA-P1? | Yes | No")

    assert reply.created == ("PNE-P2",)


def test_an_id_that_only_one_network_has_names_that_network(two: Conversation) -> None:
    """In private: one's own first, and one where one may vote; who is in none may ask about any."""
    two.given("@amina /poll open Ours alone? | Yes | No", *["@sec #pnma /poll open Ours? | Yes | No"] * 2)
    two.given("@sec #pnma /poll open All? | Yes | No for:everyone")

    assert two.say("@li # /poll vote P2 1").text.startswith("Which network do you mean: PNE, PNMA?")
    assert two.say("@li # /poll vote P3 1").text == "Your vote in PNMA-P3: 1. Yes"
    assert two.say("@bruno # /poll vote P3 1").text.startswith("There is no PNE-P3.")
    assert two.say("@bruno # /poll vote P4 1").text == "Your vote in PNMA-P4: 1. Yes"
    assert two.say("@stranger # /poll results P3").text.startswith("PNMA-P3: Ours?")


def test_suggestions_name_ones_own_network(two: Conversation) -> None:
    """Not the first of all."""
    two.given("@sec /pn member add @zoe PNMA")

    assert suggestion(two.say("@zoe # /pn statuss XYZ")) == "/pn status PNMA"
    assert suggestion(two.say("@bruno # /pn statuss XYZ")) == "/pn status PNE"
