"""Locks, private folders, and files that are replaced as a whole."""

import errno
import os
import signal
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import Never

import pytest

from storage.errors import Busy, StorageFault
from storage.files import FileCalls, Lock, private_folder, write_all, write_atomically
from tests.full_disk import full_disk
from tests.storage.children import Say, child


def _holding(path: Path) -> Callable[[Say], None]:
    def work(say: Say) -> None:
        with Lock(path).held():
            say("in")
            signal.pause()

    return work


def _refuse(*_arguments: object) -> Never:
    raise OSError(errno.EIO, "Input/output error")


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# locks


def test_a_lock_names_the_process_that_holds_it(tmp_path: Path) -> None:
    """Who has no patience is told at once, and gets the lock when the holder has ended."""
    lock = Lock(tmp_path / "lock")
    with child(_holding(tmp_path / "lock")) as holder:
        holder.hear()
        with pytest.raises(Busy, match=rf"lock is locked by process {holder.pid}: try again"):
            lock.take(0)
        holder.kill()
        with lock.held(0):
            held_by = (tmp_path / "lock").read_text().strip()

    assert held_by == str(os.getpid())


def test_a_stopped_holder_is_said_to_be_stopped(tmp_path: Path) -> None:
    """The sentence says how to let it go on."""
    with child(_holding(tmp_path / "lock")) as holder:
        holder.hear()
        holder.stop()
        with pytest.raises(Busy, match=rf"process {holder.pid}, which is stopped: .*kill -CONT {holder.pid}"):
            Lock(tmp_path / "lock").take(0)


def test_a_lock_is_waited_for(tmp_path: Path) -> None:
    """It is had soon after the holder lets go, long before patience runs out."""
    path = tmp_path / "lock"

    def work(say: Say) -> None:
        with Lock(path).held():
            say("in")
            os.read(waiting, 1)

    waiting, go = os.pipe()
    with child(work) as holder:
        holder.hear()
        with pytest.raises(Busy):
            Lock(path).take(0.01)
        os.write(go, b".")
        began = time.monotonic()
        with Lock(path).held(5):
            waited = time.monotonic() - began

    assert waited < 2


def test_patience_is_kept_to(tmp_path: Path) -> None:
    """Nobody waits longer than they said."""
    began = time.monotonic()
    with Lock(tmp_path / "lock").held(), pytest.raises(Busy):
        Lock(tmp_path / "lock").take(0.2)

    assert 0.2 <= time.monotonic() - began < 2


def test_a_stopped_holder_is_waited_for_once(tmp_path: Path) -> None:
    """Who serves many would stand still with it at each request; once it goes on, it is waited for again."""
    lock = Lock(tmp_path / "lock")

    def work(say: Say) -> None:
        with Lock(tmp_path / "lock").held():
            say("in")
            signal.pause()

    with child(work) as holder:
        holder.hear()
        holder.stop()
        with pytest.raises(Busy):
            lock.take(0.1)
        began = time.monotonic()
        with pytest.raises(Busy, match="which is stopped"):
            lock.take(5)
        waited = time.monotonic() - began
        os.kill(holder.pid, signal.SIGCONT)
        os.waitpid(holder.pid, os.WCONTINUED)
        began = time.monotonic()
        with pytest.raises(Busy, match="try again"):
            lock.take(0.2)
        again = time.monotonic() - began

    assert waited < 2
    assert again >= 0.2


def test_a_lock_may_be_taken_again(tmp_path: Path) -> None:
    """By the same object, after it was released or closed, and when somebody removed its file."""
    lock = Lock(tmp_path / "lock")
    disturbances: list[Callable[[], None]] = [lambda: None, lock.close, (tmp_path / "lock").unlink]
    for disturb in disturbances:
        with lock.held(0):
            pass
        disturb()
    with lock.held(0), pytest.raises(Busy):
        Lock(tmp_path / "lock").take(0)


def test_a_lock_that_cannot_be_made_is_a_fault(tmp_path: Path) -> None:
    """The sentence names the file."""
    with pytest.raises(StorageFault, match=r"missing/lock cannot be read or written: No such file"):
        Lock(tmp_path / "missing" / "lock").take(0)


def test_a_lock_that_cannot_be_signed_is_given_back(tmp_path: Path) -> None:
    """On a full disk the fault is told, and nobody else waits for who could not go on."""
    lock = Lock(tmp_path / "lock")
    with full_disk(0), pytest.raises(StorageFault, match=r"There is no space left for .*lock: free some"):
        lock.take(0)

    with Lock(tmp_path / "lock").held(0):
        pass
    with lock.held(0):
        assert (tmp_path / "lock").read_text().strip() == str(os.getpid())


# folders


def test_a_private_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    """With all that is made to lead to it."""
    private_folder(tmp_path / "a" / "b")

    assert [_mode(tmp_path / name) for name in ("a", "a/b")] == [0o700, 0o700]


