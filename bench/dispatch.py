"""A typed vote, from the request to the reply, beside a bare append: on this disk, and on two with slower syncs."""

import asyncio
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from bench.example import Example, fresh
from bench.measure import FLOOR, Bare, Effort, Goal, Row, Samples, in_flight, slower
from storage.files import REAL, FileCalls

ONE: Final = "/poll vote, one in flight"
MANY: Final = "/poll vote, many in flight"


class Disk(NamedTuple):
    """Where votes are recorded, and at what part of the floor's speed they are to be."""

    name: str
    files: FileCalls
    one: Goal
    many: Goal


DISKS: Final = (
    Disk("", REAL, Goal(ratio=0.3), Goal(ratio=3)),
    Disk(", syncs 0.5 ms slower", slower(0.0005), Goal(ratio=0.3), Goal(ratio=3)),
    Disk(", syncs 5 ms slower", slower(0.005), Goal(ratio=0.8), Goal(ratio=10)),
)
"""This machine's, the disk of a usual server, and that of a small one."""


def run(folders: Mapping[int, Path], effort: Effort) -> Iterator[Row]:
    """Measure the smallest and the largest record, by their numbers of entries, in turns."""
    for disk in DISKS:
        samples = Samples()
        ends = sorted({min(folders), max(folders)})
        with asyncio.Runner() as runner:
            for _ in range(effort.rounds):
                for entries in ends:
                    with fresh(folders[entries], disk.files) as (example, bare):
                        runner.run(_measure(example, bare, entries, effort, samples))
        for name, goal in ((ONE, disk.one), (MANY, disk.many)):
            for entries in ends:
                row = samples.row(name, FLOOR, entries, goal)
                yield row._replace(what=name + disk.name)


async def _measure(example: Example, bare: Bare, entries: int, effort: Effort, samples: Samples) -> None:
    handle = example.dispatcher.handle
    for vote in example.votes(effort.singles):
        await samples.wait_for(ONE, entries, handle(vote))
        samples.take(FLOOR, entries, bare.append)
    votes = example.votes(effort.flight * effort.batches)
    samples.note(MANY, entries, await in_flight(handle, votes, effort.flight))
