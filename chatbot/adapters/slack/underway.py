"""What arrived and is not answered yet. What arrives twice meanwhile is answered once."""

import asyncio
from collections.abc import Callable, Coroutine
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
QUIET: Final = 0.02
"""Seconds without an arrival after which there is time for answers."""
CALM: Final = 2.0
"""Seconds that an answer waits at most for that."""
FAREWELL: Final = 8.0
"""Seconds within which everybody is answered when the bot ends."""


class Arrival:
    """One thing that arrived. Slack is told that it was taken when it is decided: then what it records is on disk."""

    def __init__(self, decided: Callable[[], object]) -> None:
        loop = asyncio.get_running_loop()
        self.reply: asyncio.Future[Reply | None] = loop.create_future()
        self._decided = decided
        self._patience = loop.call_later(PATIENCE, self._tell, None)

    def decide(self, reply: Reply | None = None) -> bool:
        """Say what was decided, or that nothing is; return whether Slack still waits to be told."""
        self._decided()
        self._patience.cancel()
        return self._tell(reply)

    def _tell(self, reply: Reply | None) -> bool:
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
        self._latest = self._since = 0.0
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def heard(self) -> datetime:
        """Everything that was done by then is decided; what comes later than `LATE` counts as later."""
        return min([datetime.now(UTC) - LATE, *self._undecided.values()])

    async def begin(self, asked: Asked, work: Work) -> Reply | None:
        """Begin to answer, unless that is under way; return what was decided, or None where that takes too long."""
        arrival = self._arrivals.get(asked.event)
        if arrival is None:
            arrival = self._arrivals[asked.event] = Arrival(partial(self._undecided.pop, asked.event, None))
            self._undecided[asked.event] = asked.at
            self._disturb()
            task = asyncio.create_task(self._do(asked, arrival, work))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return await asyncio.shield(arrival.reply)

    async def calm(self) -> None:
        """Wait, but not long, until nothing arrives: what is to be recorded goes before what is said of it."""
        await self._calm.wait()

    def _disturb(self) -> None:
        loop = asyncio.get_running_loop()
        self._latest = loop.time()
        if self._calm.is_set() or not self._since:
            self._since = self._latest
            loop.call_later(QUIET, self._listen)
        self._calm.clear()

    def _listen(self) -> None:
        loop = asyncio.get_running_loop()
        left = min(self._latest + QUIET, self._since + CALM) - loop.time()
        if left <= 0:
            self._calm.set()
        else:
            loop.call_later(left, self._listen)

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
