"""A click on Slack, until Slack is told that it was taken and the vote is on disk; beside a bot that only tells so."""

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Final

from bench.example import CODE, Example
from bench.measure import Effort, Goal, Row, Samples, in_flight, p95
from chatbot.local.child import Child
from chatbot.local.ports import any_port
from storage.people import Notify
from tests.slack.server import Slack
from tests.slack.world import Message

ONE: Final = "a vote by button on Slack, one at a time, p95"
MANY: Final = "a vote by button on Slack, 100 in flight"
OURS: Final = "ours"
ACK: Final = "a bolt bot that only takes"
FLIGHT: Final = 100
SINGLES: Final = 5
"""How many times `Effort.singles` clicks are made one at a time: the slowest of twenty counts."""
MANIFOLD: Final = 3
"""How many times `Effort.batches` clicks follow each of those in flight."""
TURNS: Final = 3
"""How many times `Effort.openings` both bots take turns: one burst may coincide with whatever else a machine does."""
VOTE: Final = {"type": "button", "block_id": "b", "action_id": f"vote:{CODE}-P1:2", "value": f"{CODE}-P1 2"}
CHANNEL: Final = "C1"


def run(folders: Mapping[int, Path], effort: Effort) -> Iterator[Row]:
    """Measure the smallest and the largest record, by their numbers of entries, in turns with the other bot."""
    samples = Samples()
    ends = sorted({min(folders), max(folders)})
    for entries in ends:
        asyncio.run(_measure(folders[entries], entries, effort, samples))
    for what, goal, figure in ((ONE, Goal(ratio=1 / 1.2), p95), (MANY, Goal(ratio=0.5), median)):
        for entries in ends:
            row = samples.row(f"{what} {OURS}", f"{what} {ACK}", entries, goal, figure=figure)
            yield row._replace(what=what, peer=ACK)


class _Bot:
    """A bot in a workspace of its own, and people who click there."""

    def __init__(self, slack: Slack, people: list[str]) -> None:
        self._slack = slack
        self._people = cycle(people)
        self._answered = 1
        self._poll = slack.add_message(CHANNEL, slack.bot.id, "A poll", [{"type": "actions", "elements": [VOTE]}])

    async def click_once(self) -> float:
        """Click, and return the seconds until Slack was told that it was taken."""
        await self._click(self._poll)
        return self._slack.deliveries.log[-1].acked_after or 0.0

    async def click_often(self, clicks: int) -> float:
        """Click so many times, many at once; return the seconds that each of them takes then."""
        return await in_flight(self._click, [self._poll] * clicks, FLIGHT)

    async def confirmed(self, clicks: int) -> int:
        """Wait until so many clicks are answered; return how many votes the answers confirm.

        The others are of somebody whose later click came first.
        """
        answers = self._slack.rooms.messages
        await self._slack.until(lambda: len(answers) - self._answered == clicks)
        confirmed = sum(message.text.startswith("Your vote in") for message in answers[self._answered :])
        self._answered = len(answers)
        return confirmed

    async def _click(self, message: Message) -> None:
        seen = await self._slack.as_user(next(self._people)).press(message, dict(VOTE))
        if seen.error:
            raise AssertionError(seen.error)


async def _measure(folder: Path, entries: int, effort: Effort, samples: Samples) -> None:
    data = folder.with_name("slack")
    shutil.copytree(folder, data)
    people = _prepare(data)
    environment = {**os.environ, "PN_RECORD": f"tinydb:{data}", "PORT": str(any_port())}
    pn, ack = [sys.executable, "-m", "chatbot", "run"], [sys.executable, "-m", "bench.ack"]
    async with _bot(OURS, pn, data, environment, people) as ours, _bot(ACK, ack, data, environment, people) as other:
        bots = {OURS: ours, ACK: other}
        for _ in range(SINGLES * effort.singles):
            for name, bot in bots.items():
                samples.note(f"{ONE} {name}", entries, await bot.click_once())
        await ours.confirmed(SINGLES * effort.singles)
        for _ in range(TURNS * effort.openings):
            before, clicks = _votes(data), MANIFOLD * effort.batches * FLIGHT // effort.openings
            samples.note(f"{MANY} {OURS}", entries, await ours.click_often(clicks))
            recorded = _votes(data) - before
            if recorded != await ours.confirmed(clicks):
                raise AssertionError(f"of {clicks} votes {recorded} were on disk when they were taken")
            samples.note(f"{MANY} {ACK}", entries, await other.click_often(clicks))
    shutil.rmtree(data)


@asynccontextmanager
async def _bot(
    name: str, command: list[str], folder: Path, environment: Mapping[str, str], people: list[str]
) -> AsyncIterator[_Bot]:
    """Start a bot in a workspace, and wait until it is there."""
    async with Slack() as slack:
        for user in people:
            slack.add_user(user, user.lower())
        slack.add_channel(CHANNEL, "pne", {*people, slack.bot.id})
        tokens = {"SLACK_BOT_TOKEN": slack.secrets.bot_token, "SLACK_APP_TOKEN": slack.secrets.app_token}
        more = {**environment, **tokens, "SLACK_API_URL": slack.api_url}
        words = [*command, slack.api_url] if name == ACK else command
        child = Child(name, words, folder / f"{name.replace(' ', '-')}.log", more)
        child.start()
        try:
            await slack.until(lambda: slack.sockets.connections)
            yield _Bot(slack, people)
        finally:
            child.stop()


def _votes(folder: Path) -> int:
    """Return how many votes are on disk."""
    return (folder / "journal.jsonl").read_bytes().count(b'"type":"ballot_cast"')


def _prepare(folder: Path) -> list[str]:
    """Give the record's voters handles on Slack, and return their ids. They get no digests, whatever hour it is."""
    example = Example(folder)
    with closing(example.journal):
        people = example.bot.people
        voters = [person for name in example.members if (person := people.get(name))]
        ids = [f"U{number:03}" for number, _voter in enumerate(voters)]
        for id, voter in zip(ids, voters, strict=True):
            people.keep(replace(voter, handles=(*voter.handles, f"slack:{id}"), notify=Notify.NO))
    return ids
