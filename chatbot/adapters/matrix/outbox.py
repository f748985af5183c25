"""What is to be sent: a line of waiting messages for each room, away from the loop that listens.

A message has a transaction id made from what caused it, so that the homeserver takes it once, however often it is sent
(client-server API v1.11, 6.3).
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, NamedTuple

from chatbot.adapters.matrix.calls import Declined, ask

log = logging.getLogger(__name__)


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
        self._lines: dict[str, deque[_Waiting]] = {}
        self._workers: dict[str, asyncio.Task[None]] = {}

    @property
    def waiting(self) -> int:
        """The number of messages in line."""
        return sum(map(len, self._lines.values()))

    def send(self, room: str, message: Message) -> "asyncio.Future[str]":
        """Put a message in line. What is returned becomes its event id, or raises `Declined`."""
        sent: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._lines.setdefault(room, deque()).append(_Waiting(message, sent))
        if room not in self._workers:
            self._workers[room] = asyncio.create_task(self._work(room))
        return sent

    async def close(self) -> None:
        """Send nothing more."""
        workers = list(self._workers.values())
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)

    async def _work(self, room: str) -> None:
        line = self._lines[room]
        while line:
            await self._deliver(room, line.popleft())
        del self._lines[room], self._workers[room]

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
