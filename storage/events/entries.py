"""The entries of the journal, which hold the events."""

from datetime import datetime

import msgspec

from storage.events.commitments import CommitmentEvent
from storage.events.core import ActedFor, EntryUndone, FormatDeclared, PersonId
from storage.events.meetings import MeetingEvent
from storage.events.networks import NetworkEvent
from storage.events.polls import PollEvent

AnyEvent = FormatDeclared | EntryUndone | ActedFor | NetworkEvent | PollEvent | MeetingEvent | CommitmentEvent


class Draft(msgspec.Struct, frozen=True, gc=False):
    """What a decision makes: an entry before the journal gave it its place."""

    at: datetime
    by: PersonId
    source: str
    """A keyed hash of the chat event's id, or the name of a job of the clock; unique in the journal."""
    events: tuple[AnyEvent, ...]
    heard: str = ""
    """The shared channel, as "platform:id", in which everybody reads the answer; empty where there is none."""


class Entry(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """A line of the journal."""

    seq: int
    """Gapless, from 1."""
    at: datetime
    by: PersonId
    source: str
    durable: int
    """The seq that was on disk before the batch of this entry was written."""
    prev: str
    """The digest of the previous line, in hex; empty for the first."""
    events: tuple[AnyEvent, ...]
    heard: str = ""
    """See `Draft`; empty also in what was recorded before this was."""

    @property
    def key(self) -> str:
        """What a post about this carries: its number, in this record and not in another that had one of that number."""
        return f"entry-{self.seq}-{self.prev[:16]}"
