"""A disk that may fail, and that tells what a power cut can leave of the journal's two files and of the directory."""

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from storage.files import FileCalls

PAGE = 64
"""Bytes that reach this disk together or not at all: few, so that a line has several."""
ALL_SUBSETS = 8
"""Of so many unsynced pages every subset is tried; of more, what lost only the first, the last or one of them."""
FILES = ("journal.jsonl", "head", "people.json")
UNSYNCED = FileCalls(fdatasync=lambda fd: None, fsync=lambda fd: None)
"""A disk for checks: whoever looks at what was left needs no durability."""
NO_FILE = 0
"""The inode of a name that stands for nothing."""

Change = Callable[[bytearray], None]


@dataclass(frozen=True)
class Cut:
    """A moment at which the power may go, and what people had been told by then."""

    durable: dict[int, bytes]
    """What is synced of each file, by its inode."""
    pending: dict[int, tuple[Change, ...]]
    """What was done to it since."""
    names: dict[str, frozenset[int]]
    """The files that each name may stand for: the one of the last sync of the folder, and those that got it since."""
    recorded: tuple[str, ...]
    refused: tuple[str, ...]

    def left(self) -> Iterator[dict[str, bytes]]:
        """Yield all that may be left: files with any of their unsynced pages, and none where no name was synced."""
        files = [[(name, content) for content in self._contents(name)] for name in FILES]
        for chosen in product(*files):
            yield {name: content for name, content in chosen if content is not None}

    def _contents(self, name: str) -> set[bytes | None]:
        contents: set[bytes | None] = set()
        for inode in self.names.get(name, {NO_FILE}):
            contents |= {None} if inode == NO_FILE else self._contents_of(inode)
        return contents

    def _contents_of(self, inode: int) -> set[bytes]:
        contents: set[bytes] = set()
        durable, changes = self.durable.get(inode, b""), self.pending.get(inode, ())
        full = len(_changed(durable, changes))
        for chosen in _choices(changes):
            content = _changed(durable, chosen)
            contents |= {content, content.ljust(full, b"\0")}
        return contents


class Disk:
    """The calls of a real disk, remembered.

    `before` is asked before each call on a file, and may raise what the disk is to fail with. `room` is the size at
    which the journal fills the disk. A disk that `gives_up` pages loses those of a failed sync for good.
    """

    def __init__(self, folder: Path, *, gives_up: bool = False) -> None:
        self._gives_up = gives_up
        self.room = sys.maxsize
        self._folder = folder
        self.before: Callable[[str, str], None] = lambda call, file: None
        self.cuts: list[Cut] = []
        self._kept: dict[int, int] = {}
        self._durable = {_inode(folder / name): (folder / name).read_bytes() for name in self._present()}
        self._pending: dict[int, tuple[Change, ...]] = {}
        self._names = {name: frozenset({_inode(folder / name)}) for name in self._present()}
        self._recorded: tuple[str, ...] = ()
        self._refused: tuple[str, ...] = ()
        self.calls = FileCalls(
            pwrite=self._pwrite, ftruncate=self._ftruncate, fdatasync=self._sync, fsync=self._sync, rename=self._rename
        )

    def __del__(self) -> None:
        for kept in self._kept.values():
            os.close(kept)

    def tell(self, *, recorded: tuple[str, ...] = (), refused: tuple[str, ...] = ()) -> None:
        """Note that people were told what is recorded, and what is not."""
        self._recorded += recorded
        self._refused += refused
        self._note()

    def _note(self) -> None:
        for name in self._present():
            self._names[name] = self._names.get(name, frozenset({NO_FILE})) | {_inode(self._folder / name)}
        durable, pending, names = dict(self._durable), dict(self._pending), dict(self._names)
        self.cuts.append(Cut(durable, pending, names, self._recorded, self._refused))

    def _present(self) -> list[str]:
        return [name for name in FILES if (self._folder / name).exists()]

    def _pwrite(self, fd: int, content: bytes, offset: int) -> int:
        name = self._ask("pwrite", fd)
        if name == "journal.jsonl":
            content = content[: max(self.room - offset, 0)]
            if not content:
                raise OSError(errno.ENOSPC, "No space left on device")
        pages = range(offset - offset % PAGE, offset + len(content), PAGE)
        ends = [(max(page, offset), min(page + PAGE, offset + len(content))) for page in pages]
        self._change(fd, *(_write(content[start - offset : end - offset], start) for start, end in ends))
        return os.pwrite(fd, content, offset)

    def _ftruncate(self, fd: int, end: int) -> None:
        self._ask("ftruncate", fd)
        self._change(fd, _truncate(end))
        os.ftruncate(fd, end)

    def _sync(self, fd: int) -> None:
        try:
            self._ask("sync", fd)
        except OSError:
            if self._gives_up:
                self._pending[_inode(fd)] = ()
            raise
        if stat.S_ISDIR(os.fstat(fd).st_mode):
            self._names = {name: frozenset({_inode(self._folder / name)}) for name in self._present()}
            return
        inode = _inode(fd)
        self._durable[inode] = _changed(self._durable.get(inode, b""), self._pending.get(inode, ()))
        self._pending[inode] = ()

    def _rename(self, old: Path, new: Path) -> None:
        self._note()
        self.before("rename", new.name)
        os.rename(old, new)  # noqa: PTH104  the call that is recorded
        self._note()

    def _change(self, fd: int, *changes: Change) -> None:
        inode = _inode(fd)
        if inode not in self._kept:
            self._kept[inode] = os.dup(fd)  # so that no later file gets its number
        self._pending[inode] = self._pending.get(inode, ()) + changes

    def _ask(self, call: str, fd: int) -> str:
        self._note()
        name = _name(fd)
        self.before(call, name)
        return name


def _inode(file: int | Path) -> int:
    return os.stat(file).st_ino  # noqa: PTH116  of a descriptor too


def _name(fd: int) -> str:
    return os.path.basename(os.readlink(f"/proc/self/fd/{fd}"))  # noqa: PTH115, PTH119  a name, not a path


def _write(content: bytes, offset: int) -> Change:
    def change(file: bytearray) -> None:
        file.extend(bytes(max(offset - len(file), 0)))
        file[offset : offset + len(content)] = content

    return change


def _truncate(end: int) -> Change:
    def change(file: bytearray) -> None:
        del file[end:]

    return change


def _changed(content: bytes, changes: tuple[Change, ...]) -> bytes:
    file = bytearray(content)
    for change in changes:
        change(file)
    return bytes(file)


def _choices(changes: tuple[Change, ...]) -> Iterator[tuple[Change, ...]]:
    count = len(changes)
    if count <= ALL_SUBSETS:
        for kept in product((False, True), repeat=count):
            yield tuple(change for change, keep in zip(changes, kept, strict=True) if keep)
        return
    for number in range(count + 1):
        yield changes[:number]
        yield changes[number:]
        yield changes[:number] + changes[number + 1 :]


def failing(call: str, file: str, *, problem: BaseException | None = None) -> Callable[[str, str], None]:
    """Return what makes one kind of call on one file fail."""

    def fail(asked: str, name: str) -> None:
        if (asked, name) == (call, file):
            raise problem or OSError(errno.EIO, "Input/output error")

    return fail
