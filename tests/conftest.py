"""What every test may use: Hypothesis's profile and a browser page."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import arguments, chromium

settings.register_profile("default", deadline=None, derandomize=False, print_blob=True)
settings.load_profile("default")


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
