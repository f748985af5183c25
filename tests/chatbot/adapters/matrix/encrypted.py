"""Somebody whose client encrypts: matrix-nio with a device that nobody has verified."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import nio

from tests.chatbot.adapters.matrix.household import Household
from tests.chatbot.adapters.matrix.town import PASSWORD
from tests.waiting import until

T = TypeVar("T")
_SAID = (nio.RoomMessage, nio.MegolmEvent, nio.UnknownEvent)
SEALED = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}


class Sealed:
    """One person with such a client. `close` lets go of it."""

    def __init__(self, household: Household, name: str, folder: Path) -> None:
        folder.mkdir()
        self._runner = asyncio.Runner()
        self._bot = household.bot
        self._heard: list[tuple[str, Any]] = []
        self.client = nio.AsyncClient(
            household.homeserver.address,
            household[name].user,
            store_path=str(folder),
            config=nio.AsyncClientConfig(encryption_enabled=True),
        )
        self._run(self.client.login(PASSWORD))
        self.listen()

    def close(self) -> None:
        """End the client."""
        self._run(self.client.close())
        self._runner.close()

    def say(self, room: str, text: str) -> str:
        """Send a message, encrypted where the room is, and return its event."""
        return self.send(room, "m.room.message", msgtype="m.text", body=text)

    def send(self, room: str, kind: str, **content: Any) -> str:  # noqa: ANN401
        """Send any event, encrypted where the room is, and return it."""
        until(lambda: room in self.client.rooms or self.listen() is None)
        response = self._run(self.client.room_send(room, kind, content, ignore_unverified_devices=True))
        return str(response.event_id)

    def answer(self, room: str, event: str) -> Any:  # noqa: ANN401
        """Wait for the bot's answer to an event in its room, and return it as nio understands it."""
        return until(
            lambda: next((one for where, one in self.listen() if where == room and _answers(one, event)), None)
        )

    def poll(self, room: str, kind: str) -> str:
        """Wait until the bot begins a poll in a room, and return the event."""
        event = until(
            lambda: next(
                (one for where, one in self.listen() if where == room and getattr(one, "type", "") == kind), None
            )
        )
        return str(event.event_id)

    def whispered(self, words: str) -> tuple[str, Any]:
        """Wait for something with some words in it that the bot said, and return the room and the event."""
        return until(
            lambda: next(((room, one) for room, one in self.listen() if words in getattr(one, "body", "")), None)
        )

    def listen(self) -> list[tuple[str, Any]]:
        """Hear what there is, and return all that the bot said so far."""
        response = self._run(self.client.sync(timeout=300, full_state=True))
        self._run(self._keys())
        for room in response.rooms.invite:
            self._run(self.client.join(room))
        for room, info in response.rooms.join.items():
            said = (event for event in info.timeline.events if event.sender == self._bot)
            self._heard += ((room, event) for event in said if isinstance(event, _SAID))
        return self._heard

    def forget_keys(self, room: str) -> None:
        """Begin a new session of keys in a room without giving it to anybody, as a client does that lost its mind."""
        self.client.olm.create_outbound_group_session(room)
        session = self.client.olm.outbound_group_sessions[room]
        session.shared = True

    async def _keys(self) -> None:
        if self.client.should_upload_keys:
            await self.client.keys_upload()
        if self.client.should_query_keys:
            await self.client.keys_query()
        if self.client.should_claim_keys:
            await self.client.keys_claim(self.client.get_users_for_key_claiming())
        await self.client.send_to_device_messages()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return self._runner.run(work)


def _answers(event: Any, to: str) -> bool:  # noqa: ANN401
    relation = event.source["content"].get("m.relates_to", {})
    return bool(relation.get("m.in_reply_to", {}).get("event_id") == to)
