"""A private homeserver for the tests of a file, and a way to wait."""

import time
from collections.abc import Callable, Iterator

import pytest

from chatbot.local.homeserver import Homeserver


@pytest.fixture(scope="module")
def homeserver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homeserver]:
    """Synapse in a fresh folder."""
    started = Homeserver(tmp_path_factory.mktemp("synapse"))
    started.start()
    yield started
    started.stop()


@pytest.fixture
def until() -> Callable[[Callable[[], object]], None]:
    """Wait until something is so; fail after half a minute."""

    def wait(is_so: Callable[[], object]) -> None:
        deadline = time.monotonic() + 30
        while not is_so():
            assert time.monotonic() < deadline, "waited for nothing"
            time.sleep(0.01)

    return wait
