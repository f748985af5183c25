"""A bot that is killed while people vote, and started again: what Slack was told is taken is there, and only once."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from chatbot.local.child import Child
from tests.chatbot.adapters.slack.office import PEOPLE, PUBLIC, ROOM, Office
from tests.slack.faults import Kind
from tests.slack.server import Slack

pytestmark = pytest.mark.long

CLICKS = 60
KILLED_AT = 25


def bot(office: Office, folder: Path) -> Child:
    """Return the bot as a process of its own."""
    settings = office.environment(SLACK_PUBLIC_CHANNEL=PUBLIC)
    return Child("pn", [sys.executable, "-m", "chatbot", "run"], folder / "bot.log", {**os.environ, **settings})


@pytest.mark.timeout(120)
def test_votes_survive_a_kill_and_what_was_not_taken_is_delivered_again(pne: Path, tmp_path: Path) -> None:
    """The count, the public channel and the commitments are exact in the end."""

    async def talk() -> tuple[int, int, list[str], str]:
        async with Slack() as slack:
            office = Office(slack, pne, tmp_path)
            child = bot(office, tmp_path)
            child.start()
            await slack.until(lambda: slack.sockets.connections)
            await office.given("@sec /pn bind PNE", "@amina /poll open Which theme? | Water | Energy")
            [message] = office.shared()
            before, taken = len(office.entries()), 0
            for number in range(CLICKS):
                who = PEOPLE[("amina", "li", "bruno")[number % 3]]
                clicking = asyncio.create_task(slack.as_user(who).click(message, "2. Energy"))
                if number == KILLED_AT:
                    child.send(signal.SIGKILL)
                    child.wait()
                    assert (await clicking).error
                    lost = slack.deliveries.log[-1]
                    child = bot(office, tmp_path)
                    child.start()
                    await slack.until(lambda: slack.sockets.connections)
                    taken += not (await slack.deliveries.again(lost)).error
                else:
                    taken += not (await clicking).error
            recorded = len(office.entries()) - before
            await slack.until(lambda: "2. Energy: 3" in str(message.blocks))
            await office.given("@amina /poll close P1")
            await slack.until(lambda: any("is closed" in post.text for post in office.shared(PUBLIC)))
            await slack.until(lambda: "Closed on" in str(message.blocks))
            child.stop()
            return taken, recorded, [post.text.splitlines()[0] for post in office.shared(PUBLIC)], str(message.blocks)

    taken, recorded, public, shown = asyncio.run(talk())

    assert taken == CLICKS
    assert recorded == CLICKS
    assert public == ["PNE-P1 is open: Which theme?", "PNE-P1 is closed: Which theme?"]
    assert "Turnout: 3 of 3" in shown


@pytest.mark.timeout(120)
@pytest.mark.parametrize("kind", [Kind.CUT_BEFORE, Kind.CUT_AFTER])
def test_what_was_recorded_and_not_answered_is_answered_by_the_next_bot(pne: Path, tmp_path: Path, kind: Kind) -> None:
    """The poll stands once in its channel, whether the post arrived or not, and its message shows the votes."""

    async def talk() -> tuple[int, str]:
        async with Slack() as slack:
            office = Office(slack, pne, tmp_path)
            child = bot(office, tmp_path)
            child.start()
            await slack.until(lambda: slack.sockets.connections)
            await office.given("@sec /pn bind PNE")
            fault = slack.faults.on("chat.postMessage", kind)
            seen = await slack.as_user(PEOPLE["amina"]).slash("/poll", "open Which theme? | Water | Energy", ROOM)
            assert not seen.error
            await slack.until(fault.reached.is_set)
            child.send(signal.SIGKILL)
            child.wait()
            await slack.until(lambda: not slack.sockets.connections)
            child = bot(office, tmp_path)
            child.start()
            await slack.until(lambda: slack.sockets.connections and office.shared())
            [message] = office.shared()
            await slack.as_user(PEOPLE["li"]).click(message, "2. Energy")
            await slack.until(lambda: "2. Energy: 1" in str(message.blocks))
            child.stop()
            return len(office.shared()), str(message.blocks)

    posts, shown = asyncio.run(talk())

    assert posts == 1
    assert "Turnout: 1 of 3" in shown
