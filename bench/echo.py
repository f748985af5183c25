"""The least that a Matrix bot can be: it says what it is told. `python -m bench.echo HOMESERVER USER`."""

import asyncio
import os
import sys
from typing import Any, Final

import nio

FILTER: Final = {"room": {"timeline": {"limit": 1000}}}


async def main(homeserver: str, user: str) -> None:
    """Echo every command that is typed from now on, for ever."""
    client = nio.AsyncClient(homeserver, user)
    await client.login(os.environ["MATRIX_PASSWORD"])
    await client.sync(0, FILTER)

    async def echo(room: Any, event: Any) -> None:  # noqa: ANN401  nio is untyped
        if event.sender != client.user_id:
            await client.room_send(room.room_id, "m.room.message", {"msgtype": "m.notice", "body": event.body})

    client.add_event_callback(echo, nio.RoomMessageText)
    await client.sync_forever(30_000, FILTER)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
