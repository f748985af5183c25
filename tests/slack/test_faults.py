"""Faults that are switched on: answers of the Web API, and deliveries."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.faults import Kind
from tests.slack.server import Slack
from tests.slack.test_web_api import ask, error


@pytest.mark.parametrize(("kind", "posts"), [(Kind.CUT_BEFORE, 1), (Kind.CUT_AFTER, 2)])
def test_an_answer_is_lost(kind: Kind, posts: int) -> None:
    """The app cannot tell whether its message was posted; the history can."""

    async def talk(slack: Slack, api: AsyncWebClient) -> list[str]:
        slack.faults.on("chat.postMessage", kind)
        with pytest.raises(aiohttp.ClientError):
            await api.chat_postMessage(channel="C1", text="Hello")
        await api.chat_postMessage(channel="C1", text="Hello")
        assert slack.refused() == []
        return [each.text for each in slack.posts("C1")]

    assert ask(talk) == ["Hello"] * posts


def test_too_many_calls_are_answered_with_a_wait() -> None:
    """A 429 says how long to wait, as often as asked for."""

    async def talk(slack: Slack, api: AsyncWebClient) -> list[object]:
        slack.faults.on("chat.postMessage", Kind.TOO_MANY, wait=7)
        with pytest.raises(SlackApiError) as refused:
            await api.chat_postMessage(channel="C1", text="Hello")
        answer = refused.value.response
        return [answer.status_code, answer.headers["Retry-After"], await error(api.users_info(user="U1"))]

    assert ask(talk) == [429, "7", ""]


def test_an_answer_of_500_is_none_of_slacks() -> None:
    """No JSON, and nothing done."""

    async def talk(slack: Slack, api: AsyncWebClient) -> list[object]:
        slack.faults.on("*", Kind.BROKEN)
        with pytest.raises(SlackApiError) as refused:
            await api.chat_postMessage(channel="C1", text="Hello")
        return [refused.value.response.status_code, slack.posts("C1")]

    assert ask(talk) == [500, []]


def test_a_call_is_held() -> None:
    """A slow call is done when the test lets it go."""

    async def talk(slack: Slack, api: AsyncWebClient) -> list[int]:
        held = slack.faults.on("chat.postMessage", Kind.HELD)
        call = asyncio.create_task(api.chat_postMessage(channel="C1", text="Hello"))
        await held.reached.wait()
        before = len(slack.posts("C1"))
        held.release()
        await call
        return [before, len(slack.posts("C1"))]

    assert ask(talk) == [0, 1]


def test_an_error_of_any_name_is_answered() -> None:
    """What Slack may answer at any time can be asked for by name."""

    async def talk(slack: Slack, api: AsyncWebClient) -> str:
        slack.faults.on("auth.test", Kind.ERROR, error="account_inactive")
        return await error(api.auth_test())

    assert ask(talk) == "account_inactive"
