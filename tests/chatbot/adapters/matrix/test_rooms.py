"""Which rooms the bot is in, while the homeserver's answers cross each other."""

import asyncio
from contextlib import suppress
from types import SimpleNamespace

from chatbot.adapters.matrix.calls import Declined
from chatbot.adapters.matrix.rooms import Rooms

ROOM = "!room:example.org"


def test_a_room_that_is_joined_while_it_is_asked_for_is_known() -> None:
    """The answer is of before that: kept, it would hold back all posts there until somebody does something."""

    class Client:
        """Answers which rooms it is in when it has heard that it joined one since."""

        def __init__(self) -> None:
            self.rooms: dict[str, object] = {}

        async def joined_rooms(self) -> SimpleNamespace:
            """Return the rooms of before."""
            self.rooms[ROOM] = object()
            rooms.changed([ROOM], [])
            await rooms.synced()
            return SimpleNamespace(rooms=[])

    async def is_known() -> bool:
        with suppress(Declined):
            await rooms.known(ROOM)
            return True
        return False

    rooms = Rooms(Client())
    assert asyncio.run(is_known())
