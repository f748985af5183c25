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


@pytest.mark.parametrize("place", ["#pne", "#"])
@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("/commit Secret deal owner:@zoe in:PNMA", "@zoe"),
        ("/commit drop PNMA-C1", "@li"),
        ("/pn member role @zoe consultant PNMA", "@zoe"),
    ],
)
def test_a_channel_hears_of_no_other_network(talk: Conversation, place: str, line: str, named: str) -> None:
    """Names of another network are for the person who asked, whether the channel has a network of its own or none."""
    talk.given("@sec /pn add PNMA Meaningful Access", "@sec /pn member add @li PNMA", "@sec /pn member add @zoe PNMA")
    talk.given("@li #pnma /commit Write it")

    there = talk.say(f"@sec #pnma {line}")
    talk.given("@sec /pn undo")
    here = talk.say(f"@sec {place} {line}")

    assert (there.error, here.error) == (None, None)
    assert named in here.text
    assert not there.private
    assert here.private
