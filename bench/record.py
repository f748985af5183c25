"""One ballot through the record: one at a time and many in flight, beside bare appends and stock TinyDB."""

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final

import msgspec
from tinydb import TinyDB

from bench.example import Example, fresh
from bench.group import Group
from bench.measure import FLOOR, NO_GOAL, Bare, Effort, Goal, Row, Samples, in_flight

PEER: Final = "stock TinyDB insert"
DIRECT: Final = "record.submit_now"
ONE: Final = "record.submit, one in flight"
MANY: Final = "record.submit, many in flight"
LEAST: Final = "a bare group commit, many in flight"


def run(folders: Mapping[int, Path], effort: Effort) -> Iterator[Row]:
    """Measure the records, by their numbers of entries, in turns."""
    samples = Samples()
    peers = {entries: _peer(folder, entries) for entries, folder in folders.items()}
    with asyncio.Runner() as runner:
        for _ in range(effort.rounds):
            for entries, folder in folders.items():
                with fresh(folder) as (example, bare):
                    runner.run(_measure(example, bare, entries, effort, samples))
                samples.take(PEER, entries, peers[entries])
    for name, beside, goal in (
        (DIRECT, FLOOR, Goal(ratio=0.5, growth=1.2)),
        (DIRECT, PEER, NO_GOAL),
        (ONE, FLOOR, NO_GOAL),
        (MANY, FLOOR, Goal(ratio=10)),
        (LEAST, FLOOR, NO_GOAL),
    ):
        for entries in folders:
            yield samples.row(name, beside, entries, goal)


async def _measure(example: Example, bare: Bare, entries: int, effort: Effort, samples: Samples) -> None:
    record = example.record
    for _ in range(effort.singles):
        now, soon = example.ballots(2)
        samples.take(DIRECT, entries, partial(record.submit_now, now))
        samples.take(FLOOR, entries, bare.append)
        await samples.wait_for(ONE, entries, record.submit(soon))
        samples.take(FLOOR, entries, bare.append)
    many = example.ballots(effort.flight * effort.batches)
    samples.note(MANY, entries, await in_flight(record.submit, many, effort.flight))
    least = Group(bare, example.last_line)
    samples.note(LEAST, entries, await in_flight(least.submit, range(len(many)), effort.flight))


def _peer(folder: Path, entries: int) -> Callable[[], int]:
    """Return an insertion of a ballot into a stock TinyDB that holds the entries as its documents."""
    lines = (folder / "journal.jsonl").read_bytes().splitlines()
    documents = {str(number): msgspec.json.decode(line) for number, line in enumerate(lines, 1)}
    path = folder.with_name(f"peer-{entries}.json")
    path.write_text(json.dumps({"_default": documents}))
    database = TinyDB(path)
    ballot = documents["1"]
    database.insert(ballot)
    return lambda: database.insert(ballot)
