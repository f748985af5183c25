"""A program that runs beside this one, with its output in a file."""

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from storage.files import fault

PATIENCE: Final = 10.0
"""Seconds that a child has to end before it is killed."""


class Child:
    """A program, started as often as wanted; it is the one that `command` and `environment` (default: ours) say."""

    def __init__(
        self, name: str, command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        self.name = name
        self.log = log
        self._command = tuple(command)
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The process id of the last start."""
        return self._process.pid if self._process else None

    def start(self, *, tied: bool = False) -> None:
        """Start it; its log continues. Raise `StorageFault` if the log cannot be written.

        A tied child is told to end when the thread that started it does, by kill -9 as well (on Linux).
        """
        setpriv = shutil.which("setpriv") if tied else None
        tie = [setpriv, "--pdeathsig", "TERM", "--"] if setpriv else []
        try:
            log = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        except OSError as problem:
            raise fault(self.log, problem) from problem
        try:
            self._process = subprocess.Popen(
                [*tie, *self._command],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        finally:
            os.close(log)

    def is_running(self) -> bool:
        """Tell whether it runs."""
        return self._process is not None and self._process.poll() is None

    def send(self, sign: signal.Signals) -> None:
        """Send it a signal, if it runs."""
        if self._process:
            self._process.send_signal(sign)

    def wait(self, patience: float = PATIENCE) -> None:
        """Wait until it has ended; kill it after `patience` seconds."""
        if not self._process:
            return
        try:
            self._process.wait(max(0.0, patience))
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def stop(self) -> None:
        """End it and wait for that."""
        self.send(signal.SIGTERM)
        self.wait()
