"""Rates, once they are switched on."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.server import Slack
from tests.slack.test_web_api import ask, error
from tests.slack.time_by_hand import Clock


def test_a_tier_has_so_many_calls_a_minute() -> None:
    """The next call is refused with the seconds to wait, and taken after them."""
    clock = Clock()

    async def talk(slack: Slack, api: AsyncWebClient) -> tuple[str, str]:
        slack.rates.on = True
        for _ in range(20):
            await api.users_list()
        clock.advance(10)
        with pytest.raises(SlackApiError) as refused:
            await api.users_list()
        clock.advance(50)
        return refused.value.response.headers["Retry-After"], await error(api.users_list())

    assert ask(talk, clock) == ("50", "")


def test_a_channel_takes_one_post_a_second() -> None:
    """A small burst is taken; other channels are not touched by it."""
    clock = Clock()

    async def talk(slack: Slack, api: AsyncWebClient) -> list[str]:
        slack.rates.on = True
        posts = [await error(api.chat_postMessage(channel="C1", text="x")) for _ in range(4)]
        other = await error(api.chat_postMessage(channel="C6", text="x"))
        clock.advance(1)
        return [*posts, other, await error(api.chat_postMessage(channel="C1", text="x"))]

    assert ask(talk, clock) == ["", "", "", "ratelimited", "", ""]


def test_rates_are_off_until_asked_for() -> None:
    """Tests of other things need not wait."""

    async def talk(slack: Slack, api: AsyncWebClient) -> int:
        for _ in range(25):
            await api.users_list()
        return len(slack.refused())

    assert ask(talk) == 0
