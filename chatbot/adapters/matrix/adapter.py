"""The bot on Matrix: listens, hands commands over in the order in which they reached the homeserver, and answers.

Nothing is lost and nothing done twice: what arrived is asked for again until its answers are sent, and the record
knows each event that it has handled.
"""

import asyncio
import logging
import secrets
from datetime import UTC, datetime
from typing import Any, Final

import nio

from chatbot.adapters.matrix import reading
from chatbot.adapters.matrix.answers import Answers, Sending
from chatbot.adapters.matrix.calls import Declined, ask
from chatbot.adapters.matrix.outbox import Outbox
from chatbot.adapters.matrix.rooms import Rooms
from chatbot.adapters.matrix.timeline import Arrival, arrivals
from chatbot.clock import next_due
from chatbot.compose import Bot
from chatbot.message import Request
from storage.errors import StorageFault
from storage.events import EVER
from storage.i18n import _, speak

log = logging.getLogger(__name__)
LONGEST_SYNC: Final = 5.0
"""Seconds that the homeserver may keep us waiting for news."""
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
        self._unread: set[str] = set()

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
        await self.rooms.synced()
        await self._invitations(response)
        since, self._since = self._since, response.next_batch
        answers = await self._take(await arrivals(self._client, response, since)) if since else []
        if since != self._since:
            self._keep(answers)

    def _patience(self, now: datetime) -> int:
        """Return how long the homeserver may wait for news, in milliseconds: not beyond what is due next."""
        due = next_due(self._bot.record.state())
        seconds = LONGEST_SYNC if due is None else min(LONGEST_SYNC, max(0.0, (due - now).total_seconds()))
        return int(seconds * 1000)

    async def _keys(self) -> None:
        """Do what encryption asks for after each answer of the homeserver."""
        client = self._client
        if client.should_upload_keys:
            await ask(client.keys_upload)
        if client.should_query_keys:
            await ask(client.keys_query)
        if client.should_claim_keys:
            await ask(client.keys_claim, client.get_users_for_key_claiming())
        await client.send_to_device_messages()

    async def _invitations(self, response: Any) -> None:  # noqa: ANN401
        """Accept those of the Secretariat, and turn down the others."""
        for room, info in response.rooms.invite.items():
            mine = (one for one in info.invite_state if isinstance(one, nio.InviteMemberEvent))
            invitation = next((one for one in mine if one.state_key == self._client.user_id), None)
            if invitation is None:
                continue
            person = self._bot.people.with_handle(f"matrix:{invitation.sender}")
            if person and person.id in self._bot.record.state().secretariat:
                direct = bool(invitation.content.get("is_direct"))
                await self.rooms.accept(room, invitation.sender, direct=direct)
            else:
                await self.rooms.decline(room)

    async def _take(self, arrived: list[Arrival]) -> Answers:
        answers: Answers = []
        for arrival in arrived:
            try:
                answers += await self._event(arrival)
            except StorageFault:
                raise
            except Exception as problem:  # noqa: BLE001  nobody's message keeps the bot from those of the others
                log.error("An event could not be handled: %s", type(problem).__name__)
        return answers

    async def _event(self, arrival: Arrival) -> Answers:
        if arrival.event.sender == self._client.user_id:
            return []
        if isinstance(arrival.event, nio.MegolmEvent):
            return self._ask_again(arrival)
        return await self._message(arrival) if isinstance(arrival.event, nio.RoomMessageText) else []

    async def _message(self, arrival: Arrival) -> Answers:
        typed = reading.read(arrival.event.source.get("content") or {})
        private = self.rooms.is_private(arrival.room)
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
            mentions=typed.mentions,
        )

    def _ask_again(self, arrival: Arrival) -> Answers:
        """Say, once a session of keys, that a message could not be read."""
        if arrival.event.session_id in self._unread:
            return []
        self._unread.add(arrival.event.session_id)
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
        try:
            self._bot.positions.put(FOLLOWER, position)
        except StorageFault as fault:
            log.error("%s", fault)


def _some_time() -> int:
    """Return a wait in milliseconds that no start before had: Synapse keeps answers for those who ask the same again.

    Such an answer would be two minutes old (`caches.sync_response_duration`), and what came since would seem unsaid.
    """
    return 1 + secrets.randbelow(1_000_000)
