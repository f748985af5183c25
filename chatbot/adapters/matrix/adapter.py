"""The bot on Matrix: listens, hands commands over in the order in which they reached the homeserver, and answers.

Nothing is lost and nothing done twice: what arrived is asked for again until its answers are sent, and the record
knows each event that it has handled.
"""

import asyncio
import logging
import secrets
import time
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import nio

from chatbot.adapters.matrix import reading
from chatbot.adapters.matrix.answers import Answers, Sending
from chatbot.adapters.matrix.calls import Declined, LoggedOut, ask
from chatbot.adapters.matrix.outbox import Outbox
from chatbot.adapters.matrix.rooms import Rooms
from chatbot.adapters.matrix.timeline import Arrival, arrivals
from chatbot.clock import next_due
from chatbot.compose import Bot
from chatbot.faults import note
from chatbot.message import Request
from storage.errors import StorageFault
from storage.events import EVER
from storage.i18n import _, speak

log = logging.getLogger(__name__)
SHORTEST_SYNC, LONGEST_SYNC = 0.1, 5.0
"""Seconds that the homeserver may keep us waiting for news."""
PUT_PAUSE: Final = 1.0
"""Seconds between two positions that are kept while others follow."""
MOST_DECLINED: Final = 10
"""Invitations that are turned down at the same time; more of them are left alone."""
UNREAD_PAUSE: Final = timedelta(minutes=10)
"""How long somebody is not told again that a message could not be read."""
FILTER: Final = {
    "presence": {"not_types": ["*"]},
    "account_data": {"not_types": ["*"]},
    "room": {
        "timeline": {"limit": 100},
        "ephemeral": {"not_types": ["*"]},
        "account_data": {"not_types": ["*"]},
    },
}
FOLLOWER: Final = "matrix"


