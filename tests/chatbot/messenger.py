"""A messenger for the tests of private letters: it fails when it is told to, before the work is done or after it."""

import asyncio
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from chatbot.letters.mail import Mail, Source
from chatbot.public import Unavailable
from tests.conversation import Conversation

PLATFORM = "console"
"""Handles of the conversation's people begin with it."""


class Written(NamedTuple):
    """What somebody was written."""

    handle: str
    key: str
    text: str


class FakeMessenger:
    """Writes into a list. `fail_at` counts steps, two a letter: before it and after it; `error` is raised there."""

    def __init__(self) -> None:
        self.letters: list[Written] = []
        self.fail_at: int | None = None
        self.error: BaseException = Unavailable("The answer was lost.")
        self.steps = 0

    async def write(self, handle: str, key: str, text: str) -> None:
        """Write; the same key again would be there twice."""
        self._step()
        self.letters.append(Written(handle, key, text))
        self._step()

    async def wrote(self, handle: str, key: str) -> bool:
        """Look for the key."""
        return any((one.handle, one.key) == (handle, key) for one in self.letters)

    def to(self, name: str) -> list[str]:
        """Return what somebody was written."""
        return [one.text for one in self.letters if one.handle == f"{PLATFORM}:{name}"]

    def _step(self) -> None:
        self.steps += 1
        if self.steps == self.fail_at:
            raise self.error


def mail(talk: Conversation, sources: Iterable[Source]) -> Mail:
    """Return the mail as a start of the bot makes it."""
    talk.reopen()
    return Mail(talk.bot.record, talk.bot.people, talk.bot.positions, sources, [PLATFORM])


def deliver(
    talk: Conversation, messenger: FakeMessenger, sources: Iterable[Source], now: datetime | None = None
) -> None:
    """Start the bot and let it deliver what is due."""
    asyncio.run(mail(talk, sources).deliver(PLATFORM, messenger, now or talk.now))
