"""Long work shows that it goes on, and how far it is, on a terminal only."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

SOON: Final = 0.5
"""Seconds after which work is long."""
_ERASED: Final = "\r\x1b[2K"
Item = TypeVar("Item")


def track(items: Iterable[Item], total: int) -> Iterator[Item]:
    """Yield the items, and draw a bar while each is made; it gives way to what is printed."""
    drawn = _bar(moves=False)
    if drawn is None:
        yield from items
        return
    with drawn as bar:
        task = bar.add_task("", total=total)
        for item in items:
            print(_ERASED, end="", file=sys.stderr, flush=True)
            yield item
            bar.update(task, advance=1, refresh=True)


@contextmanager
def working() -> Iterator[None]:
    """Draw a bar, once work is long, while it goes on; nobody knows how long it takes."""
    bar = _bar(moves=True)
    if bar is None:
        yield
        return
    bar.add_task("", total=None)
    start = Timer(SOON, bar.start)
    start.start()
    try:
        yield
    finally:
        start.cancel()
        start.join()
        bar.stop()


def _bar(*, moves: bool) -> "Progress | None":
    """Return a bar on standard error, which moves by itself or not; None where that is no terminal that can erase."""
    if not (sys.stderr and sys.stderr.isatty()):
        return None
    from rich.console import Console  # noqa: PLC0415  a twentieth of a second, for whoever has a terminal
    from rich.progress import Progress  # noqa: PLC0415  the same

    terminal = Console(stderr=True)
    bar = Progress(console=terminal, transient=True, auto_refresh=moves, redirect_stdout=False, redirect_stderr=False)
    return bar if terminal.is_interactive else None
