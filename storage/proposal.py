"""What is asked of the record, and what comes of it: proposals, decisions, entries."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Final

import msgspec

from storage.events import AnyEvent, BallotCast, Entry, PersonId
from storage.state import State


class Decision(msgspec.Struct, frozen=True):
    """Who decided, and what happened; no events when there was nothing to record."""

    by: PersonId
    events: Sequence[AnyEvent]
    settle: Callable[[bool], None] | None = None
    """Told, while nobody else can record, whether the entry is on disk. It must not raise."""
    heard: str = ""
    """See `storage.events.Draft`."""


class Proposal(msgspec.Struct, frozen=True):
    """Something to be decided against the current state. `decide` returns a decision or raises its refusal."""

    at: datetime
    source: str
    decide: Callable[[State, datetime], Decision]
    reads_entries: bool = False
    """Whether it decides on entries and not on state alone, so that those before it are written first."""


class Recorded(msgspec.Struct, frozen=True, gc=False):
    """The entry that a proposal made, now or when it was first delivered; None when it had nothing to record."""

    entry: Entry | None
    repeated: bool = False
    ballot: BallotCast | None = None
    """The ballot of a secret poll: it is in the ballot box and makes no entry."""


NOTHING: Final = Recorded(None)
Outcome = Recorded | Exception
Due = Callable[[State, datetime], Iterable[tuple[str, AnyEvent]]]
"""What time itself brings by a moment: sources and events."""
