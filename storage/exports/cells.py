"""How values are written in the cells of a table."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, time
from typing import Final, TypeVar

from storage.exports.names import stamp
from storage.moments import DAY_END
from storage.state import Network, State

Thing = TypeVar("Thing")
Row = Sequence[str]
ERASED: Final = "[erased]"
"""What stands for a text that was erased, where one must stand."""
DAY_START: Final = time(tzinfo=UTC)


def each(state: State, things: Callable[[Network], Iterable[Thing]]) -> Iterator[tuple[Network, Thing]]:
    """Yield what every network has, with the network."""
    for network in state.networks.values():
        for thing in things(network):
            yield network, thing


def day(moment: datetime | None, whole: time = DAY_END) -> str:
    """Return an instant as import reads it: as a bare date where that means the same."""
    text = stamp(moment)
    return text[:10] if moment and text and moment.timetz() == whole else text


def yes(is_so: bool) -> str:
    """Return yes, or nothing."""
    return "yes" if is_so else ""


def count(number: int) -> str:
    """Return a number that counts from 1; nothing for 0."""
    return str(number) if number else ""
