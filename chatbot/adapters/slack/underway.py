"""What arrived and is not answered yet. What arrives twice meanwhile is answered once."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final

from chatbot.adapters.slack.asked import Asked
from chatbot.faults import note
from chatbot.message import Reply

LATE: Final = timedelta(seconds=3)
"""How late something may arrive that Slack took in time: it waits three seconds for an answer."""
PATIENCE: Final = 2.0
"""Seconds that Slack is let wait for what becomes of something; it waits three."""
CALM: Final = 1.0
"""Seconds that an answer waits at most for others to be decided."""
FAREWELL: Final = 8.0
"""Seconds within which everybody is answered when the bot ends."""


class Arrival:
    """One thing that arrived. Slack is told that it was taken when it is decided: then what it records is on disk."""

    def __init__(self, decided: Callable[[], object]) -> None:
        self.reply: asyncio.Future[Reply | None] = asyncio.get_running_loop().create_future()
        self._decided = decided

    def decide(self, reply: Reply | None = None) -> bool:
        """Say what was decided, or that nothing is; return whether Slack still waits to be told."""
        self._decided()
        if self.reply.done():
            return False
        self.reply.set_result(reply)
        return True


Work = Callable[[Arrival], Coroutine[Any, Any, None]]


class Underway:
    """Everything that arrived and is not answered yet."""

    def __init__(self) -> None:
        self._arrivals: dict[str, Arrival] = {}
        self._undecided: dict[str, datetime] = {}
        self._calm = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def heard(self) -> datetime:
        """Everything that was done by then is decided; what comes later than `LATE` counts as later."""
        return min([datetime.now(UTC) - LATE, *self._undecided.values()])

    async def begin(self, asked: Asked, work: Work) -> Reply | None:
        """Begin to answer, unless that is under way; return what was decided, or None where that takes too long."""
        arrival = self._arrivals.get(asked.event)
        if arrival is None:
            arrival = self._arrivals[asked.event] = Arrival(partial(self._decided, asked.event))
            self._undecided[asked.event] = asked.at
            self._calm.clear()
            task = asyncio.create_task(self._do(asked, arrival, work))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        reply = arrival.reply
        if not reply.done():
            await asyncio.wait([reply], timeout=PATIENCE)
        if not reply.done():
            reply.cancel()
        return None if reply.cancelled() else reply.result()

    async def calm(self) -> None:
        """Wait, but not long, until everything is decided: what is recorded goes before what is said of it."""
        if self._undecided:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._calm.wait(), CALM)

    def _decided(self, event: str) -> None:
        self._undecided.pop(event, None)
        if not self._undecided:
            self._calm.set()

    async def close(self) -> None:
        """Wait until everybody is answered, but not for ever."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=FAREWELL)

    async def _do(self, asked: Asked, arrival: Arrival, work: Work) -> None:
        try:
            await work(arrival)
        except Exception as problem:  # noqa: BLE001  nobody's command keeps the bot from those of the others
            note(problem)
        finally:
            arrival.decide()
            self._arrivals.pop(asked.event, None)
