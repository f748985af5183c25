"""A conversation with something to suggest."""

from pathlib import Path

import pytest

from tests.conversation import MEMBERS, Conversation


@pytest.fixture
def talk(tmp_path: Path) -> Conversation:
    """A network in which amina has two commitments and a meeting is open."""
    talk = Conversation(tmp_path / "data")
    talk.given(*MEMBERS, "@amina /commit Draft it by:in 2 weeks", "@amina /commit Send it by:in 3 weeks")
    talk.given("@amina /meeting plan today 17:00", "@amina /meeting open")
    return talk
