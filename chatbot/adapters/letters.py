"""A replay that also shows the private letters which the bot writes meanwhile."""

import asyncio
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from chatbot.adapters.replay import Step, advance, replay
from chatbot.compose import Bot
from chatbot.message import Reply
from storage.i18n import _

PLATFORM: Final = "console"
LOOK_EVERY: Final = timedelta(hours=2)
"""The time of the script between two looks whether a letter is due."""


class Shown:
    """Takes letters until they are shown: a `Messenger` on which nothing is ever lost."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, str]] = []

    async def write(self, handle: str, key: str, text: str) -> None:
        """Keep a letter."""
        self.letters.append((handle.removeprefix(f"{PLATFORM}:"), text))

    async def wrote(self, handle: str, key: str) -> bool:
        """Tell that it is not there: what a program that ended had to show is gone."""
        return False


def replay_with_letters(bot: Bot, steps: Iterable[Step]) -> Iterator[tuple[Step, Reply]]:
    """Run each step at its own time and yield its answer; before it, each letter that was due since the one before."""
    bot.mail.platforms = {PLATFORM}
    last: datetime | None = None
    for step in steps:
        if step.at and step.at <= datetime.now(UTC):
            yield from _letters(bot, last or step.at, step.at)
            last = step.at
        yield from replay(bot.dispatcher, [step])


def _letters(bot: Bot, since: datetime, until: datetime) -> Iterator[tuple[Step, Reply]]:
    at = since
    while at < until:
        at = min(at + LOOK_EVERY, until)
        advance(bot.record, at)
        shown = Shown()
        asyncio.run(bot.mail.deliver(PLATFORM, shown, at))
        for name, text in shown.letters:
            yield Step(_("{time} a letter to @{name}:").format(time=f"{at:%Y-%m-%dT%H:%MZ}", name=name), 0), Reply(text)
