"""The close of a secret poll, stopped at every step, raced by votes, and made by whoever comes first."""

import asyncio
import json
import os
import random
import shutil
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from chatbot.compose import Bot
from chatbot.dispatch import Dispatcher
from storage.ballot_boxes import Boxes
from storage.events import PollClosed, PollVoided
from storage.files import REAL, FileCalls
from storage.record import Record
from storage.tinydb_journal import TinyDBJournal
from storage.verify import verify
from tests.conversation import Conversation
from tests.storage.children import Say, child

pytestmark = pytest.mark.long

OPEN: Final = "@amina /poll open Which? | Water | Energy secret:yes closes:in 60 minutes"
VOTES: Final = ("@li /poll vote P1 2", "@bruno /poll vote P1 2", "@amina /poll vote P1 1")
RACES: Final = 1000
AT_ONCE: Final = 50
"""Polls that are open at the same time."""


def closes(talk: Conversation) -> list[PollClosed]:
    """Return the closes that are recorded."""
    events = (event for entry in talk.bot.record.history.entries() for event in entry.events)
    return [event for event in events if isinstance(event, PollClosed)]


def files(talk: Conversation) -> list[str]:
    """Return the boxes and keys that there are, by their ends."""
    return sorted(path.suffix for path in (talk.folder / "ballots").iterdir() if path.suffix in (".box", ".key"))


def doomed(steps: int) -> FileCalls:
    """Return the calls of a disk under a process that is killed at one of them, and tells nobody."""
    left = [steps]

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any) -> Any:  # noqa: ANN401  whatever the call takes
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1
            return call(*arguments)

        return step

    return FileCalls(*(counted(getattr(REAL, name)) for name in FileCalls.__slots__))


def on(talk: Conversation, disk: FileCalls) -> Bot:
    """Return a bot on the record whose journal and boxes are on a disk."""
    old = talk.bot
    boxes = Boxes(talk.folder, files=disk)
    record = Record(TinyDBJournal(talk.folder, files=disk), old.clock.due, boxes)
    commands = old.dispatcher.commands.values()
    key = bytes.fromhex((talk.folder / "key").read_text())
    return replace(old, record=record, dispatcher=Dispatcher(record, old.people, commands, key))


def closing(talk: Conversation, steps: int, *, by_clock: bool) -> Callable[[Say], None]:
    """Return what a process does that closes the poll and is killed at a step, unless there are fewer."""

    def work(say: Say) -> None:
        bot = on(talk, REAL)
        talk.bot = replace(bot, record=bot.record)
        talk.bot = on(talk, doomed(steps))
        say("begins")
        if by_clock:
            talk.wait(minutes=61)
            talk.bot.record.catch_up(talk.now)
        else:
            talk.given("@amina /poll close P1")
        say("closed")

    return work


@pytest.mark.parametrize("by_clock", [False, True], ids=["by hand", "by the clock"])
def test_a_close_that_is_killed_at_any_step_is_made_once(pne: Path, tmp_path: Path, by_clock: bool) -> None:
    """Every ballot is in the one close, and box and key are gone: by then, or after the next start."""
    steps, said = 0, ""
    while said != "closed":
        folder = tmp_path / str(steps)
        shutil.copytree(pne, folder)
        talk = Conversation(folder)
        talk.given(OPEN, *VOTES)
        with child(closing(talk, steps, by_clock=by_clock)) as process:
            said = (process.hear_all() or [""])[-1]
        talk.wait(minutes=61)
        talk.reopen()
        again = talk.say("@bruno /poll vote P1 1")
        [close] = closes(talk)

        assert again.error == "closed"
        assert [ballot.choice for ballot in close.ballots] == [(1,), (2,), (2,)]
        assert close.turnout == 3
        assert files(talk) == []
        assert verify(folder).problems == []
        steps += 1
    assert steps > 5


def test_an_opening_that_is_killed_at_any_step_leaves_no_box_behind(pne: Path, tmp_path: Path) -> None:
    """The poll is open with its box, or not there and without one; it is never void."""
    steps, said = 0, ""
    while said != "opened":
        folder = tmp_path / str(steps)
        shutil.copytree(pne, folder)
        talk = Conversation(folder)

        def work(say: Say, talk: Conversation = talk, steps: int = steps) -> None:
            talk.bot = on(talk, doomed(steps))
            say("begins")
            talk.given(OPEN)
            say("opened")

        with child(work) as process:
            said = (process.hear_all() or [""])[-1]
        talk.reopen()
        opened = 1 in talk.network.polls
        if opened:
            talk.given(*VOTES)

        assert files(talk) == ([".box", ".key"] if opened else []) if (folder / "ballots").exists() else not opened
        assert opened or said != "opened"
        steps += 1


