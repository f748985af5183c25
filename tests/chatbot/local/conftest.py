"""A private homeserver for the tests of a file, and a way to wait."""

from collections.abc import Callable, Iterator

import pytest

from chatbot.local.homeserver import Homeserver
from tests import waiting


@pytest.fixture(scope="module")
def homeserver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homeserver]:
    """Synapse in a fresh folder."""
    started = Homeserver(tmp_path_factory.mktemp("synapse"))
    started.start()
    yield started
    started.stop()


@pytest.fixture
def until() -> Callable[[Callable[[], object]], object]:
    """Wait until something is so."""
    return waiting.until
