"""A network's own room on every platform: what is typed elsewhere stands there once, whatever happens to the bot."""

import asyncio
import signal
import sys
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Protocol

import pytest

from chatbot.compose import Bot
from chatbot.local.child import Child
from chatbot.message import Request
from storage.settings import environment_with
from tests.chatbot.adapters.matrix.household import Household
from tests.chatbot.adapters.matrix.member import everything
from tests.chatbot.adapters.slack.office import ROOM, Office
from tests.slack.server import Slack
from tests.waiting import until

pytestmark = pytest.mark.long


class Room(Protocol):
    """The room of PNE, with a bot that is a program of its own."""

    def here(self) -> Bot:
        """Open the record in the process of the tests."""
        ...

    def begin(self) -> None:
        """Start the bot, and wait until it works."""
        ...

    def kill(self) -> None:
        """End the bot with kill -9."""
        ...

    def say(self, who: str, line: str) -> None:
        """Type a line in the room, and wait for the answer."""
        ...

    def texts(self) -> list[str]:
        """Return what the bot's messages in the room say now, oldest first."""
        ...

    def until(self, condition: Callable[[], object]) -> None:
        """Wait until something is so."""
        ...


class MatrixRoom:
    """A room on a real homeserver, which was tied to PNE before the bot ever ran."""

    def __init__(self, household: Household) -> None:
        self._household = household
        self.here, self.kill = household.here, household.kill

    def begin(self) -> None:
        """Start the bot, and wait until it works."""
        self._household.start()

    def say(self, who: str, line: str) -> None:
        """Type a line with `!` before it."""
        self._household[who].ask(self._household.room, f"!{line}")

    def texts(self) -> list[str]:
        """Return what is there and not taken away."""
        events = everything(self._household["sec"].caller, self._household.room)
        mine = [one["content"] for one in events if one["sender"] == self._household.bot and "body" in one["content"]]
        return [str(content["body"]) for content in mine]

    def until(self, condition: Callable[[], object]) -> None:
        """Wait until something is so."""
        until(condition)


class SlackRoom:
    """A channel of an imitation workspace, which is served while somebody waits."""

    def __init__(self, slack: Slack, office: Office, runner: asyncio.Runner, log: Path) -> None:
        self._slack = slack
        self._office = office
        self._runner = runner
        command = [sys.executable, "-m", "chatbot", "run"]
        self._child = Child("pn", command, log, environment_with(office.environment()))
        self.here = office.here
        bind = Request("/pn bind PNE", "console:sec", datetime.now(UTC), "bind", channel=f"slack:{ROOM}")
        assert self.here().dispatcher.handle_now(bind).error is None

    def begin(self) -> None:
        """Start the bot, and wait until it works."""
        before = list(self._slack.sockets.connections)
        self._child.start()
        self.until(lambda: [one for one in self._slack.sockets.connections if one not in before])

    def kill(self) -> None:
        """End the bot with kill -9."""
        self._child.send(signal.SIGKILL)
        self._child.wait()

    def say(self, who: str, line: str) -> None:
        """Type a line with `/` before it."""
        self._runner.run(self._office.say(who, line))

    def texts(self) -> list[str]:
        """Return what the bot's messages say."""
        return [one.text for one in self._office.shared()]

    def until(self, condition: Callable[[], object]) -> None:
        """Wait until something is so."""
        self._runner.run(self._slack.until(condition))


@pytest.fixture
def matrix(resting: Household) -> MatrixRoom:
    """Matrix, with a real homeserver."""
    return MatrixRoom(resting)


@pytest.fixture
def slack(pne: Path, tmp_path: Path) -> Iterator[SlackRoom]:
    """Slack, with an imitation workspace."""
    with asyncio.Runner() as runner:
        served = Slack()
        runner.run(served.start())
        room = SlackRoom(served, Office(served, pne, tmp_path), runner, tmp_path / "bot.log")
        yield room
        room.kill()
        runner.run(served.stop())


def console(room: Room, who: str, line: str) -> None:
    """Type a line in another program than the bot, and not in the room."""
    request = Request(line, f"console:{who}", datetime.now(UTC), uuid.uuid4().hex, "PNE")
    assert room.here().dispatcher.handle_now(request).error is None


def heard(room: Room) -> list[str]:
    """Return the first line of each message in the room, but for private answers."""
    return [text.splitlines()[0] for text in room.texts()]


def stands(room: Room, line: str) -> bool:
    """Tell whether a message in the room begins with a line."""
    return line in heard(room)


@pytest.mark.timeout(240)
@pytest.mark.parametrize("name", ["matrix", "slack"])
def test_what_is_typed_elsewhere_stands_there_once(name: str, request: pytest.FixtureRequest) -> None:
    """Nothing of the time before the bot told of it; nothing twice that was typed there, or after kill -9."""
    room: Room = request.getfixturevalue(name)
    console(room, "amina", "/poll open Long ago? | Yes | No")
    room.begin()
    room.say("amina", "poll open Typed here? | Yes | No")
    console(room, "amina", "/poll open Elsewhere? | Yes | No")
    room.until(partial(stands, room, "Vote now · PNE-P3: Elsewhere?"))
    room.kill()
    expected = ["Vote now · PNE-P2: Typed here?", "Vote now · PNE-P3: Elsewhere?"]
    for number in (4, 6):
        console(room, "amina", f"/poll open While down {number}? | Yes | No")
        room.begin()
        console(room, "amina", f"/poll open Then killed {number}? | Yes | No")
        room.until(partial(stands, room, f"Vote now · PNE-P{number + 1}: Then killed {number}?"))
        expected += [
            f"Vote now · PNE-P{number}: While down {number}?",
            f"Vote now · PNE-P{number + 1}: Then killed {number}?",
        ]
        room.kill()
    room.begin()
    room.say("li", "commit The last thing")

    assert heard(room)[:-1] == expected
    assert heard(room)[-1].startswith("PNE-C1: The last thing")


@pytest.mark.parametrize("name", ["matrix", "slack"])
def test_what_is_taken_back_is_corrected_there(name: str, request: pytest.FixtureRequest) -> None:
    """The text of a poll does not stay as if it were open, wherever it was opened, and wherever it is taken back."""
    room: Room = request.getfixturevalue(name)
    room.begin()
    room.say("amina", "poll open Typed here? | Yes | No")
    console(room, "amina", "/pn undo")
    room.until(lambda: "PNE-P1 was taken back" in str(room.texts()))
    console(room, "amina", "/poll open Elsewhere? | Yes | No")
    room.until(partial(stands, room, "Vote now · PNE-P2: Elsewhere?"))
    room.say("amina", "pn undo")
    room.until(lambda: "PNE-P2 was taken back" in str(room.texts()))
    room.say("li", "commit Look at it")
    console(room, "li", "/pn undo")
    room.until(lambda: "PNE-C1 was taken back" in str(room.texts()))

    assert heard(room) == [
        f"What was posted here about {subject} was taken back." for subject in ("PNE-P1", "PNE-P2", "PNE-C1")
    ]
