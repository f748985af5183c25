"""Opening a record and folding it, in a process of its own; beside it, a process that only reads and decodes it."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from bench.measure import Effort, Goal, Row, Samples
from chatbot import clock
from storage.ballot_boxes import Boxes
from storage.line import decode
from storage.record import Record
from storage.tinydb_journal import TinyDBJournal

OPEN: Final = "opening: read, decode, fold"
DECODE: Final = "read and decode all lines"
MEMORY: Final = "opening: peak memory beyond imports"
IMPORTS: Final = "imports"


class Child(NamedTuple):
    """What a process took: seconds for its action; megabytes after its imports, and at most."""

    seconds: float
    imports: float
    peak: float


def run(folders: Mapping[int, Path], effort: Effort) -> Iterator[Row]:
    """Measure the records, by their numbers of entries, in turns."""
    samples = Samples()
    for _ in range(effort.openings):
        for entries, folder in folders.items():
            opened, decoded = (_child(name, folder) for name in ACTIONS)
            samples.note(OPEN, entries, opened.seconds)
            samples.note(DECODE, entries, decoded.seconds)
            samples.note(MEMORY, entries, opened.peak - opened.imports)
            samples.note(IMPORTS, entries, opened.imports)
    for entries in folders:
        yield samples.row(OPEN, DECODE, entries, Goal(took=0.7))
    for entries in folders:
        yield samples.row(MEMORY, IMPORTS, entries, Goal(took=100), unit="MB")


def _child(name: str, folder: Path) -> Child:
    command = [sys.executable, "-m", __name__, name, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Child(*map(float, done.stdout.split()))


def _open(folder: Path) -> object:
    return Record(TinyDBJournal(folder), clock.due, Boxes(folder))


def _decode(folder: Path) -> object:
    lines = TinyDBJournal(folder, read_only=True).lines()
    return sum(decode(line).seq for line in lines)


ACTIONS: Final[Mapping[str, Callable[[Path], object]]] = {"open": _open, "decode": _decode}


def _peak() -> float:
    """Return the most memory that this process had so far, in megabytes; Linux only."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024 / 1e6


def main(name: str, folder: Path) -> None:
    """Take one action, and print what it took as the figures of a `Child`."""
    imports = _peak()
    start = time.perf_counter()
    kept = ACTIONS[name](folder)
    print(time.perf_counter() - start, imports, _peak())
    del kept


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
