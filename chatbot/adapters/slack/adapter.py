"""The bot on Slack: takes commands and clicks, hands them over, and answers. Nothing that arrives goes unanswered."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from slack_bolt.response import BoltResponse

from chatbot.adapters.slack import blocks, reading
from chatbot.adapters.slack.answers import Sending
from chatbot.adapters.slack.directory import Profile, Profiles
from chatbot.adapters.slack.reading import Asked
from chatbot.adapters.slack.session import Session
from chatbot.adapters.slack.showing import Block
from chatbot.adapters.slack.tallies import Tallies
from chatbot.compose import Bot
from chatbot.faults import note
from chatbot.message import Reply, Request
from storage.i18n import _, speak
from storage.people import plain_name

log = logging.getLogger(__name__)
LATE: Final = timedelta(seconds=3)
"""How late something may arrive that Slack took in time: it waits three seconds for an answer."""
_POLL: Final = "-P"
"""What stands in the label of a poll, after the code of its network."""
CLICKS: Final = ("block_actions", "interactive_message")
"""Types of payloads that come of a button or a menu."""


class Slack:
    """One app in one workspace."""

    def __init__(self, session: Session, bot: Bot) -> None:
        self.session = session
        self.sending = Sending(session)
        self.tallies = Tallies(session.client, bot)
        self.public_channels: set[str] = set()
        self._bot = bot
        self._profiles = Profiles(session.client)
        self._answering: dict[str, asyncio.Task[None]] = {}
        self._deciding: dict[str, datetime] = {}

    @property
    def heard(self) -> datetime:
        """Everything that was done there by then has been handled; what comes later than `LATE` counts as later."""
        return min([datetime.now(UTC) - LATE, *self._deciding.values()])

    async def take(self, body: Mapping[str, Any]) -> BoltResponse:
        """Take whatever Slack sends, and return what it is told at once; the answer to the person comes after."""
        now = datetime.now(UTC)
        if "command" in body:
            self._begin(reading.slash(body, now))
        elif body.get("type") in CLICKS:
            self._begin(reading.click(body, now))
        return BoltResponse(status=200)

    async def close(self) -> None:
        """Wait until everybody is answered."""
        await asyncio.gather(*self._answering.values(), return_exceptions=True)

    def _begin(self, asked: Asked) -> None:
        """Begin to answer, unless what arrived is being answered already: then it arrived twice."""
        if asked.event in self._answering:
            return
        self._deciding[asked.event] = asked.at
        self._answering[asked.event] = asyncio.create_task(self._answer(asked))

    async def _answer(self, asked: Asked) -> None:
        try:
            reply = await self._decide(asked)
            self._deciding.pop(asked.event, None)
            await self._send(asked, reply)
        except Exception as problem:  # noqa: BLE001  nobody's command keeps the bot from those of the others
            note(problem)
        finally:
            self._deciding.pop(asked.event, None)
            self._answering.pop(asked.event, None)

    async def _decide(self, asked: Asked) -> Reply:
        if not asked.text:
            self._speak(asked)
            return Reply(_("I do not know that button; it may be of an earlier version. `/pn help` shows what works."))
        people = (asked.user, *asked.people)
        known = [user for user in people if self._bot.people.with_handle(f"slack:{user}")]
        profiles = await self._profiles.of([user for user in people if user not in known], known)
        if profiles[asked.user].deactivated:
            self._speak(asked)
            return Reply(_("Your account in this workspace is deactivated, so nothing was recorded."))
        return await self._bot.dispatcher.handle(self._request(asked, profiles))

    async def _send(self, asked: Asked, reply: Reply) -> None:
        controls = [block for label in reply.opened for block in self._controls(label)]
        if reply.private or reply.brief or not asked.place:
            await self.sending.privately(asked, reply.text, controls)
            return
        posted = await self.sending.publicly(asked, reply.text, controls, repeated=reply.repeated)
        if posted and posted.alone:
            for label in reply.opened:
                if _POLL in label:
                    self.tallies.show(label, asked.place, posted.stamp, asked.prefix)

    def _controls(self, label: str) -> list[Block]:
        """Return the buttons of what was opened just now."""
        if _POLL not in label:
            return blocks.check_in(label)
        code, _dash, number = label.partition(_POLL)
        return blocks.ballot(self._bot.record.state().poll(code, int(number)))

    def _request(self, asked: Asked, profiles: Mapping[str, Profile]) -> Request:
        def called(user: str) -> str:
            person = self._bot.people.with_handle(f"slack:{user}")
            profile = profiles.get(user)
            return (person.name if person else plain_name(profile.name) if profile else "") or user

        text, mentions = reading.typed(asked.text, called)
        return Request(
            text,
            f"slack:{asked.user}",
            asked.at,
            asked.event,
            channel=f"slack:{asked.channel}" if asked.channel else "",
            public=asked.channel in self.public_channels,
            mentions=mentions,
            names={f"slack:{user}": profile.name for user, profile in profiles.items() if profile.name},
            zone=profiles[asked.user].zone,
        )

    def _speak(self, asked: Asked) -> None:
        person = self._bot.people.with_handle(f"slack:{asked.user}")
        speak(person.language if person else "en")
