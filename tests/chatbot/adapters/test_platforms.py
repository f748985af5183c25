"""What every platform keeps: the same conversation makes the same record and gets the same answers."""

import pytest

from tests.chatbot.adapters.matrix.household import Household
from tests.chatbot.adapters.matrix.platform import MatrixPlatform
from tests.conversation import Conversation
from tests.platforms import ConsolePlatform, Platform, answers, record


@pytest.fixture
def matrix(household: Household) -> Platform:
    """Matrix, with a real homeserver."""
    return MatrixPlatform(household)


@pytest.fixture
def console(talk: Conversation) -> Platform:
    """The console."""
    return ConsolePlatform(talk)


@pytest.mark.parametrize("name", ["matrix"])
def test_a_conversation_is_the_same_on_every_platform(
    name: str, console: Platform, request: pytest.FixtureRequest
) -> None:
    """Line for line the same answers, read by the same people, and entry for entry the same record."""
    platform: Platform = request.getfixturevalue(name)
    here, there = answers(console), answers(platform)
    mine, theirs = list(record(console)), list(record(platform))

    assert there == here
    assert theirs == mine
