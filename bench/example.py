"""Records to measure: a network of fifty members with a poll P1 that all may vote in, grown by what networks do."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count, cycle, islice
from pathlib import Path
from typing import Final

from bench.life import STEP, life
from bench.measure import Bare
from chatbot import clock
from chatbot.clock import Timekeeper
from chatbot.commands import COMMANDS
from chatbot.compose import Bot, appoint
from chatbot.dispatch import Dispatcher
from chatbot.letters import SOURCES
from chatbot.letters.mail import Mail
from chatbot.message import Request
from storage.ballot_boxes import Boxes
from storage.events import BallotCast, Draft, PersonId
from storage.files import REAL, FileCalls
from storage.garbage import spare
from storage.people import People
from storage.positions import Positions
from storage.proposal import Decision, Proposal
from storage.record import Record
from storage.state import State
from storage.tinydb_journal import TinyDBJournal

CODE: Final = "PNE"
NAMES: Final = tuple(f"m{number}" for number in range(1, 51))
START: Final = datetime(2021, 3, 1, 9, tzinfo=UTC)
SETUP: Final = (
    f"/pn add {CODE} Policy Network on Environment",
    *(f"/pn member add @{name} {CODE}" for name in NAMES),
    "/poll open Which theme first? | Connectivity | Inclusion",
)


class Example:
    """A bot on the record of a folder, and votes in P1: each by another member, a second after the one before."""

    def __init__(self, folder: Path, files: FileCalls = REAL) -> None:
        self.folder = folder
        self.journal = TinyDBJournal(folder, files=files)
        self.record = Record(self.journal, clock.due, Boxes(folder))
        people = People(folder)
        self.dispatcher = Dispatcher(self.record, people, COMMANDS, key=bytes(32))
        positions = Positions(folder)
        mail = Mail(self.record, people, positions, SOURCES, ())
        self.bot = Bot(self.record, people, self.dispatcher, Timekeeper(), positions, mail)
        self._start = max(START, self.record.history.at)
        self._numbers = count(1)
        self._names = cycle(NAMES)

    @property
    def members(self) -> list[PersonId]:
        """Those who may vote in P1."""
        return sorted(self.record.state().poll(CODE, 1).electorate)

    @property
    def last_line(self) -> bytes:
        """The last line of the journal."""
        [line] = self.journal.lines(self.record.history.seq - 1)
        return line

    def say(self, text: str, name: str) -> None:
        """Have somebody type a line that is accepted."""
        reply = self.dispatcher.handle_now(self._request(text, name))
        if reply.error:
            raise AssertionError(reply.text)

    def votes(self, number: int) -> list[Request]:
        """Return so many votes as they are typed."""
        return [self._request("/poll vote P1 2", name) for name in islice(self._names, number)]

    def ballots(self, number: int) -> list[Proposal]:
        """Return so many votes as the record takes them."""
        return [self._ballot(person) for person in islice(cycle(self.members), number)]

    def _request(self, text: str, name: str) -> Request:
        at, event = self._next()
        return Request(text, f"console:{name}", at, event, CODE)

    def _ballot(self, person: PersonId) -> Proposal:
        at, source = self._next()
        ballot = BallotCast(network=CODE, poll=1, person=person, choice=(2,))

        def decide(state: State, now: datetime) -> Decision:
            return Decision(person, (ballot,))

        return Proposal(at, source, decide)

    def _next(self) -> tuple[datetime, str]:
        at = self._start + timedelta(seconds=next(self._numbers))
        return at, f"{int(at.timestamp()):032x}"


def build(folder: Path, entries: int) -> None:
    """Make a record of so many entries in a new folder, or of as many as `SETUP` makes if that is more."""
    example = Example(folder)
    appoint(example.bot, ["console:sec"], START)
    for line in SETUP:
        example.say(line, "sec")
    after = example.record.history.at
    missing = max(entries - example.record.history.seq, 0)
    happening = enumerate(islice(life(CODE, example.members, after), missing), 1)
    drafts = [Draft(after + number * STEP, by, f"example:{number}", events) for number, (by, events) in happening]
    with closing(example.journal), example.journal.exclusive():
        example.journal.append(drafts)


@contextmanager
def fresh(folder: Path, files: FileCalls = REAL) -> Iterator[tuple[Example, Bare]]:
    """Yield a bot, as `pn run` starts it, on a copy of the record with one vote more; a bare file for such lines."""
    copy = folder.with_name("copy")
    shutil.copytree(folder, copy)
    example = Example(copy, files)
    example.record.submit_now(*example.ballots(1))
    spare()
    bare = Bare(copy / "bare", len(example.last_line) + 1, files)
    with closing(example.journal), closing(bare):
        yield example, bare
    shutil.rmtree(copy)
