"""For the adapters: a homeserver with people on it, and the bot's household."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from chatbot.local.homeserver import Homeserver
from tests.chatbot.adapters.matrix.household import Household
from tests.chatbot.adapters.matrix.town import Town, forging


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One homeserver for all files: each test has a bot and rooms of its own."""
    folder = tmp_path_factory.mktemp("town")
    homeserver = Homeserver(folder / "synapse", options=forging(folder))
    homeserver.start()
    yield Town.founded(homeserver)
    homeserver.stop()


@pytest.fixture
def resting(town: Town, pne: Path, tmp_path: Path) -> Iterator[Household]:
    """A household whose bot has never run."""
    made = Household(town, pne, tmp_path, f"pn-{uuid.uuid4().hex[:8]}")
    yield made
    made.kill()


@pytest.fixture
def household(resting: Household) -> Household:
    """A bot that runs, in a room of PNE and in its public room."""
    resting.start()
    return resting
