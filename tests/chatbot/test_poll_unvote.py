"""To have no vote any more: by command, and by taking the vote itself away on its platform."""

import asyncio
from datetime import timedelta

import pytest

from chatbot.message import Reply
from storage.measures import polls
from tests.chatbot.polls import counts
from tests.conversation import Conversation

OPEN = "@amina /poll open Which first? | Water | Energy | Soil closes:today 17:00"


def take_away(talk: Conversation, who: str, vote: str, event: str = "") -> Reply:
    """Take away the chat event of a vote, as an adapter tells of it."""
    request = talk.request(f"@{who} !", event=event)
    return asyncio.run(talk.bot.dispatcher.take_away(request, vote))


def test_who_takes_a_vote_back_has_none(talk: Conversation) -> None:
    """It is no abstention: nobody voted."""
    talk.given(OPEN, "@li /poll vote P1 1", "@li /poll vote P1 2")
    told = talk.say("@li /poll unvote P1")
    tally = polls.tally(talk.poll())

    assert told.text == "You have no vote in PNE-P1 now. To vote: `/poll vote PNE-P1 1`"
    assert (tally.counts, tally.voters, tally.abstained) == ((0, 0, 0), 0, 0)
    assert talk.say("@li /poll unvote P1").text == "That is so already; nothing was recorded."
    talk.given("@li /pn undo")
    assert counts(talk) == (0, 1, 0)


@pytest.mark.parametrize("rules", ["", " secret:yes"])
def test_nothing_is_taken_back_after_the_close(talk: Conversation, rules: str) -> None:
    """Not by a command either."""
    talk.given(OPEN + rules, "@li /poll vote P1 1")
    talk.run_out()

    assert "closed on" in talk.say("@li /poll unvote P1").text


def test_a_secret_ballot_is_not_taken_back(talk: Conversation) -> None:
    """It can be replaced."""
    talk.given(f"{OPEN} secret:yes", "@li /poll vote P1 1")

    assert talk.say("@li /poll unvote P1").text.startswith(
        "A secret ballot is not taken back: vote again to change it."
    )


def test_a_vote_that_is_taken_away_gives_way_to_the_one_before_it(talk: Conversation) -> None:
    """To none, in the end; and twice is as good as once."""
    talk.given(OPEN)
    talk.say("@li /poll vote P1 1", event="first")
    talk.say("@li /poll vote P1 3", event="second")

    replies = [take_away(talk, "li", "second"), take_away(talk, "li", "second")]
    after_one = counts(talk)
    replies.append(take_away(talk, "li", "first"))

    assert after_one == (1, 0, 0)
    assert counts(talk) == (0, 0, 0)
    assert replies == [Reply("")] * 3


def test_an_earlier_vote_that_is_taken_away_changes_nothing(talk: Conversation) -> None:
    """The last one counts as before, and having none as well."""
    talk.given(OPEN)
    talk.say("@li /poll vote P1 1", event="first")
    talk.say("@li /poll vote P1 3", event="second")
    take_away(talk, "li", "first")
    last = counts(talk)
    talk.say("@li /poll unvote P1", event="third")
    take_away(talk, "li", "second")
    none = counts(talk)
    take_away(talk, "li", "third")

    assert (last, none, counts(talk)) == ((0, 0, 1), (0, 0, 0), (0, 0, 0))


def test_nobody_takes_away_the_vote_of_another(talk: Conversation) -> None:
    """Nor anything that is no vote."""
    talk.given(OPEN)
    talk.say("@li /poll vote P1 1", event="vote")
    talk.say("@li /commit Draft the section", event="commitment")
    before = talk.seq
    replies = [take_away(talk, *words) for words in [("amina", "vote"), ("li", "commitment"), ("li", "nothing")]]

    assert replies == [Reply("")] * 3
    assert talk.seq == before


def test_a_vote_that_is_taken_away_after_the_close_stays(talk: Conversation) -> None:
    """The person is told; the deadline is by the time at which it was taken away."""
    talk.given(OPEN)
    talk.say("@li /poll vote P1 1", event="vote")
    talk.now += timedelta(hours=9)
    told = take_away(talk, "li", "vote")

    assert told.error == "closed"
    assert told.text.startswith("PNE-P1 takes no votes any more: yours stays as it was counted.\nTry: `!poll results")
    assert counts(talk) == (1, 0, 0)


def test_a_vote_that_is_taken_away_is_taken_away_once(talk: Conversation) -> None:
    """A second delivery does not take back what was voted since."""
    talk.given(OPEN)
    talk.say("@li /poll vote P1 1", event="vote")
    take_away(talk, "li", "vote", event="redaction")
    talk.say("@li /poll vote P1 2", event="again")
    take_away(talk, "li", "vote", event="redaction")

    assert counts(talk) == (0, 1, 0)
