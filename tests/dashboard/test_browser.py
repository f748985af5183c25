"""The dashboard in Chromium: what only a browser can tell."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from storage.events import BallotCast, MinutesPublished, PollClosed, PollKind, Published, Text
from tests.dashboard import world
from tests.dashboard.served import served

SECONDS = 1000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small world's record."""
    found = tmp_path_factory.mktemp("record") / "data"
    world.record(found)
    text = Text.of("# Minutes: March call")
    world.add(found, world.day(20), MinutesPublished(network="PNE", meeting=1, version=1, text=text))
    return found


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Where the record of `folder` is served."""
    with served(folder, folder) as found:
        yield found.address


def test_the_first_page_is_whole_and_keeps_to_its_server(page: Page, address: str) -> None:
    """Of a server that has just started: style, charts and no developer's tools, and nothing is asked of others."""
    refused, foreign = [], []
    page.on("console", lambda message: refused.append(message.text) if "Policy" in message.text else None)
    page.on("request", lambda asked: None if asked.url.startswith((address, "data:")) else foreign.append(asked.url))
    page.goto(f"{address}/network?pn=PNE")
    expect(page.locator("svg.marks")).to_have_count(3, timeout=30 * SECONDS)
    expect(page.locator("dl.pn-figures")).to_have_css("display", "grid")

    assert page.get_by_text("Deploy").count() == 0
    assert page.locator("[aria-label='16 members: within 15–30']").count() == 1
    assert (refused, foreign) == ([], [])


def test_a_card_leads_to_its_network_at_the_same_moment(page: Page, address: str) -> None:
    """The moment in the address goes along, and back."""
    page.goto(f"{address}/?as_of=2021-03-06")
    page.get_by_text("Open PNE", exact=True).click(timeout=30 * SECONDS)
    expect(page).to_have_url(f"{address}/network?pn=PNE&as_of=2021-03-06")
    expect(page.get_by_text("As of 6 March 2021, 23:59 UTC")).to_be_visible()
    page.get_by_text("IGF Policy Networks", exact=True).click()

    expect(page).to_have_url(f"{address}/?as_of=2021-03-06")
    expect(page.get_by_text("Where the policy networks stand")).to_be_visible()


def test_a_meeting_leads_to_its_minutes(page: Page, address: str) -> None:
    """In the browser the link is one, and the way back as well."""
    page.goto(f"{address}/network?pn=PNE&as_of=2021-03-21")
    page.get_by_text("Held, minutes version 1").click(timeout=30 * SECONDS)
    expect(page.get_by_role("heading", name="Minutes: March call")).to_be_visible(timeout=30 * SECONDS)
    page.get_by_text("Open PNE", exact=True).first.click()

    expect(page.get_by_role("heading", name="Policy Network on Environment")).to_be_visible(timeout=30 * SECONDS)
    expect(page.get_by_text("As of 21 March 2021, 23:59 UTC")).to_be_visible()


def test_a_line_of_links_leads_to_each_part(page: Page, address: str) -> None:
    """On a telephone the page is long: the meetings are one press away, and the page stays the same."""
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{address}/network?pn=PNE&as_of=2021-03-21")
    heading = page.get_by_role("heading", name="Meetings", exact=True)
    expect(page.get_by_text("Held, minutes version 1")).to_be_attached(timeout=30 * SECONDS)
    expect(heading).not_to_be_in_viewport()
    page.get_by_role("link", name="Meetings", exact=True).click()

    expect(heading).to_be_in_viewport()
    expect(page).to_have_url(f"{address}/network?pn=PNE&as_of=2021-03-21#pn-meetings")


def test_who_moves_by_keyboard_sees_where_they_are(page: Page, address: str) -> None:
    """Every link that the key reaches has a frame around it."""
    page.goto(f"{address}/network?pn=PNE")
    home = page.get_by_role("link", name="IGF Policy Networks", exact=True)
    expect(page.get_by_role("link", name="Meetings", exact=True)).to_be_visible(timeout=30 * SECONDS)
    home.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")

    expect(home).to_be_focused()
    expect(home).to_have_css("outline-style", "solid")
    for _link in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.stHtml a')"):
            break
    expect(page.locator(".stHtml a:focus")).to_have_css("outline-style", "solid")


