"""The bot on Matrix: listens, hands commands over in the order in which they reached the homeserver, and answers.

Nothing is lost and nothing done twice: what arrived is asked for again until its answers are sent, and the record
knows each event that it has handled.
"""

import asyncio
import secrets
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final

import nio

from chatbot.adapters.matrix import keys, pictures, poll_events, reading
from chatbot.adapters.matrix.answers import Answers, Sending, answered
from chatbot.adapters.matrix.calls import Declined, ask
from chatbot.adapters.matrix.invitations import Invitations
from chatbot.adapters.matrix.known_polls import KnownPolls
from chatbot.adapters.matrix.messenger import PrivateRooms
from chatbot.adapters.matrix.outbox import Outbox
from chatbot.adapters.matrix.poll_votes import PollVotes
from chatbot.adapters.matrix.position import Listened
from chatbot.adapters.matrix.rooms import Rooms
from chatbot.adapters.matrix.timeline import Arrival, arrivals
from chatbot.addressing import told
from chatbot.clock import next_due
from chatbot.compose import Bot
from chatbot.drawing import Drawn
from chatbot.faults import note
from chatbot.message import Request
from chatbot.pictures import Pictures
from storage.errors import StorageFault
from storage.events import EVER
from storage.i18n import _
from storage.public.result_picture import ResultPicture

SHORTEST_SYNC, LONGEST_SYNC = 0.1, 5.0
"""Seconds that the homeserver may keep us waiting for news."""
UNREAD_PAUSE: Final = timedelta(minutes=10)
"""How long somebody is not told again that a message could not be read."""
GATHERING: Final = 0.2
"""Seconds in which news gathers while nobody waits for a look, as each costs the homeserver as much as a message."""
QUEUE: Final = 3
"""Messages that wait to be sent, beyond which a new command would have to wait for them anyway."""
FILTER: Final = {
    "presence": {"not_types": ["*"]},
    "account_data": {"not_types": ["*"]},
    "room": {
        "timeline": {"limit": 100},
        "ephemeral": {"not_types": ["*"]},
        "account_data": {"not_types": ["*"]},
    },
}


