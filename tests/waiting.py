"""Waiting for what another program does."""

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
