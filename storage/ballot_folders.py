"""Where ballot boxes and their keys are: two folders, or one, that may be away, or lost. No backup has them."""

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from storage.ballot_box import first_record
from storage.ballot_key import LENGTH, Key
from storage.errors import Damaged, StorageFault
from storage.files import FileCalls, fault, private_folder, sync_folder, write_all, write_atomically
from storage.i18n import _
from storage.state import Poll, State

FOLDER: Final = "ballots"
"""The folder of the boxes, within that of the record."""
CACHE_TAG: Final = "CACHEDIR.TAG"
CACHE_MARK: Final = (
    b"Signature: 8a477f597d28d172789f06886806bc55\n"
    b"# Open ballot boxes or their keys. Backups leave this folder out: https://bford.info/cachedir/\n"
)


class Folders:
    """The boxes in `FOLDER/ballots`, and their keys in a folder of their own, by default the same one."""

    def __init__(self, folder: Path, keys: Path | None, files: FileCalls) -> None:
        self.boxes = folder / FOLDER
        self._keys = keys or self.boxes
        self._files = files
        self._restored: frozenset[str] = frozenset()

    def begin(self, state: State) -> None:
        """Look, when a program begins, whether the record stands there without the folder, as after a restore.

        A folder to be mounted there later is there, though empty, and so is a link to one.
        """
        if not self._has_place():
            self._restored = frozenset(poll.box for poll in state.open_polls.values())

    def is_restored(self, poll: Poll) -> bool:
        """Tell whether a poll's ballots were left behind where the record comes from."""
        return poll.box in self._restored and not self._has_place()

    def _has_place(self) -> bool:
        """Tell whether the folder is there, or a link to one. What may not be looked at is there."""
        try:
            os.lstat(self.boxes)
        except FileNotFoundError:
            return False
        except OSError:
            return True
        return True

    def require(self, poll: Poll) -> None:
        """Raise `StorageFault` where a folder is away that boxes or keys are in: it is known by its tag."""
        for folder in (self.boxes, self._keys):
            if not _is_there(folder / CACHE_TAG):
                sentence = _(
                    "The folder {folder} with the ballots of {poll} is not there: mount it. Until then nobody can vote "
                    "in {poll}, and it is not closed. If it is lost for ever, `pn poll void {poll}` ends the poll "
                    "without a result."
                )
                raise StorageFault(sentence.format(folder=folder, poll=poll.label))

    def has(self, poll: Poll) -> bool:
        """Tell whether both box and key of a poll are there. Raise `StorageFault`."""
        return _is_there(self.box(poll.box)) and _is_there(self._key(poll.box))

    def box(self, name: str) -> Path:
        """Return the file of a box."""
        return self.boxes / f"{name}.box"

    def count(self, name: str) -> Path:
        """Return the file that says how many records a box has."""
        return self._keys / f"{name}.count"

    def _key(self, name: str) -> Path:
        return self._keys / f"{name}.key"

    def key(self, poll: Poll) -> Key:
        """Return the key of an open secret poll. Raise `StorageFault`."""
        path = self._key(poll.box)
        try:
            return Key.read(path.read_text())
        except OSError as problem:
            raise fault(path, problem) from problem
        except ValueError:
            raise Damaged(_("{file} holds no key.").format(file=path)) from None

    def make(self) -> str:
        """Make a new box and its key, and return what both are called."""
        name, key = secrets.token_hex(8), Key.made()
        for folder in (self.boxes, self._keys):
            private_folder(folder)
            if not (folder / CACHE_TAG).exists():
                write_atomically(folder / CACHE_TAG, CACHE_MARK, self._files)
        write_atomically(self.box(name), first_record(self.box(name), key), self._files)
        write_atomically(self._key(name), key.written().encode(), self._files)
        return name

    def left(self, state: State) -> Iterator[str]:
        """Yield the names of all boxes of which something is there. Raise `OSError`."""
        yield from {path.name.lstrip(".").partition(".")[0] for path in self.boxes.glob("*.box*")}
        known = {poll.box for network in state.networks.values() for poll in network.polls.values() if poll.box}
        yield from (name for name in known if self._key(name).exists())

    def delete(self, name: str) -> None:
        """Delete a key and its box, as far as they are there, key first. Raise `OSError`."""
        for path in (self._key(name), self.box(name), self.count(name)):
            for one in (path, *path.parent.glob(f".{path.name}.*")):
                _delete(one, self._files)
            if path.parent.exists():
                sync_folder(path.parent, self._files)


def _is_there(path: Path) -> bool:
    """Tell whether there is a file. One that may not be looked at is not gone."""
    try:
        os.stat(path)  # noqa: PTH116  half as slow, and once a command
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as problem:
        raise fault(path, problem) from problem
    return True


def _delete(path: Path, files: FileCalls) -> None:
    """Delete a file if it is there. A key is written over first: a disk may keep what it had, but need not."""
    with suppress(FileNotFoundError):
        if ".key" in path.name:
            fd = os.open(path, os.O_WRONLY)
            try:
                write_all(fd, secrets.token_hex(LENGTH).encode(), 0, files)
                files.fsync(fd)
            finally:
                os.close(fd)
        path.unlink()
