"""Posts whose answer is lost: each stands once, also beside others with the same words."""

import pytest
from aiohttp import ClientSession

from chatbot.adapters.slack.client import Client
from chatbot.adapters.slack.posts import find, post
from chatbot.adapters.slack.showing import message
from tests import quick_time
from tests.slack.faults import Kind
from tests.slack.server import Slack

ROOM = "C1"
TWINS = ("first", "second", "third")
"""The keys of posts with the same words."""


async def posted(hidden: str, kind: Kind) -> tuple[list[str], list[str | None]]:
    """Post the same words with three keys, the second with a fault; return the texts there, and who is found."""
    async with Slack() as slack, ClientSession() as session:
        slack.add_channel(ROOM, "room", {slack.bot.id})
        slack.hidden = set(hidden.split())
        client = Client(slack.secrets.bot_token, slack.api_url, session=session, retry_handlers=[])
        stamps: list[str | None] = []
        for key in TWINS:
            if key == "second":
                slack.faults.on("chat.postMessage", kind)
            stamps.append(await post(client, ROOM, key, message("PNE-P1 & more")))
        found = [await find(client, ROOM, key) for key in TWINS] if " " not in hidden else stamps
        assert found == stamps
        return [one.text for one in slack.posts(ROOM)], stamps


@pytest.mark.parametrize("kind", [Kind.CUT_AFTER, Kind.CUT_BEFORE, Kind.BROKEN])
@pytest.mark.parametrize("hidden", ["", "metadata", "blocks", "blocks metadata"])
def test_each_of_three_equal_posts_stands_once(hidden: str, kind: Kind) -> None:
    """Whatever a workspace shows of them, and whether the post whose answer was lost is there or not."""
    texts, stamps = quick_time.run(posted(hidden, kind))

    assert texts == ["PNE-P1 &amp; more"] * 3
    assert len(set(stamps)) == 3
