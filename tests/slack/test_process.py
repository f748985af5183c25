"""The workspace outside a test's own event loop: as a process, and in a thread."""

import asyncio
import json
import subprocess
import sys
import urllib.request
from typing import Any

from slack_sdk import WebClient

from tests.slack.beside import beside
from tests.slack.cast import furnish
from tests.slack.server import Slack
from tests.slack.world import Json


def call(url: str, body: Json | None = None) -> Any:  # noqa: ANN401
    """Ask a server of this machine."""
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as response:
        return json.load(response)


def test_it_runs_as_a_process() -> None:
    """One line tells where it is; people act over HTTP, and faults are switched on."""
    process = subprocess.Popen([sys.executable, "-m", "tests.slack"], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        where = json.loads(process.stdout.readline())
        seen = call(
            f"{where['address']}/imitation/act", {"user": "U1", "act": "slash", "command": "/poll", "channel": "C1"}
        )
        call(f"{where['address']}/imitation/fault", {"method": "chat.postMessage", "kind": "CUT_AFTER"})
        WebClient(where["bot_token"], base_url=where["api_url"]).auth_test()
        state = call(f"{where['address']}/imitation/state")
    finally:
        process.terminate()
        process.wait(30)

    assert seen["error"] == "dispatch_failed"
    assert [each["method"] for each in state["calls"]] == ["auth.test"]
    assert process.returncode == 0


def test_it_runs_beside_a_test() -> None:
    """A test without an event loop uses it from a thread."""
    slack = Slack()
    furnish(slack)

    with beside(slack) as both:
        api = WebClient(slack.secrets.bot_token, base_url=slack.api_url)
        api.chat_postMessage(channel="C1", text="Hello")
        found = both.until(lambda: slack.posts("C1"))
        seen = both.do(slack.as_user("U1").slash("/poll"))

    assert ([each.text for each in found], seen.error) == (["Hello"], "dispatch_failed")


def test_it_is_served_anew_on_the_same_port() -> None:
    """A workspace that was away comes back where the app looks for it, with all that was in it."""

    async def twice() -> list[str]:
        slack = Slack()
        furnish(slack)
        addresses = []
        for _ in range(2):
            async with slack:
                addresses.append(slack.address)
        return addresses

    first, second = asyncio.run(twice())

    assert first == second
