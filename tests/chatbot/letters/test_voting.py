"""Whoever has not voted is reminded in private before the close: once, and not at night."""

from datetime import timedelta

import pytest

from chatbot.letters.voting import votes_missing
from tests.chatbot.messenger import FakeMessenger, deliver
from tests.conversation import Conversation

SOURCES = [votes_missing]
POLL = "@amina /poll open Tea or coffee? | Tea | Coffee closes:Friday 12:00 UTC"


def test_who_has_not_voted_is_reminded_once(talk: Conversation) -> None:
    """A day before the close, with what to type; not before, and not whoever has voted."""
    messenger = FakeMessenger()
    talk.given(POLL, "@amina /poll vote P1 1")
    talk.wait(days=3)
    deliver(talk, messenger, SOURCES)
    early = list(messenger.letters)
    talk.wait(hours=4)
    talk.given("@bruno /poll vote P1 abstain")
    deliver(talk, messenger, SOURCES)
    talk.wait(hours=1)
    deliver(talk, messenger, SOURCES)

    assert early == []
    assert [letter.handle for letter in messenger.letters] == ["console:li"]
    assert messenger.to("li")[0].splitlines() == [
        "You have not voted in PNE-P1 yet. It closes on Fri 5 March 2021 12:00 UTC.",
        "Tea or coffee?",
        "1. Tea",
        "2. Coffee",
        "Vote for one option: `/poll vote PNE-P1 1`. A new vote replaces the old one.",
        "To say that you leave it to the others: `/poll vote PNE-P1 abstain`.",
    ]


def test_a_poll_that_was_extended_is_reminded_of_again(talk: Conversation) -> None:
    """Before its new close; ballots that are in stay in."""
    messenger = FakeMessenger()
    talk.given(f"{POLL} extendable:yes", "@amina /poll vote P1 1", "@bruno /poll vote P1 1")
    talk.wait(days=3, hours=5)
    deliver(talk, messenger, SOURCES)
    talk.given("@amina /poll extend P1 until:10 March 12:00 UTC because:a holiday")
    deliver(talk, messenger, SOURCES)
    talk.wait(days=5)
    deliver(talk, messenger, SOURCES)

    assert [text.splitlines()[0] for text in messenger.to("li")] == [
        "You have not voted in PNE-P1 yet. It closes on Fri 5 March 2021 12:00 UTC.",
        "You have not voted in PNE-P1 yet. It closes on Wed 10 March 2021 12:00 UTC.",
    ]


@pytest.mark.parametrize(("closes", "written"), [("in 14 hours", 0), ("in 12 hours", 1)])
def test_a_reminder_comes_at_night_only_if_the_close_does(talk: Conversation, closes: str, written: int) -> None:
    """Nobody is woken for a poll that is still open in the morning."""
    messenger = FakeMessenger()
    talk.now = talk.now.replace(hour=18)
    talk.given("@li /pn me zone:Europe/Berlin", f"@amina /poll open Tea? | Yes | No closes:{closes} for:mwg")
    talk.given("@amina /poll vote P1 1", "@bruno /poll vote P1 1")
    talk.now += timedelta(hours=8)
    deliver(talk, messenger, SOURCES)

    assert len(messenger.letters) == written


@pytest.mark.parametrize("end", ["close P1", "withdraw P1 because:a mistake"])
def test_nobody_is_reminded_of_a_poll_that_has_ended(talk: Conversation, end: str) -> None:
    """Nor of one for everyone, or without a deadline."""
    messenger = FakeMessenger()
    talk.given(POLL, f"@amina /poll {end}", f"{POLL} for:everyone", "@amina /poll open Tea? | Yes | No")
    talk.wait(days=3, hours=5)
    deliver(talk, messenger, SOURCES)

    assert messenger.letters == []


def test_who_may_vote_no_more_is_neither_reminded_nor_shown_the_poll_nor_heard(talk: Conversation) -> None:
    """One rule in all three places; who comes back may vote again."""
    messenger = FakeMessenger()
    talk.given(f"{POLL} leavers:lose", "@amina /poll vote P1 1", "@sec /pn member remove @li PNE")
    talk.wait(days=3, hours=5)
    deliver(talk, messenger, SOURCES)
    gone = (talk.say("@li /pn mine").text, talk.say("@li /poll vote P1 1").error)
    talk.given("@sec /pn member add @li PNE")
    back = talk.say("@li /pn mine").text

    assert [letter.handle for letter in messenger.letters] == ["console:bruno"]
    assert gone == ("Nothing waits for you.", "forbidden")
    assert "PNE-P1" in back
    assert talk.say("@li /poll vote P1 1").error is None
