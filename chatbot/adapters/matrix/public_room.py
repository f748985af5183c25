"""Public rooms: made or checked so that only the bot and the Secretariat write there, and anybody reads."""

from typing import Any, Final

import nio

from chatbot.adapters.matrix.calls import Declined, ask
from chatbot.public import Unavailable
from storage.i18n import _

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
_LOOK_BACK: Final = 100
"""Events asked for at once."""


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
        "opened and their results, meetings, updates, and once a week the commitments. It writes no names and no "
        "single votes; texts stand as people wrote them."
    )


async def check(client: Any, room: str, trusted: list[str], *, bound: bool = False) -> None:  # noqa: ANN401
    """Make the room what a public one must be. Raise `Unavailable` for what cannot be mended.

    It becomes read-only first, and public last. A `bound` room that was not public is left alone if others spoke there.
    """
    try:
        found = await ask(client.room_get_state, room)
        state = {(event["type"], event.get("state_key", "")): event for event in found.events}
        _refuse(client, room, state, trusted)
        if bound and not _is_open(state) and await _is_spoken_in(client, room, trusted):
            sentence = _(
                "People have spoken in {room}, and if it became public anybody could read that. Make a new room, "
                "invite the bot, and type `/pn bind` there."
            )
            raise Unavailable(sentence.format(room=room))
        for kind, content in {"m.room.power_levels": _levels(state, trusted), **_STATE}.items():
            if _content(state, kind) != content:
                await ask(client.room_put_state, room, kind, content)
        if not _content(state, "m.room.topic").get("topic"):
            await ask(client.room_put_state, room, "m.room.topic", {"topic": topic()})
    except Declined as declined:
        raise powerless(room, declined) from None


State = dict[tuple[str, str], dict[str, Any]]
"""The state events of a room by type and state key."""


def _content(state: State, kind: str) -> dict[str, Any]:
    content: dict[str, Any] = state.get((kind, ""), {}).get("content", {})
    return content


def _refuse(client: Any, room: str, state: State, trusted: list[str]) -> None:  # noqa: ANN401
    """Raise `Unavailable` for an encrypted room, and for one in which somebody else has the bot's power."""
    if ("m.room.encryption", "") in state:
        sentence = _("{room} is encrypted, and a public room cannot be: choose another one.")
        raise Unavailable(sentence.format(room=room))
    users = _content(state, "m.room.power_levels").get("users", {})
    mighty = {user for user, level in users.items() if level >= OWNER} | _creators(state)
    others = mighty - {client.user_id, *trusted}
    if others:
        sentence = _("In {room} others than the bot and the Secretariat may write: {users}. Choose another room.")
        raise Unavailable(sentence.format(room=room, users=", ".join(sorted(others))))


def _creators(state: State) -> set[str]:
    """Return who made a room of version 12 or later: their power cannot be taken (MSC4289)."""
    content = _content(state, "m.room.create")
    if not str(content.get("room_version", "1")).isdecimal() or int(content.get("room_version", "1")) < 12:
        return set()
    return {state["m.room.create", ""]["sender"], *content.get("additional_creators", [])}


def _is_open(state: State) -> bool:
    """Tell whether anybody may read the room already."""
    readable = _content(state, "m.room.history_visibility").get("history_visibility") == "world_readable"
    return readable or _content(state, "m.room.join_rules").get("join_rule") == "public"


async def _is_spoken_in(client: Any, room: str, trusted: list[str]) -> bool:  # noqa: ANN401
    """Tell whether others than the bot and the Secretariat wrote in a room."""
    mine = [client.user_id, *trusted]
    said = {"types": ["m.room.message", "m.room.encrypted"], "not_senders": mine}
    token: str | None = None
    while True:
        found = await ask(client.room_messages, room, token, limit=_LOOK_BACK, message_filter=said)
        if found.chunk or not found.end or found.end == token:
            return bool(found.chunk)
        token = found.end


def _levels(state: State, trusted: list[str]) -> dict[str, Any]:
    """Return the power levels as they must be: nobody writes but the bot and the Secretariat."""
    levels = _content(state, "m.room.power_levels")
    users = {user: level for user, level in levels.get("users", {}).items() if level >= OWNER}
    others = (user for user in trusted if user not in _creators(state))
    users |= {user: WRITERS for user in others if users.get(user, 0) < WRITERS}
    kinds = {kind: max(int(level), WRITERS) for kind, level in levels.get("events", {}).items()}
    return {**levels, **LEVELS, "events": kinds, "users": users}


def powerless(room: str, declined: Declined) -> Unavailable:
    """Return what to do about a room in which the bot may not do what it must."""
    sentence = _(
        "The bot cannot keep {room} as a public, read-only room ({code}). Invite the bot there and give it a power "
        "level of 100; or choose another room, with `/pn bind` or MATRIX_PUBLIC_ROOM."
    )
    return Unavailable(sentence.format(room=room, code=declined.code))
