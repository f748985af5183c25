"""Charts: valid documents, in colours that can be told from white, each with a sentence."""

from typing import Any

import altair
import pytest

from dashboard import charts, frames
from dashboard.charts import Chart
from storage.measures.members import Band
from storage.public.bars import BLUE, INK, QUIET
from tests.dashboard import world

NETWORK = world.state().network("PNE")
NOW = world.day(20)


def of_poll(number: int) -> Chart:
    """Return the chart of a poll."""
    poll = NETWORK.polls[number]
    return charts.results(frames.results(poll), len(poll.electorate), "A sentence.")


CHARTS = {
    "standing": charts.standing(frames.standing(NETWORK, NOW)),
    "size": charts.size(frames.size(NETWORK, NOW)),
    "poll": of_poll(1),
    "proposal": of_poll(3),
}


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_on_white(colour: str) -> float:
    """Return the contrast of a colour on white, as WCAG 2 defines it."""
    return 1.05 / (luminance(colour) + 0.05)


def values(chart: Chart) -> list[dict[str, Any]]:
    """Return the data of a chart."""
    data: list[dict[str, Any]] = chart.spec["data"]["values"]
    return data


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_valid_and_has_data(name: str) -> None:
    """What is sent is Vega-Lite, by its own schema."""
    altair.Chart.from_dict(CHARTS[name].spec, validate=True)

    assert values(CHARTS[name])
    assert CHARTS[name].sentence


def test_a_broken_chart_would_be_noticed() -> None:
    """The schema is not one that everything passes."""
    with pytest.raises(Exception, match="bow"):
        altair.Chart.from_dict({**CHARTS["size"].spec, "layer": [{"mark": "bow"}]}, validate=True)


def test_bars_follow_the_frame() -> None:
    """Numbers and order are the frame's."""
    rows = frames.rows(frames.standing(NETWORK, NOW))

    assert [bar["count"] for bar in values(CHARTS["standing"])] == [row["count"] for row in rows]
    assert [bar["name"] for bar in values(CHARTS["poll"])] == ["1. Data", "2. Food", "3. Water"]
    assert [bar["count"] for bar in values(CHARTS["poll"])] == [2, 2, 1]


def test_every_bar_has_its_colour() -> None:
    """No colour is left to the reader's theme."""
    for name in ("standing", "poll"):
        assert all(bar["colour"].startswith("#") for bar in values(CHARTS[name]))
    assert all(layer["mark"].get("color", "").startswith("#") for layer in CHARTS["size"].spec["layer"])


@pytest.mark.parametrize("colour", sorted({*charts.STATUS_COLOURS.values(), BLUE, charts.RED, charts.GREEN}))
def test_bars_can_be_told_from_white(colour: str) -> None:
    """WCAG asks for 3 to 1 for what is no text; ours would do for text."""
    assert contrast_on_white(colour) >= 4.5


@pytest.mark.parametrize("colour", [INK, QUIET])
def test_text_can_be_read_on_white(colour: str) -> None:
    """WCAG asks for 4.5 to 1."""
    assert contrast_on_white(colour) >= 4.5


def test_the_bars_of_a_poll_are_on_the_scale_of_the_electorate() -> None:
    """Two votes of sixteen do not look like everybody."""
    bars, _names, _numbers = CHARTS["poll"].spec["layer"]

    assert bars["encoding"]["x"]["scale"]["domain"] == [0, 16]


def test_every_band_of_the_size_has_a_colour() -> None:
    """Inside is another colour than below and above."""
    frame = frames.size(NETWORK, NOW)
    colours = {}
    for band in Band:
        frame["band"] = [band]
        colours[band] = charts.size(frame).spec["layer"][1]["mark"]["color"]

    assert colours == {Band.BELOW: charts.RED, Band.INSIDE: charts.GREEN, Band.ABOVE: charts.RED}
