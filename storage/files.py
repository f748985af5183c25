"""Files that several processes share and no power cut may break: a lock, private folders, whole-file writes."""

import errno
import fcntl
import os
import stat
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

from storage.errors import Busy, StorageFault
from storage.i18n import _

PATIENCE: Final = 5.0
"""Seconds to wait for another process's lock."""
_POLLS: Final = 0.0001, 0.002
"""Seconds between two tries to take a lock: at first, and at most."""
_NETWORK: Final = (
    *("9p", "afp", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "gluster", "lustre", "nfs", "smb", "webdav"),
    *("fuse.ceph", "fuse.davfs", "fuse.gcsfuse", "fuse.gluster", "fuse.rclone", "fuse.s3fs", "fuse.sshfs"),
)
"""How the names of network file systems begin: neither their locks nor their syncs hold what they promise."""
_OURS: Final = frozenset(("journal.jsonl", "head", "lock", "people.json", "people.lock"))
"""Files that show that a folder is one of ours."""
_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_fdatasync: Callable[[int], None] = getattr(os, "fdatasync", os.fsync)  # macOS has only fsync


@dataclass(frozen=True, slots=True)
class FileCalls:
    """The calls that change a disk. Tests put a disk in their place that fails or forgets."""

    pwrite: Callable[[int, bytes, int], int] = os.pwrite
    ftruncate: Callable[[int, int], None] = os.ftruncate
    fdatasync: Callable[[int], None] = _fdatasync
    fsync: Callable[[int], None] = os.fsync
    rename: Callable[[Path, Path], None] = os.rename


REAL: Final = FileCalls()


