"""The least that a Slack bot can be: it says that it took what it got. `python -m bench.ack API_URL`."""

import asyncio
import os
import re
import sys
from collections.abc import Awaitable, Callable

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient


async def main(api_url: str) -> None:
    """Acknowledge every click from now on, for ever."""
    app = AsyncApp(client=AsyncWebClient(os.environ["SLACK_BOT_TOKEN"], api_url))

    async def took(ack: Callable[[], Awaitable[object]]) -> None:
        await ack()

    app.action(re.compile(""))(took)
    await AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).start_async()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
