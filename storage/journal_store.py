"""The journal's two files as one process sees them: followed, written durably, and mended after a crash."""

import os
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

from storage.errors import Damaged, Poisoned
from storage.files import FileCalls, fault, status_of, sync_folder, write_all, write_atomically
from storage.head_file import EMPTY, HeadFile, Published
from storage.i18n import _
from storage.journal_file import JournalFile
from storage.line import Head
from storage.recovery import agrees, recovered


class JournalStore:
    """DATA/journal.jsonl and DATA/head. What changes them is called under the lock only.

    `published` is the durable end that this process knows, `generation` counts the journals that it has seen in this
    place, `notices` are sentences about what was cut off.
    """

    def __init__(self, folder: Path, files: FileCalls) -> None:
        self.path = folder / "journal.jsonl"
        self._name = str(self.path)
        self.published = EMPTY
        self.generation = 0
        self.notices: list[str] = []
        self.file = JournalFile(self.path)
        self._head_file = HeadFile(folder / "head", files)
        self._files = files
        self._writable = False

    def close(self) -> None:
        """Let go of the files; who is still reading lines may read to their end."""
        self._head_file.close()
        self.file = JournalFile(self.path)

    def follow(self) -> None:
        """For readers: turn to the journal that stands in this place now, and look. Raise `Damaged` when it is gone."""
        status = self._status()
        if status and not self.file.is_at(status):
            file = JournalFile(self.path, os.open(self.path, os.O_RDONLY))
            self._head_file.close()
            self._writable = False
            published = self._head_file.read()
            end = file.size() if published is None else min(published.end, file.size())
            self._turn_to(file, recovered(file, published, end))
        self.look()

    def look(self) -> None:
        """For readers: learn how far the journal is durable now."""
        published = self._head_file.read()
        if published is None or published.end > self.file.size():
            published = recovered(self.file, published, self.file.size(), self.published)
        self._advance(published)

    def open(self) -> None:
        """Open for writing: make what is missing, mend what a crash or a failed sync left."""
        self._status()
        self._open()
        published = self._head_file.read()
        if published and published.poisoned and agrees(self.file, published):
            try:
                self._truncate(published.end)
                self._head_file.correct(published._replace(poisoned=False))
            except OSError as problem:
                raise _poisoned() from problem
        self._mend()

    def catch_up(self) -> None:
        """Before writing: see what other processes wrote, and mend what a dead one left. Raise `Poisoned`."""
        status = self._status()
        replaced = status is None or not self.file.is_at(status) or not self._writable
        if replaced:
            self._open()
        published = self._head_file.read()
        if published and published.poisoned:
            raise _poisoned()
        if replaced or published is None or published.end != self.file.size():
            self._mend()
        else:
            self._advance(published)

    def extend(self, lines: Sequence[bytes], head: Head) -> None:
        """Put lines on disk, the last being `head`. Raise `StorageFault` or `Poisoned`; then nothing is recorded."""
        first, start = self.published.head.seq + 1, self.published.end
        _start, *ends = accumulate((len(line) + 1 for line in lines), initial=start)
        self._write(b"\n".join(lines) + b"\n", start)
        published = Published(head, ends[-1])
        self._sync(published)
        self.published = published
        self.file.learn(first, ends)

    def _status(self) -> os.stat_result | None:
        status = status_of(self._name)
        if status is None and (published := self._head_file.read()) and published.head.seq:
            sentence = _("{file} is gone, which held {count} entries: restore it from a backup.")
            raise Damaged(sentence.format(file=self.path, count=published.head.seq))
        return status

    def _open(self) -> None:
        file = JournalFile(self.path, os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        self._head_file.prepare()
        sync_folder(self.path.parent, self._files)
        self._turn_to(file, EMPTY)
        self._writable = True

    def _turn_to(self, file: JournalFile, published: Published) -> None:
        self.file, self.published = file, published
        self.generation += 1

    def _advance(self, published: Published) -> None:
        """Take another end. If the last entry that was known is not before it, another journal stands there now."""
        known, self.published = self.published, published
        if published.head != known.head and (published.head.seq < known.head.seq or not agrees(self.file, known)):
            self.file.forget()
            self.generation += 1

    def _mend(self) -> None:
        """Make both files agree: keep all good lines, cut off the rest. Raise `Damaged` if more had been durable."""
        published = self._head_file.read()
        end = self.file.size()
        if published is None or published.end != end:
            self._sync()
        good = recovered(self.file, published, end, self.published)
        if good.end < end:
            self._cut(good, end)
        if good is not published:
            self._head_file.correct(good)
        self._advance(good)

    def _cut(self, good: Published, end: int) -> None:
        aside = self.path.with_name(f"journal.cut-{good.head.seq + 1}")
        while aside.exists():
            aside = aside.with_name(aside.name + "+")
        write_atomically(aside, self.file.read(good.end, end), self._files)
        self._truncate(good.end)
        self.notices.append(
            _("{count} bytes after entry {entry} were no whole entries: they were moved to {file}.").format(
                count=end - good.end, entry=good.head.seq, file=aside
            )
        )

    def _write(self, content: bytes, start: int) -> None:
        try:
            write_all(self.file.fd, content, start, self._files)
        except OSError as problem:
            try:
                self._truncate(start)
            except OSError:
                raise self._poison() from problem
            raise fault(self.path, problem) from problem

    def _truncate(self, end: int) -> None:
        self._files.ftruncate(self.file.fd, end)
        self._files.fsync(self.file.fd)

    def _sync(self, published: Published | None = None) -> None:
        try:
            self._files.fdatasync(self.file.fd)
            if published:
                self._head_file.publish(published)
        except OSError as problem:
            raise self._poison() from problem

    def _poison(self) -> Poisoned:
        self._head_file.poison()
        return _poisoned()


def _poisoned() -> Poisoned:
    return Poisoned(
        _(
            "The disk failed while the record was written. Nothing is recorded until the record is reopened: "
            "check the disk, then restart."
        )
    )