def test_the_first_screen_of_a_telephone_says_what_is_late(page: Page, address: str) -> None:
    """How many are overdue, and the most urgent by name."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/network?pn=PNE&as_of=2021-03-21")

    expect(page.get_by_text("Overdue", exact=True)).to_be_in_viewport(timeout=30 * SECONDS)
    expect(page.get_by_role("cell", name="Open, overdue")).to_be_in_viewport()


def test_tables_beside_charts_unfold_on_a_telephone(page: Page, address: str) -> None:
    """They would make the page twice as long there; where there is room they stand open."""
    page.goto(f"{address}/network?pn=PNE&as_of=2021-03-21")
    table = page.get_by_role("table", name="Commitments by status")
    name = page.get_by_text("As a table").first
    expect(table).to_be_visible(timeout=30 * SECONDS)
    expect(name).not_to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    expect(table).not_to_be_visible()
    name.click()

    expect(table).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/network?pn=PNE", "/minutes?of=PNE-M1"])
@pytest.mark.parametrize("letters", ["100%", "200%"])
def test_a_telephone_need_not_scroll_sideways(page: Page, address: str, path: str, letters: str) -> None:
    """390 pixels are enough for every table and chart, also of who needs letters twice as large."""
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(address + path)
    expect(page.get_by_text("PNE").first).to_be_visible(timeout=30 * SECONDS)
    expect(page.locator("h1, h2").first).to_be_visible()
    page.add_style_tag(content=f"html {{ font-size: {letters} !important; }}")
    wide = page.evaluate(
        """() => [...document.querySelectorAll('[data-testid=stMain] *')]
        .filter(found => found.getBoundingClientRect().right > 391 && found.offsetWidth > 1)
        .map(found => found.outerHTML)"""
    )

    assert wide == []


def test_a_count_of_many_rounds_scrolls_by_itself(page: Page, tmp_path: Path) -> None:
    """Its table is wider than a telephone; the page is not, and the names of the options stay legible."""
    options = [f"Chapter {number} about connectivity" for number in range(1, 10)]
    votes = [number for number in range(1, 10) for _vote in range(number)]
    people = tuple(f"zq{number}" for number in range(len(votes)))
    ballots = (
        BallotCast(network="PNE", poll=9, person=person, choice=(vote,))
        for person, vote in zip(people, votes, strict=True)
    )
    ranked = world.proposal(9, "In which order?", options, PollKind.RANKED)
    world.record(tmp_path / "data")
    world.add(tmp_path / "data", world.day(20), ranked, world.opening(9, people), *ballots)
    world.add(tmp_path / "data", world.day(21), PollClosed(network="PNE", poll=9))
    page.set_viewport_size({"width": 390, "height": 800})
    with served(tmp_path / "data", tmp_path) as found:
        page.goto(f"{found.address}/network?pn=PNE&as_of=2021-03-25")
        page.get_by_text("As a table").nth(2).click(timeout=30 * SECONDS)
        rounds = page.get_by_role("table", name="Ballots by round")
        expect(rounds).to_be_visible()
        main = page.get_by_test_id("stMain")
        sideways = [main.evaluate("main => main.scrollWidth - main.clientWidth"), page.evaluate("scrollX")]
        name = rounds.get_by_role("rowheader").first.bounding_box()

    assert sideways == [0, 0]
    assert name
    assert name["width"] > 90


def test_an_entry_takes_two_lines_of_a_telephone(page: Page, address: str) -> None:
    """Its day and number beside each other, and below what happened over the whole width."""
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{address}/network?pn=PNE")
    entry = page.get_by_role("table", name="The latest first.").locator("tbody tr").first
    expect(entry).to_be_visible(timeout=30 * SECONDS)
    day, number, text = entry.evaluate(  # at one moment, as charts above may still grow
        """row => ["th", "td:last-child", "td"].map(cell => row.querySelector(cell).getBoundingClientRect().toJSON())"""
    )

    assert abs(day["top"] - number["top"]) < 10 < text["top"] - day["top"]
    assert text["width"] > 320


def test_a_change_shows_by_itself(page: Page, folder: Path, address: str) -> None:
    """Another process writes; the open page shows it without being asked."""
    page.goto(f"{address}/network?pn=PNE")
    expect(page.get_by_text("changes show by themselves")).to_be_visible(timeout=30 * SECONDS)
    world.add(folder, datetime.now(UTC), Published(network="PNE", text=Text.of("Brand new")))

    expect(page.get_by_text("Public update: Brand new")).to_be_visible(timeout=10 * SECONDS)
