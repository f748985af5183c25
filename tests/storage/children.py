"""Other processes: forked, listened to, stopped and killed."""

import os
import signal
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

Say = Callable[[str], None]


class Child:
    """A forked process and what it says, line by line."""

    def __init__(self, pid: int, said: IO[str]) -> None:
        self.pid = pid
        self._said = said
        self._ended = False

    def hear(self) -> str:
        """Wait for the next thing that it says; empty when it has ended."""
        return self._said.readline().rstrip("\n")

    def hear_all(self) -> list[str]:
        """Return all that it says until it ends."""
        return self._said.read().splitlines()

    def stop(self) -> None:
        """Stop it, and wait until it stands still."""
        os.kill(self.pid, signal.SIGSTOP)
        os.waitpid(self.pid, os.WUNTRACED)

    def kill(self) -> None:
        """End it as a power switch would."""
        if not self._ended:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self._ended = True


@contextmanager
def child(work: Callable[[Say], None]) -> Iterator[Child]:
    """Fork a process that works, and kill it at the end. What goes wrong in it is the last thing that it says."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _work(work, lambda text: _write(writing, text))
    os.close(writing)
    with os.fdopen(reading) as said:
        forked = Child(pid, said)
        try:
            yield forked
        finally:
            forked.kill()


def _work(work: Callable[[Say], None], say: Say) -> None:
    try:
        work(say)
    except BaseException:  # noqa: BLE001  the parent is to see whatever it was
        say(traceback.format_exc())
    finally:
        os._exit(0)


def _write(fd: int, text: str) -> None:
    os.write(fd, text.encode() + b"\n")
