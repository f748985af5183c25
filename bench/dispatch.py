"""A typed vote, from the request to the reply, beside a bare append: on this disk, and on one with slower syncs."""

import asyncio
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.example import fresh
from bench.measure import FLOOR, SLOW, SLOWER, Effort, Row, Samples, in_flight
from storage.files import REAL, FileCalls


def run(folders: Mapping[int, Path], effort: Effort) -> Iterator[Row]:
    """Measure the smallest and the largest record, by their numbers of entries, in turns."""
    ends = {entries: folders[entries] for entries in (min(folders), max(folders))}
    yield from _run(ends, effort, REAL, "", "≥ 0.3", "≥ 3")
    yield from _run(ends, effort, SLOW, f", syncs + {SLOWER * 1000:g} ms", "≥ 0.8", "≥ 10")


def _run(
    folders: Mapping[int, Path], effort: Effort, files: FileCalls, disk: str, goal_one: str, goal_many: str
) -> Iterator[Row]:
    one, many, floor = f"a vote, one in flight{disk}", f"a vote, many in flight{disk}", FLOOR + disk
    samples = Samples()
    with asyncio.Runner() as runner:
        for _ in range(effort.rounds):
            for entries, folder in folders.items():
                with fresh(folder, files) as (example, bare):
                    handle = example.dispatcher.handle
                    for _turn in range(effort.turns):
                        samples.take(floor, entries, [bare.append] * effort.burst)
                        samples.note(one, entries, runner.run(in_flight(handle, example.votes(effort.burst), 1)))
                    votes = example.votes(effort.flight * effort.batches)
                    samples.note(many, entries, runner.run(in_flight(handle, votes, effort.flight)))
    for name, goal in ((one, goal_one), (many, goal_many)):
        for entries in folders:
            yield samples.row(name, floor, entries, goal)
