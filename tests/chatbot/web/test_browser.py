"""The public page in Chromium: what only a browser can tell."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.chatbot.web import crowd
from tests.chatbot.web.visiting import standing


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a record full of hostile texts is served."""
    folder: Path = tmp_path_factory.mktemp("record") / "data"
    with standing(folder, crowd.hostile(folder).now) as found:
        yield found


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", ["", "?pn=PNE"])
def test_the_page_is_whole_and_silent(page: Page, address: str, path: str, width: int) -> None:
    """No error, no script, no request elsewhere, nothing to scroll sideways; its own style is applied."""
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda problem: told.append(str(problem)))
    page.on("dialog", lambda dialog: told.append(dialog.message))
    page.on("request", lambda asked: None if asked.url.startswith((address, "data:")) else told.append(asked.url))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}/{path}")

    assert told == []
    assert page.locator("script, img").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("tr").last.evaluate("found => getComputedStyle(found).display") == (
        "flex" if width == 390 else "table-row"
    )


def test_dark_mode_is_followed(page: Page, address: str) -> None:
    """Whoever reads at night is not blinded."""
    page.emulate_media(color_scheme="dark")
    page.goto(f"{address}/")
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")

    assert max(int(part) for part in colour[4:-1].split(",")) < 64


def test_feed_and_calendar_are_a_click_away(page: Page, address: str) -> None:
    """The links lead to what they say."""
    page.goto(f"{address}/?pn=PNE")
    links = [page.get_by_text(name).get_attribute("href") for name in ("News as a feed", "Meetings as a calendar")]

    assert links == ["feed.atom?pn=PNE", "calendar/PNE.ics"]
    assert all(page.request.get(f"{address}/{link}").ok for link in links)
