"""A messenger for the tests of private letters: it fails when it is told to, before the work is done or after it."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from chatbot.compose import Bot
from chatbot.letters.mail import Mail, Source
from chatbot.public import Unavailable
from storage.events import CommitmentMade, DeadlineKind, Owner, Text
from storage.moments import DAY_END
from storage.proposal import Decision, Proposal
from tests.conversation import Conversation

PLATFORM = "console"
"""Handles of the conversation's people begin with it."""
_ZONES: Final = tuple(f"Etc/GMT{hours:+}" for hours in range(-12, 13))


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


def promise(bot: Bot, handle: str) -> None:
    """Let somebody, for whom it is noon now, have promised something ten days ago that is due tomorrow."""
    now = datetime.now(UTC)
    person = bot.people.with_handle(handle)
    assert person
    zone = min(_ZONES, key=lambda zone: abs(now.astimezone(ZoneInfo(zone)).hour - 13))
    bot.people.keep(replace(person, zone=zone))
    made = CommitmentMade(
        network="PNE",
        since=now - timedelta(days=10),
        commitment=1,
        text=Text.of("Draft it"),
        owners=(Owner(person=person.id, accepted=True),),
        due=datetime.combine(now + timedelta(days=1), DAY_END),
        deadline_kind=DeadlineKind.BY,
    )
    bot.record.submit_now(Proposal(now, "promise", lambda _state, _now: Decision(person.id, [made])))
