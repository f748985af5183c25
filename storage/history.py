"""The journal, read and folded: the state now, the state at a past date, the entry that a chat event made."""

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

import msgspec

from storage import fold
from storage.errors import Damaged
from storage.events import EVER, VERSION, AnyEvent, Entry, EntryUndone, PersonId
from storage.garbage import uncollected
from storage.i18n import _
from storage.journal import Journal
from storage.line import DECLARED, decode, formats, glance, version_after
from storage.state import State

UNDO_WINDOW: Final = timedelta(minutes=10)
_UNDONE: Final = "entry_undone"
_AT_ONCE: Final = 1000
"""Entries that are folded between two notes of how far it came."""


class History:
    """Follows one journal. It never writes, so any number of processes may hold one."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.drop()

    def drop(self) -> None:
        """Forget everything, for example a batch that could not be written; the next look folds the journal anew."""
        self.state = State()
        self.seq = 0
        self.at = EVER
        self._formats: list[tuple[int, int]] = []
        self.sources: dict[str, int] = {}
        self.undone: set[int] = set()
        self.recent: deque[Entry] = deque()
        self._generation: object = None

    @property
    def version(self) -> int:
        """The version of the format in which the last entry was written."""
        return self._formats[-1][1] if self._formats else VERSION

    def refresh(self) -> bool:
        """Read what was added since the last time; tell whether anything was. Raise `Damaged` for a bad line."""
        generation = self.journal.generation()
        if generation != self._generation:
            self.drop()
            self._generation = generation
        if self.journal.head().seq == self.seq:
            return False
        if self.seq:
            return self._follow()
        with uncollected():
            self.undone = self._undone_entries()
            return self._follow()

    def _follow(self) -> bool:
        following = self.entries(self.seq)
        for entries in iter(lambda: list(islice(following, _AT_ONCE)), []):
            for entry in entries:
                if EntryUndone in map(type, entry.events) and self._newly_undone(entry):
                    return self.restart()
                if entry.seq not in self.undone:
                    fold.apply(self.state, entry.events, entry.at)
                else:
                    self._reserve(entry.events)
            self.note(entries)
        return True

    def restart(self) -> bool:
        """Fold the whole journal anew, after an undo."""
        self.drop()
        return self.refresh()

    def note(self, entries: Sequence[Entry]) -> None:
        """Remember entries, one at least, whose events are folded already."""
        for entry in entries:
            self.sources[entry.source] = entry.seq
        self._formats.extend(formats(entries))
        self.seq, self.at = entries[-1].seq, entries[-1].at
        self.recent.extend(entries)
        while self.recent[0].at < self.at - UNDO_WINDOW:
            self.recent.popleft()

    def state_at(self, as_of: datetime) -> State:
        """Return the state of a past moment: what held by then, as far as it is known today."""
        state = State()
        with uncollected():
            for entry in self.entries():
                if entry.seq not in self.undone:
                    fold.apply(state, entry.events, entry.at, as_of)
        return state

    def entry(self, seq: int) -> Entry:
        """Return one entry by its number."""
        if self.seq < seq:
            self.refresh()
        return next(self.entries(seq - 1))

    def last_entry_of(self, person: PersonId) -> Entry | None:
        """Return the last entry that a person made within the undo window, if any."""
        return next((entry for entry in reversed(self.recent) if entry.by == person), None)

    def names(self, person: PersonId) -> bool:
        """Tell whether an entry that stands names a person, as who acted or as whom it is about."""
        self.refresh()
        mark = person.encode()
        return any(mark in line for seq, line in enumerate(self.journal.lines(), 1) if seq not in self.undone)

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """Yield every entry that follows entry `after`, oldest first."""
        version = self._version_at(after)
        for seq, line in enumerate(self.journal.lines(after), after + 1):
            entry = _checked(line, seq, version)
            if DECLARED in line:
                version = version_after(entry, version)
            yield entry

    def _version_at(self, seq: int) -> int:
        return next((version for since, version in reversed(self._formats) if since <= seq), VERSION)

    def _undone_entries(self) -> set[int]:
        return {seq for line in self.journal.lines_with(_UNDONE.encode()) for seq in _undone_by(line)}

    def _newly_undone(self, entry: Entry) -> bool:
        return any(isinstance(event, EntryUndone) and event.entry not in self.undone for event in entry.events)

    def _reserve(self, events: tuple[AnyEvent, ...]) -> None:
        for event in events:
            fold.reserve(self.state, event)


def _undone_by(line: bytes) -> list[int]:
    try:
        return [event.entry for event in glance(line) if event.type == _UNDONE]
    except ValueError:
        return []  # the line is refused when it is folded


def _checked(line: bytes, seq: int, version: int) -> Entry:
    try:
        entry = decode(line, version)
    except (msgspec.DecodeError, ValueError) as problem:
        raise Damaged(_("Line {line} of the journal cannot be read; run `pn verify`.").format(line=seq)) from problem
    if entry.seq != seq:
        raise Damaged(_("Line {line} of the journal is out of order; run `pn verify`.").format(line=seq))
    return entry
