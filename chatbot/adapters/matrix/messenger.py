"""Writing to somebody alone, as `chatbot.letters` does: in their private room with the bot."""

from typing import Any

from chatbot.adapters.matrix import showing
from chatbot.adapters.matrix.board import KEY, LOOK_BACK
from chatbot.adapters.matrix.calls import Declined, ask
from chatbot.adapters.matrix.outbox import Message, Outbox
from chatbot.adapters.matrix.rooms import Rooms
from chatbot.letters.mail import Unreachable
from chatbot.message import with_sign


class PrivateRooms:
    """The private rooms of everybody; encrypted ones stay so."""

    def __init__(self, client: Any, rooms: Rooms, outbox: Outbox) -> None:  # noqa: ANN401
        self._client = client
        self._rooms = rooms
        self._outbox = outbox

    async def write(self, handle: str, key: str, text: str) -> None:
        """Write in parts when the text is long; the last part carries the key."""
        room = await self._room(handle)
        *first, last = showing.parts(with_sign(text, "!"))
        contents = [*(showing.message(part) for part in first), {**showing.message(last), KEY: key}]
        try:
            for number, content in enumerate(contents):
                await self._outbox.send(room, Message("m.room.message", content, f"pn-letter-{key}-{number}"))
        except Declined as declined:
            self._rooms.changed((), [room])
            raise Unreachable(declined.code) from None

    async def wrote(self, handle: str, key: str) -> bool:
        """Look through the latest messages of the room, encrypted or not."""
        try:
            found = await ask(self._client.room_messages, await self._room(handle), limit=LOOK_BACK)
        except (Declined, Unreachable):
            return False
        contents = (event.source.get("content") or {} for event in found.chunk if event.sender == self._client.user_id)
        return any(content.get(KEY) == key for content in contents)

    async def _room(self, handle: str) -> str:
        try:
            return await self._rooms.private(handle.partition(":")[2], encrypted=False)
        except Declined as declined:
            raise Unreachable(declined.code) from None
