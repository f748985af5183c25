"""Keeps children running: one that dies is started again, all end together."""

import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Self

from chatbot.local.child import PATIENCE, Child
from storage.errors import StorageFault
from storage.i18n import _

LOOK: Final = 0.05
"""Seconds between two looks at the children."""
BACK_OFF: Final = 0.5, 30.0
"""Seconds from a death to the next start: after the first, and at most; it doubles from one to the next."""
STEADY: Final = 20.0
"""Seconds after which a child that runs is taken to be well."""
HOPELESS: Final = 3
"""So many starts that each died before the child answered once are told as a fault."""


class CannotStart(StorageFault):
    """A child dies again and again before it answers, or does not answer in time."""


@dataclass(slots=True)
class _Watched:
    child: Child
    starts: int = 0
    back_off: float = 0.0
    due: float = 0.0
    started: float = 0.0

    def look(self, now: float) -> None:
        """Start the child when it is due; when it is found dead, make it due."""
        if self.child.is_running():
            if now - self.started > STEADY:
                self.back_off = 0.0
        elif self.started:
            first, most = BACK_OFF
            self.back_off = min(most, 2 * self.back_off or first)
            self.due, self.started = now + self.back_off, 0.0
        elif now >= self.due:
            with suppress(StorageFault, OSError):  # a full disk, say: as good as dead, and tried again
                self.child.start(tied=True)
            self.starts, self.started = self.starts + 1, now


class Supervisor:
    """The children of one program, started and watched by a thread that lives as long as they do."""

    def __init__(self) -> None:
        self._watched: dict[Child, _Watched] = {}
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="supervisor", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_problem: object) -> None:
        self._ending.set()
        self._thread.join()

    def add(self, child: Child) -> None:
        """Start a child, with a new log, and keep it running."""
        child.log.unlink(missing_ok=True)
        self._watched = {**self._watched, child: _Watched(child)}

    def wait_for(self, child: Child, answers: Callable[[], bool], patience: float) -> None:
        """Return when the child answers; raise `CannotStart` when that is hopeless or takes over `patience` seconds.

        Return at once when all children are about to end.
        """
        deadline = time.monotonic() + patience
        while not self._ending.wait(LOOK) and not answers():
            if self._watched[child].starts > HOPELESS or time.monotonic() > deadline:
                raise CannotStart(
                    _("{name} does not start; {log} may tell why.").format(name=child.name, log=child.log)
                )

    @property
    def is_ending(self) -> bool:
        """Whether the children have been told to end."""
        return self._ending.is_set()

    def _watch(self) -> None:
        try:
            while not self._ending.wait(LOOK):
                for watched in self._watched.values():
                    watched.look(time.monotonic())
        finally:
            self._end()

    def _end(self) -> None:
        children = list(reversed(self._watched))
        for child in children:
            child.send(signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        for child in children:
            child.wait(deadline - time.monotonic())
