"""The garbage collector and the record: what is read once stays, and has no cycles to look for."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

COLLECT_AFTER: Final = 50_000
"""Objects that are made before the garbage collector looks for some that nobody needs."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Fold a long journal: the collector would go through all that is folded again and again, a quarter of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def spare() -> None:
    """Let the collector leave alone what this process has read until now; a burst takes a third less time so."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)
