"""Who people are is asked of Slack seldom, and nobody waits long for it."""

import asyncio
import time

from aiohttp import ClientSession

from chatbot.adapters.slack.client import Client
from chatbot.adapters.slack.directory import KEPT, Profile, Profiles
from chatbot.adapters.slack.paces import RATES
from tests.slack.server import Slack

CROWD = [f"U1{number:03}" for number in range(100)]


async def _asked(*wanted: list[str]) -> tuple[list[dict[str, Profile]], int, float]:
    """Let several ask at once for people whom the directory knows; return what they got, the calls, and the seconds."""
    async with Slack() as slack, ClientSession() as session:
        for user in CROWD:
            slack.add_user(user, user.lower())
        client = Client(slack.secrets.bot_token, slack.api_url, session=session, retry_handlers=[])
        profiles, start = Profiles(client), time.monotonic()
        found = await asyncio.gather(*(profiles.of([], users) for users in wanted))
        return list(found), len(slack.called("users.info")), time.monotonic() - start


def test_a_crowd_that_votes_at_once_waits_for_nobodys_turn() -> None:
    """No more is asked than there are turns for at once, less those that are kept for newcomers."""
    found, calls, took = asyncio.run(_asked(*([user] for user in CROWD)))

    assert len(found) == len(CROWD)
    assert 0 < calls <= RATES["users.info"].at_once - KEPT
    assert took < 0.9


def test_who_votes_twice_at_once_is_asked_about_once() -> None:
    """Both get what Slack tells."""
    found, calls, _took = asyncio.run(_asked(CROWD[:1], CROWD[:1], CROWD[:1]))

    assert calls == 1
    assert {profiles[CROWD[0]].name for profiles in found} == {CROWD[0].lower()}
