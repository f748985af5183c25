"""How often something may be done: so many times in any minute."""

import time
from collections import deque
from collections.abc import Callable
from typing import Final

MINUTE: Final = 60.0


class Budget:
    """Counts what was done within the last minute."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._done: deque[float] = deque()

    @property
    def left(self) -> int:
        """How often it may be done now."""
        while self._done and self._done[0] <= self._clock() - MINUTE:
            self._done.popleft()
        return self._most - len(self._done)

    def spend(self) -> None:
        """Count that it is done now."""
        self._done.append(self._clock())

    @property
    def pause(self) -> float:
        """The seconds until it may be done again; nothing when it may be done now."""
        return max(0.0, self._done[0] + MINUTE - self._clock()) if self.left <= 0 else 0.0
