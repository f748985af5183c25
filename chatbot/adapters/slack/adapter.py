"""The bot on Slack: takes commands and clicks, hands them over, and answers. Nothing that arrives goes unanswered."""

import asyncio
import logging
from collections.abc import Coroutine, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from slack_bolt.response import BoltResponse

from chatbot.adapters.slack import blocks, reading
from chatbot.adapters.slack.answers import Sending
from chatbot.adapters.slack.directory import Profile, Profiles
from chatbot.adapters.slack.forms import FIRST
from chatbot.adapters.slack.reading import Asked
from chatbot.adapters.slack.screens import Screens
from chatbot.adapters.slack.session import Session
from chatbot.adapters.slack.showing import Block, cut
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
PATIENCE: Final = 2.0
"""Seconds that a form waits for what becomes of it; Slack waits three."""


class Slack:
    """One app in one workspace."""

    def __init__(self, session: Session, bot: Bot) -> None:
        self.session = session
        self.sending = Sending(session)
        self.screens = Screens(session.client, bot)
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
            return self._begin(reading.slash(body, now))
        match body.get("type"):
            case "block_actions" | "interactive_message":
                return self._begin(reading.click(body, now))
            case "view_submission":
                return await self._submitted(reading.submission(body, now))
            case "message_action" | "shortcut":
                asked = reading.shortcut(body, now)
                return self._begin(asked, self._use(asked, str(body.get("callback_id"))))
            case "event_callback" if reading.opens_home(body):
                return self._begin(reading.event(body, now), self.screens.publish(reading.event(body, now).user))
        return BoltResponse(status=200)

    async def close(self) -> None:
        """Wait until everybody is answered."""
        await asyncio.gather(*self._answering.values(), return_exceptions=True)

    def _begin(self, asked: Asked, work: Coroutine[Any, Any, None] | None = None) -> BoltResponse:
        """Begin to answer, unless what arrived is being answered already: then it arrived twice."""
        work = work or self._answer(asked)
        if asked.event in self._answering:
            work.close()
        else:
            self._answering[asked.event] = asyncio.create_task(self._doing(asked, work))
        return BoltResponse(status=200)

    async def _doing(self, asked: Asked, work: Coroutine[Any, Any, None]) -> None:
        self._deciding[asked.event] = asked.at
        try:
            await work
        except Exception as problem:  # noqa: BLE001  nobody's command keeps the bot from those of the others
            note(problem)
        finally:
            self._deciding.pop(asked.event, None)
            self._answering.pop(asked.event, None)

    async def _answer(self, asked: Asked, decided: "asyncio.Future[Reply] | None" = None) -> None:
        """Answer; `decided` is told first, by a form that waits for it and shows itself what is wrong."""
        if await self.screens.open(asked, asked.text):
            return
        reply = await self._decide(asked)
        self._deciding.pop(asked.event, None)
        if decided and not decided.cancelled():
            decided.set_result(reply)
            if reply.error:
                return
        await self._send(asked, reply)
        if asked.at_home:
            await self.screens.publish(asked.user)

    async def _submitted(self, asked: Asked) -> BoltResponse:
        """Record what a form says, and return what is wrong with it; when that takes too long, the person is told."""
        decided: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        taken = self._begin(asked, self._answer(asked, decided))
        with suppress(TimeoutError):
            reply = await asyncio.wait_for(decided, PATIENCE)
            if reply.error:
                sentence = cut(reply.text.partition("\n")[0], blocks.ERROR)
                return BoltResponse(status=200, body={"response_action": "errors", "errors": {FIRST: sentence}})
        return taken

    async def _use(self, asked: Asked, shortcut: str) -> None:
        text, _mentions = reading.typed(asked.text, lambda user: self._called(user, {}))
        if shortcut == reading.COMMIT_THIS and await self.screens.open(asked, "/commit", text):
            return
        self._speak(asked)
        await self.sending.privately(asked, _("That shortcut does not work now. Try again, or type `/commit`."))

    async def _decide(self, asked: Asked) -> Reply:
        if not asked.text:
            self._speak(asked)
            sentence = _("I do not know that button or form; it may be of an earlier version. Try: `/pn help`")
            return Reply(sentence, error="unknown_command")
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
        posted = await self.sending.publicly(asked, reply, controls)
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
        text, mentions = reading.typed(asked.text, lambda user: self._called(user, profiles))
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
            by_form=asked.by_form,
        )

    def _called(self, user: str, profiles: Mapping[str, Profile]) -> str:
        """Return how somebody is called in a text: by the short name, else as Slack has it, else by the id."""
        person = self._bot.people.with_handle(f"slack:{user}")
        profile = profiles.get(user)
        return (person.name if person else plain_name(profile.name) if profile else "") or user

    def _speak(self, asked: Asked) -> None:
        person = self._bot.people.with_handle(f"slack:{asked.user}")
        speak(person.language if person else "en")
