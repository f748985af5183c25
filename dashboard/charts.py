"""Frames to Vega-Lite charts, each with the sentence that says the same."""

from typing import Final, NamedTuple

import pandas as pd

from dashboard import wording
from dashboard.frames import rows
from storage.events import Progress
from storage.i18n import _
from storage.measures.members import Band
from storage.public.bars import BLUE, GREY, Spec, bars, finished
from storage.public.wording import STATUSES

RED: Final = "#b3261e"
GREEN: Final = "#2d7a4b"
BAND_FILL: Final = "#cfe3d6"
STATUS_COLOURS: Final = {
    Progress.OPEN: BLUE,
    Progress.IN_PROGRESS: "#6b4fa0",
    Progress.DONE: GREEN,
    Progress.DROPPED: GREY,
    Progress.UNKNOWN: "#a65a00",
}
_BAND_COLOURS: Final = {Band.BELOW: RED, Band.INSIDE: GREEN, Band.ABOVE: RED}


class Chart(NamedTuple):
    """A Vega-Lite document, and what it shows, for those who cannot see it."""

    spec: Spec
    sentence: str


class Charted(NamedTuple):
    """A chart, and the same as a table."""

    chart: Chart
    table: str


def standing(frame: pd.DataFrame) -> Chart:
    """Return bars of commitments by status, in the order of progress."""
    values = [
        {"name": _(STATUSES[row["status"]]), "count": row["count"], "colour": STATUS_COLOURS[row["status"]]}
        for row in rows(frame)
    ]
    return Chart(bars(values, max((value["count"] for value in values), default=0)), wording.standing(frame))


def results(frame: pd.DataFrame, electorate: int, sentence: str) -> Chart:
    """Return bars of votes by option, in the order of the options, on the scale of the whole electorate."""
    values = [{"name": f"{row['option']}. {row['text']}", "count": row["votes"], "colour": BLUE} for row in rows(frame)]
    return Chart(bars(values, electorate), sentence)


def size(frame: pd.DataFrame) -> Chart:
    """Return a bar of the working group's size over the range that was agreed."""
    row = rows(frame)[0]
    count, smallest, largest = row["size"], row["smallest"], row["largest"]
    scale = {"domain": [0, max(largest + 5, count)], "nice": False}
    ticks = {"values": [0, smallest, largest], "grid": False, "title": _("members")}
    spec = {
        "data": {"values": [{"count": count, "smallest": smallest, "largest": largest}]},
        "height": 44,
        "encoding": {"y": {"value": 22}},
        "layer": [
            {
                "mark": {"type": "bar", "color": BAND_FILL, "size": 44, "tooltip": None},
                "encoding": {
                    "x": {"field": "smallest", "type": "quantitative", "scale": scale, "axis": ticks},
                    "x2": {"field": "largest"},
                },
            },
            {
                "mark": {"type": "bar", "color": _BAND_COLOURS[row["band"]], "size": 16, "tooltip": None},
                "encoding": {"x": {"field": "count", "type": "quantitative"}},
            },
        ],
    }
    return Chart(finished(spec), wording.size(row))