def test_a_ballot_is_in_once_it_was_answered(talk: Conversation) -> None:
    """Killed at any step; a second delivery puts in what was not, and nothing twice."""
    talk.given(OPEN)
    steps, said = 0, ""
    while said != "in":

        def work(say: Say, steps: int = steps) -> None:
            talk.bot = on(talk, doomed(steps))
            say("begins")
            talk.given("@li /poll vote P1 2")
            say("in")

        with child(work) as process:
            said = (process.hear_all() or [""])[-1]
        talk.reopen()
        steps += 1
    again = talk.say("@bruno /poll vote P1 1", event="again")
    talk.reopen()
    more = talk.say("@bruno /poll vote P1 1", event="again")
    talk.run_out()

    assert again.text == more.text
    assert [ballot.choice for ballot in closes(talk)[0].ballots] == [(1,), (2,)]


def voting(talk: Conversation, numbers: range) -> Callable[[Say], None]:
    """Return what a process does that votes in one poll after the other."""

    def work(say: Say) -> None:
        talk.reopen()
        for number in numbers:
            for who, choice in (("li", 1), ("bruno", 2)):
                say(json.dumps([number, talk.say(f"@{who} /poll vote P{number} {choice}").error]))

    return work


def ending(talk: Conversation, numbers: range) -> Callable[[Say], None]:
    """Return what a process does that closes one poll after the other."""

    def work(say: Say) -> None:
        talk.reopen()
        for number in numbers:
            say(json.dumps([number, talk.say(f"@amina /poll close P{number}").error]))

    return work


@pytest.mark.timeout(300)
def test_a_thousand_races_of_a_close_against_votes(talk: Conversation) -> None:
    """Three processes: who was told that the ballot is in is counted, who was told that the poll is closed is not."""
    inside: dict[int, int] = {}
    ended: dict[int, int] = {}
    for start in range(1, RACES + 1, AT_ONCE):
        numbers = range(start, start + AT_ONCE)
        talk.given(*["@amina /poll open Which? | Water | Energy secret:yes"] * AT_ONCE)
        with (
            child(voting(talk, numbers)) as voters,
            child(ending(talk, numbers)) as chair,
            child(ending(talk, numbers)) as other,
        ):
            answers = [json.loads(line) for line in voters.hear_all()]
            closed = [json.loads(line) for process in (chair, other) for line in process.hear_all()]
        for number, error in answers:
            assert error in (None, "closed")
            inside[number] = inside.get(number, 0) + (error is None)
        for number, error in closed:
            assert error in (None, "closed")
            ended[number] = ended.get(number, 0) + (error is None)
    counted = {event.poll: event.turnout for event in closes(talk)}

    assert counted == inside
    assert set(ended.values()) == {1}
    assert len(counted) == RACES
    assert files(talk) == []
    assert 0 < sum(counted.values()) < 2 * RACES


def test_votes_and_a_close_in_one_batch(talk: Conversation) -> None:
    """In any order: those before the close are in it, those after it are refused."""
    chance = random.Random(2021)
    for number in range(1, 31):
        talk.given("@amina /poll open Which? | Water | Energy secret:yes")
        lines = [f"@{who} /poll vote P{number} 1" for who in ("li", "bruno", "amina")]
        lines.insert(chance.randrange(4), f"@amina /poll close P{number}")

        async def all_at_once(lines: list[str]) -> list[str | None]:
            replies = await asyncio.gather(*(talk.bot.dispatcher.handle(talk.request(line)) for line in lines))
            return [reply.error for reply in replies]

        errors = asyncio.run(all_at_once(lines))
        before = next(place for place, line in enumerate(lines) if "close" in line)

        assert errors == [None] * (before + 1) + ["closed"] * (3 - before)
        assert closes(talk)[-1].turnout == before


def test_a_damaged_box_makes_the_poll_void_and_holds_nothing_up(talk: Conversation) -> None:
    """By hand or by the clock, once; the rest of the record goes on."""
    talk.given(OPEN, *VOTES)
    [box] = talk.folder.glob("ballots/*.box")
    content = bytearray(box.read_bytes())
    content[len(content) // 2] ^= 1
    box.write_bytes(content)
    talk.reopen()
    talk.wait(minutes=61)
    talk.given("@li /commit Write it")
    voids = [
        event for entry in talk.bot.record.history.entries() for event in entry.events if isinstance(event, PollVoided)
    ]

    assert len(voids) == 1
    assert talk.poll().void
    assert closes(talk) == []
    assert files(talk) == []


def test_a_box_that_cannot_be_read_for_a_while_delays_its_close_alone(talk: Conversation) -> None:
    """A disk may be away; nothing is void before the files are known to be gone."""
    talk.given(OPEN, *VOTES)
    ballots = talk.folder / "ballots"
    away = talk.folder / "away"
    ballots.rename(away)
    ballots.symlink_to(ballots)
    talk.wait(minutes=61)
    talk.reopen()
    talk.given("@li /commit Write it")
    waiting = talk.poll().closed
    ballots.unlink()
    away.rename(ballots)
    talk.given("@li /commit Write more")

    assert waiting is None
    assert [ballot.choice for ballot in closes(talk)[0].ballots] == [(1,), (2,), (2,)]
