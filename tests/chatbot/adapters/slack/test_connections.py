"""Connections that break, are asked to be made anew, or are several; and tokens that are revoked."""

import asyncio
import time
from pathlib import Path

import pytest
from aiohttp import ClientSession

from chatbot.adapters.slack import app, session
from chatbot.compose import open_bot
from chatbot.local.ports import any_port
from chatbot.run import run
from storage.errors import StorageFault
from tests import quick_time
from tests.chatbot.adapters.slack.conftest import Hold
from tests.chatbot.adapters.slack.office import PEOPLE, Office
from tests.slack.faults import Kind
from tests.slack.server import Slack

POLL = "@amina /poll open Which theme? | Water | Energy"


@pytest.mark.parametrize("reason", ["refresh_requested", "warning", "link_disabled", "too_many_websockets"])
def test_the_bot_connects_anew_when_slack_asks(hold: Hold, reason: str) -> None:
    """Whatever the reason is; commands are answered after that."""

    async def talk(office: Office) -> str:
        sockets = office.slack.sockets
        [old] = sockets.connections
        await sockets.refresh(reason)
        await office.slack.until(lambda: sockets.connections and old not in sockets.connections)
        assert office.slack.refused() == []
        return (await office.say("li", "pn mine")).text

    assert hold(talk) == "Nothing waits for you."


@pytest.mark.timeout(120)
def test_votes_while_connections_are_cut_are_recorded_once(hold: Hold) -> None:
    """What Slack was told is taken is on disk; what it was not told is tried again, with the same result."""

    async def talk(office: Office) -> tuple[int, int]:
        await office.given(POLL)
        [message] = office.shared()
        office.slack.deliveries.patience = 1.0
        taken = 0
        for number in range(40):
            who = ("amina", "li", "bruno")[number % 3]
            office.slack.faults.duplicate(number % 2)
            clicking = asyncio.create_task(office.slack.as_user(PEOPLE[who]).click(message, "2. Energy"))
            if number % 10 == 5:
                await asyncio.sleep(0)
                office.slack.sockets.cut()
                await office.slack.until(lambda: office.slack.sockets.connections)
            taken += not (await clicking).error
        await office.slack.deliveries.settled()
        ballots = office.state().poll("PNE", 1).ballots
        assert {ballot.choice for ballot in ballots.values()} == {(2,)}
        await office.slack.until(lambda: "2. Energy: 3" in str(message.blocks))
        return len(office.entries()), taken

    entries, taken = hold(talk)

    assert taken >= 36
    assert taken <= entries


def test_two_bots_on_one_record_share_what_arrives_and_post_once(hold: Hold) -> None:
    """Slack spreads what happens over their connections; one of them draws the count and posts."""

    async def talk(office: Office) -> tuple[list[str], str]:
        async with office.running(PORT=str(any_port())):
            await office.given(POLL)
            [message] = office.shared()
            for who in ("amina", "li", "bruno"):
                office.slack.faults.duplicate()
                seen = await office.slack.as_user(PEOPLE[who]).click(message, "2. Energy")
                await seen.until(lambda seen: seen.private)
            await office.slack.until(lambda: "2. Energy: 3" in str(message.blocks))
            office.slack.faults.duplicate()
            await office.given("@li /commit Do it")
            await office.slack.deliveries.settled()
            await office.given("@amina /poll close P1")
            await office.slack.until(lambda: "Closed on" in str(message.blocks))
        return [one.text.splitlines()[0] for one in office.shared()], str(message.blocks)

    posts, shown = hold(talk)

    assert len([post for post in posts if "PNE-C1" in post]) == 1
    assert "2. Energy: 3" in shown


def test_an_app_token_that_is_revoked_ends_the_bot_with_a_sentence(pne: Path, tmp_path: Path) -> None:
    """It could hear nothing any more, and whoever runs it has to do something."""

    async def hold() -> None:
        async with Slack() as slack:
            office = Office(slack, pne, tmp_path)
            settings = office.settings()
            running = asyncio.create_task(run(open_bot(settings), settings))
            await slack.until(lambda: slack.sockets.connections)
            slack.secrets.app_token = "xapp-another"
            slack.sockets.cut()
            await asyncio.wait_for(running, 10 * app.LOOK_EVERY)

    with pytest.raises(StorageFault, match=r"does not accept.*SLACK_APP_TOKEN"):
        quick_time.run(hold())


@pytest.mark.parametrize("environment", [{}, {"SLACK_APP_TOKEN": ""}], ids=["socket", "signed"])
def test_a_bot_token_that_is_revoked_ends_a_bot_of_which_nobody_wants_anything(
    pne: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    """Within a minute, though nothing is to be posted; an outage of Slack before that does not end it."""

    async def hold() -> None:
        async with Slack() as slack:
            office = Office(slack, pne, tmp_path)
            settings = office.settings(**environment)
            running = asyncio.create_task(run(open_bot(settings), settings))
            await slack.until(lambda: slack.called("auth.test"))
            slack.faults.on("auth.test", Kind.BROKEN)
            await asyncio.sleep(1.5 * session.LOOK_EVERY)
            assert not running.done()
            slack.secrets.bot_token = "xoxb-another"
            await asyncio.wait_for(running, 1.5 * session.LOOK_EVERY)

    with pytest.raises(StorageFault, match="does not accept the bot's token"):
        quick_time.run(hold())


@pytest.mark.parametrize(
    ("stamp", "body"), [("now", b"\xff\xfe"), ("abc", b"payload={}"), ("", b""), ("9" * 400, b"x")]
)
def test_what_is_no_request_of_slack_is_refused(hold: Hold, stamp: str, body: bytes) -> None:
    """Whatever bytes come."""

    async def talk(office: Office) -> int:
        headers = {
            "X-Slack-Request-Timestamp": stamp.replace("now", str(int(time.time()))),
            "X-Slack-Signature": "v0=0",
        }
        async with (
            ClientSession() as session,
            session.post(office.slack.request_url, data=body, headers=headers) as told,
        ):
            return told.status

    assert hold(talk, SLACK_APP_TOKEN="") == 401


def test_no_button_works_without_a_good_signature(hold: Hold) -> None:
    """A request that anybody else sends is refused, and records nothing."""

    async def talk(office: Office) -> tuple[str, int]:
        await office.given(POLL)
        [message] = office.shared()
        office.slack.secrets.signing_secret = "another"
        seen = await office.slack.as_user(PEOPLE["li"]).click(message, "2. Energy")
        return seen.error, len(office.state().poll("PNE", 1).ballots)

    assert hold(talk, SLACK_APP_TOKEN="") == ("dispatch_failed", 0)
