"""Rows of the table, and how their figures are taken: medians, in seconds, with the floor or the peer in between."""

import asyncio
import math
import os
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple, TypeVar

from storage.files import REAL, FileCalls

T = TypeVar("T")
FLOOR: Final = "append + fdatasync"


class Effort(NamedTuple):
    """How large the records are, and how long each benchmark goes on."""

    records: tuple[int, ...] = (100, 1_000, 10_000, 100_000)
    """Numbers of entries, smallest first."""
    rounds: int = 15
    """How often every record is measured, each time a fresh copy."""
    singles: int = 40
    """How often an operation and the floor take turns in a round."""
    flight: int = 50
    """Operations that wait at the same time."""
    batches: int = 10
    """How many operations each of these is followed by, in a round."""
    openings: int = 5


class Goal(NamedTuple):
    """What is asked of a row: a ratio of at least, and at most what it takes and how that grows."""

    ratio: float = 0
    took: float = math.inf
    growth: float = math.inf


NO_GOAL: Final = Goal()


class Row(NamedTuple):
    """What one operation takes, and what the floor or the peer beside it takes."""

    what: str
    entries: int
    took: float
    peer: str
    beside: float
    growth: float
    """How many times what it takes with the smallest record."""
    goal: Goal = NO_GOAL
    unit: str = "s"
    """Seconds, or megabytes."""

    @property
    def ratio(self) -> float:
        """The speed, in parts of the floor's or in multiples of the peer's."""
        return self.beside / self.took

    @property
    def is_met(self) -> bool:
        """Whether the goal is reached."""
        return self.ratio >= self.goal.ratio and self.took <= self.goal.took and self.growth <= self.goal.growth


class Samples:
    """What operations took, by their names and the number of entries."""

    def __init__(self) -> None:
        self._taken: dict[tuple[str, int], list[float]] = {}

    def take(self, name: str, entries: int, action: Callable[[], object]) -> None:
        """Do something, and note how long it took."""
        start = time.perf_counter()
        action()
        self.note(name, entries, time.perf_counter() - start)

    async def wait_for(self, name: str, entries: int, action: Awaitable[object]) -> None:
        """Wait for something, and note how long it took."""
        start = time.perf_counter()
        await action
        self.note(name, entries, time.perf_counter() - start)

    def note(self, name: str, entries: int, took: float) -> None:
        """Note what was measured elsewhere."""
        self._taken.setdefault((name, entries), []).append(took)

    def row(
        self,
        name: str,
        peer: str,
        entries: int,
        goal: Goal = NO_GOAL,
        unit: str = "s",
        figure: Callable[[Sequence[float]], float] = median,
    ) -> Row:
        """Return the medians, or other figures, of an operation and of what stands beside it."""
        took = figure(self._taken[name, entries])
        smallest = min(other for known, other in self._taken if known == name)
        growth = took / figure(self._taken[name, smallest])
        return Row(name, entries, took, peer, figure(self._taken[peer, entries]), growth, goal, unit)


def p95(values: Sequence[float]) -> float:
    """Return what 95 of 100 values do not exceed."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


class Bare:
    """The floor: a line of some length is appended to a file and synced, and nothing else is done."""

    def __init__(self, path: Path, length: int, files: FileCalls = REAL) -> None:
        self._line = b"x" * (length - 1) + b"\n"
        self._files = files
        self._fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def append(self) -> None:
        """Append one line, durably."""
        self.write(self._line)

    def write(self, lines: bytes) -> None:
        """Append other lines, durably."""
        os.write(self._fd, lines)
        self._files.fdatasync(self._fd)

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._fd)


def slower(seconds: float) -> FileCalls:
    """Return this machine's disk, on which each sync takes so much longer."""

    def sync(fd: int) -> None:
        time.sleep(seconds)
        REAL.fdatasync(fd)

    return FileCalls(fdatasync=sync)


async def in_flight(act: Callable[[T], Awaitable[object]], things: Sequence[T], at_once: int) -> float:
    """Do something with each of the things, so many of them at the same time. Return the seconds that one took."""
    left = iter(things)

    async def work() -> None:
        for thing in left:
            await act(thing)

    start = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(at_once)))
    return (time.perf_counter() - start) / len(things)
