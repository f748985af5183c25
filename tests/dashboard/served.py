"""The dashboard as a process of its own, as `pn dashboard` starts it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple


class Served(NamedTuple):
    """A dashboard that answers."""

    address: str
    process: "subprocess.Popen[str]"


def command(record: str, port: int = 0, *more: str) -> list[str]:
    """Return the command that serves a record; port 0 takes a free one."""
    return [sys.executable, "-m", "dashboard", "--record", record, "--port", str(port), *more]


@contextmanager
def served(folder: Path, cwd: Path) -> Iterator[Served]:
    """Serve the record of a folder until the test has done with it."""
    with subprocess.Popen(
        command(f"tinydb:{folder}"), cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        try:
            yield Served(process.stdout.readline().removeprefix("Dashboard: ").strip(), process)
        finally:
            process.terminate()
            process.wait(20)
