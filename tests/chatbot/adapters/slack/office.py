"""The bot in an imitation workspace, with members of PNE who type in a channel."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, TypeVar

from chatbot.compose import Bot, open_bot
from chatbot.local.ports import LOOPBACK, any_port
from chatbot.run import run
from storage.events import Entry
from storage.history import History
from storage.settings import Settings
from storage.state import State
from storage.tinydb_journal import TinyDBJournal
from tests import quick_time
from tests.slack.rates import Rates
from tests.slack.seen import Seen
from tests.slack.server import Slack
from tests.slack.world import File, Message

PEOPLE: Final = {"sec": "U1SEC", "amina": "U1AMINA", "li": "U1LI", "bruno": "U1BRUNO", "ines": "U1INES"}
"""The members of `tests.conversation.MEMBERS`, by their ids."""
OTHERS: Final = {"observer": "U1OBSERVER", "stranger": "U1STRANGER"}
"""Nobody to the record."""
ROOM: Final = "C1ROOM"
"""The channel of PNE."""
PUBLIC: Final = "C1PUBLIC"
"""The public channel of the settings."""
T = TypeVar("T")


class Office:
    """A workspace, a record, and the bot between them. Nothing runs before `running`."""

    def __init__(self, slack: Slack, record: Path, folder: Path) -> None:
        self.slack = slack
        self.folder = folder / "bot"
        self.port = any_port()
        shutil.copytree(record, self.folder)
        for name, id in {**PEOPLE, **OTHERS}.items():
            slack.add_user(id, name)
        everybody = {*PEOPLE.values(), *OTHERS.values(), slack.bot.id}
        slack.add_channel(ROOM, "pne", everybody)
        slack.add_channel(PUBLIC, "pn-public", everybody)
        self._link()

    @asynccontextmanager
    async def running(self, **environment: str) -> AsyncIterator[None]:
        """Let the bot run, with other settings where some are given; at the end it is stopped."""
        settings = self.settings(**environment)
        before = len(self.slack.sockets.connections)
        running = asyncio.create_task(run(open_bot(settings), settings))
        try:
            if settings.slack_app_token.get_secret_value():
                await self._or_failed(running, self.slack.until(lambda: len(self.slack.sockets.connections) > before))
            else:
                self.slack.request_url = f"http://{LOOPBACK}:{self.port}/slack/events"
                await self._or_failed(running, self.slack.until(lambda: self.slack.called("auth.test")))
            yield
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running

    def settings(self, **environment: str) -> Settings:
        """Return the bot's settings, with others where some are given."""
        return Settings.model_validate(self.environment(**environment))

    async def say(self, who: str, line: str, channel: str = ROOM) -> Seen:
        """Type a command, "poll vote P1 2", and wait until it is answered."""
        word, _space, text = line.partition(" ")
        seen = await self.slack.as_user({**PEOPLE, **OTHERS}.get(who, who)).slash(f"/{word}", text, channel)
        return await seen.until(lambda seen: seen.messages or seen.private or seen.modal or seen.error)

    async def given(self, *lines: str) -> None:
        """Type lines, "@amina /poll list", in the room."""
        for line in lines:
            who, text = line.split(maxsplit=1)
            seen = await self.say(who.lstrip("@"), text.lstrip("/"))
            assert "You typed" not in seen.text, seen.text

    def here(self) -> Bot:
        """Open the record in the tests as well."""
        return open_bot(Settings.model_validate({"PN_RECORD": f"tinydb:{self.folder}"}))

    def state(self) -> State:
        """Return what is recorded."""
        history = History(TinyDBJournal(self.folder, read_only=True))
        history.refresh()
        return history.state

    def entries(self, after: int = 0) -> list[Entry]:
        """Return the record's entries after one."""
        return list(History(TinyDBJournal(self.folder, read_only=True)).entries(after))

    def shared(self, channel: str = ROOM) -> list[Message]:
        """Return what the bot posted in a channel for everybody, pictures apart."""
        return [one for one in self.slack.posts(channel) if one.user == self.slack.bot.id and not one.files]

    def pictures(self, channel: str = ROOM) -> list[File]:
        """Return the pictures that the bot posted in a channel."""
        return [file for message in self.slack.posts(channel) for file in message.files]

    async def _or_failed(self, running: "asyncio.Task[None]", waiting: Coroutine[Any, Any, T]) -> None:
        task = asyncio.create_task(waiting)
        done, _others = await asyncio.wait([running, task], return_when=asyncio.FIRST_COMPLETED)
        if running in done:
            task.cancel()
            await running
        await task

    def _link(self) -> None:
        people = self.here().people
        for name, id in PEOPLE.items():
            person = people.named(name)
            assert person
            people.keep(replace(person, handles=(*person.handles, f"slack:{id}")))

    def environment(self, **more: str) -> dict[str, str]:
        """Return the variables that the bot is started with, and others where some are given."""
        secrets = self.slack.secrets
        return {
            "PN_RECORD": f"tinydb:{self.folder}",
            "PN_HOST": LOOPBACK,
            "PORT": str(self.port),
            "SLACK_BOT_TOKEN": secrets.bot_token,
            "SLACK_APP_TOKEN": secrets.app_token,
            "SLACK_SIGNING_SECRET": secrets.signing_secret,
            "SLACK_API_URL": self.slack.api_url,
            **more,
        }


def plain(text: str) -> str:
    """Return a text as a person reads it: people by name, no escapes or links, no letter that breaks a broadcast."""
    text = re.sub(r"<(https?://[^<>|]+)>", r"\1", text)
    for name, id in {**PEOPLE, **OTHERS}.items():
        text = text.replace(f"<@{id}>", f"@{name}")
    return text.replace("@\u2060", "@").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def held(record: Path, folder: Path, talk: Callable[[Office], Coroutine[Any, Any, T]], **environment: str) -> T:
    """Let people talk with a bot that runs in PNE's channel, and return what came of it. Slack refused nothing."""

    async def hold() -> T:
        async with Slack() as slack:
            slack.rates = Rates(quick_time.now)
            office = Office(slack, record, folder)
            async with office.running(**environment):
                await office.given("@sec /pn bind PNE")
                return await talk(office)

    return quick_time.run(hold())
