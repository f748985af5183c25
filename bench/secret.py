"""A ballot of a secret poll, into boxes with more and more ballots in them, beside a bare append of as many bytes."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing
from datetime import datetime
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from bench.example import CODE, Example, build
from bench.measure import FLOOR, NO_GOAL, Bare, Effort, Goal, Row, Samples, in_flight
from storage.ballot_box import RECORD
from storage.events import BallotCast, PersonId
from storage.proposal import Decision, Proposal
from storage.state import State

ONE: Final = "secret ballot, one at a time"
MANY: Final = "secret ballot, many in flight"
CLOSE: Final = "close of a secret poll, all ballots counted"
OPEN: Final = "/poll open Which theme first? | Connectivity | Inclusion secret:yes"
BATCH: Final = 1000


def run(folders: Mapping[int, Path], effort: Effort) -> Iterator[Row]:
    """Measure boxes with as many ballots as the records have entries, in turns."""
    samples = Samples()
    with ExitStack() as stack, asyncio.Runner() as runner:
        filled = {ballots: stack.enter_context(closing(_Filled(place, ballots))) for ballots, place in folders.items()}
        for _ in range(effort.rounds):
            for ballots, box in filled.items():
                runner.run(_measure(box, ballots, effort, samples))
        for ballots, box in filled.items():
            samples.take(CLOSE, ballots, partial(box.example.say, "/poll close P2", "sec"))
            samples.take(FLOOR, ballots, box.bare.append)
    for name, goal in ((ONE, Goal(growth=1.2)), (MANY, NO_GOAL), (CLOSE, NO_GOAL)):
        for ballots in folders:
            yield samples.row(name, FLOOR, ballots, goal)


class _Filled:
    """A record whose poll P2 is secret and open, with so many ballots in its box."""

    def __init__(self, beside: Path, ballots: int) -> None:
        folder = beside.with_name(f"secret-{ballots}")
        build(folder, 0)
        self.example = Example(folder)
        self.example.say(OPEN, "sec")
        self.bare = Bare(folder / "bare", RECORD)
        for start in range(0, ballots, BATCH):
            self.example.record.submit_all(self.ballots(min(BATCH, ballots - start)))

    def ballots(self, number: int) -> list[Proposal]:
        """Return so many votes as the record takes them."""
        plain = self.example.ballots(number)
        people = islice(cycle(self.example.members), number)
        return [Proposal(one.at, one.source, _deciding(person)) for one, person in zip(plain, people, strict=True)]

    def close(self) -> None:
        """Let go of the files."""
        self.bare.close()
        self.example.journal.close()


def _deciding(person: PersonId) -> Callable[[State, datetime], Decision]:
    ballot = BallotCast(network=CODE, poll=2, person=person, choice=(2,))
    return lambda state, now: Decision(person, (ballot,))


async def _measure(box: _Filled, ballots: int, effort: Effort, samples: Samples) -> None:
    record = box.example.record
    for ballot in box.ballots(effort.singles):
        samples.take(ONE, ballots, partial(record.submit_now, ballot))
        samples.take(FLOOR, ballots, box.bare.append)
    many = box.ballots(effort.flight * effort.batches)
    samples.note(MANY, ballots, await in_flight(record.submit, many, effort.flight))
