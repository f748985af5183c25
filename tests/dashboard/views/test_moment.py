"""Pages of a moment: the address names it, and a day can be chosen."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.events import Published, Text
from tests.dashboard import world
from tests.dashboard.views.opened import links, network, overview, text


def test_the_past_is_shown_as_it_was(folder: Path) -> None:
    """Everything on the page is of the moment in the address."""
    world.record(folder)
    shown = " ".join(text(network(pn="PNE", as_of="2021-03-06T12:00")).split())

    assert "As of 6 March 2021, 12:00 UTC" in shown
    assert "So far: A tie, with 2 votes each" in shown
    assert "Turnout: 5 of 16 (31%)" in shown
    assert "No meeting is planned yet." in shown
    assert "PNE-P2" not in shown
    assert "Overdue 0" in shown


def test_the_size_is_that_of_the_moment(folder: Path) -> None:
    """A past one is not called now."""
    world.record(folder)
    shown = " ".join(text(network(pn="PNE", as_of="2021-03-06")).split())

    assert "Size Members On 6 March 2021 " in shown


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("2021-03-06T12:00:00 02:00", "As of 6 March 2021, 10:00 UTC"),
        ("2021-03-06T12:00:00+02:00", "As of 6 March 2021, 10:00 UTC"),
        ("2021-03-06", "As of 6 March 2021, 23:59 UTC"),
        ("9998-01-01", "9998, 23:59 UTC · this moment is still to come: what is shown is known today, at entry 20"),
    ],
)
def test_the_address_names_a_moment(folder: Path, address: str, told: str) -> None:
    """A date or an instant; browsers turn the plus of a zone into a space."""
    world.record(folder)

    assert told in text(overview(as_of=address))


@pytest.mark.parametrize("address", ["yesterday", "17", "2021-02-30", "<b>1</b>", "$x$ :smile:", "9" * 5000])
def test_a_bad_moment_is_explained(folder: Path, address: str) -> None:
    """The sentence repeats what was asked, says how it is written, and shows no figures of another moment."""
    world.record(folder)
    app = network(pn="PNE", as_of=address)

    assert f"“{address[:40]}" in text(app)
    assert "is no date. Write a date such as 2021-04-16" in text(app)
    assert "PNE-C1" not in text(app)
    assert links(app) == [("IGF Policy Networks", "")]


def test_choosing_a_day_sets_the_address(folder: Path) -> None:
    """What is shown can be shared, and "Show now" leads back."""
    world.record(folder)
    app = overview()
    app.date_input(key="day").set_value(datetime(2021, 3, 6, tzinfo=UTC).date()).run()
    chosen = (dict(app.query_params), text(app))
    app.button[0].click().run()

    assert chosen[0] == {"as_of": "2021-03-06"}
    assert "As of 6 March 2021, 23:59 UTC" in chosen[1]
    assert "as_of" not in app.query_params
    assert "changes show by themselves" in text(app)


def test_a_record_that_ended_long_ago_says_so_and_offers_its_last_day(folder: Path) -> None:
    """What was due since then is overdue: who opens the page is told why, and is one press away from that day."""
    world.record(folder)
    app = network(pn="PNE")
    before = " ".join(text(app).split())
    next(button for button in app.button if button.label == "Show 12 March 2021").click().run()

    assert "Nothing new was recorded here since 12 March 2021; what was due since then counts as overdue." in before
    assert dict(app.query_params) == {"pn": "PNE", "as_of": "2021-03-12"}
    assert "As of 12 March 2021, 23:59 UTC" in text(app)
    assert "Nothing new was recorded here" not in text(app)


def test_a_record_with_a_new_entry_offers_no_day(folder: Path) -> None:
    """It is alive."""
    world.record(folder)
    world.add(folder, datetime.now(UTC) - timedelta(seconds=1), Published(network="PNE", text=Text.of("Brand new")))

    assert "Nothing new was recorded here" not in text(overview())


def test_emptying_the_day_leads_back_to_now(folder: Path) -> None:
    """No day is today, as it changes."""
    world.record(folder)
    app = overview(as_of="2021-03-06")
    app.date_input(key="day").set_value(None).run()

    assert "as_of" not in app.query_params
