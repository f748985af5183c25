"""Channels and networks: who types where, and what that is about."""

import pytest

from tests.conversation import Conversation, suggestion


@pytest.fixture
def two(talk: Conversation) -> Conversation:
    """A conversation in a channel of no network yet, with two networks to choose from."""
    talk.given("@sec /pn add PNMA Policy Network on Meaningful Access", "@sec /pn member add @li PNMA")
    talk.code = ""
    return talk


def test_a_channel_tells_the_network(two: Conversation) -> None:
    """Until it is tied to one, the bot asks; afterwards what is typed there is about that network."""
    before = two.say("@li /commit Draft it")
    two.given("@sec /pn bind PNMA")
    after = two.say("@li /commit Draft it")

    assert before.error == "ambiguous"
    assert after.created == ("PNMA-C1",)


def test_a_channel_may_be_tied_anew(two: Conversation) -> None:
    """The last tie counts; an end of it is an end."""
    two.given("@sec /pn bind PNMA", "@sec /pn bind PNE")
    first = two.say("@li /commit Draft it")
    two.given("@sec /pn unbind")
    second = two.say("@li /commit Draft it")

    assert first.created == ("PNE-C1",)
    assert second.error == "ambiguous"


def test_the_same_tie_again_records_nothing(two: Conversation) -> None:
    """Nothing is there to record, and that is said."""
    two.given("@sec /pn bind PNMA")
    seq = two.seq
    reply = two.say("@sec /pn bind PNMA")

    assert (two.seq, reply.error) == (seq, None)
    assert reply.text == "That is so already; nothing was recorded."


def test_in_a_public_channel_every_answer_is_private(talk: Conversation) -> None:
    """Whoever types there by mistake shows nobody what the answer was."""
    talk.given("@sec /pn bind PNE public")
    reply = talk.say("@amina /poll open Which? | A | B")

    assert reply.error is None
    assert reply.private


def test_a_tie_that_is_not_there_cannot_be_ended(talk: Conversation) -> None:
    """The refusal shows what would tie the channel."""
    reply = talk.say("@sec /pn unbind")

    assert reply.error == "conflict"
    assert suggestion(reply) == "/pn bind PNE"
