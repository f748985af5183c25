"""A minimal slack-bolt app that does hardly more than acknowledge, to try the workspace with."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.server import LOOPBACK, Slack


def client(slack: Slack, token: str = "") -> AsyncWebClient:
    """Return a client of the workspace's Web API that never tries twice."""
    return AsyncWebClient(token=token or slack.secrets.bot_token, base_url=slack.api_url, retry_handlers=[])


def app(slack: Slack) -> AsyncApp:
    """Return an app whose listeners are still to be added."""
    return AsyncApp(client=client(slack), signing_secret=slack.secrets.signing_secret)


@asynccontextmanager
async def by_socket(slack: Slack, made: AsyncApp, ping_interval: float = 0.2) -> AsyncIterator[AsyncSocketModeHandler]:
    """Attach an app by Socket Mode."""
    before = len(slack.sockets.connections)
    handler = AsyncSocketModeHandler(made, slack.secrets.app_token, ping_interval=ping_interval)
    await handler.connect_async()
    await slack.until(lambda: len(slack.sockets.connections) > before)
    yield handler
    await handler.close_async()


@asynccontextmanager
async def by_http(slack: Slack, made: AsyncApp) -> AsyncIterator[None]:
    """Attach an app by signed HTTP."""
    runner = web.AppRunner(made.web_app(path="/slack/events"))
    await runner.setup()
    await web.TCPSite(runner, LOOPBACK, 0).start()
    slack.request_url = f"http://{LOOPBACK}:{runner.addresses[0][1]}/slack/events"
    yield
    slack.request_url = ""
    await runner.cleanup()
