"""Rooms to post in. A public one is made or checked so that only bot and Secretariat write, and anybody reads."""

import logging
from collections.abc import Callable
from typing import Any, Final

import nio

from chatbot.adapters.matrix import showing
from chatbot.adapters.matrix.calls import Declined, ask
from chatbot.adapters.matrix.outbox import Message, Outbox
from chatbot.public import Unavailable
from storage.events import Code
from storage.i18n import _

log = logging.getLogger(__name__)
KEY: Final = "org.igf.policy-network.key"
"""Where a post carries its key; only its last part does."""
PART: Final = "org.igf.policy-network.part"
"""Where the earlier parts of a long post carry it."""
LOOK_BACK: Final = 100
"""Events among which a post is looked for."""
READERS, WRITERS, OWNER = 0, 50, 100
"""Power levels (client-server API v1.11, 11.2.3, `m.room.power_levels`)."""
LEVELS: Final = {
    "users_default": READERS,
    "events_default": WRITERS,
    "state_default": WRITERS,
    "invite": WRITERS,
    "kick": WRITERS,
    "ban": WRITERS,
    "redact": WRITERS,
}
_STATE: Final = {
    "m.room.history_visibility": {"history_visibility": "world_readable"},
    "m.room.guest_access": {"guest_access": "can_join"},
    "m.room.join_rules": {"join_rule": "public"},
}


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
        trusted: Callable[[], list[str]] | None = None,
    ) -> None:
        self._client = client
        self._outbox = outbox
        self._room = room
        self._trusted = trusted
        self._checked: list[str] | None = None
        self.network = network
        self.name = f"matrix:{room}"

    async def post(self, key: str, text: str) -> str:
        """Post a text, in parts when it is long; the last part carries the key."""
        await self._check()
        *first, last = showing.parts(text)
        for number, part in enumerate(first):
            await self._send({**showing.message(part), PART: key}, f"pn-public-{key}-{number}")
        return await self._send({**showing.message(last), KEY: key}, f"pn-public-{key}")

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
            found = await ask(self._client.room_messages, self._room, limit=LOOK_BACK)
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
            await check(self._client, self._room, trusted)
            self._checked = trusted

    def _unavailable(self, declined: Declined) -> Unavailable:
        sentence = (
            _(
                "The homeserver does not let the bot post in {room} ({code}). Give the bot back its power level of 100 "
                "there, or set MATRIX_PUBLIC_ROOM to another room."
            )
            if self._trusted
            else _("The homeserver does not let the bot post in {room} ({code}). Invite it there, and let it write.")
        )
        return Unavailable(sentence.format(room=self._room, code=declined.code))


async def find_or_make(client: Any, alias: str) -> str:  # noqa: ANN401
    """Return the id of the room with this alias; make it, public and read-only, when there is none."""
    try:
        found = await ask(client.room_resolve_alias, alias)
    except Declined as declined:
        if declined.code != "M_NOT_FOUND":
            raise
        return await _make(client, alias)
    if found.room_id not in client.rooms:
        try:
            await ask(client.join, found.room_id)
        except Declined as refused:
            sentence = _("The bot cannot join {room} ({code}): invite it there, or set MATRIX_PUBLIC_ROOM.")
            raise Unavailable(sentence.format(room=alias, code=refused.code)) from None
    return str(found.room_id)


async def _make(client: Any, alias: str) -> str:  # noqa: ANN401
    local, _colon, server = alias.lstrip("#").partition(":")
    if server != client.user_id.partition(":")[2]:
        sentence = _("There is no room {room}, and the bot can make rooms on its own server only.")
        raise Unavailable(sentence.format(room=alias))
    state = [{"type": kind, "state_key": "", "content": content} for kind, content in _STATE.items()]
    made = await ask(
        client.room_create,
        visibility=nio.RoomVisibility.public,
        preset=nio.RoomPreset.public_chat,
        alias=local,
        name=_("Policy Networks: public record"),
        topic=topic(),
        initial_state=state,
        power_level_override=dict(LEVELS),
    )
    return str(made.room_id)


def topic() -> str:
    """Return what stands above the room."""
    return _(
        "This room is public: anybody may read it, also without an account. The bot posts here what is public: polls "
        "opened and their results, meetings, updates, and once a week the commitments. No names, no single votes."
    )


async def check(client: Any, room: str, trusted: list[str]) -> None:  # noqa: ANN401
    """Make the room what a public one must be. Raise `Unavailable` for what cannot be mended."""
    try:
        found = await ask(client.room_get_state, room)
        state = {(event["type"], event.get("state_key", "")): event["content"] for event in found.events}
        if ("m.room.encryption", "") in state:
            sentence = _("{room} is encrypted, and a public room cannot be: set MATRIX_PUBLIC_ROOM to another one.")
            raise Unavailable(sentence.format(room=room))
        for kind, content in {**_STATE, "m.room.power_levels": _levels(client, state, trusted)}.items():
            if state.get((kind, "")) != content:
                await ask(client.room_put_state, room, kind, content)
        if not state.get(("m.room.topic", ""), {}).get("topic"):
            await ask(client.room_put_state, room, "m.room.topic", {"topic": topic()})
    except Declined as declined:
        sentence = _(
            "{room} is not a read-only public room, and the bot may not change it ({code}): give the bot a power "
            "level of 100 there, or set MATRIX_PUBLIC_ROOM to another room."
        )
        raise Unavailable(sentence.format(room=room, code=declined.code)) from None


def _levels(client: Any, state: dict[tuple[str, str], dict[str, Any]], trusted: list[str]) -> dict[str, Any]:  # noqa: ANN401
    """Return the power levels as they must be: nobody writes but the bot, the Secretariat, and who was above them."""
    levels = state.get(("m.room.power_levels", ""), {})
    users = {user: level for user, level in levels.get("users", {}).items() if level >= OWNER}
    users |= {user: WRITERS for user in trusted if users.get(user, 0) < WRITERS}
    kinds = {kind: max(int(level), WRITERS) for kind, level in levels.get("events", {}).items()}
    return {**levels, **LEVELS, "events": kinds, "users": users}