class Lock:
    """An exclusive lock of processes on a file, which holds the process id of its last holder.

    Not for threads, and not to be carried through a fork: whoever shares the open file shares the lock.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._name = str(path)
        self._fd = -1
        self._inode = 0
        self._in_vain = b""  # the holder that was waited for to the end

    @contextmanager
    def held(self, patience: float = PATIENCE) -> Iterator[None]:
        """Hold the lock; raise `Busy` when another process does so for `patience` seconds (0: one try).

        A process that is stopped is waited for once: whoever serves many would stand still with it.
        """
        self.take(patience)
        try:
            yield
        finally:
            self.release()

    def take(self, patience: float = PATIENCE) -> None:
        """Take the lock, as `held` does, until `release`."""
        try:
            self._wait(patience)
        except OSError as problem:
            raise fault(self._path, problem) from problem

    def release(self) -> None:
        """Give the lock back."""
        fcntl.flock(self._fd, fcntl.LOCK_UN)

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def _wait(self, patience: float) -> None:
        deadline = time.monotonic() + patience
        pause, longest = _POLLS
        while not self._taken():
            holder = os.pread(self._fd, 20, 0)
            if time.monotonic() >= deadline or (holder == self._in_vain and _is_stopped(holder)):
                self._in_vain = holder
                raise Busy(_busy(self._path, holder))
            time.sleep(pause)
            pause = min(2 * pause, longest)

    def _taken(self) -> bool:
        if self._fd < 0:
            self._fd = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            self._inode = os.fstat(self._fd).st_ino
        try:
            fcntl.flock(self._fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        if not self._in_place():
            self.close()
            return self._taken()
        try:
            self._sign()
        except BaseException:
            self.release()
            raise
        return True

    def _sign(self) -> None:
        holder = b"%20d" % os.getpid()
        if os.pread(self._fd, len(holder), 0) != holder:
            os.pwrite(self._fd, holder, 0)

    def _in_place(self) -> bool:
        status = status_of(self._name)
        return status is not None and status.st_ino == self._inode


def status_of(name: str) -> os.stat_result | None:
    """Return the status of a file that is looked at with every command, or None where there is none.

    It is asked for by its name, as a `Path` would take as long again to say it.
    """
    try:
        return os.stat(name)  # noqa: PTH116  see above
    except FileNotFoundError:
        return None


def fault(path: Path, problem: OSError) -> StorageFault:
    """Return the sentence about a file that the system refuses to read or write."""
    if problem.errno in _FULL:
        return StorageFault(_("There is no space left for {file}: free some, then try again.").format(file=path))
    return StorageFault(
        _("{file} cannot be read or written: {problem}.").format(file=path, problem=problem.strerror or problem)
    )


def sync_folder(path: Path, files: FileCalls = REAL) -> None:
    """Make sure that the names of the files in a folder are on disk."""
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        files.fsync(fd)
    finally:
        os.close(fd)


def private_folder(path: Path, mounts: Iterable[tuple[str, str]] | None = None) -> None:
    """Make the folder, for its owner alone. Raise `StorageFault` for one on a network file system.

    One that is there and that others can read is closed to them when it is ours: empty, or with a record in it. Another
    one is refused, as other programs may rely on it.
    """
    path = path.absolute()
    refuse_network(path, mounts)
    try:
        for missing in reversed([folder for folder in (path, *path.parents) if not folder.exists()]):
            missing.mkdir(mode=0o700, exist_ok=True)
            sync_folder(missing.parent)
        _close_to_others(path)
    except OSError as problem:
        raise fault(path, problem) from problem


def refuse_network(path: Path, mounts: Iterable[tuple[str, str]] | None = None) -> None:
    """Raise `StorageFault` for a folder on a network file system, also one that is to be made there.

    `mounts` are pairs of mount point and file system type, by default those of this machine.
    """
    kind = _file_system(path, _mounts() if mounts is None else mounts)
    if kind.startswith(_NETWORK):
        raise StorageFault(
            _(
                "{folder} is on a network file system ({kind}), where locks and syncs cannot be trusted: "
                "choose a folder on a disk of this machine."
            ).format(folder=path, kind=kind)
        )


def _close_to_others(path: Path) -> None:
    status = path.stat()
    if not stat.S_ISDIR(status.st_mode) or status.st_mode & 0o077 == 0:
        return
    names = {file.name for file in path.iterdir()}
    if status.st_uid != os.geteuid() or (names and names.isdisjoint(_OURS)):
        raise StorageFault(
            _(
                "{folder} is open to other users of this machine and holds other things than a record, or is not "
                "yours: choose a folder for the record alone, or close this one: chmod 700 {folder}"
            ).format(folder=path)
        )
    path.chmod(0o700)


def write_atomically(path: Path, content: bytes, files: FileCalls = REAL) -> None:
    """Replace a file as a whole, readable for its owner alone. Raise `StorageFault` if that fails."""
    with _beside(path, content, files) as temporary:
        files.rename(temporary, path)


def write_once(path: Path, content: bytes) -> None:
    """Write a file as a whole unless there is one: of several processes, exactly one does. Raise `StorageFault`."""
    with _beside(path, content, REAL) as temporary, suppress(FileExistsError):
        path.hardlink_to(temporary)


@contextmanager
def _beside(path: Path, content: bytes, files: FileCalls) -> Iterator[Path]:
    """Yield a synced file of this content in the same folder, to be given its place; the folder is synced after."""
    temporary = None
    try:
        fd, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        temporary = Path(name)
        try:
            write_all(fd, content, 0, files)
            files.fsync(fd)
        finally:
            os.close(fd)
        yield temporary
        sync_folder(path.parent, files)
    except OSError as problem:
        raise fault(path, problem) from problem
    finally:
        if temporary:
            temporary.unlink(missing_ok=True)


def write_all(fd: int, content: bytes, offset: int, files: FileCalls) -> None:
    """Write all of `content`, in one call unless the system takes only a part, as it does before a disk is full."""
    written = files.pwrite(fd, content, offset)
    while written < len(content):
        written += files.pwrite(fd, content[written:], offset + written)


def _busy(path: Path, holder: bytes) -> str:
    if _is_stopped(holder):
        text = _("{file} is locked by process {pid}, which is stopped: continue it (kill -CONT {pid}) or end it.")
    else:
        text = _("{file} is locked by process {pid}: try again.")
    return text.format(file=path, pid=holder.strip().decode(errors="replace") or "?")


def _is_stopped(holder: bytes) -> bool:
    with suppress(psutil.Error, ValueError):
        return bool(psutil.Process(int(holder)).status() == psutil.STATUS_STOPPED)
    return False


def _mounts() -> list[tuple[str, str]]:
    return [(partition.mountpoint, partition.fstype) for partition in psutil.disk_partitions(all=True)]


def _file_system(path: Path, mounts: Iterable[tuple[str, str]]) -> str:
    """Return the type of the file system that `path` is or will be on: of the longest mount point, the last mounted."""
    real = path.resolve()
    around = [(len(Path(point).parts), kind) for point, kind in mounts if real.is_relative_to(point)]
    return max(reversed(around), key=lambda found: found[0], default=(0, ""))[1].casefold()
