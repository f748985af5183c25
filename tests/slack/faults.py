"""What can go wrong on purpose: answers of the Web API, and deliveries to the app."""

import asyncio
from dataclasses import dataclass, field
from enum import Enum


class Kind(Enum):
    """How a call of a method goes wrong."""

    TOO_MANY = "429"
    BROKEN = "500"
    CUT_BEFORE = "the connection is cut before the work is done"
    CUT_AFTER = "the connection is cut after the work was done"
    ERROR = "an answer with ok: false"
    HELD = "the call waits until it is released, then is done"


@dataclass(slots=True)
class Fault:
    """One fault of a method, a number of times."""

    kind: Kind
    times: int = 1
    wait: int = 1
    error: str = "internal_error"
    released: asyncio.Event = field(default_factory=asyncio.Event)
    reached: asyncio.Event = field(default_factory=asyncio.Event)

    def release(self) -> None:
        """Let the calls go on that are held."""
        self.released.set()


class Faults:
    """The faults that are switched on. `response_url` is a method here, and `*` is any method."""

    def __init__(self) -> None:
        self._of: dict[str, list[Fault]] = {}
        self.duplicates = 0
        self.reordered = 0

    def on(self, method: str, kind: Kind, times: int = 1, *, wait: int = 1, error: str = "internal_error") -> Fault:
        """Let the next calls of a method go wrong, after those that already will."""
        fault = Fault(kind, times, wait, error)
        self._of.setdefault(method, []).append(fault)
        return fault

    def duplicate(self, times: int = 1) -> None:
        """Deliver the next payloads twice each."""
        self.duplicates += times

    def reorder(self, number: int = 2) -> None:
        """Hold the next payloads back until there is this number of them, then deliver them last to first."""
        self.reordered = number

    def off(self) -> None:
        """Switch everything off, and let go what is held."""
        for faults in self._of.values():
            for fault in faults:
                fault.release()
        self._of.clear()
        self.duplicates = self.reordered = 0

    def take(self, method: str) -> Fault | None:
        """Return the fault of this call, and count it."""
        for key in (method, "*"):
            faults = self._of.get(key)
            if faults:
                fault = faults[0]
                fault.times -= 1
                if fault.times <= 0:
                    faults.pop(0)
                return fault
        return None
