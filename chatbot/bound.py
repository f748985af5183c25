"""The channels of a platform that are tied to networks, and what goes on for each as long as it is tied."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Final, NamedTuple

from storage.errors import StorageFault
from storage.events import ChannelBound, Code
from storage.positions import Positions
from storage.record import Record

LOOK_EVERY: Final = 0.5
"""Seconds between two looks at what is tied."""


class Tied(NamedTuple):
    """A channel that belongs to a network, by its id on the platform."""

    channel: str
    network: Code
    public: bool
    """Whether anybody may read it."""


def beginning(record: Record, positions: Positions, follower: str) -> int:
    """Return the entry at which a follower that does not tell of the past was first begun: the record's end then."""
    if not positions.get(follower):
        record.state()
        positions.put(follower, {"seq": record.history.seq})
    return int(positions.get(follower)["seq"])


class BoundChannels:
    """Begins something for what was tied lately, and ends it for what is tied no more.

    `prefix` is the platform's, such as "matrix:"; `begin` gets a channel and the entry after which it is told. That is
    the one before it was tied; but what is not public is told since the bot tells of that at all.
    """

    def __init__(
        self,
        record: Record,
        positions: Positions,
        prefix: str,
        begin: Callable[[Tied, int], Coroutine[Any, Any, None]],
        end: Callable[[Tied], None],
    ) -> None:
        self._record = record
        self._prefix = prefix
        self._begin = begin
        self._end = end
        self._since = beginning(record, positions, f"network:start:{prefix}")
        self._going_on: dict[Tied, asyncio.Task[None]] = {}

    async def follow(self) -> None:
        """Look for ever at what is tied. Raise what one of the beginnings raises."""
        try:
            while True:
                self._turn()
                for task in self._going_on.values():
                    if task.done() and not task.cancelled():
                        task.result()
                await asyncio.sleep(LOOK_EVERY)
        finally:
            for task in self._going_on.values():
                task.cancel()

    def _turn(self) -> None:
        try:
            channels = self._record.state().channels
        except StorageFault:
            return  # the clock logs it
        wanted = {
            Tied(channel.removeprefix(self._prefix), bound.network, bound.public)
            for channel, bound in channels.items()
            if channel.startswith(self._prefix)
        }
        for tied in self._going_on.keys() - wanted:
            self._going_on.pop(tied).cancel()
            self._end(tied)
        for tied in wanted - self._going_on.keys():
            self._going_on[tied] = asyncio.create_task(self._begin(tied, self._start(tied)))

    def _start(self, tied: Tied) -> int:
        before = self._before(tied)
        return before if tied.public else max(before, self._since)

    def _before(self, tied: Tied) -> int:
        ties = (
            entry.seq
            for entry in self._record.history.entries()
            for event in entry.events
            if isinstance(event, ChannelBound) and event.channel == f"{self._prefix}{tied.channel}"
        )
        return max(ties, default=1) - 1
