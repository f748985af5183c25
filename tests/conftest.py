"""What every test may use: Hypothesis's profile, a conversation in a small network, and a browser page."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import arguments, chromium
from tests.conversation import MEMBERS, Conversation

settings.register_profile("default", deadline=None, derandomize=False, print_blob=True)
settings.load_profile("default")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(scope="session")
def pne(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with the members of PNE, to be copied: copying is ten times as fast as recording."""
    folder = tmp_path_factory.mktemp("pne") / "record"
    Conversation(folder).given(*MEMBERS)
    return folder


@pytest.fixture
def talk(pne: Path, tmp_path: Path) -> Conversation:
    """A conversation among the members of PNE."""
    shutil.copytree(pne, tmp_path / "record")
    return Conversation(tmp_path / "record")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium for one test file. Not for longer: while it runs, `asyncio.run` cannot be used."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(os.environ), args=arguments())
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page with its own cookies."""
    context = browser.new_context()
    yield context.new_page()
    context.close()
