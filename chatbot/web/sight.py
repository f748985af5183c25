"""What the public may see of the record at one moment."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import NAMESPACE_OID, UUID, uuid5

from storage.public.log import Item, PublicLog
from storage.public.news import tell
from storage.record import Record
from storage.state import Absent, Network, State


class Sight(NamedTuple):
    """The record at one moment. It lasts until the bot records again: take from it what is needed, and let go."""

    state: State
    as_of: datetime
    log: PublicLog
    undone: Collection[int]

    def networks(self, code: str | None) -> list[Network]:
        """Return the network of this code, or all of them. Raise `Absent` when there is none of this code."""
        return [self.state.network(code)] if code else list(self.state.networks.values())

    def latest(self, code: str | None) -> Iterator[Item]:
        """Yield the public events of a network, or of all, the latest first."""
        return self.log.latest(code, self.as_of, self.undone)

    def news(self, code: str | None) -> Iterator[tuple[Item, str]]:
        """Yield each public event that still has something to say, with its sentence, the latest first."""
        for item in self.latest(code):
            try:
                yield item, tell(self.state.network(item.event.network), item.event, self.as_of)
            except Absent:
                continue

    def name(self, thing: str) -> UUID:
        """Return the name that a thing of this record keeps for good: a UUID of version 5 (RFC 9562)."""
        return uuid5(NAMESPACE_OID, f"{self.log.origin}:{thing}")


class Source:
    """Looks at the bot's own record, in the bot's own loop. Each look may raise `StorageFault`."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._log = PublicLog()

    def stamp(self) -> tuple[object, int]:
        """Return a value that changes as soon as something was recorded, or the whole journal replaced."""
        self._record.state()
        return self._record.history.journal.generation(), self._record.history.seq

    def look(self, now: datetime) -> Sight:
        """Return what is public now."""
        state, history = self._record.state(), self._record.history
        self._log.read(history.journal)
        return Sight(state, now, self._log, history.undone)
