"""A poll closes: when, and what is shown of it."""

from datetime import timedelta

import pytest

from tests.chatbot.polls import TEA, counts
from tests.conversation import START, Conversation, suggestion


def test_at_the_closing_instant_voting_ends_and_the_poll_is_closed_when_it_is_counted(talk: Conversation) -> None:
    """Nobody is told that it is closed while figures may change."""
    talk.given(f"@amina {TEA} closes:in 10 minutes")
    talk.wait(minutes=10)
    before, listed = talk.say("@li /poll results P1").text.splitlines()[-1], talk.say("@li /poll list").text
    talk.run_out()

    assert listed == "PNE-P1 (being counted): Tea or coffee?"
    assert before.startswith("Voting ended on Mon 1 March 2021 09:10 UTC. Votes are being counted")
    assert talk.say("@li /poll results P1").text.endswith("Closed on Mon 1 March 2021 09:10 UTC.")
    assert talk.say("@li /poll list").text == "PNE-P1 (closed): Tea or coffee?"


def test_the_close_holds_since_the_deadline_however_late_it_is_recorded(talk: Conversation) -> None:
    """A bot that slept through the deadline changes nothing about it."""
    talk.given(f"@amina {TEA} closes:in 10 minutes")
    talk.wait(days=2)

    reply = talk.say("@li /poll vote P1 1")

    assert reply.error == "closed"
    assert reply.text.startswith("PNE-P1 closed on Mon 1 March 2021 09:10 UTC.")
    assert talk.poll().closed == START + timedelta(minutes=10)


def test_a_clock_that_goes_back_reopens_nothing(talk: Conversation) -> None:
    """Once the close is on record, a vote with an earlier time of arrival is too late."""
    talk.given(f"@amina {TEA} closes:in 10 minutes")
    talk.wait(minutes=10)
    talk.bot.record.catch_up(talk.now)
    talk.wait(minutes=-5)

    assert talk.say("@li /poll vote P1 1").error == "closed"
    assert "PNE-P1 (closed)" in talk.say("@li /poll list").text


@pytest.mark.parametrize("who", ["amina", "sec"])
def test_a_close_shows_the_result(talk: Conversation, who: str) -> None:
    """Totals, turnout and the time of the close; no word of winning."""
    talk.given(f"@amina {TEA}", "@li /poll vote P1 1", "@bruno /poll vote P1 1")

    reply = talk.say(f"@{who} /poll close P1")

    assert not reply.private
    assert reply.text.splitlines() == [
        "Result · PNE-P1: Tea or coffee?",
        "1. Tea: 2",
        "2. Coffee: 0",
        "Turnout: 2 of 3 (67%).",
        "Closed on Mon 1 March 2021 09:00 UTC.",
    ]


def test_a_poll_that_closes_by_itself_is_closed_before_only_by_its_name(talk: Conversation) -> None:
    """Nobody ends by four words what was to be open until Friday: there is no way back."""
    talk.given(f"@amina {TEA} closes:in 3 days", "@li /poll vote P1 1")
    asked = talk.say("@amina /poll close")
    still_open = talk.poll().closed is None
    talk.given(f"@amina {suggestion(asked)}")

    assert asked.error == "ambiguous"
    assert asked.text.startswith("PNE-P1 closes by itself on 4 March 2021 (end of day, UTC). A close cannot be taken")
    assert still_open
    assert suggestion(asked) == "/poll close PNE-P1"
    assert talk.poll().closed


def test_a_tie_is_called_a_tie(talk: Conversation) -> None:
    """Nobody decides it."""
    talk.given(f"@amina {TEA}", "@li /poll vote P1 1", "@bruno /poll vote P1 2")

    assert "A tie between “Tea” and “Coffee”." in talk.say("@amina /poll close P1").text


def test_tied_options_that_begin_alike_are_told_apart(talk: Conversation) -> None:
    """By their numbers, since only the beginning of a long one is named."""
    talk.given(
        "@amina /poll open Where? | A centre for training in Nairobi | A centre for training in Katowice",
        "@li /poll vote P1 1",
        "@bruno /poll vote P1 2",
    )

    told = talk.say("@amina /poll close P1").text
    assert "A tie between “1. A centre for training i…” and “2. A centre for training i…”." in told


def test_a_closed_poll_stays_closed(talk: Conversation) -> None:
    """Neither a vote nor a second close changes it; both say since when."""
    talk.given(f"@amina {TEA}", "@li /poll vote P1 1", "@amina /poll close")
    talk.wait(hours=1)

    for line in ("@li /poll vote P1 2", "@amina /poll close P1"):
        reply = talk.say(line)

        assert reply.error == "closed"
        assert reply.text.startswith("PNE-P1 closed on Mon 1 March 2021 09:00 UTC.")
    assert counts(talk) == (1, 0)


@pytest.mark.parametrize("who", ["stranger", "li", "amina", "sec"])
def test_nobody_is_shown_who_chose_what(talk: Conversation, who: str) -> None:
    """Open or closed, results and lists hold no name."""
    talk.given(f"@amina {TEA}", "@li /poll vote P1 1")

    shown = [talk.say(f"@{who} /poll {what}").text for what in ("results P1", "list")]
    talk.given("@amina /poll close P1")
    shown += [talk.say(f"@{who} /poll {what}").text for what in ("results P1", "list")]

    assert not [text for text in shown if "@" in text]


def test_the_list_shows_open_polls_first(talk: Conversation) -> None:
    """Then proposals, then closed ones."""
    talk.given("@amina /poll open One? | A | B", "@li /poll open Two? | A | B", "@amina /poll open Three? | A | B")
    talk.given("@amina /poll close P1")

    assert talk.say("@li /poll list").text.splitlines() == [
        "PNE-P3 (open): Three?",
        "PNE-P2 (proposed): Two?",
        "PNE-P1 (closed): One?",
    ]
