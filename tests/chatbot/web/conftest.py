"""A network with a past, for the tests of the public page."""

import shutil
from pathlib import Path

import pytest

from tests.chatbot.web.lived import live
from tests.conversation import Conversation


@pytest.fixture(scope="session")
def past(tmp_path_factory: pytest.TempPathFactory) -> Conversation:
    """The conversation that made the record; to be read only."""
    return live(Conversation(tmp_path_factory.mktemp("lived") / "record"))


@pytest.fixture
def lived(past: Conversation, tmp_path: Path) -> Conversation:
    """A network with a past that a test may go on with."""
    shutil.copytree(past.folder, tmp_path / "lived")
    return Conversation(tmp_path / "lived", now=past.now)
