"""`pn verify`: whether the record is whole. It reads, takes no lock and changes nothing."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from storage.ballot_boxes import Boxes
from storage.errors import Damaged
from storage.events import VERSION, Entry
from storage.files import REAL, fault
from storage.head_file import HeadFile, Published
from storage.history import History
from storage.i18n import _
from storage.journal_file import JournalFile
from storage.line import START, decode, encode, version_after
from storage.recovery import digest_or_none, recovered
from storage.tinydb_journal import TinyDBJournal

_GRACE: Final = 1.0
"""Seconds in which a writer that is at work tells that its batch is on disk."""


class Verification(NamedTuple):
    """The number of entries, the digest of the last line, a sentence for each problem, and a note on what is none."""

    entries: int
    head: str
    problems: list[str]
    note: str = ""


def verify(folder: Path) -> Verification:
    """Check every line, the chain and the head file. Raise `StorageFault` or `Newer` if they cannot be read."""
    path = folder / "journal.jsonl"
    head_file = HeadFile(folder / "head", REAL)
    try:
        published = head_file.read()
        if not (path.exists() or published):
            return Verification(0, START.digest, [])
        file = JournalFile(path, os.open(path, os.O_RDONLY))
        check = _Check(file, published)
        note = ""
        if published and not check.problems and not _settled(file, head_file, published):
            note = _rest(file, published, check.problems)
        return Verification(check.seq, check.digest or "", check.problems, note)
    except OSError as problem:
        raise fault(path, problem) from problem
    finally:
        head_file.close()


def box_problems(folder: Path, keys: Path | None) -> Iterator[str]:
    """Return a sentence for each problem with the ballot boxes of open polls, of a record that is clean."""
    history = History(TinyDBJournal(folder, read_only=True))
    history.refresh()
    boxes = Boxes(folder, keys)
    boxes.begin(history.state)
    return boxes.problems(history.state)


class _Check:
    """One way through the lines that were published; without a head file, through all."""

    def __init__(self, file: JournalFile, published: Published | None) -> None:
        self.problems: list[str] = []
        self.seq, self.end = 0, 0
        self.digest: str | None = START.digest
        self._durable = 0
        self._sources: set[str] = set()
        self._version = VERSION
        end = published.end if published else file.size()
        for line in file.lines_between(0, end):
            self._take(line)
        if self.end < min(end, file.size()):
            self._say(_("Line {line} is not whole."), self.seq + 1)
        self._compare(published)

    def _take(self, line: bytes) -> None:
        self.seq, self.end = self.seq + 1, self.end + len(line) + 1
        entry = self._entry(line)
        if entry:
            self._check(entry)
            self._durable = max(self._durable, entry.durable)
            self._sources.add(entry.source)
        self.digest = digest_or_none(line)

    def _entry(self, line: bytes) -> Entry | None:
        try:
            entry = decode(line, self._version)
            self._version = version_after(entry, self._version)
            if encode(entry if self._version == VERSION else msgspec.json.decode(line)) != line:
                self._say(_("Line {line} is not written in the canonical form."), self.seq)
        except ValueError as problem:
            self._say(_("Line {line} cannot be read: {problem}."), self.seq, problem=problem)
            return None
        return entry

    def _check(self, entry: Entry) -> None:
        if entry.seq != self.seq:
            self._say(_("Line {line} has the number {seq}."), self.seq, seq=entry.seq)
        if self.digest is not None and entry.prev != self.digest:
            self._say(_("Line {line} does not follow from the line before it: one of the two was changed."), self.seq)
        if not self._durable <= entry.durable < self.seq:
            self._say(_("Line {line} tells a wrong number of durable entries."), self.seq)
        if entry.source in self._sources:
            self._say(_("Line {line} has the source of an earlier line."), self.seq)

    def _compare(self, published: Published | None) -> None:
        if published is None:
            self.problems.append(_("The head file is missing or unreadable: nothing vouches for the last line."))
            return
        if published.poisoned:
            self.problems.append(_("A sync of the record failed, and the record was not reopened since."))
        if (self.seq, self.digest, self.end) != (*published.head, published.end):
            text = _("The journal ends with line {line}, and it is not the end that the head file knows: entry {seq}.")
            self._say(text, self.seq, seq=published.head.seq)

    def _say(self, text: str, line: int, **values: object) -> None:
        self.problems.append(text.format(line=line, **values))


def _settled(file: JournalFile, head_file: HeadFile, published: Published) -> bool:
    """Tell whether all that is written is published, or a writer at work goes on publishing."""
    deadline = time.monotonic() + _GRACE
    while file.size() > published.end and head_file.read() is published:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def _rest(file: JournalFile, published: Published, problems: list[str]) -> str:
    """Return a note on what a dead writer left after the published end; what the next start refuses is a problem."""
    size = file.size()
    try:
        recovered(file, published, size, published)
    except Damaged as damage:
        problems.append(str(damage))
        return ""
    return _(
        "After line {line} stand {count} bytes that a writer left who died before it told anybody; "
        "the next start mends it."
    ).format(line=published.head.seq, count=size - published.end)
