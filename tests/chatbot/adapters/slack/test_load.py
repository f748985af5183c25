"""Twenty votes a second for 75 seconds, where Slack keeps its rates: nothing is refused, and the end is exact.

The seconds are those of `tests.quick_time`.
"""

import asyncio
from collections import Counter
from itertools import cycle, islice

import pytest

from tests.chatbot.adapters.slack.conftest import Hold
from tests.chatbot.adapters.slack.office import PEOPLE, Office

VOTERS = ("amina", "li", "bruno")
A_SECOND = 20
SECONDS = 75


async def vote_for_long(office: Office) -> None:
    """Let everybody change their minds, at an even pace."""
    [message] = office.shared()
    start, loop = asyncio.get_running_loop().time(), asyncio.get_running_loop()
    clicks = set()
    for number, who in enumerate(islice(cycle(VOTERS), A_SECOND * SECONDS)):
        await asyncio.sleep(max(0.0, start + number / A_SECOND - loop.time()))
        option = ("1. Water", "2. Energy")[number // len(VOTERS) % 2]
        clicks.add(asyncio.create_task(office.slack.as_user(PEOPLE[who]).click(message, option)))
    assert [seen.error for seen in await asyncio.gather(*clicks) if seen.error] == []


@pytest.mark.timeout(200)
def test_a_poll_under_load_keeps_to_the_rates_and_ends_exact(hold: Hold) -> None:
    """1500 votes are recorded, each answered, and the message shows the last count by 37 drawings or so."""

    async def talk(office: Office) -> tuple[str, int, list[str], int]:
        await office.given("@amina /poll open Which theme? | Water | Energy")
        [message] = office.shared()
        office.slack.rates.on = True
        before = len(office.entries())
        await vote_for_long(office)
        last = Counter(ballot.choice[0] for ballot in office.state().poll("PNE", 1).ballots.values())
        assert last.total() == len(VOTERS)
        shown = [f"{number}. {name}: {last[number]}" for number, name in ((1, "Water"), (2, "Energy"))]
        await office.slack.until(lambda: all(line in str(message.blocks) for line in shown))
        await office.slack.until(lambda: len(office.slack.called("response_url")) >= A_SECOND * SECONDS)
        refused = [call.error for call in office.slack.refused()]
        return str(message.blocks), len(office.entries()) - before, refused, len(office.slack.called("chat.update"))

    shown, recorded, refused, drawn = hold(talk)

    assert refused == []
    assert recorded == A_SECOND * SECONDS
    assert 20 <= drawn <= 60
    assert "Turnout: 3 of 3" in shown
