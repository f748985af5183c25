"""A conversation in which something is under way already."""

import pytest

from tests.chatbot.polls import SECRET
from tests.conversation import Conversation


@pytest.fixture
def secret(talk: Conversation) -> Conversation:
    """A conversation in which a secret poll is open."""
    talk.given(SECRET)
    return talk


@pytest.fixture
def call(talk: Conversation) -> Conversation:
    """M1 is open, M2 is planned."""
    for day in (12, 19):
        talk.given(f"@amina /meeting plan {day} May 2021 13:00 UTC title:May call")
    talk.given("@amina /meeting open now:yes")
    return talk
