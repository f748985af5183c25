"""Whoever closed a poll in private, before all votes had arrived, is told its result there."""

import asyncio
from datetime import datetime

import pytest

from chatbot.letters.results import results_awaited
from tests.chatbot.messenger import FakeMessenger, deliver
from tests.conversation import START, Conversation

SOURCES = [results_awaited]


class Ears:
    """A platform that has been heard up to a moment."""

    def __init__(self, heard: datetime) -> None:
        self.heard = heard


@pytest.fixture
def ears(talk: Conversation) -> Ears:
    """P1 is open, and a platform has been silent since before it."""
    talk.given("@amina /poll open Tea? | Yes | No", "@li /poll vote P1 1")
    ears = talk.bot.clock.platforms["test"] = Ears(START)
    talk.wait(minutes=10)
    return ears


def count(talk: Conversation, ears: Ears) -> None:
    """Let the platform be heard, so that the poll is counted."""
    talk.wait(minutes=1)
    ears.heard = talk.now
    asyncio.run(talk.bot.clock.tick(talk.bot.record, talk.now))


def test_who_closed_it_in_private_is_told_the_result_once(talk: Conversation, ears: Ears) -> None:
    """Not before it is counted; nobody else is written to."""
    messenger = FakeMessenger()
    closed = talk.say("@amina # /poll close PNE-P1").text
    deliver(talk, messenger, SOURCES)
    early = list(messenger.letters)
    talk.bot.clock.platforms["test"] = ears
    count(talk, ears)
    for _restart in range(2):
        deliver(talk, messenger, SOURCES)

    assert closed.endswith("The result is written to you in private as soon as it is counted.")
    assert early == []
    assert [letter.handle for letter in messenger.letters] == ["console:amina"]
    assert messenger.to("amina")[0].splitlines() == [
        "Result · PNE-P1: Tea?",
        "1. Yes: 1",
        "2. No: 0",
        "Turnout: 1 of 3 (33%).",
        "Closed on Mon 1 March 2021 09:10 UTC.",
    ]


def test_who_closed_it_in_the_networks_channel_reads_the_result_there(talk: Conversation, ears: Ears) -> None:
    """As everybody does."""
    messenger = FakeMessenger()
    closed = talk.say("@amina /poll close P1").text
    count(talk, ears)
    deliver(talk, messenger, SOURCES)

    assert "in private" not in closed
    assert messenger.letters == []
