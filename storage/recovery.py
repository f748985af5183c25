"""What of a journal file is good, after a writer died, a machine lost power, or somebody changed the file.

A crash can only tear what was not yet synced, at the end. So a bad line is the end of the record, with all after it,
unless something proves that it had been durable: then the record was damaged, and is refused. A head file that knows
more entries than there are proves it too, because nothing is published there before it is on disk.
"""

from collections.abc import Iterable

import msgspec

from storage.errors import Damaged
from storage.head_file import EMPTY, Published
from storage.i18n import _
from storage.journal_file import JournalFile
from storage.line import Head, digest


class Link(msgspec.Struct, frozen=True):
    """What chains a line to the others, in every version of the format."""

    seq: int
    durable: int
    prev: str


def link(line: bytes) -> Link | None:
    """Return what chains the line, or None for a line that cannot be read."""
    try:
        return msgspec.convert(msgspec.json.decode(line), Link)
    except ValueError:
        return None


def digest_or_none(line: bytes) -> str | None:
    """Return the digest of the line, or None for a line that has none because it cannot be read."""
    try:
        return digest(line)
    except ValueError:
        return None


def agrees(file: JournalFile, published: Published) -> bool:
    """Tell whether the file has, where it should, the last line that was published."""
    if published.end == 0:
        return published.head == EMPTY.head
    line = file.line_before(published.end)
    return line is not None and digest_or_none(line) == published.head.digest


def recovered(file: JournalFile, published: Published | None, end: int, believed: Published = EMPTY) -> Published:
    """Return the end of the good lines of the first `end` bytes. Raise `Damaged`, with entries, if more was durable.

    When the file ends as published, nothing is read; else all lines are, or those after `believed`, which somebody
    saw before, if the file has that still. Nothing is changed here.
    """
    if published and published.end == end and agrees(file, published):
        return published
    good = believed if believed.end <= end and agrees(file, believed) else EMPTY
    known = published.head.seq if published else 0
    remaining = file.lines_between(good.end, end)
    for line in remaining:
        found = link(line)
        seq = good.head.seq + 1
        if not found or found.seq != seq or found.prev != good.head.digest:
            _refuse_durable(seq, found, remaining, known)
            break
        good = Published(Head(seq, digest(line)), good.end + len(line) + 1)
        if published and seq == known and good.head != published.head:
            raise Damaged(_changed(str(seq)))
    else:
        if published and good.head.seq < known:
            whole = published.end <= end
            raise Damaged(_changed(str(good.head.seq + 1)) if whole else _lost(file, good.head.seq + 1, known))
    return good


def _refuse_durable(seq: int, found: Link | None, later: Iterable[bytes], known: int) -> None:
    """Raise `Damaged` if line `seq`, which is bad, had been durable: the head file or a later line says so.

    A line that can be read and only does not follow from the one before it puts that one under suspicion.
    """
    suspect = seq - 1 if found and found.seq == seq > 1 else seq
    links = [found, *map(link, later)]
    durable = max((other.durable for other in links if other and other.seq > suspect), default=0)
    if max(durable, known) >= suspect:
        raise Damaged(_changed(str(seq) if suspect == seq else f"{suspect}/{seq}"))


def _lost(file: JournalFile, first: int, last: int) -> str:
    return _(
        "{file} has lost entries at its end: {count} ({first} to {last}) had been recorded and are gone. "
        "Restore the data folder from a backup, or accept the loss by removing {head}."
    ).format(file=file.path, count=last - first + 1, first=first, last=last, head=file.path.with_name("head"))


def _changed(entry: str) -> str:
    return _(
        "Entry {entry} was changed after it was recorded, so the record is refused: run `pn verify`, "
        "then restore the data folder from a backup."
    ).format(entry=entry)
