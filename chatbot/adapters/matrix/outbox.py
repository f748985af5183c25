"""What is to be sent: a line of waiting messages for each room, away from the loop that listens.

A message has a transaction id made from what caused it, so that the homeserver takes it once, however often it is sent
(client-server API v1.11, 6.3).
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Final, NamedTuple

from chatbot.adapters.matrix.calls import Declined, ask

log = logging.getLogger(__name__)
IDLE: Final = 60.0
"""Seconds after which a room's line is closed when nothing waits in it."""


class Message(NamedTuple):
    """An event to be sent into a room."""

    kind: str
    content: dict[str, Any]
    transaction: str


class _Waiting(NamedTuple):
    message: Message
    sent: "asyncio.Future[str]"


class Outbox:
    """Sends messages, those of a room in their order, those of several rooms at the same time.

    `client` is nio's; `known` waits until the client has heard of a room.
    """

    def __init__(self, client: Any, known: Callable[[str], Awaitable[None]]) -> None:  # noqa: ANN401
        self._client = client
        self._known = known
        self._lines: dict[str, asyncio.Queue[_Waiting]] = {}
        self._workers: dict[str, asyncio.Task[None]] = {}

    def send(self, room: str, message: Message) -> "asyncio.Future[str]":
        """Put a message in line. What is returned becomes its event id, or raises `Declined`."""
        sent: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        line = self._lines.setdefault(room, asyncio.Queue())
        line.put_nowait(_Waiting(message, sent))
        if room not in self._workers:
            self._workers[room] = asyncio.create_task(self._work(room, line))
        return sent

    async def close(self) -> None:
        """Send nothing more."""
        workers = list(self._workers.values())
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)

    async def _work(self, room: str, line: "asyncio.Queue[_Waiting]") -> None:
        while True:
            try:
                waiting = await asyncio.wait_for(line.get(), IDLE)
            except TimeoutError:
                del self._lines[room], self._workers[room]
                return
            await self._deliver(room, waiting)

    async def _deliver(self, room: str, waiting: _Waiting) -> None:
        try:
            event = await self._send(room, waiting.message)
        except asyncio.CancelledError:
            waiting.sent.cancel()
            raise
        except Exception as problem:  # noqa: BLE001  whoever waits for it is told
            if not isinstance(problem, Declined):
                log.error("A message could not be sent: %s", type(problem).__name__)
            if not waiting.sent.done():
                waiting.sent.set_exception(problem)
                with suppress(Exception):
                    waiting.sent.exception()  # it may be nobody's concern
        else:
            if not waiting.sent.done():
                waiting.sent.set_result(event)

    async def _send(self, room: str, message: Message) -> str:
        await self._known(room)
        response = await ask(
            self._client.room_send,
            room,
            message.kind,
            message.content,
            message.transaction,
            ignore_unverified_devices=True,
        )
        return str(response.event_id)
