"""The public rooms: the one of the settings, and those that were tied to a network as public ones."""

import asyncio
import logging
import uuid
from contextlib import suppress
from typing import Any, Final

from chatbot.adapters.matrix import showing
from chatbot.adapters.matrix.adapter import Matrix
from chatbot.adapters.matrix.board import PublicRoom, find_or_make
from chatbot.adapters.matrix.calls import Declined
from chatbot.adapters.matrix.outbox import Message
from chatbot.compose import Bot
from chatbot.public import PublicChannel, Unavailable
from storage.errors import StorageFault
from storage.events import ChannelBound, Code

log = logging.getLogger(__name__)
LOOK_EVERY: Final = 0.5
PATIENCE: Final = 30.0
"""Seconds between two tries to get into the public room."""
PREFIX: Final = "matrix:"
START: Final = "public:start"
"""The follower that stands for the public room before it is known which one that is."""


class PublicRooms:
    """Follows the journal for each public room, from when it became one."""

    def __init__(self, matrix: Matrix, client: Any, bot: Bot, alias: str) -> None:  # noqa: ANN401
        self._matrix = matrix
        self._client = client
        self._bot = bot
        self._alias = alias
        self._telling: set[asyncio.Task[None]] = set()
        self._following: dict[str, asyncio.Task[None]] = {}
        if not bot.positions.get(START):
            bot.record.state()
            bot.positions.put(START, {"seq": bot.record.history.seq})

    async def follow(self) -> None:
        """Post for ever, in the room of the settings and in each that is tied to a network as a public one."""
        await self._matrix.ready.wait()
        main = asyncio.create_task(self._main())
        try:
            while True:
                self._turn_to_bound()
                for task in (main, *self._following.values()):
                    if task.done() and not task.cancelled():
                        task.result()
                await asyncio.sleep(LOOK_EVERY)
        finally:
            for task in (main, *self._following.values()):
                task.cancel()

    async def _main(self) -> None:
        room = await self._enter()
        self._matrix.public_rooms.add(room)
        await self._post(room, None, self._bot.positions.get(START)["seq"])

    async def _enter(self) -> str:
        said = ""
        while True:
            try:
                return await find_or_make(self._client, self._alias)
            except (Unavailable, Declined) as problem:
                if str(problem) != said:
                    log.error("%s", problem)
                    self._report(str(problem))
                said = str(problem)
            await asyncio.sleep(PATIENCE)

    def _turn_to_bound(self) -> None:
        """Begin with what was tied lately, and end with what is tied no more."""
        try:
            channels = self._bot.record.state().channels
        except StorageFault:
            return  # the clock logs it
        wanted = {
            channel.removeprefix(PREFIX): bound.network
            for channel, bound in channels.items()
            if bound.public and channel.startswith(PREFIX)
        }
        for room in self._following.keys() - wanted.keys():
            self._following.pop(room).cancel()
        for room in wanted.keys() - self._following.keys():
            self._matrix.public_rooms.add(room)
            self._following[room] = asyncio.create_task(self._post(room, wanted[room], self._tied(room)))

    def _tied(self, room: str) -> int:
        """Return the entry before the one that tied the room."""
        ties = (
            entry.seq
            for entry in self._bot.record.history.entries()
            for event in entry.events
            if isinstance(event, ChannelBound) and event.channel == f"{PREFIX}{room}"
        )
        return max(ties, default=1) - 1

    async def _post(self, room: str, network: Code | None, start: int) -> None:
        board = PublicRoom(self._client, self._matrix.outbox, room, network, self._secretariat())
        await PublicChannel(self._bot.record, self._bot.positions, board, start, self._report).follow()

    def _secretariat(self) -> list[str]:
        """Return the Matrix ids of the Secretariat's people."""
        people = (self._bot.people.get(person) for person in self._bot.record.state().secretariat)
        handles = (handle for person in people if person for handle in person.handles)
        return [handle.removeprefix(PREFIX) for handle in handles if handle.startswith(PREFIX)]

    def _report(self, sentence: str) -> None:
        """Tell the Secretariat what is wrong and what to do; nobody waits for that."""
        for user in self._secretariat():
            self._telling.add(task := asyncio.create_task(self._tell(user, sentence)))
            task.add_done_callback(self._telling.discard)

    async def _tell(self, user: str, sentence: str) -> None:
        message = Message("m.room.message", showing.message(sentence), f"pn-report-{uuid.uuid4()}")
        with suppress(Declined):
            room = await self._matrix.rooms.private(user, encrypted=False)
            await self._matrix.outbox.send(room, message)
