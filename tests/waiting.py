"""Waiting for what another program does."""

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def until(condition: Callable[[], T | None], seconds: float = 60.0) -> T:
    """Wait until something is so, and return it; fail after a time that is generous on a busy machine."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, f"waited {seconds:g} seconds for nothing"
        time.sleep(0.02)
    return found


async def soon(condition: Callable[[], object], seconds: float = 30.0) -> None:
    """Wait until something is so, and let others work meanwhile."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110  whoever brings it about sets no event
            await asyncio.sleep(0.02)
