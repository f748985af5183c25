"""To abstain, to approve, to take several options, and where people stand in a consensus."""

import pytest

from storage.events import NONE, PollKind
from storage.measures.polls import tally
from tests.chatbot.polls import result, say_all
from tests.conversation import Conversation, suggestion


@pytest.mark.parametrize("kind", ["single", "multiple", "approval", "ranked"])
def test_to_abstain_is_a_ballot(talk: Conversation, kind: str) -> None:
    """It counts in the turnout and for no option."""
    talk.given(f"@amina /poll open Which? | A | B kind:{kind}")
    told = say_all(talk, "abstain", "1")
    counted = tally(talk.poll())

    assert told[0] == "Your vote in PNE-P1: abstain"
    assert (counted.counts, counted.voters, counted.abstained) == ((1, 0), 2, 1)
    assert "Abstained: 1" in result(talk)


def test_a_ballot_names_no_more_options_than_were_agreed(talk: Conversation) -> None:
    """`choose:2` says how many, makes the poll a multiple one, and what is suggested works."""
    opened = talk.say("@amina /poll open Which? | A | B | C choose:2")
    refused = talk.say("@li /poll vote P1 1,2,3")

    assert talk.poll().kind is PollKind.MULTIPLE
    assert "Vote for up to 2 options: `/poll vote PNE-P1 1,2`." in opened.text
    assert refused.text.startswith("PNE-P1 takes at most 2 options.")
    assert suggestion(refused) == "/poll vote PNE-P1 1,2"
    assert talk.say(f"@li {suggestion(refused)}").error is None


def test_approving_of_nothing_is_no_abstention(talk: Conversation) -> None:
    """It is a ballot that the others are counted against."""
    talk.given("@amina /poll open Which? | A | B kind:approval threshold:2/3")
    told = say_all(talk, "none", "1,2", "abstain")

    assert told[0] == "Your vote in PNE-P1: none of them"
    assert talk.poll().ballots[talk.bot.people.named("amina").id].choice == NONE  # type: ignore[union-attr]
    assert result(talk)[1:6] == [
        "1. A: 1",
        "2. B: 1",
        "Abstained: 1",
        "Turnout: 3 of 3 (100%).",
        "Threshold: the most is 1; 2/3 of 2 ballots, abstentions left out, is 1 1/3.",
    ]


def test_a_consensus_poll_asks_where_people_stand(talk: Conversation) -> None:
    """It has a proposal and levels; a block without a reason counts, and is asked for one."""
    opened = talk.say("@amina /poll open Adopt the draft of 1 March kind:consensus")
    told = say_all(talk, "agree", "block", "concerns because:the costs are unclear")

    assert opened.text.splitlines()[:4] == [
        "Vote now · PNE-P1: Adopt the draft of 1 March",
        "1. Agree",
        "2. Concerns",
        "3. Block",
    ]
    assert told[1] == (
        "Your vote in PNE-P1: 3. Block\nIt counts. Please say why: `/poll vote PNE-P1 block because:YOUR REASON`"
    )
    assert told[2] == "Your vote in PNE-P1: 2. Concerns\nYour reason is kept: the costs are unclear"
    assert result(talk)[1:6] == ["Agree: 1", "Abstain: 0", "Concerns: 1", "Block: 1", "Turnout: 3 of 3 (100%)."]


@pytest.mark.parametrize("typed", ["block because:no budget", "block because no budget", "3 because:no budget"])
def test_a_reason_is_understood_as_it_is_typed(talk: Conversation, typed: str) -> None:
    """With or without the colon."""
    talk.given("@amina /poll open Adopt it kind:consensus", f"@li /poll vote P1 {typed}")
    [ballot] = talk.poll().ballots.values()

    assert (ballot.choice, str(ballot.reason)) == ((3,), "no budget")


def test_a_reason_that_nobody_asked_for_is_not_taken(talk: Conversation) -> None:
    """So that nobody thinks it was heard."""
    talk.given("@amina /poll open Adopt it kind:consensus", "@amina /poll open Tea? | Yes | No")

    assert talk.say("@li /poll vote P1 agree because:it is good").error == "usage"
    assert talk.say("@li /poll vote P2 1 because:it is good").error == "usage"
    assert not talk.poll(1).ballots | talk.poll(2).ballots
