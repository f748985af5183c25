"""Opening a record and folding it, in a process of its own; beside it, the same process without the fold."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from bench.measure import Effort, Row, Samples
from chatbot import clock
from storage.line import decode
from storage.record import Record
from storage.tinydb_journal import TinyDBJournal

OPEN: Final = "opening: read, decode, fold"
DECODE: Final = "read and decode"
PEAK: Final = "opening: memory at most"
IMPORTS: Final = "imports"
MEGABYTE: Final = 1000**2


def run(folders: Mapping[int, Path], effort: Effort) -> Iterator[Row]:
    """Measure the records, by their numbers of entries, in turns. Memory is what a process has beyond its imports."""
    samples = Samples()
    for _ in range(effort.openings):
        for entries, folder in folders.items():
            for name, memory in ((OPEN, PEAK), (DECODE, "")):
                seconds, imports, peak = _child(name, folder)
                samples.note(name, entries, seconds)
                samples.note(IMPORTS, entries, imports)
                samples.note(memory, entries, peak - imports)
    for entries in folders:
        yield samples.row(OPEN, DECODE, entries, "≤ 0.7 s")
    for entries in folders:
        yield samples.row(PEAK, IMPORTS, entries, "≤ 100 MB", unit="MB")


def _child(name: str, folder: Path) -> tuple[float, float, float]:
    """Return what a process of its own took: seconds, and megabytes for its imports and at most."""
    command = [sys.executable, "-m", __name__, name, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, imports, peak = map(float, done.stdout.split())
    return seconds, imports, peak


def _open(folder: Path) -> object:
    return Record(TinyDBJournal(folder), clock.due)


def _decode(folder: Path) -> object:
    lines = TinyDBJournal(folder, read_only=True).lines()
    return sum(decode(line).seq for line in lines)


ACTIONS: Final[Mapping[str, Callable[[Path], object]]] = {OPEN: _open, DECODE: _decode}


def _peak() -> float:
    """Return the most memory that this process had so far, in megabytes."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(status["VmHWM"].split()[0]) * 1024 / MEGABYTE


def main(name: str, folder: Path) -> None:
    """Do what is measured, and print seconds, megabytes after the imports, and megabytes at most."""
    imports = _peak()
    start = time.perf_counter()
    kept = ACTIONS[name](folder)
    print(time.perf_counter() - start, imports, _peak())
    del kept


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