@pytest.mark.parametrize("name", ["", "journal.jsonl", "people.json", "lock"])
def test_a_folder_of_ours_is_closed_to_others(tmp_path: Path, name: str) -> None:
    """It is there already, empty or with a record in it, and was made by hand or copied."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    if name:
        (folder / name).touch()
    private_folder(folder)

    assert _mode(folder) == 0o700


def test_an_open_folder_with_other_things_is_refused(tmp_path: Path) -> None:
    """It stays as it is: others may rely on it. Once its owner closed it, it is taken."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o755)
    (folder / "letter.txt").touch()

    with pytest.raises(StorageFault, match=rf"choose a folder for the record alone, .*: chmod 700 {folder}"):
        private_folder(folder)
    assert _mode(folder) == 0o755
    folder.chmod(0o700)
    private_folder(folder)


def test_an_open_folder_of_somebody_else_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may change its mode decides, not who may write into it."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    monkeypatch.setattr(os, "geteuid", lambda: folder.stat().st_uid + 1)

    with pytest.raises(StorageFault, match="is not yours"):
        private_folder(folder)


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "9p", "afs", "ceph", "fuse.sshfs", "fuse.glusterfs"])
def test_a_network_file_system_is_refused(tmp_path: Path, kind: str) -> None:
    """By the mount point that is nearest, before anything is made there."""
    mounts = [("/", "ext4"), (str(tmp_path), kind), (str(tmp_path.parent), "tmpfs")]

    with pytest.raises(StorageFault, match=rf"network file system \({kind}\).*choose a folder on a disk"):
        private_folder(tmp_path / "data", mounts)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    "mounts",
    [
        [("/", "nfs"), ("/{place}", "ext4")],
        [("/{place}", "nfs"), ("/{place}", "xfs")],
        [("/{place}", "fuse.unknown")],
        [("/", "ext4"), ("/{place}/dat", "nfs"), ("/{place}/data2", "nfs")],
        [],
    ],
)
def test_a_disk_of_this_machine_is_taken(tmp_path: Path, mounts: list[tuple[str, str]]) -> None:
    """A nearer or later mount counts, and a name that only begins alike does not."""
    private_folder(tmp_path / "data", [(point.format(place=str(tmp_path)[1:]), kind) for point, kind in mounts])

    assert (tmp_path / "data").is_dir()


def test_a_link_to_a_network_file_system_is_refused(tmp_path: Path) -> None:
    """What counts is where the folder really is."""
    (tmp_path / "remote").mkdir()
    (tmp_path / "data").symlink_to(tmp_path / "remote")

    with pytest.raises(StorageFault, match="network file system"):
        private_folder(tmp_path / "data", [("/", "ext4"), (str(tmp_path / "remote"), "nfs4")])


def test_a_folder_that_cannot_be_made_is_a_fault(tmp_path: Path) -> None:
    """The sentence names it."""
    (tmp_path / "file").touch()

    with pytest.raises(StorageFault, match=r"file/data cannot be read or written: Not a directory"):
        private_folder(tmp_path / "file" / "data")


# whole files


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    """Only its owner may read it, whatever the mode was before, and nothing else is left in the folder."""
    path = tmp_path / "people.json"
    path.write_text("old, and longer than the new one")
    write_atomically(path, b"new")

    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_replaced_file_is_synced_before_it_is_there(tmp_path: Path) -> None:
    """First the content, then the name, then the folder: a power cut leaves the old or the new one."""
    calls: list[str] = []

    def fsync(fd: int) -> None:
        calls.append("folder" if stat.S_ISDIR(os.fstat(fd).st_mode) else "content")

    def rename(old: Path, new: Path) -> None:
        calls.append("name")
        os.rename(old, new)  # noqa: PTH104  the call itself

    write_atomically(tmp_path / "people.json", b"new", FileCalls(fsync=fsync, rename=rename))

    assert calls == ["content", "name", "folder"]


@pytest.mark.parametrize(
    "files",
    [FileCalls(pwrite=_refuse), FileCalls(fsync=_refuse), FileCalls(rename=_refuse)],
    ids=["write", "sync", "name"],
)
def test_a_file_that_cannot_be_replaced_stays_as_it_was(tmp_path: Path, files: FileCalls) -> None:
    """The sentence names file and reason, and no temporary file is left."""
    path = tmp_path / "people.json"
    path.write_text("old")

    with pytest.raises(StorageFault, match=r"people.json cannot be read or written: Input/output error"):
        write_atomically(path, b"new", files)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_write_that_is_taken_in_parts_is_finished(tmp_path: Path) -> None:
    """Systems may write less than they were asked to."""
    path = tmp_path / "file"
    fd = os.open(path, os.O_RDWR | os.O_CREAT)
    write_all(fd, b"0123456789", 2, FileCalls(pwrite=lambda fd, content, offset: os.pwrite(fd, content[:3], offset)))
    os.close(fd)

    assert path.read_bytes() == b"\0\0" + b"0123456789"
