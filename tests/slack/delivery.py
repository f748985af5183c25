"""Deliveries to the app: once or twice, in order or not, and what came back in the three seconds that Slack waits."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from secrets import token_hex
from typing import Any, Protocol

from tests.slack.workspace import Workspace
from tests.slack.world import Json

PATIENCE = 3.0
SLASH, INTERACTIVE, EVENTS = "slash_commands", "interactive", "events_api"
EVENT_ATTEMPTS = 4


class Undelivered(Exception):
    """The app is not there, or answered with an error."""


@dataclass(slots=True)
class Delivery:
    """One payload on its way, and the app's acknowledgement."""

    kind: str
    payload: Json
    id: str
    attempt: int = 0
    reason: str = ""
    route: str = ""
    answer: Json | None = None
    acked_after: float | None = None
    error: str = ""
    """`operation_timeout` or `dispatch_failed`, as the person is told."""


class Carrier(Protocol):
    """Socket Mode or signed HTTP."""

    async def carry(self, delivery: Delivery) -> Json:
        """Bring a payload to the app and return what it acknowledged with."""
        ...


class Deliveries:
    """Everything that is and was delivered."""

    def __init__(self, workspace: Workspace, carrier: Callable[[], Carrier]) -> None:
        self.patience = PATIENCE
        self.log: list[Delivery] = []
        self._workspace = workspace
        self._carrier = carrier
        self._held: list[asyncio.Future[None]] = []
        self._tasks: set[asyncio.Task[Any]] = set()

    async def send(self, kind: str, payload: Json) -> Delivery:
        """Deliver a payload and wait for its acknowledgement."""
        await self._turn()
        if self._workspace.faults.duplicates:
            self._workspace.faults.duplicates -= 1
            self._later(self._attempt(Delivery(kind, payload, token_hex(8))))
        return await self._attempt(Delivery(kind, payload, token_hex(8)))

    async def again(self, delivery: Delivery) -> Delivery:
        """Deliver once more what was delivered some time ago."""
        return await self._attempt(Delivery(delivery.kind, delivery.payload, token_hex(8)))

    def event(self, event: Json) -> None:
        """Deliver an event that the app hears of in the background, again while it is not acknowledged."""
        payload = self._workspace.envelope() | {
            "team_id": "T0HOME",
            "type": "event_callback",
            "event": {"event_ts": self._workspace.stamp(), **event},
            "event_id": f"Ev{token_hex(6).upper()}",
            "event_time": int(self._workspace.now()),
            "authorizations": [{"team_id": "T0HOME", "user_id": self._workspace.bot.id, "is_bot": True}],
        }
        names = {event["type"], f"message.{event.get('channel_type', '')}s", f"message.{event.get('channel_type', '')}"}
        if self._workspace.events is None or names & self._workspace.events:
            self._later(self._insist(payload))

    async def settled(self) -> None:
        """Wait until nothing is under way."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _insist(self, payload: Json) -> None:
        delivery = await self.send(EVENTS, payload)
        for attempt in range(1, EVENT_ATTEMPTS):
            if not delivery.error or (delivery.answer or {}).get("no_retry"):
                return
            reason = "timeout" if delivery.error == "operation_timeout" else "http_error"
            delivery = await self._attempt(Delivery(EVENTS, payload, token_hex(8), attempt, reason))

    async def _attempt(self, delivery: Delivery) -> Delivery:
        self.log.append(delivery)
        start = time.perf_counter()
        try:
            async with asyncio.timeout(self.patience):
                delivery.answer = await self._carrier().carry(delivery)
            delivery.acked_after = time.perf_counter() - start
        except TimeoutError:
            delivery.error = "operation_timeout"
        except Undelivered:
            delivery.error = "dispatch_failed"
        self._workspace.touch()
        return delivery

    async def _turn(self) -> None:
        faults = self._workspace.faults
        if not faults.reordered:
            return
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._held.append(mine)
        if len(self._held) >= faults.reordered:
            faults.reordered = 0
            for held in reversed(self._held):
                held.set_result(None)
            self._held.clear()
        await mine

    def _later(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
