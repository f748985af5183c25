"""What grows with the record, and how: an undo, the state of a past moment, and following another writer."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final

from bench.example import START, Example, fresh
from bench.measure import FLOOR, Bare, Effort, Row, Samples
from storage.history import History
from storage.line import decode
from storage.tinydb_journal import TinyDBJournal

UNDO: Final = "/pn undo"
STATE_AT: Final = "History.state_at, half-way"
DECODE: Final = "read and decode all lines"
FOLLOW: Final = "History.refresh, one foreign entry"
DECODE_ONE: Final = "read and decode its line"


def run(folders: Mapping[int, Path], effort: Effort) -> Iterator[Row]:
    """Measure the records, by their numbers of entries, in turns."""
    samples = Samples()
    for _ in range(effort.openings):
        for entries, folder in folders.items():
            with fresh(folder) as (example, bare):
                _undo(example, bare, entries, samples)
                _look_back(example, entries, samples)
                _follow(example, entries, effort, samples)
    for name, beside in ((UNDO, FLOOR), (STATE_AT, DECODE), (FOLLOW, DECODE_ONE)):
        for entries in folders:
            yield samples.row(name, beside, entries)


def _undo(example: Example, bare: Bare, entries: int, samples: Samples) -> None:
    example.say("/poll vote P1 1", "m1")
    samples.take(FLOOR, entries, bare.append)
    samples.take(UNDO, entries, partial(example.say, "/pn undo", "m1"))


def _look_back(example: Example, entries: int, samples: Samples) -> None:
    history = example.record.history
    half_way = START + (history.at - START) / 2
    samples.take(STATE_AT, entries, partial(history.state_at, half_way))
    samples.take(DECODE, entries, lambda: sum(decode(line).seq for line in example.journal.lines()))


def _follow(example: Example, entries: int, effort: Effort, samples: Samples) -> None:
    with closing(TinyDBJournal(example.folder, read_only=True)) as journal:
        reader = History(journal)
        reader.refresh()
        for ballot in example.ballots(effort.singles):
            example.record.submit_now(ballot)
            samples.take(FOLLOW, entries, reader.refresh)
            samples.take(DECODE_ONE, entries, lambda: decode(next(journal.lines(reader.seq - 1))))
