"""Who votes in a poll, until when, and which of several votes counts."""

from datetime import timedelta

import pytest

from tests.chatbot.polls import TEA, counts
from tests.conversation import START, Conversation


def test_a_second_vote_replaces_the_first(talk: Conversation) -> None:
    """One person has one ballot, the last one."""
    talk.given(f"@amina {TEA}", "@li /poll vote P1 1", "@li /poll vote P1 2")

    assert counts(talk) == (0, 1)


def test_the_electorate_is_frozen_at_the_opening(talk: Conversation) -> None:
    """Who joins later does not vote; who leaves still may."""
    talk.given(f"@amina {TEA}", "@sec /pn member add @late PNE", "@li /pn leave")

    late = talk.say("@late /poll vote P1 1")
    left = talk.say("@li /poll vote P1 1")

    assert late.error == "forbidden"
    assert late.text.startswith("PNE-P1 is for those who were working group members of PNE when it opened.")
    assert left.error is None


@pytest.mark.parametrize("who", ["ines", "sec", "stranger"])
def test_nobody_else_votes(talk: Conversation, who: str) -> None:
    """Consultant, Secretariat and observers have no vote."""
    talk.given(f"@amina {TEA}")

    assert talk.say(f"@{who} /poll vote P1 1").error == "forbidden"
    assert counts(talk) == (0, 0)


@pytest.mark.parametrize(
    ("late", "error"),
    [(-timedelta.resolution, None), (timedelta(0), "closed"), (timedelta.resolution, "closed")],
)
def test_a_vote_counts_until_the_closing_instant(talk: Conversation, late: timedelta, error: str | None) -> None:
    """Just before the deadline it counts; at it and after it does not."""
    talk.given(f"@amina {TEA} closes:in 10 minutes")
    talk.now = START + timedelta(minutes=10) + late

    reply = talk.say("@li /poll vote P1 1")

    assert reply.error == error
    assert counts(talk) == ((1, 0) if error is None else (0, 0))


@pytest.mark.parametrize("late", [timedelta(seconds=1), timedelta(minutes=3), timedelta(hours=5)])
@pytest.mark.parametrize("secret", ["", " secret:yes"])
def test_a_vote_that_was_overtaken_on_its_way_does_not_replace_a_later_one(
    talk: Conversation, late: timedelta, secret: str
) -> None:
    """The order in which votes came to their platforms decides, however late one is heard of."""
    talk.given(f"@amina /poll open Which? | Water | Energy{secret}")
    talk.wait(hours=6)
    talk.given("@li /poll vote P1 2")
    talk.now -= late
    overtaken = talk.say("@li /poll vote P1 1")
    others = talk.say("@bruno /poll vote P1 1")
    talk.now += late
    talk.given("@amina /poll close P1")

    assert (overtaken.error, others.error) == ("conflict", None)
    assert (
        "You voted again in PNE-P1 after this, on Mon 1 March 2021 15:00 UTC; your later vote counts." in overtaken.text
    )
    assert counts(talk) == (1, 1)


def test_a_vote_from_before_it_was_taken_back_does_not_come_again(talk: Conversation) -> None:
    """One that was given after that counts."""
    talk.given("@amina /poll open Which? | Water | Energy")
    talk.wait(hours=6)
    talk.given("@li /poll vote P1 2", "@li /poll unvote P1")
    talk.wait(hours=-2)
    overtaken = talk.say("@li /poll vote P1 1")
    talk.wait(hours=3)

    assert overtaken.error == "conflict"
    assert "You took your vote in PNE-P1 back after this" in overtaken.text
    assert talk.poll().ballots == {}
    assert talk.say("@li /poll vote P1 1").error is None
