"""What happened in public: the journal's entries that anybody may read about, without ballots and attendance."""

import hashlib
import re
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Final, NamedTuple, get_args

from storage import events as happened
from storage.events import VERSION, AnyEvent, FormatDeclared
from storage.journal import Journal
from storage.line import decode

OfPoll = (
    happened.PollOpened
    | happened.PollVoided
    | happened.PollClosed
    | happened.PollExtended
    | happened.PollWithdrawn
    | happened.PollRead
)
OfCommitment = happened.CommitmentMade | happened.CommitmentDone | happened.CommitmentReopened
OfMilestone = (
    happened.MilestoneAdded
    | happened.MilestoneMoved
    | happened.MilestoneMet
    | happened.MilestoneReopened
    | happened.MilestoneDropped
)
OfMeeting = (
    happened.MeetingPlanned
    | happened.MeetingMoved
    | happened.AgendaAgreed
    | happened.MeetingOpened
    | happened.SittingOpened
    | happened.SittingClosed
    | happened.MeetingCancelled
    | happened.MinutesPublished
    | happened.MeetingClosed
    | happened.MeetingReopened
)
PUBLIC: Final = get_args(happened.NetworkAdded | happened.Published | OfPoll | OfMeeting | OfCommitment | OfMilestone)
"""The events that anybody may read about."""
_MARKED: Final = re.compile(
    b'"type":"(?:%s)"' % "|".join(str(kind.__struct_config__.tag) for kind in (*PUBLIC, FormatDeclared)).encode()
)


class Item(NamedTuple):
    """A public event, and where it stands in the journal."""

    seq: int
    """Its entry's number."""
    place: int
    """Its place among the entry's events, from 1."""
    at: datetime
    """When the entry was made."""
    since: datetime
    """The time from which the event holds."""
    event: AnyEvent


class PublicLog:
    """Follows one journal. Lines without a public event are not decoded, so it costs little beside the fold."""

    def __init__(self) -> None:
        self._generation: object = None
        self._begin()

    def _begin(self) -> None:
        self.origin = ""
        """What tells this record from every other: the SHA-256 of its first line, in hex."""
        self._items: list[Item] = []
        self._seq = 0
        self._version = VERSION

    def read(self, journal: Journal) -> None:
        """Read what was added since the last time; of a journal that replaced the one before, everything."""
        generation = journal.generation()
        if generation != self._generation:
            self._generation = generation
            self._begin()
        for seq, line in enumerate(journal.lines(self._seq), self._seq + 1):
            self._seq = seq
            self.origin = self.origin or hashlib.sha256(line).hexdigest()
            if _MARKED.search(line):
                self._take(seq, line)

    def _take(self, seq: int, line: bytes) -> None:
        entry = decode(line, self._version)
        for place, event in enumerate(entry.events, 1):
            if isinstance(event, FormatDeclared):
                self._version = event.version
            elif isinstance(event, PUBLIC):
                self._items.append(Item(seq, place, entry.at, event.since or entry.at, event))

    def every(self, network: str | None) -> Iterator[Item]:
        """Yield all that was recorded of a network (None: of all), in its order, also what was taken back since."""
        yield from (item for item in self._items if network in (None, item.event.network))

    def latest(self, network: str | None, as_of: datetime, undone: Collection[int]) -> Iterator[Item]:
        """Yield what held of a network (None: of all) by then, the latest first; of one time, the later entry first."""
        held = [
            item
            for item in self._items
            if network in (None, item.event.network) and item.since <= as_of and item.seq not in undone
        ]
        held.sort(key=lambda item: (item.since, item.seq), reverse=True)
        yield from held
