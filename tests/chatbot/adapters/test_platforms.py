"""What every platform keeps: the same conversation makes the same record and gets the same answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chatbot.adapters.matrix.household import Household
from tests.chatbot.adapters.matrix.platform import MatrixPlatform
from tests.chatbot.adapters.slack.platform import SlackPlatform
from tests.conversation import Conversation
from tests.platforms import ConsolePlatform, Platform, answers, record

pytestmark = pytest.mark.long


@pytest.fixture
def matrix(household: Household) -> Platform:
    """Matrix, with a real homeserver."""
    return MatrixPlatform(household)


@pytest.fixture
def console(talk: Conversation) -> ConsolePlatform:
    """The console."""
    return ConsolePlatform(talk)


@pytest.fixture
def slack(pne: Path, tmp_path: Path) -> Iterator[Platform]:
    """Slack, with an imitation workspace."""
    with SlackPlatform.opened(pne, tmp_path) as platform:
        yield platform


@pytest.mark.parametrize("name", ["matrix", "slack"])
def test_a_conversation_is_the_same_on_every_platform(
    name: str, console: ConsolePlatform, request: pytest.FixtureRequest
) -> None:
    """Line for line the same answers, read by the same people, and entry for entry the same record."""
    platform: Platform = request.getfixturevalue(name)
    console.marks = platform.marks
    here, there = answers(console), answers(platform)
    mine, theirs = list(record(console)), list(record(platform))

    assert there == here
    assert theirs == mine
