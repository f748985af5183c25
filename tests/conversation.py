"""A conversation with the bot, for tests: a real record in a temporary folder, a clock that the test sets."""

import asyncio
import re
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from chatbot.compose import Bot, appoint, open_bot
from chatbot.dispatch import Dispatcher
from chatbot.message import Reply, Request
from storage.events import Presence, Role
from storage.settings import Settings
from storage.state import Commitment, Meeting, Network, Poll

START = datetime(2021, 3, 1, 9, 0, tzinfo=UTC)
"""A Monday."""
ROOM = "test:room"
"""The channel that everybody types in."""


class Conversation:
    """Several people typing in the channel of one network, one line after the other."""

    def __init__(self, folder: Path, network: str = "PNE", now: datetime = START, keys: Path | None = None) -> None:
        self.folder = folder
        self.keys = keys
        self.now = now
        self.code = network
        self.reopen()
        appoint(self.bot, ["console:sec"], now)

    def reopen(self) -> None:
        """Start the program anew on the same record."""
        chosen = {"PN_BALLOT_KEYS": str(self.keys)} if self.keys else {}
        self.bot: Bot = open_bot(Settings.model_validate({"PN_RECORD": f"tinydb:{self.folder}", **chosen}))

    def given(self, *lines: str) -> None:
        """Say lines that must all be accepted."""
        for line in lines:
            reply = self.say(line)
            assert reply.error is None, f"{line}\n{reply.text}"

    def say(self, line: str, *, event: str = "") -> Reply:
        """Say one line, "@amina /poll list" or "@amina #pne /poll list", and return the answer."""
        return self.bot.dispatcher.handle_now(self.request(line, event=event))

    def request(self, line: str, *, event: str = "") -> Request:
        """Return a line as a request."""
        who, text = line.split(maxsplit=1)
        channel = self.code if self.code in self.bot.record.state().networks else None
        if text.startswith("#"):
            place, text = text.split(maxsplit=1)
            channel = place[1:].upper() or None
        return Request(text, f"console:{who[1:]}", self.now, event or f"test:{uuid.uuid4()}", channel, ROOM)

    def wait(self, **time: float) -> None:
        """Let time pass, in the words of `timedelta`."""
        self.now += timedelta(**time)

    def run_out(self, number: int = 1) -> None:
        """Let time pass until a poll closes by itself."""
        self.now = max(self.poll(number).closes or self.now, self.now)
        self.bot.record.catch_up(self.now)

    @property
    def seq(self) -> int:
        """The number of the last entry of the record."""
        return self.bot.record.history.seq

    @property
    def network(self) -> Network:
        """The network as it is recorded now."""
        return self.bot.record.state().network(self.code)

    def poll(self, number: int = 1) -> Poll:
        """Return a poll as it is recorded now."""
        return self.network.polls[number]

    def meeting(self, number: int = 1) -> Meeting:
        """Return a meeting as it is recorded now."""
        return self.network.meetings[number]

    def commitment(self, number: int = 1) -> Commitment:
        """Return a commitment as it is recorded now."""
        return self.network.commitments[number]

    def roles(self, name: str, code: str = "PNE") -> set[Role]:
        """Return what somebody is in a network."""
        person = self.bot.people.named(name)
        membership = self.bot.record.state().network(code).memberships.get(person.id) if person else None
        return set(membership.roles_at(self.now)) if membership else set()

    def presence(self, name: str, number: int = 1) -> Presence | None:
        """Return how somebody is recorded at a meeting."""
        person = self.bot.people.named(name)
        recorded = self.meeting(number).attendance.get(person.id) if person else None
        return recorded.presence if recorded else None


def at_once(dispatcher: Dispatcher, requests: Sequence[Request]) -> list[Reply]:
    """Handle requests that arrive in the same moment."""

    async def handle_all() -> list[Reply]:
        return await asyncio.gather(*(dispatcher.handle(request) for request in requests))

    return asyncio.run(handle_all())


def suggestion(reply: Reply) -> str:
    """Return the command that a refusal shows as one that would work."""
    seen = reply.text.replace("\u2068", "").replace("\u2069", "")
    return seen.partition("\nTry: `")[2].partition("`")[0]


def filled(reply: Reply, words: str) -> str:
    """Return that command with a person's own words where it leaves a place for them."""
    places = "YOUR REASON|YOUR READING|NAME OF YOUR NETWORK"
    return re.sub(places, words, suggestion(reply))


MEMBERS = (
    "@sec /pn add PNE Policy Network on Environment",
    "@sec /pn member add @amina PNE role:mwg, co-chair",
    "@sec /pn member add @li PNE",
    "@sec /pn member add @bruno PNE",
    "@sec /pn member add @ines PNE role:consultant",
)
"""A small network: amina chairs and votes, li and bruno vote, ines is the consultant, sec the Secretariat."""
