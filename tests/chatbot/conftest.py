"""A conversation in which something is under way already."""

import pytest

from tests.chatbot.polls import SECRET
from tests.conversation import Conversation


@pytest.fixture
def secret(talk: Conversation) -> Conversation:
    """A conversation in which a secret poll is open."""
    talk.given(SECRET)
    return talk