class Matrix:
    """One account on one homeserver. `client` is nio's, logged in."""

    def __init__(self, client: Any, bot: Bot) -> None:  # noqa: ANN401
        self._client = client
        self._bot = bot
        self.rooms = Rooms(client)
        self.outbox = Outbox(client, self.rooms.known)
        self.ready = asyncio.Event()
        """Set when the bot knows its rooms."""
        self.public_rooms: set[str] = set()
        self._sending = Sending(self.rooms, self.outbox)
        position = bot.positions.get(FOLLOWER)
        self._since: str = position.get("since", "")
        self._heard = datetime.fromisoformat(position["heard"]) if position else EVER
        self._kept: asyncio.Task[None] | None = None
        self._put_at = 0.0
        self._unread: dict[str, datetime] = {}
        self._inviting: set[asyncio.Task[None]] = set()

    @property
    def heard(self) -> datetime:
        """Everything that reached the homeserver by then has been handled."""
        return self._heard

    async def listen(self) -> None:
        """Follow the homeserver for ever. Raise `LoggedOut` when it does not know the bot any more."""
        await self._keys()
        await self.rooms.load()
        asked = datetime.now(UTC)
        response = await ask(self._client.sync, _some_time(), FILTER, self._since or None, full_state=True)
        while True:
            await self._handle(response)
            self._heard = max(self._heard, asked)
            self.ready.set()
            if self._kept and self._kept.done():
                self._kept.result()
            asked = datetime.now(UTC)
            response = await ask(self._client.sync, self._patience(asked), FILTER, self._since)

    async def close(self) -> None:
        """Send nothing more, and let go of the connection."""
        await self.outbox.close()
        if self._kept:
            self._kept.cancel()
        await self._client.close()

    async def _handle(self, response: Any) -> None:  # noqa: ANN401
        """Do what a sync response asks for. On the very first one nobody has asked anything yet."""
        await self._keys()
        self.rooms.changed(response.rooms.join, response.rooms.leave)
        await self.rooms.synced()
        answers = self._invitations(response)
        since, self._since = self._since, response.next_batch
        answers += await self._take(await arrivals(self._client, response, since)) if since else []
        if since != self._since:
            self._keep(answers)

    def _patience(self, now: datetime) -> int:
        """Return how long the homeserver may wait for news, in milliseconds: not beyond what is due next."""
        due = next_due(self._bot.record.state())
        seconds = LONGEST_SYNC if due is None else (due - now).total_seconds()
        return int(1000 * min(LONGEST_SYNC, max(SHORTEST_SYNC, seconds)))

    async def _keys(self) -> None:
        """Do what encryption asks for after each answer of the homeserver."""
        client = self._client
        if client.should_upload_keys:
            await ask(client.keys_upload)
        if client.should_query_keys:
            await ask(client.keys_query)
        if client.should_claim_keys:
            await ask(client.keys_claim, client.get_users_for_key_claiming())
        await ask(client.send_to_device_messages)

    def _invitations(self, response: Any) -> Answers:  # noqa: ANN401
        """Accept those of the Secretariat, and turn down the others, as many at once as do no harm."""
        accepted: Answers = []
        for room, info in response.rooms.invite.items():
            if self._is_trusted(info):
                accepted.append(asyncio.create_task(self.rooms.accept(room)))
            elif len(self._inviting) < MOST_DECLINED:
                self._inviting.add(task := asyncio.create_task(self.rooms.decline(room)))
                task.add_done_callback(self._inviting.discard)
        return accepted

    def _is_trusted(self, info: Any) -> bool:  # noqa: ANN401
        """Tell whether somebody of the Secretariat invites. The homeserver's own event is the last: others may lie."""
        mine = [one for one in info.invite_state if isinstance(one, nio.InviteMemberEvent)]
        invited = [one for one in mine if one.state_key == self._client.user_id]
        person = self._bot.people.with_handle(f"matrix:{invited[-1].sender}") if invited else None
        return person is not None and person.id in self._bot.record.state().secretariat

    async def _take(self, arrived: list[Arrival]) -> Answers:
        answers: Answers = []
        for arrival in arrived:
            try:
                answers += await self._event(arrival)
            except StorageFault:
                raise
            except Exception as problem:  # noqa: BLE001  nobody's message keeps the bot from those of the others
                note(problem)
        return answers

    async def _event(self, arrival: Arrival) -> Answers:
        if arrival.event.sender == self._client.user_id:
            return []
        if isinstance(arrival.event, nio.MegolmEvent):
            return self._ask_again(arrival)
        return await self._message(arrival) if isinstance(arrival.event, nio.RoomMessageText) else []

    async def _message(self, arrival: Arrival) -> Answers:
        typed = reading.read(arrival.event.source.get("content") or {})
        private = self.rooms.is_private(arrival.room, arrival.event.sender)
        if typed is None or not (private or reading.is_command(typed.text)):
            return []
        if typed.is_edit:
            self._speak(arrival)
            sentence = _("I saw that you edited a message. An edit is not run again: please send the command anew.")
            return self._sending.privately(arrival, sentence)
        reply = await self._bot.dispatcher.handle(self._request(arrival, typed, private=private))
        return self._sending.answer(arrival, reply, private=private)

    def _request(self, arrival: Arrival, typed: reading.Typed, *, private: bool) -> Request:
        """Return the request. It was made when it reached the homeserver, which cannot be before what was heard."""
        return Request(
            reading.with_sign(typed.text),
            f"matrix:{arrival.event.sender}",
            min(max(arrival.at, self._heard), datetime.now(UTC)),
            f"matrix:{arrival.event.event_id}",
            channel="" if private else f"matrix:{arrival.room}",
            public=arrival.room in self.public_rooms,
            mentions={**self._members(arrival.room, typed.text), **typed.mentions},
        )

    def _members(self, room: str, text: str) -> dict[str, str]:
        """Return a handle for each `@name` that nobody is known by, and that is the id of one member of the room."""
        names = [name for name in reading.plain_names(text) if self._bot.people.named(name[1:]) is None]
        found = self._client.rooms.get(room) if names else None
        members = {name: [user for user in found.users if user.partition(":")[0] == name] for name in names if found}
        return {name: f"matrix:{users[0]}" for name, users in members.items() if len(users) == 1}

    def _ask_again(self, arrival: Arrival) -> Answers:
        """Say that a message could not be read, but not to the same person again for a while."""
        sender = arrival.event.sender
        if arrival.at - self._unread.get(sender, EVER) < UNREAD_PAUSE:
            return []
        self._unread[sender] = arrival.at
        self._speak(arrival)
        sentence = _(
            "I could not read your last message in {room}: your client has not given me its key. "
            "If it was a command, please send it again."
        )
        return self._sending.privately(arrival, sentence.format(room=self.rooms.says(arrival.room)))

    def _speak(self, arrival: Arrival) -> None:
        person = self._bot.people.with_handle(f"matrix:{arrival.event.sender}")
        speak(person.language if person else "en")

    def _keep(self, answers: Answers) -> None:
        """Keep the position once these answers and all before them are sent."""
        position = {"since": self._since, "heard": self._heard.isoformat()}
        self._kept = asyncio.create_task(self._keep_after(self._kept, answers, position))

    async def _keep_after(
        self, before: "asyncio.Task[None] | None", answers: Answers, position: dict[str, str]
    ) -> None:
        if before:
            await before
        for answer in answers:
            try:
                await answer
            except Declined as declined:
                log.warning("An answer could not be sent: %s", declined.code)
            except LoggedOut:
                raise
            except Exception as problem:  # noqa: BLE001  one answer that cannot be sent does not hold up the others
                note(problem)
        if asyncio.current_task() is not self._kept and time.monotonic() < self._put_at + PUT_PAUSE:
            return  # a later position follows
        self._put_at = time.monotonic()
        try:
            self._bot.positions.put(FOLLOWER, position)
        except StorageFault as fault:
            log.error("%s", fault)


def _some_time() -> int:
    """Return a wait in milliseconds that no start before had: Synapse keeps answers for those who ask the same again.

    Such an answer would be two minutes old (`caches.sync_response_duration`), and what came since would seem unsaid.
    """
    return 1 + secrets.randbelow(1_000_000)
