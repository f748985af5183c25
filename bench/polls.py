"""Polls: a ranked result of ten thousand ballots, and a typed vote in a poll that has many ballots already."""

import random
import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Final

from bench.example import CODE, START, Example
from bench.measure import FLOOR, Bare, Effort, Goal, Row, Samples
from storage.events import BallotCast, Draft
from storage.measures.ranked import instant_runoff, pairwise

BALLOTS: Final = (100, 100_000)
RANKED: Final = "A ranked result of 10,000 ballots, 20 options"
SORTING: Final = "sorting its ballots"
VOTE: Final = "/poll vote, by ballots in the poll"


def run(folders: Mapping[int, Path], effort: Effort) -> Iterator[Row]:
    """Measure both; ballots come from the smallest record, with as many added as the effort allows."""
    samples = Samples()
    cast = [tuple(random.Random(number).sample(range(1, 21), 20)) for number in range(10_000)]
    for _ in range(effort.openings):
        samples.take(RANKED, len(cast), lambda: (instant_runoff(cast, 20), pairwise(cast, 20)))
        samples.take(SORTING, len(cast), lambda: sorted(cast))
    yield samples.row(RANKED, SORTING, len(cast))
    sizes = sorted({min(size, max(folders)) for size in BALLOTS})
    made = {size: _with_ballots(folders[min(folders)], size) for size in sizes}
    try:
        for _ in range(effort.rounds):
            for size, folder in made.items():
                _vote(folder, size, effort, samples)
    finally:
        for folder in made.values():
            shutil.rmtree(folder)
    for size in made:
        yield samples.row(VOTE, FLOOR, size, Goal(ratio=0.3))


def _with_ballots(folder: Path, size: int) -> Path:
    """Return a copy of a record with a poll P2 for everyone, in which so many people have voted."""
    copy = folder.with_name(f"ballots-{size}")
    shutil.copytree(folder, copy)
    example = Example(copy)
    example.say("/poll open Which theme? | Water | Energy for:everyone", "sec")
    number = max(example.record.state().network(CODE).polls)
    at = max(START, example.record.history.at)
    drafts = [
        Draft(
            at + timedelta(milliseconds=place),
            f"p{place}",
            f"ballot:{place}",
            (BallotCast(network=CODE, poll=number, person=f"p{place}", choice=(1,)),),
        )
        for place in range(size)
    ]
    with closing(example.journal), example.journal.exclusive():
        example.journal.append(drafts)
    return copy


def _vote(folder: Path, size: int, effort: Effort, samples: Samples) -> None:
    example = Example(folder)
    number = max(example.record.state().network(CODE).polls)
    bare = Bare(folder / "bare", len(example.last_line) + 1)
    with closing(example.journal), closing(bare):
        for _ in range(effort.singles):
            samples.take(VOTE, size, lambda: example.say(f"/poll vote P{number} 2", "m1"))
            samples.take(FLOOR, size, bare.append)
