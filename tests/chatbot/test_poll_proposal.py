"""A poll that is proposed: who opens it, who withdraws it, and who reads it meanwhile."""

import pytest

from chatbot.public_text import announcement
from storage.events import PollClosed
from tests.chatbot.polls import TEA
from tests.conversation import Conversation, suggestion


def test_a_members_poll_waits_for_a_co_chair(talk: Conversation) -> None:
    """A member proposes; nobody votes before somebody who runs polls opens it by its id."""
    proposed = talk.say(f"@li {TEA}")
    early = talk.say("@li /poll vote P1 1")
    opened = talk.say("@amina /poll open P1")
    vote = talk.say("@li /poll vote P1 1")

    assert proposed.created == ("PNE-P1",)
    assert proposed.text.endswith("This is a proposal. A co-chair opens it with `/poll open PNE-P1`.")
    assert early.error == "conflict"
    assert opened.error is None
    assert vote.error is None


def test_a_member_does_not_open_a_proposal(talk: Conversation) -> None:
    """Not even one's own."""
    talk.given(f"@li {TEA}")

    assert talk.say("@li /poll open P1").error == "forbidden"


@pytest.mark.parametrize("change", ["closes:Friday", "kind:multiple", "Another question? | A | B"])
def test_a_proposal_keeps_its_rules(talk: Conversation, change: str) -> None:
    """Whoever opens a proposal cannot change it on the way."""
    talk.given(f"@li {TEA}")

    reply = talk.say(f"@amina /poll open P1 {change}")

    assert reply.error == "usage"
    assert talk.poll().opened is None
    assert talk.say(f"@amina {suggestion(reply)}").error is None


def test_a_proposal_whose_deadline_has_passed_cannot_be_opened(talk: Conversation) -> None:
    """Its rules are fixed, and nobody could vote."""
    talk.given(f"@li {TEA} closes:in 10 minutes")
    talk.wait(minutes=10)

    reply = talk.say("@amina /poll open P1")

    assert reply.error == "usage"
    assert reply.text.startswith("The closing time Mon 1 March 2021 09:10 UTC has passed.")


@pytest.mark.parametrize("who", ["li", "amina", "sec"])
def test_a_proposal_is_withdrawn(talk: Conversation, who: str) -> None:
    """By whoever made it, a co-chair or the Secretariat; nothing can be done with it afterwards."""
    talk.given(f"@li {TEA}")

    withdrawn = talk.say(f"@{who} /poll close P1")
    talk.wait(hours=1)
    refused = [talk.say(f"@amina /poll {line}") for line in ("open P1", "vote P1 1", "close P1")]

    assert withdrawn.text.splitlines()[0] == "Withdrawn · PNE-P1: Tea or coffee?"
    assert withdrawn.text.splitlines()[-1] == "Withdrawn on Mon 1 March 2021 09:00 UTC."
    assert talk.say("@bruno /poll list").text == "PNE-P1 (withdrawn): Tea or coffee?"
    assert talk.say("@stranger /poll list").text.startswith("No polls in PNE yet.")
    assert {reply.error for reply in refused} == {"closed"}
    for reply in refused:
        assert reply.text.startswith("PNE-P1 was withdrawn on Mon 1 March 2021 09:00 UTC.")
        assert talk.say(f"@amina {suggestion(reply)}").error is None
    assert "Polls: 0 open, 0 closed" in talk.say("@li /pn status").text


def test_the_reason_of_a_withdrawn_proposal_is_named(talk: Conversation) -> None:
    """As that of a withdrawn poll is."""
    talk.given(f"@li {TEA}")

    withdrawn = talk.say("@li /poll withdraw P1 because:asked already")

    assert withdrawn.text.splitlines()[-2:] == ["Withdrawn on Mon 1 March 2021 09:00 UTC.", "The reason: asked already"]


@pytest.mark.parametrize("who", ["bruno", "ines"])
def test_others_do_not_withdraw_a_proposal(talk: Conversation, who: str) -> None:
    """The consultant neither; each withdraws what they proposed themselves."""
    talk.given(f"@li {TEA}")

    refused = talk.say(f"@{who} /poll close P1")

    assert refused.error == "forbidden"
    assert refused.text.startswith("PNE-P1 was proposed by someone else; a co-chair or the Secretariat withdraws it.")
    assert talk.say(f"@{who} {suggestion(refused)}").error is None
    assert talk.poll().closed is None


def test_who_proposed_a_poll_does_not_close_it_once_it_is_open(talk: Conversation) -> None:
    """From the opening on it belongs to those who run polls."""
    talk.given(f"@li {TEA}", "@amina /poll open P1")

    refused = talk.say("@li /poll close P1")

    assert refused.error == "forbidden"
    assert refused.text.startswith("This is for: co-chair, consultant, Secretariat. You are: MWG member.")


def test_a_withdrawal_is_not_announced_in_public(talk: Conversation) -> None:
    """What was never opened is not public, its end neither."""
    talk.given(f"@li {TEA}", "@li /poll close P1", f"@amina {TEA}", "@amina /poll close P2")
    state = talk.bot.record.state()
    closes = [entry for entry in talk.bot.record.history.entries() if isinstance(entry.events[0], PollClosed)]

    posts = [announcement(state, entry, entry.events, "") for entry in closes]

    assert posts[0] == ""
    assert posts[1].startswith("PNE-P2 is closed: Tea or coffee?")


@pytest.mark.parametrize("who", ["stranger", "friend"])
def test_a_proposal_is_not_public(talk: Conversation, who: str) -> None:
    """Its text is for whoever takes part in the network, until somebody opens it; what is suggested works."""
    talk.given("@sec /pn member add @friend role:community", f"@li {TEA}")

    listed = talk.say(f"@{who} /poll list")
    results = talk.say(f"@{who} /poll results P1")
    vote = talk.say(f"@{who} /poll vote P1 1")
    misspelt = talk.say(f"@{who} /poll resluts P1")
    suggested = [talk.say(f"@{who} {suggestion(refused)}") for refused in (results, vote, misspelt)]
    talk.given("@amina /poll open P1")

    assert listed.text.startswith("No polls in PNE yet.")
    assert (results.error, vote.error) == ("not_found", "conflict")
    assert results.text.startswith("PNE-P1 is not open.")
    assert not [reply for reply in (listed, results, vote, misspelt) if "Tea" in reply.text]
    assert [reply.error for reply in suggested] == [None] * 3
    assert "PNE-P1 (open): Tea or coffee?" in talk.say(f"@{who} /poll list").text


def test_whoever_takes_part_reads_proposals(talk: Conversation) -> None:
    """In the list and by its id."""
    talk.given(f"@li {TEA}")

    assert talk.say("@bruno /poll list").text == "PNE-P1 (proposed): Tea or coffee?"
    assert "1. Tea" in talk.say("@bruno /poll results P1").text
