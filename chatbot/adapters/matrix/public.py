"""The rooms that are told of the record: the public one of the settings, and those that belong to a network."""

import asyncio
import logging
import uuid
from contextlib import suppress
from typing import Any, Final

from chatbot.adapters.matrix import showing
from chatbot.adapters.matrix.adapter import Matrix
from chatbot.adapters.matrix.board import RoomBoard
from chatbot.adapters.matrix.calls import Declined
from chatbot.adapters.matrix.outbox import Message
from chatbot.adapters.matrix.poll_posts import PollPosts
from chatbot.adapters.matrix.public_room import check, find_or_make
from chatbot.bound import BoundChannels, Tied
from chatbot.compose import Bot
from chatbot.network_text import voice
from chatbot.public import Follower, Unavailable, Voice, public_voice
from chatbot.together import together

log = logging.getLogger(__name__)
PATIENCE: Final = 30.0
"""Seconds between two tries to get into the public room."""
START: Final = "public:start"
"""The follower that stands for the public room before it is known which one that is."""


class PublicRooms:
    """Follows the journal for each room. Public ones are told all that is public, others what is not typed there."""

    def __init__(self, matrix: Matrix, client: Any, bot: Bot, alias: str) -> None:  # noqa: ANN401
        self._matrix = matrix
        self._client = client
        self._bot = bot
        self._alias = alias
        self._voice = public_voice(bot.dispatcher.address)
        self._telling: set[asyncio.Task[None]] = set()
        self._bound = BoundChannels(bot.record, bot.positions, "matrix:", self._follow, self._leave)
        if not bot.positions.get(START):
            bot.record.state()
            bot.positions.put(START, {"seq": bot.record.history.seq, "room": ""})
        matrix.public_rooms.add(bot.positions.get(START)["room"])

    async def follow(self) -> None:
        """Post for ever, in the room of the settings and in each that is tied to a network."""
        await self._matrix.ready.wait()
        await together([self._main(), self._bound.follow()])

    async def _main(self) -> None:
        room = await self._enter()
        board = RoomBoard(self._client, self._matrix.outbox, room, None, self._secretariat)
        await self._post(board, self._bot.positions.get(START)["seq"], self._voice)

    async def _enter(self) -> str:
        said = ""
        while True:
            try:
                room = await find_or_make(self._client, self._alias)
                self._matrix.public_rooms.add(room)
                self._bot.positions.put(START, {**self._bot.positions.get(START), "room": room})
                await check(self._client, room, self._secretariat())
            except (Unavailable, Declined) as problem:
                if str(problem) != said:
                    log.error("%s", problem)
                    self._report(str(problem))
                said = str(problem)
            else:
                return room
            await asyncio.sleep(PATIENCE)

    async def _follow(self, tied: Tied, before: int) -> None:
        if tied.public:
            self._matrix.public_rooms.add(tied.channel)
        trusted = self._secretariat if tied.public else None
        board = RoomBoard(self._client, self._matrix.outbox, tied.channel, tied.network, trusted)
        works = [self._post(board, before, self._voice if tied.public else voice(self._bot.dispatcher, "!"))]
        if not tied.public:
            works.append(
                PollPosts(self._client, self._matrix.outbox, self._bot.record, self._matrix.polls, tied).follow()
            )
        await together(works)

    def _leave(self, tied: Tied) -> None:
        self._matrix.public_rooms -= {tied.channel} - {self._bot.positions.get(START)["room"]}

    async def _post(self, board: RoomBoard, start: int, voice: Voice) -> None:
        await Follower(self._bot.record, self._bot.positions, board, start, self._report, voice).follow()

    def _secretariat(self) -> list[str]:
        """Return the Matrix ids of the Secretariat's people."""
        return self._bot.secretariat_on("matrix")

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
