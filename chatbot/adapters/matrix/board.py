"""Rooms to post in, as `chatbot.public` does."""

import logging
from collections.abc import Callable, Iterable
from typing import Any, Final

from chatbot.adapters.matrix import pictures, showing
from chatbot.adapters.matrix.calls import Declined, ask
from chatbot.adapters.matrix.outbox import Message, Outbox
from chatbot.adapters.matrix.public_room import check, powerless
from chatbot.drawing import Drawn
from chatbot.public import News, Unavailable
from storage.events import Code
from storage.i18n import _
from storage.public.result_picture import ResultPicture

log = logging.getLogger(__name__)
KEY: Final = "org.igf.policy-network.key"
"""Where a post carries its key; only its last part does."""
PART: Final = "org.igf.policy-network.part"
"""Where the earlier parts of a long post carry it."""
LOOK_BACK: Final = 100
"""Events among which a post is looked for."""


class RoomBoard:
    """One room, as `chatbot.public` posts on it, told of one network or of all.

    A public room, for which `trusted` tells who may write there too, is checked before the first post, after trouble,
    and when others are trusted.
    """

    def __init__(
        self,
        client: Any,  # noqa: ANN401
        outbox: Outbox,
        room: str,
        network: Code | None,
        trusted: Callable[[], list[str]] | None,
    ) -> None:
        self._client = client
        self._outbox = outbox
        self._room = room
        self._trusted = trusted
        self._checked: list[str] | None = None
        self.network = network
        self.name = f"matrix:{room}"

    async def post(self, news: News, *, look: bool) -> str:
        """Post a text, in parts when it is long; the last part carries the key."""
        if look and (found := await self.find(news.key)):
            return found
        await self._check()
        *first, last = keyed(map(showing.message, showing.parts(news.text)), news.key)
        for number, part in enumerate(first):
            await self._send(part, f"pn-public-{news.key}-{number}")
        return await self._send(last, f"pn-public-{news.key}")

    async def picture(self, key: str, picture: ResultPicture, drawn: Drawn) -> None:
        """Post a picture."""
        await pictures.send(self._client, self._outbox, self._room, f"pn-picture-{key}", picture, drawn)

    async def find(self, key: str) -> str | None:
        """Return the event that carries the key, if it is among the room's latest."""
        return next((event for event, content in await self._latest() if content.get(KEY) == key), None)

    async def correct(self, message: str, key: str, text: str) -> None:
        """Take a post away with all its parts, and post a text about it: an edit would leave the old text readable."""
        await self._check()
        latest = await self._latest()
        taken = next((content[KEY] for event, content in latest if event == message and KEY in content), None)
        parts = [event for event, content in latest if taken and content.get(PART) == taken]
        for event in (message, *parts):
            await self._redact(event)
        await self._send({**showing.message(text), KEY: key}, f"pn-public-{key}")

    async def _latest(self) -> list[tuple[str, dict[str, Any]]]:
        """Return the bot's latest events in the room with their contents, the newest first."""
        try:
            found = await ask(
                self._client.room_messages, self._room, limit=LOOK_BACK, message_filter=_own(self._client)
            )
        except Declined as declined:
            raise self._unavailable(declined) from None
        mine = (event for event in found.chunk if event.sender == self._client.user_id)
        return [(str(event.event_id), event.source.get("content") or {}) for event in mine]

    async def _redact(self, event: str) -> None:
        try:
            await ask(self._client.room_redact, self._room, event, tx_id=f"pn-redact-{event}")
        except Declined as declined:
            raise self._unavailable(declined) from None

    async def _send(self, content: dict[str, Any], transaction: str) -> str:
        try:
            return await self._outbox.send(self._room, Message("m.room.message", content, transaction))
        except Declined as declined:
            self._checked = None
            await self._check()  # it says more precisely what is wrong, if it can
            raise self._unavailable(declined) from None

    async def _check(self) -> None:
        trusted = self._trusted() if self._trusted else None
        if trusted is not None and self._checked != trusted:
            await check(self._client, self._room, trusted, bound=self.network is not None)
            self._checked = trusted

    def _unavailable(self, declined: Declined) -> Unavailable:
        if self._trusted is None:
            sentence = _(
                "The homeserver does not let the bot post in the room of {network}, {room} ({code}). Invite it, and "
                "let it write there."
            )
            return Unavailable(sentence.format(network=self.network, room=self._room, code=declined.code))
        return powerless(self._room, declined)


def keyed(parts: Iterable[showing.Content], key: str) -> list[showing.Content]:
    """Return the parts of a post with its key, by which all of them are found again."""
    *first, last = parts
    return [*({**part, PART: key} for part in first), {**last, KEY: key}]


def _own(client: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the filter for the bot's own messages, encrypted or not: others cannot bury them."""
    return {"senders": [client.user_id], "types": ["m.room.message", "m.room.encrypted"]}
