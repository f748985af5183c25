"""What reached the homeserver since the last look, in that order: a gap is filled before anything in it is late."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from heapq import merge
from typing import Any, Final, NamedTuple

import nio

from chatbot.adapters.matrix.calls import Declined, ask

log = logging.getLogger(__name__)
PAGE: Final = 100
"""Events asked for at once when a gap is filled."""


class Arrival(NamedTuple):
    """An event in a room, as nio understands it."""

    room: str
    event: Any

    @property
    def at(self) -> datetime:
        """When it reached a homeserver, by that server's clock."""
        return datetime.fromtimestamp(self.event.server_timestamp / 1000, UTC)


async def arrivals(client: Any, response: Any, since: str, after: datetime | None) -> list[Arrival]:  # noqa: ANN401  nio is untyped
    """Return the events of a sync response, oldest first, with those that it left out of a limited timeline.

    What happened in a room before the bot joined it is nobody's command, nor is what came before `after`. The events of
    a room keep their order.
    """
    rooms = [
        [Arrival(room, event) for event in await _events(client, room, info, since, after) if _is_new(event, after)]
        for room, info in response.rooms.join.items()
    ]
    return list(merge(*rooms, key=lambda arrival: arrival.event.server_timestamp))


async def _events(client: Any, room: str, info: Any, since: str, after: datetime | None) -> list[Any]:  # noqa: ANN401
    pages = [list(info.timeline.events)]
    token = info.timeline.prev_batch if info.timeline.limited else None
    while token and all(_is_new(event, after) and not _is_join(client, event) for event in pages[-1]):
        earlier, token = await _page(client, room, token, since)
        pages.append(earlier)
    return list(_since_join(client, [event for page in reversed(pages) for event in page]))


async def _page(client: Any, room: str, token: str, since: str) -> tuple[list[Any], str | None]:  # noqa: ANN401
    """Return the events before a token, oldest first, and the token before them; None where there are no more."""
    try:
        found = await ask(client.room_messages, room, token, since or None, limit=PAGE)
    except Declined as declined:
        log.warning("What was said while the bot was away cannot be read in a room: %s", declined.code)
        return [], None
    return found.chunk[::-1], found.end if found.end != token else None


def _is_new(event: Any, after: datetime | None) -> bool:  # noqa: ANN401
    return after is None or bool(event.server_timestamp > 1000 * after.timestamp())


def _since_join(client: Any, events: list[Any]) -> Iterator[Any]:  # noqa: ANN401
    joins = [place for place, event in enumerate(events) if _is_join(client, event)]
    yield from events[joins[-1] + 1 :] if joins else events


def _is_join(client: Any, event: Any) -> bool:  # noqa: ANN401
    return (
        isinstance(event, nio.RoomMemberEvent)
        and event.state_key == client.user_id
        and event.membership == "join"
        and event.prev_membership != "join"
    )
