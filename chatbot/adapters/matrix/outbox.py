"""What is to be sent: a line of waiting messages for each room, away from the loop that listens.

A message has a transaction id made from what caused it, so that the homeserver takes it once, however often it is sent
(client-server API v1.11, 6.3). One that the homeserver fails at, though it works otherwise, does not hold up the others
for ever.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

from chatbot.adapters.matrix.calls import Declined, ask, is_passing

log = logging.getLogger(__name__)
GIVE_UP: Final = 300.0
"""Seconds for which a homeserver that works otherwise may answer a message with errors."""
WORKS: Final = timedelta(minutes=1)
"""A homeserver works if it has been heard within this time."""


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

    `client` is nio's; `known` waits until the client has heard of a room; `heard` tells when the homeserver last was.
    """

    def __init__(
        self,
        client: Any,  # noqa: ANN401
        known: Callable[[str], Awaitable[None]],
        heard: Callable[[], datetime],
        patience: float = GIVE_UP,
    ) -> None:
        self._client = client
        self._known = known
        self._heard = heard
        self._patience = patience
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
        failing = 0.0

        async def send() -> Any:  # noqa: ANN401
            """Try once. Raise `Declined` when the homeserver works otherwise and fails at this for too long."""
            nonlocal failing
            response = await self._client.room_send(
                room, message.kind, message.content, message.transaction, ignore_unverified_devices=True
            )
            if not is_passing(response):
                return response
            works = datetime.now(UTC) - self._heard() < WORKS
            failing = (failing or time.monotonic()) if works else 0.0
            if works and time.monotonic() - failing > self._patience:
                log.error("A message is given up: the homeserver answers it with errors, and works otherwise.")
                raise Declined("M_UNKNOWN", "the homeserver fails at this message")
            return response

        return str((await ask(send)).event_id)
