"""The workspace as a process: `python -m tests.slack [PORT]` tells where it is in one line of JSON, and serves."""

import asyncio
import json
import signal
import sys
from dataclasses import asdict

from tests.slack.cast import furnish
from tests.slack.control import Control
from tests.slack.server import Slack


async def serve(port: int) -> None:
    """Serve a furnished workspace until it is terminated."""
    slack = Slack(port=port)
    furnish(slack)
    slack.more = Control(slack).routes()
    ended = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, ended.set)
    async with slack:
        print(json.dumps({"address": slack.address, "api_url": slack.api_url, **asdict(slack.secrets)}), flush=True)
        await ended.wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]) if len(sys.argv) > 1 else 0))
