"""Time that runs ahead while nobody has anything to do: pauses and rates are kept to, and take a tenth of their time.

It is for talk within one program. Whoever waits for another program, or for a thread, has a tenth of the patience.
"""

import asyncio
import selectors
import time
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

T = TypeVar("T")
AS_FAST: Final = 10
"""By how much idle time runs faster; while something is done, it runs as ever."""


class _Selector(selectors.DefaultSelector):
    """Waits for what arrives, and counts how far time ran ahead meanwhile."""

    ahead = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Wait a tenth of the time at most."""
        if not timeout:
            return super().select(timeout)
        began = time.monotonic()
        found = super().select(timeout / AS_FAST)
        self.ahead += (AS_FAST - 1) * (time.monotonic() - began)
        return found


class _Loop(asyncio.SelectorEventLoop):
    """By its time sleeps and timeouts are counted."""

    def __init__(self) -> None:
        self._waiting = _Selector()
        super().__init__(self._waiting)

    def time(self) -> float:
        """Return the time of the system, and how far it ran ahead."""
        return super().time() + self._waiting.ahead


def runner() -> asyncio.Runner:
    """Return what runs one coroutine after the other."""
    return asyncio.Runner(loop_factory=_Loop)


def run(main: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end, as `asyncio.run` does."""
    with runner() as once:
        return once.run(main)


def now() -> float:
    """Return the seconds since 1970, ahead by as much as the running loop."""
    return time.time() + asyncio.get_running_loop().time() - time.monotonic()
