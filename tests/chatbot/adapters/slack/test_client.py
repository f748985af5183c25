"""What answers in Slack's place, such as a gateway on the way to it, is no answer of Slack."""

import asyncio

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import RawTestServer

from chatbot.adapters.slack.calls import Limited, Lost, ask_once
from chatbot.adapters.slack.client import Client
from chatbot.adapters.slack.session import SILENT


def ask(kind: str, status: int, body: str) -> None:
    """Ask where each request is answered like this."""

    async def answer(request: web.BaseRequest) -> web.Response:
        return web.Response(status=status, text=body, content_type=kind)

    async def call() -> None:
        async with RawTestServer(answer) as server, ClientSession() as session:
            client = Client("xoxb-1", str(server.make_url("/api/")), session=session, retry_handlers=[], logger=SILENT)
            await ask_once(client.auth_test)

    asyncio.run(call())


@pytest.mark.parametrize(
    ("kind", "status", "body"),
    [
        ("text/html", 200, "<p>Log in to this network"),
        ("text/plain", 200, "Log in to this network"),
        ("text/plain", 502, "Bad gateway"),
        ("application/json", 200, '["no", "object"]'),
        ("application/json", 200, '"maintenance"'),
        ("application/json", 502, "<p>Bad gateway"),
        ("application/json", 503, ""),
    ],
)
def test_what_is_no_json_object_is_a_lost_answer(kind: str, status: int, body: str) -> None:
    """A bot that looks every minute whether it is let in goes on."""
    with pytest.raises(Lost):
        ask(kind, status, body)


def test_a_rate_limit_is_one_whatever_is_written_with_it() -> None:
    """The call was not taken, and is made again."""
    with pytest.raises(Limited):
        ask("text/plain", 429, "Too many requests")
