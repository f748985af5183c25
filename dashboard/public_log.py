"""What happened in public: the journal's entries that anybody may read about, without ballots and attendance."""

import re
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Final, NamedTuple

from storage.events import (
    VERSION,
    AnyEvent,
    CommitmentDone,
    CommitmentMade,
    FormatDeclared,
    MeetingCancelled,
    MeetingClosed,
    MeetingOpened,
    MeetingPlanned,
    NetworkAdded,
    PollClosed,
    PollOpened,
    Published,
)
from storage.journal import Journal
from storage.line import decode

PUBLIC: Final = (
    NetworkAdded,
    PollOpened,
    PollClosed,
    MeetingPlanned,
    MeetingOpened,
    MeetingClosed,
    MeetingCancelled,
    CommitmentMade,
    CommitmentDone,
    Published,
)
_MARKED: Final = re.compile(
    b'"type":"(?:%s)"' % "|".join(str(kind.__struct_config__.tag) for kind in (*PUBLIC, FormatDeclared)).encode()
)


class Item(NamedTuple):
    """A public event: its entry's number, the time from which it holds, and what it says."""

    seq: int
    since: datetime
    event: AnyEvent


class PublicLog:
    """Follows one journal. Lines without a public event are not decoded, so it costs little beside the fold."""

    def __init__(self) -> None:
        self._items: list[Item] = []
        self._seq = 0
        self._version = VERSION

    def read(self, journal: Journal) -> None:
        """Read what was added since the last time."""
        for seq, line in enumerate(journal.lines(self._seq), self._seq + 1):
            self._seq = seq
            if _MARKED.search(line):
                self._take(seq, line)

    def _take(self, seq: int, line: bytes) -> None:
        entry = decode(line, self._version)
        for event in entry.events:
            if isinstance(event, FormatDeclared):
                self._version = event.version
            elif isinstance(event, PUBLIC):
                self._items.append(Item(seq, event.since or entry.at, event))

    def latest(self, network: str, as_of: datetime, undone: Collection[int]) -> Iterator[Item]:
        """Yield what held of a network by then, the latest first; of one time, the later entry first."""
        held = [
            item
            for item in self._items
            if item.event.network == network and item.since <= as_of and item.seq not in undone
        ]
        held.sort(key=lambda item: (item.since, item.seq), reverse=True)
        yield from held
