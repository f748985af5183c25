"""A private homeserver for the tests of a file."""

from collections.abc import Iterator

import pytest

from chatbot.local.homeserver import Homeserver


@pytest.fixture(scope="module")
def homeserver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homeserver]:
    """Synapse in a fresh folder."""
    started = Homeserver(tmp_path_factory.mktemp("synapse"))
    started.start()
    yield started
    started.stop()
