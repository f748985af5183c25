"""Programs that start, do one thing and end; beside them, Python that does nothing."""

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from bench.measure import Effort, Row, Samples
from storage.settings import environment_with

BARE: Final = "python that does nothing"
PROGRAMS: Final[Mapping[str, tuple[str, ...]]] = {
    BARE: ("-c", ""),
    "pn status, from start to end": ("-m", "chatbot", "status"),
    "pn export json, from start to end": ("-m", "chatbot", "export", "json"),
    "pn verify, from start to end": ("-m", "chatbot", "verify"),
    "/pn list to pn console, from start to end": ("-m", "chatbot", "console", "--as", "sec"),
}


def run(folders: Mapping[int, Path], effort: Effort) -> Iterator[Row]:
    """Measure the programs in turns, on the smallest record."""
    samples = Samples()
    entries, folder = next(iter(folders.items()))
    for _ in range(effort.openings):
        for name, words in PROGRAMS.items():
            samples.take(name, entries, partial(_start, words, folder))
    for name in PROGRAMS:
        if name != BARE:
            yield samples.row(name, BARE, entries)


def _start(words: Sequence[str], folder: Path) -> None:
    environment = environment_with({"PN_RECORD": f"tinydb:{folder}"})
    command = [sys.executable, *words]
    subprocess.run(command, input=b"/pn list\n", stdout=subprocess.DEVNULL, env=environment, check=True)
