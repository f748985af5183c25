"""Long work shows how far it is, on a terminal only."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import track as rich_track

Item = TypeVar("Item")


def track(items: Iterable[Item], total: int, *, quiet: bool) -> Iterator[Item]:
    """Yield the items, and draw a progress bar on standard error unless `quiet`."""
    if quiet:
        yield from items
    else:
        yield from rich_track(items, description="", total=total, console=Console(stderr=True), transient=True)
