"""The workspace: what is in it, what was asked of it, and what was delivered from it."""

import asyncio
import time
from collections.abc import Callable, Iterable
from secrets import token_hex
from typing import TypeVar

from tests.slack.declined import Declined
from tests.slack.faults import Faults
from tests.slack.kept import Call, Rooms, Secrets
from tests.slack.rates import Rates
from tests.slack.tickets import Tickets
from tests.slack.world import HOME_TEAM, Channel, Json, Message, User, View, labelled

T = TypeVar("T")

SCOPES = (
    *("app_mentions:read", "channels:history", "channels:join", "channels:read", "chat:write", "commands"),
    "files:write",
    *("groups:history", "groups:read", "im:history", "im:read", "im:write"),
    *("pins:write", "reactions:write", "users:read"),
)


class Workspace:
    """State only; `tests.slack.server` serves it, and `tests.slack.person` acts in it."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self.now = now
        self.secrets = Secrets()
        self.scopes = set(SCOPES)
        self.commands: dict[str, bool] | None = None
        """Known commands, and whether Slack escapes their text; None: every command is known, and escaped."""
        self.events: set[str] | None = None
        """The events that the app hears of; None: all."""
        self.shortcuts: set[str] | None = None
        """The shortcuts that the app has; None: all."""
        self.rooms = Rooms()
        self.bot = self.add_user("U0BOT", "pn", is_bot=True)
        self.tickets = Tickets(now)
        self.faults = Faults()
        self.hidden: set[str] = set()
        """What `conversations.history` leaves out of messages."""
        self.rates = Rates(now)
        self.calls: list[Call] = []
        self.address = ""
        self._changes = 0
        self._news = asyncio.Event()
        self._last = 0

    def add_user(self, id: str, name: str, *, zone: str = "UTC", offset: int = 0, **more: str | bool) -> User:
        """Let somebody into the workspace."""
        user = User(id, name, zone=zone, offset=offset)
        for key, value in more.items():
            setattr(user, key, value)
        self.rooms.users[id] = user
        return user

    def add_channel(self, id: str, name: str, members: Iterable[str] = (), **more: bool) -> Channel:
        """Make a channel; the bot is in it when it is among the members."""
        channel = Channel(id, name, set(members))
        for key, value in more.items():
            setattr(channel, key, value)
        self.rooms.channels[id] = channel
        return channel

    def direct(self, user: str) -> Channel:
        """Return somebody's direct messages with the bot."""
        channel = Channel(f"D{user[1:]}", "directmessage", {user, self.bot.id}, is_private=True, direct_with=user)
        return self.rooms.channels.setdefault(channel.id, channel)

    def stamp(self) -> str:
        """Return a message's `ts`: the time, and no two alike."""
        self._last = max(self._last + 1, int(self.now() * 1_000_000))
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06}"

    def touch(self) -> int:
        """Number a change, and wake whoever waits for one."""
        self._changes += 1
        news, self._news = self._news, asyncio.Event()
        news.set()
        return self._changes

    @property
    def changes(self) -> int:
        """Return the number of the newest change."""
        return self._changes

    async def until(self, condition: Callable[[], T | None], seconds: float = 30.0) -> T:
        """Wait until something is so, and return it."""
        async with asyncio.timeout(seconds):
            while not (found := condition()):
                await self._news.wait()
        return found

    def note(self, call: Call) -> None:
        """Log a call."""
        self.calls.append(call)
        self.touch()

    def called(self, method: str) -> list[Call]:
        """Return the calls of a method, answered in whatever way."""
        return [call for call in self.calls if call.method == method]

    def refused(self, *expected: str) -> list[Call]:
        """Return the calls that were refused, but for expected errors and for faults. A good app has none."""
        return [call for call in self.calls if call.error and call.error not in expected and not call.is_fault]

    def add_message(self, channel: str, user: str, text: str, blocks: list[Json], **more: str) -> Message:
        """Show a message."""
        number = self.touch()
        message = Message(self.stamp(), channel, user, text, labelled(blocks), made=number, changed=number)
        for key, value in more.items():
            setattr(message, key, value)
        self.rooms.messages.append(message)
        return message

    def message(self, channel: str, ts: str) -> Message:
        """Return a message that is not deleted; ephemeral ones are no messages to the Web API."""
        for message in reversed(self.rooms.messages):
            if message.ts == ts and message.channel == channel and not message.is_deleted and not message.only_for:
                return message
        raise Declined("message_not_found")

    def edit(self, message: Message, text: str, blocks: list[Json]) -> None:
        """Change a message; what is not sent again is gone."""
        message.text, message.blocks, message.is_edited = text, labelled(blocks), True
        message.changed = self.touch()

    def delete(self, message: Message) -> None:
        """Take a message away."""
        message.is_deleted = True
        message.changed = self.touch()

    def posts(self, channel: str) -> list[Message]:
        """Return a channel's messages that stand, ephemeral ones apart, oldest first."""
        found = [message for message in self.rooms.messages if message.channel == channel]
        return [message for message in found if not message.is_deleted and not message.only_for]

    def new_view(self, user: str, content: Json, root: str = "") -> View:
        """Make a view of what the app sent; it is shown nowhere yet."""
        id = f"V{token_hex(5).upper()}"
        content = {**content, "blocks": labelled(content["blocks"])}
        view = View(id, user, content, token_hex(8), root or id, changed=self.touch())
        self.rooms.views[id] = view
        return view

    def change_view(self, view: View, content: Json) -> None:
        """Replace what a view shows; what was filled in stays where its field stays."""
        view.content = {**content, "blocks": labelled(content["blocks"])}
        view.hash, view.changed = token_hex(8), self.touch()

    def envelope(self) -> Json:
        """Return what every payload says of the workspace and the app."""
        team = {"id": HOME_TEAM, "domain": "imitation"}
        return {
            "token": "unused",
            "team": team,
            "api_app_id": "A0BOT",
            "enterprise": None,
            "is_enterprise_install": False,
        }
