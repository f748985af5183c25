"""Frames to Vega-Lite charts, each with the sentence that says the same. Colours are set here, dark enough on white."""

from typing import Any, Final, NamedTuple

import pandas as pd

from dashboard import wording
from dashboard.frames import rows
from storage.events import Progress
from storage.i18n import _
from storage.measures.members import Band
from storage.public.wording import STATUSES

INK: Final = "#1c2733"
QUIET: Final = "#5a6775"
GRID: Final = "#dfe5eb"
BLUE: Final = "#1f5fa8"
RED: Final = "#b3261e"
GREEN: Final = "#2d7a4b"
BAND_FILL: Final = "#cfe3d6"
STATUS_COLOURS: Final = {
    Progress.OPEN: BLUE,
    Progress.IN_PROGRESS: "#6b4fa0",
    Progress.DONE: GREEN,
    Progress.DROPPED: "#6d7781",
    Progress.UNKNOWN: "#a65a00",
}
_BAND_COLOURS: Final = {Band.BELOW: RED, Band.INSIDE: GREEN, Band.ABOVE: RED}
_BAR: Final = 16
_STEP: Final = 46
_LABEL_WIDTH: Final = 300
"""Pixels, which a telephone has; the table beside has the whole text."""
_CONFIG: Final = {
    "font": '"Source Sans", sans-serif',
    "background": "#ffffff",
    "view": {"stroke": None},
    "axis": {"labelColor": INK, "titleColor": QUIET, "gridColor": GRID, "domainColor": GRID, "tickColor": GRID,
             "labelFontSize": 13, "titleFontSize": 12},
    "text": {"color": INK, "fontSize": 13, "fontWeight": 600},
}  # fmt: skip

Spec = dict[str, Any]  # a Vega-Lite document


class Chart(NamedTuple):
    """A Vega-Lite document, and what it shows, for those who cannot see it."""

    spec: Spec
    sentence: str


def standing(frame: pd.DataFrame) -> Chart:
    """Return bars of commitments by status, in the order of progress."""
    bars = [
        {"name": _(STATUSES[row["status"]]), "count": row["count"], "colour": STATUS_COLOURS[row["status"]]}
        for row in rows(frame)
    ]
    return Chart(_bars(bars, max((bar["count"] for bar in bars), default=0)), wording.standing(frame))


def results(frame: pd.DataFrame, electorate: int, sentence: str) -> Chart:
    """Return bars of votes by option, in the order of the options, on the scale of the whole electorate."""
    bars = [{"name": f"{row['option']}. {row['text']}", "count": row["votes"], "colour": BLUE} for row in rows(frame)]
    return Chart(_bars(bars, electorate), sentence)


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
    return Chart(_finished(spec), wording.size(row))


def _bars(bars: list[Spec], most: int) -> Spec:
    """Return a horizontal bar for each, in their order: its name above it and its number at its end."""
    scale = {"domain": [0, max(most, 1)], "nice": False}
    name = {"type": "text", "align": "left", "dy": -_BAR + 2, "limit": _LABEL_WIDTH, "fontWeight": 400, "tooltip": None}
    number = {"type": "text", "align": "left", "dx": 6, "dy": _BAR // 2, "tooltip": None}
    return _finished(
        {
            "data": {"values": bars},
            "height": _STEP * max(len(bars), 1),
            "encoding": {"y": {"field": "name", "type": "nominal", "sort": None, "axis": None}},
            "layer": [
                {
                    "mark": {"type": "bar", "size": _BAR, "yOffset": _BAR // 2, "cornerRadiusEnd": 3, "tooltip": None},
                    "encoding": {
                        "x": {"field": "count", "type": "quantitative", "scale": scale, "axis": None},
                        "color": {"field": "colour", "type": "nominal", "scale": None, "legend": None},
                    },
                },
                {"mark": name, "encoding": {"x": {"value": 0}, "text": {"field": "name"}}},
                {
                    "mark": number,
                    "encoding": {
                        "x": {"field": "count", "type": "quantitative"},
                        "text": {"field": "count", "type": "quantitative"},
                    },
                },
            ],
        }
    )


def _finished(spec: Spec) -> Spec:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": "container",
        "autosize": {"type": "fit-x", "contains": "padding"},
        "padding": {"left": 0, "right": 28, "top": 4, "bottom": 4},
        "usermeta": {"embedOptions": {"renderer": "svg", "actions": False}},
        "config": _CONFIG,
        **spec,
    }
