"""The rooms that the bot is in: private ones with one person each, and invitations to others."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, Final

import nio

from chatbot.adapters.matrix import account_data
from chatbot.adapters.matrix.calls import Declined, ask
from storage.i18n import _

log = logging.getLogger(__name__)
PATIENCE: Final = 10.0
"""Seconds within which the homeserver tells of what was done there."""
DIRECT: Final = "m.direct"
"""The account data with everybody's private rooms (client-server API v1.11, 11.25)."""
ENCRYPTION: Final = {"algorithm": "m.megolm.v1.aes-sha2"}


class Rooms:
    """Knows the private room of each person, and makes it. Which these are is remembered on the homeserver itself.

    The account data `m.direct` names them: nothing about people is kept here.
    """

    def __init__(self, client: Any) -> None:  # noqa: ANN401
        self._client = client
        self._direct: dict[str, list[str]] = {}
        self._left: set[str] = set()
        self._making: dict[str, asyncio.Lock] = {}
        self._synced = asyncio.Condition()

    async def load(self) -> None:
        """Read which rooms are private ones."""
        found = await account_data.read(self._client, DIRECT)
        self._direct = {user: list(rooms) for user, rooms in found.items()}

    async def synced(self) -> None:
        """Tell whoever waits for a room that the client may know it now."""
        async with self._synced:
            self._synced.notify_all()

    async def known(self, room: str) -> None:
        """Wait until the client knows a room. Raise `Declined` for one that the bot is not in."""
        if room not in self._client.rooms:
            joined = (await ask(self._client.joined_rooms)).rooms
            if room not in (*joined, *self._client.rooms):  # it may be joined since the answer was made
                self._left.add(room)
        async with self._synced:
            await self._synced.wait_for(lambda: room in self._client.rooms or room in self._left)
        if room in self._left:
            raise Declined("M_FORBIDDEN", "the bot is not in the room any more")

    def changed(self, joined: Iterable[str], left: Iterable[str]) -> None:
        """Note which rooms the bot is in now, and which no more: nio keeps knowing those."""
        self._left.difference_update(joined)
        for room in left:
            self._left.add(room)
            self._client.rooms.pop(room, None)

    def is_private(self, room: str, user: str) -> bool:
        """Tell whether this is the room that only this person and the bot are in, and that the bot made for that."""
        return room in self._direct.get(user, []) and self._is_with(room, user)

    def is_encrypted(self, room: str) -> bool:
        """Tell whether what is said in a room is encrypted."""
        found = self._client.rooms.get(room)
        return bool(found and found.encrypted)

    def says(self, room: str) -> str:
        """Return how a room is called, for a sentence."""
        found = self._client.rooms.get(room)
        return str(found.canonical_alias or found.name or room) if found else room

    async def private(self, user: str, *, encrypted: bool) -> str:
        """Return the private room of a person, made when there is none; encrypted from now on where that is asked."""
        async with self._making.setdefault(user, asyncio.Lock()):
            room = next((one for one in self._direct.get(user, []) if self._has_nobody_but(one, user)), None)
            if room and not self._is_with(room, user):
                room = await self._invite(room, user)
            if room and encrypted and not self.is_encrypted(room):
                room = await self._encrypt(room)
            return room or await self._make(user, encrypted=encrypted)

    async def accept(self, room: str) -> None:
        """Join a room that somebody invited to."""
        try:
            await ask(self._client.join, room)
        except Declined as declined:
            log.warning("An invitation could not be accepted: %s", declined.code)

    async def redact(self, room: str, event: str) -> None:
        """Take a message out of a room; doing that twice does no harm. Raise `Declined`."""
        await ask(self._client.room_redact, room, event, tx_id=f"pn-unseen-{event}")

    async def decline(self, room: str) -> None:
        """Turn an invitation down."""
        try:
            await ask(self._client.room_leave, room)
        except Declined as declined:
            log.warning("An invitation could not be turned down: %s", declined.code)

    def _has_nobody_but(self, room: str, user: str) -> bool:
        """Tell whether nobody is in a room but the bot and perhaps this person."""
        found = self._client.rooms.get(room)
        return bool(found) and set(found.users) <= {user, self._client.user_id}

    def _is_with(self, room: str, user: str) -> bool:
        """Tell whether a room is shared with this person, and with nobody else."""
        return self._has_nobody_but(room, user) and user in self._client.rooms[room].users

    async def _invite(self, room: str, user: str) -> str | None:
        """Ask a person back into their room, and return it; None where that does not go."""
        try:
            await ask(self._client.room_invite, room, user)
        except Declined:
            return None
        await self._until(lambda: self._is_with(room, user))
        return room if self._is_with(room, user) else None

    async def _make(self, user: str, *, encrypted: bool) -> str:
        state = [{"type": "m.room.encryption", "state_key": "", "content": ENCRYPTION}] if encrypted else []
        response = await ask(
            self._client.room_create,
            preset=nio.RoomPreset.trusted_private_chat,
            is_direct=True,
            name=_("Policy Network bot – private answers"),
            topic=_("Only you and the bot are here. Type commands as in any room, such as: {example}").format(
                example="!help"
            ),
            invite=[user],
            initial_state=state,
        )
        room = str(response.room_id)
        await self._remember(user, room)
        await self._until(lambda: self._is_with(room, user))
        return room

    async def _encrypt(self, room: str) -> str | None:
        """Encrypt a room, and return it when the client knows so; None where the bot may not."""
        try:
            await ask(self._client.room_put_state, room, "m.room.encryption", ENCRYPTION)
        except Declined:
            return None
        await self._until(lambda: self.is_encrypted(room))
        return room if self.is_encrypted(room) else None

    async def _until(self, holds: Callable[[], bool]) -> None:
        """Wait until the client has heard of something, but not for ever: it may have changed again since."""
        async with self._synced:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._synced.wait_for(holds), PATIENCE)

    async def _remember(self, user: str, room: str) -> None:
        self._direct[user] = [room, *(one for one in self._direct.get(user, []) if one != room)]
        await account_data.write(self._client, DIRECT, self._direct)
