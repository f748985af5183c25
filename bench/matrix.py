"""A command in a room of a real homeserver, from the message to the answer, beside a bot that only echoes."""

import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from bench.example import Example
from bench.measure import Effort, Goal, Row, Samples
from chatbot.local.caller import CLIENT, Caller
from chatbot.local.child import Child
from chatbot.local.homeserver import Homeserver
from chatbot.local.ports import any_port

ONE: Final = "/poll vote on Matrix, one at a time"
MANY: Final = "/poll vote on Matrix, queued at once"
OURS: Final = "ours"
ECHO: Final = "an echo bot on nio"
LINE: Final = "!poll vote P1 2"
QUEUED: Final = 20
"""How many times `Effort.batches` votes wait at the same time."""
PATIENCE: Final = 60.0
PASSWORD: Final = "bench"
_NUMBERS: Final = count(1)


def run(folders: Mapping[int, Path], effort: Effort) -> Iterator[Row]:
    """Measure the smallest and the largest record, by their numbers of entries, in turns with the echo bot."""
    samples = Samples()
    ends = sorted({min(folders), max(folders)})
    with homeserver(folders[ends[0]].with_name("synapse")) as server:
        for entries in ends:
            with _bots(server, folders[entries]) as bots:
                for _ in range(effort.singles):
                    for name, bot in bots.items():
                        samples.note(f"{ONE} {name}", entries, bot.answer_one())
                for _ in range(effort.openings):  # a homeserver has slow moments of its own
                    for name, bot in bots.items():
                        samples.note(f"{MANY} {name}", entries, bot.answer_many(QUEUED * effort.batches))
    for what, goal in ((ONE, Goal(ratio=1 / 1.2)), (MANY, Goal(ratio=0.8))):
        for entries in ends:
            row = samples.row(f"{what} {OURS}", f"{what} {ECHO}", entries, goal)
            yield row._replace(what=what, peer=ECHO)


class _Bot:
    """A bot in a room with one member, and what it takes to answer there."""

    def __init__(self, child: Child, member: Caller, room: str, bot: str) -> None:
        self._child = child
        self._member = member
        self._room = room
        self._bot = bot
        self._since = self._sync()["next_batch"]

    def answer_one(self) -> float:
        """Return the seconds from a command to its answer."""
        start = time.perf_counter()
        self._say()
        self._hear(1)
        return time.perf_counter() - start

    def answer_many(self, commands: int) -> float:
        """Let commands queue while the bot stands still; return the seconds that each of them takes then."""
        self._child.send(signal.SIGSTOP)
        for _ in range(commands):
            self._say()
        start = time.perf_counter()
        self._child.send(signal.SIGCONT)
        self._hear(commands)
        return (time.perf_counter() - start) / commands

    def _say(self) -> None:
        path = f"{CLIENT}/rooms/{quote(self._room)}/send/m.room.message/{next(_NUMBERS)}"
        self._member.put(path, msgtype="m.text", body=LINE)

    def wait_until_it_answers(self) -> None:
        """Wait until the bot has started: what was typed before is nobody's. Then let nothing be left unheard."""
        for _ in range(int(PATIENCE)):
            self._say()
            with suppress(TimeoutError):
                self._hear(1, 1.0)
                break
        self._sync(self._since)

    def _hear(self, answers: int, patience: float = PATIENCE) -> None:
        deadline = time.monotonic() + patience
        while answers > 0:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{answers} answers are missing")
            room = self._sync(self._since).get("rooms", {}).get("join", {}).get(self._room)
            events = room["timeline"]["events"] if room else ()
            answers -= sum(event["sender"] == self._bot and event["type"] == "m.room.message" for event in events)

    def _sync(self, since: str = "") -> dict[str, Any]:
        timeline = quote('{"room":{"timeline":{"limit":1000}}}')
        path = f"{CLIENT}/sync?filter={timeline}&timeout={2000 if since else 0}{f'&since={since}' if since else ''}"
        answer = self._member.get(path)
        self._since = answer["next_batch"]
        return answer


@contextmanager
def homeserver(folder: Path) -> Iterator[Homeserver]:
    """Yield a homeserver of which nobody is limited who takes part."""
    server = Homeserver(folder, options={"filter_timeline_limit": 1000})  # else the echo bot misses what queued
    server.start()
    try:
        operator = server.operator()
        for user in ("member", "pn", "echo"):
            server.register(user, PASSWORD)
            server.lift_limits(operator, user)
        yield server
    finally:
        server.stop()


@contextmanager
def _bots(server: Homeserver, folder: Path) -> Iterator[dict[str, _Bot]]:
    """Start both bots, each in a room of its own; ours on a copy of a record."""
    member = server.login("member", PASSWORD)
    data = folder.with_name("matrix")
    shutil.copytree(folder, data)
    rooms = {name: _room(server, member, name) for name in ("pn", "echo")}
    _prepare(data, f"matrix:{server.user_id('member')}")
    environment = {**os.environ, "MATRIX_PASSWORD": PASSWORD, "PORT": str(any_port()), "PN_RECORD": f"tinydb:{data}"}
    environment |= {"MATRIX_HOMESERVER": server.address, "MATRIX_USER_ID": server.user_id("pn")}
    pn = [sys.executable, "-m", "chatbot", "run"]
    echo = [sys.executable, "-m", "bench.echo", server.address, server.user_id("echo")]
    with ExitStack() as stack:
        bots = {}
        for name, user, command in ((OURS, "pn", pn), (ECHO, "echo", echo)):
            child = Child(name, command, data / f"{user}.log", environment)
            child.start()
            stack.callback(child.stop)
            bots[name] = _Bot(child, member, rooms[user], server.user_id(user))
            bots[name].wait_until_it_answers()
        yield bots
    shutil.rmtree(data)


def _room(server: Homeserver, member: Caller, bot: str) -> str:
    """Make the private room of a member and a bot, which both know to be that."""
    room = str(member.post(f"{CLIENT}/createRoom", is_direct=True, invite=[server.user_id(bot)])["room_id"])
    account = server.login(bot, PASSWORD)
    account.post(f"{CLIENT}/join/{quote(room)}")
    path = f"{CLIENT}/user/{quote(server.user_id(bot))}/account_data/m.direct"
    account.put(path, **{server.user_id("member"): [room]})
    return room


def _prepare(folder: Path, handle: str) -> None:
    """Give the record's first voter a handle on Matrix."""
    example = Example(folder)
    with closing(example.journal):
        people = example.bot.people
        voter = next(person for name in example.members if (person := people.get(name)))
        people.keep(replace(voter, handles=(*voter.handles, handle)))