class Matrix:
    """One account on one homeserver. `client` is nio's, logged in."""

    def __init__(self, client: Any, bot: Bot) -> None:  # noqa: ANN401
        self._client = client
        self._bot = bot
        self.rooms = Rooms(client)
        self.outbox = Outbox(client, self.rooms.known, lambda: self.heard)
        self.ready = asyncio.Event()
        """Set when the bot knows its rooms."""
        self.public_rooms: set[str] = set()
        self._sending = Sending(self.rooms, self.outbox)
        self._pictures = Pictures()
        self._listened = Listened(bot.positions)
        self._invitations = Invitations(client.user_id, bot, self.rooms, PrivateRooms(client, self.rooms, self.outbox))
        self.polls = KnownPolls(bot.positions)
        self._votes = PollVotes(client, bot, self.polls, self._sending, self._line)
        self._unread: dict[str, datetime] = {}

    @property
    def heard(self) -> datetime:
        """Everything that reached the homeserver by then has been handled."""
        return self._listened.heard

    async def listen(self) -> None:
        """Follow the homeserver for ever. Raise `StorageFault` when it does not let the bot do so any more."""
        try:
            await self._listen()
        except Declined as declined:
            sentence = _("The Matrix homeserver does not let the bot listen: {problem}.")
            raise StorageFault(sentence.format(problem=declined)) from None

    async def close(self) -> None:
        """Send nothing more, and let go of the connection."""
        await self._pictures.close()
        await self.outbox.close()
        self._listened.cancel()
        await self._client.close()

    async def _listen(self) -> None:
        await keys.exchange(self._client)
        await self._listened.settle(self._client)
        await self.rooms.load()
        asked = datetime.now(UTC)
        response = await self._look(_some_time(), full_state=True)
        while True:
            await self._handle(response)
            self._listened.heard = max(self._listened.heard, asked)
            self.ready.set()
            self._listened.check()
            if self._votes.came or self.outbox.waiting > QUEUE:
                self._votes.came = False
                await asyncio.sleep(GATHERING)
            asked = datetime.now(UTC)
            response = await self._look(self._patience(asked))

    async def _look(self, patience: int, *, full_state: bool = False) -> Any:  # noqa: ANN401
        """Return what happened since the position; where that means nothing to the homeserver, all that its rooms have.

        A homeserver may be another one at the start, and whenever it was away.
        """
        since, tries = self._listened.since, 0

        async def sync() -> Any:  # noqa: ANN401
            nonlocal tries
            tries += 1
            return await self._client.sync(patience, FILTER, since or None, full_state=full_state)

        try:
            response = await ask(sync)
            was_away = full_state or tries > 1
            if not (since and was_away and await self._listened.is_ahead(self._client)):
                return response
        except Declined:
            if not since:
                raise
        self._listened.go_back()
        self._client.next_batch = ""  # nio asks since there where it is told no other position
        await self.rooms.load()
        response = await ask(self._client.sync, _some_time(), FILTER, None, full_state=True)
        self.rooms.changed((), self._client.rooms.keys() - response.rooms.join.keys())
        return response

    async def _handle(self, response: Any) -> None:  # noqa: ANN401
        """Do what a sync response asks for. On the very first one nobody has asked anything yet."""
        await keys.exchange(self._client)
        self.rooms.changed(response.rooms.join, response.rooms.leave)
        await self.rooms.synced()
        answers = self._invitations.take(response)
        since, self._listened.since = self._listened.since, response.next_batch
        if since or self._listened.after:
            arrived = await arrivals(self._client, response, since, self._listened.after)
            answers += await self._take(arrived)
            self._listened.handled(arrived)
        if since != self._listened.since:
            self._listened.keep(answers)

    def _patience(self, now: datetime) -> int:
        """Return how long the homeserver may wait for news, in milliseconds: not beyond what is due next.

        Not always as long, for the reason of `_some_time`: a homeserver restored from a backup comes past positions
        again that it gave out shortly before.
        """
        due = next_due(self._bot.record.state())
        seconds = LONGEST_SYNC if due is None else (due - now).total_seconds()
        milliseconds = int(1000 * min(LONGEST_SYNC, max(SHORTEST_SYNC, seconds)))
        return milliseconds - secrets.randbelow(milliseconds // 5)

    async def _take(self, arrived: list[Arrival]) -> Answers:
        """Do what these events ask for, but for those that were answered before a crash: a refusal stands."""
        answers: Answers = []
        mine = (one.event for one in arrived if one.event.sender == self._client.user_id)
        done = {answered(event.source.get("content") or {}) for event in mine}
        for arrival in (one for one in arrived if one.event.event_id not in done):
            try:
                answers += await self._event(arrival)
            except StorageFault:
                raise
            except Exception as problem:  # noqa: BLE001  nobody's message keeps the bot from those of the others
                note(problem)
        return answers

    async def _event(self, arrival: Arrival) -> Answers:
        event = arrival.event
        if event.sender == self._client.user_id:
            if mark := poll_events.mark(event.source.get("content")):
                self.polls.note(event.event_id, arrival.room, mark)
            return []
        match event:
            case nio.MegolmEvent():
                return self._ask_again(arrival)
            case nio.RoomMessageText():
                return await self._message(arrival)
            case nio.UnknownEvent():
                return await self._votes.take(arrival)
            case nio.RedactionEvent():
                return await self._votes.take_away(arrival)
        return []

    async def _message(self, arrival: Arrival) -> Answers:
        typed = reading.read(arrival.event.source.get("content") or {})
        private = self.rooms.is_private(arrival.room, arrival.event.sender)
        me = self._client.user_id
        said = told(typed.text, me, me.partition(":")[0]) if typed else ""
        if typed is None or not (private or said or reading.is_command(typed.text)):
            return []
        if typed.is_edit:
            self._bot.speak_to(f"matrix:{arrival.event.sender}")
            sentence = _("I saw that you edited a message. An edit is not run again: please send the command anew.")
            return self._sending.privately(arrival, sentence)
        typed = typed._replace(text=said or typed.text)
        reply = await self._bot.dispatcher.handle(self._request(arrival, typed, private=private))
        answers = self._sending.answer(arrival, reply, private=private)
        if reply.picture and (private or not reply.private):
            self._pictures.begin(reply.picture, partial(self._show, arrival, answers, reply.picture))
        return answers

    async def _show(self, arrival: Arrival, answers: Answers, picture: ResultPicture, drawn: Drawn) -> None:
        """Post a picture after the text that it stands beside."""
        await asyncio.wait(answers)
        transaction = f"pn-picture-{arrival.event.event_id}"
        await pictures.send(self._client, self.outbox, arrival.room, transaction, picture, drawn)

    def _request(self, arrival: Arrival, typed: reading.Typed, *, private: bool) -> Request:
        """Return the request. It was made when it reached the homeserver, which cannot be before what was heard."""
        return Request(
            reading.with_sign(typed.text),
            f"matrix:{arrival.event.sender}",
            min(max(arrival.at, self.heard), datetime.now(UTC)),
            f"matrix:{arrival.event.event_id}",
            channel="" if private else f"matrix:{arrival.room}",
            public=arrival.room in self.public_rooms,
            mentions={**self._members(arrival.room, typed.text), **typed.mentions},
        )

    def _line(self, arrival: Arrival, line: str) -> Request:
        """Return what somebody did in a room without typing as the request of a line."""
        return self._request(arrival, reading.Typed(line, {}), private=False)

    def _members(self, room: str, text: str) -> dict[str, str]:
        """Return a handle for each `@name` that nobody is known by, and that is the id of one member of the room."""
        names = {name for name in reading.plain_names(text) if self._bot.people.named(name[1:]) is None}
        found = self._client.rooms.get(room) if names else None
        members: dict[str, list[str]] = {}
        for user in found.users if found else ():
            members.setdefault(user.partition(":")[0], []).append(user)
        return {name: f"matrix:{users[0]}" for name in names if len(users := members.get(name, [])) == 1}

    def _ask_again(self, arrival: Arrival) -> Answers:
        """Say that a message could not be read, but not to the same person again for a while."""
        sender = arrival.event.sender
        if arrival.at - self._unread.get(sender, EVER) < UNREAD_PAUSE:
            return []
        self._unread[sender] = arrival.at
        self._bot.speak_to(f"matrix:{arrival.event.sender}")
        sentence = _(
            "I could not read your last message in {room}: your client has not given me its key. "
            "If it was a command, please send it again."
        )
        return self._sending.privately(arrival, sentence.format(room=self.rooms.says(arrival.room)))


def _some_time() -> int:
    """Return a wait in milliseconds that no start before had: Synapse keeps answers for those who ask the same again.

    Such an answer would be two minutes old (`caches.sync_response_duration`), and what came since would seem unsaid.
    """
    return 1 + secrets.randbelow(1_000_000)
