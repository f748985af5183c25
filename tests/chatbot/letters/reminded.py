"""A commitment that is due, and the days that go by."""

from datetime import UTC, datetime, timedelta

from chatbot.letters.digest import digests
from tests.chatbot.messenger import FakeMessenger, deliver
from tests.conversation import Conversation

SOURCES = [digests]
DRAFT = "@li /commit Draft it by:31 March 2021"
DUE = datetime(2021, 3, 31, 23, 59, 59, tzinfo=UTC)


def days(talk: Conversation, messenger: FakeMessenger, until: datetime, step: timedelta = timedelta(hours=3)) -> None:
    """Let time pass, and the bot start anew at each step."""
    while talk.now < until:
        talk.now += step
        deliver(talk, messenger, SOURCES)


def firsts(messenger: FakeMessenger, name: str) -> list[str]:
    """Return the first line of each letter to somebody."""
    return [text.splitlines()[0] for text in messenger.to(name)]
