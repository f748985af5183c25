"""Votes in a poll of Matrix itself, until all of them are recorded, beside what the homeserver alone accepts."""

import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import quote

from bench.example import CODE, Example
from bench.matrix import PASSWORD, PATIENCE, homeserver
from bench.measure import Effort, Goal, Row, Samples
from chatbot.adapters.matrix.poll_events import RESPONSES, START
from chatbot.local import demonstration
from chatbot.local.caller import CLIENT, Caller
from chatbot.local.child import Child
from chatbot.local.homeserver import Homeserver
from chatbot.local.ports import any_port
from storage.tinydb_journal import TinyDBJournal

VOTES: Final = "a native vote on Matrix, with others"
ALONE: Final = "Synapse alone"
VOTERS: Final = 8
"""Who vote at the same time, each one vote after the other."""
ROUNDS: Final = 3
EACH: Final = 6
"""Votes of everybody in a round, times the effort: it takes seconds, and the last votes wait up to 0.2 for news."""
_NUMBERS: Final = count(1)


def run(folders: Mapping[int, Path], effort: Effort) -> Iterator[Row]:
    """Measure the smallest and the largest record, by their numbers of entries, in turns with the bot stopped."""
    samples = Samples()
    ends = sorted({min(folders), max(folders)})
    with homeserver(folders[ends[0]].with_name("synapse-native")) as server:
        callers = _voters(server)
        for entries in ends:
            with _station(server, callers, folders[entries], entries) as station:
                for _ in range(ROUNDS):
                    samples.note(ALONE, entries, station.vote_alone(EACH * effort.batches))
                    samples.note(VOTES, entries, station.vote(EACH * effort.batches))
    for entries in ends:
        yield samples.row(VOTES, ALONE, entries, Goal(ratio=0.8))


class _Station(NamedTuple):
    """A poll in a room with the bot, and its voters."""

    child: Child
    callers: list[Caller]
    room: str
    poll: str
    journal: TinyDBJournal

    def vote(self, each: int) -> float:
        """Let everybody vote so many times, and return the seconds that one vote takes until all are recorded."""
        until, start = self._entries() + each * VOTERS, time.perf_counter()
        self._cast(each)
        self._wait(until)
        return (time.perf_counter() - start) / (each * VOTERS)

    def vote_alone(self, each: int) -> float:
        """Do the same while the bot stands still, until all votes are accepted."""
        until = self._entries() + each * VOTERS
        self.child.send(signal.SIGSTOP)
        start = time.perf_counter()
        self._cast(each)
        took = time.perf_counter() - start
        self.child.send(signal.SIGCONT)
        self._wait(until)
        return took / (each * VOTERS)

    def _cast(self, each: int) -> None:
        def votes(caller: Caller) -> None:
            for number in range(each):
                path = f"{CLIENT}/rooms/{quote(self.room)}/send/{RESPONSES[0]}/{next(_NUMBERS)}"
                relation = {"rel_type": "m.reference", "event_id": self.poll}
                chosen = {RESPONSES[0]: {"answers": [str(1 + number % 2)]}}
                caller.put(path, **{"m.relates_to": relation, **chosen})

        with ThreadPoolExecutor(VOTERS) as pool:
            list(pool.map(votes, self.callers))

    def _entries(self) -> int:
        return self.journal.head().seq

    def _wait(self, entries: int) -> None:
        deadline = time.monotonic() + PATIENCE
        while self._entries() < entries:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{entries - self._entries()} votes are missing")
            time.sleep(0.002)


def _voters(server: Homeserver) -> list[Caller]:
    operator = server.operator()
    names = [f"voter{number}" for number in range(VOTERS)]
    for name in names:
        server.register(name, PASSWORD)
        server.lift_limits(operator, name)
    return [server.login(name, PASSWORD) for name in names]


@contextmanager
def _station(server: Homeserver, callers: list[Caller], folder: Path, entries: int) -> Iterator[_Station]:
    """Start the bot on a copy of a record, in a room with everybody, and wait for its poll."""
    data = folder.with_name("native")
    shutil.copytree(folder, data)
    bot = server.user_id("pn")
    room = str(callers[0].post(f"{CLIENT}/createRoom", preset="public_chat", invite=[bot])["room_id"])
    for caller in (*callers[1:], server.login("pn", PASSWORD)):
        caller.post(f"{CLIENT}/join/{quote(room)}")
    _prepare(data, server, room)
    environment = {**os.environ, "MATRIX_PASSWORD": PASSWORD, "PORT": str(any_port()), "PN_RECORD": f"tinydb:{data}"}
    environment |= {"MATRIX_HOMESERVER": server.address, "MATRIX_USER_ID": bot}
    child = Child("pn", [sys.executable, "-m", "chatbot", "run"], data / "pn.log", environment)
    child.start()
    try:
        with closing(TinyDBJournal(data, read_only=True)) as journal:
            yield _Station(child, callers, room, _poll(callers[0], room), journal)
    finally:
        child.stop()
        shutil.rmtree(data)


def _poll(caller: Caller, room: str) -> str:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = caller.get(f"{CLIENT}/rooms/{quote(room)}/messages?dir=b&limit=20")["chunk"]
        if begun := [event["event_id"] for event in found if event["type"] == START]:
            return str(begun[0])
        time.sleep(0.1)
    raise TimeoutError("the bot posts no poll")


def _prepare(folder: Path, server: Homeserver, room: str) -> None:
    """Tie the room to the network, and give as many members a handle as there are voters."""
    example = Example(folder)
    with closing(example.journal):
        people = example.bot.people
        members = [person for name in example.members if (person := people.get(name))]
        for number, person in enumerate(members[:VOTERS]):
            handle = f"matrix:{server.user_id(f'voter{number}')}"
            people.keep(replace(person, handles=(*person.handles, handle)))
        demonstration.bind(example.bot, CODE, room, datetime.now(UTC))
