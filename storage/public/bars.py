"""Bars as Vega-Lite documents, for the dashboard and for pictures. Colours are set here, dark enough on white."""

from collections.abc import Sequence
from typing import Any, Final

INK: Final = "#1c2733"
QUIET: Final = "#5a6775"
GRID: Final = "#dfe5eb"
BLUE: Final = "#1f5fa8"
GREY: Final = "#6d7781"
BAR: Final = 16
"""The thickness of a bar in pixels."""
_LINE: Final = 17
"""The height of a line of a bar's name."""
_AROUND: Final = 29
"""The height of a bar with what is left free around it and its name."""
_LABEL_WIDTH: Final = 300
"""Pixels, which a telephone has; the text beside a chart has the whole of a long name."""
_CONFIG: Final = {
    "font": '"Source Sans", sans-serif',
    "background": "#ffffff",
    "view": {"stroke": None},
    "axis": {"labelColor": INK, "titleColor": QUIET, "gridColor": GRID, "domainColor": GRID, "tickColor": GRID,
             "labelFontSize": 13, "titleFontSize": 12},
    "text": {"color": INK, "fontSize": 13, "fontWeight": 600},
}  # fmt: skip

Spec = dict[str, Any]  # a Vega-Lite document


def bars(values: Sequence[Spec], most: int, lines: int = 1) -> Spec:
    """Return a horizontal bar of its `colour` for each value: its `name` above it and its `count` at its end.

    `most` is the end of the scale; `lines` how many each name has, which is a text, or a list of lines.
    """
    scale = {"domain": [0, max(most, 1)], "nice": False}
    half = (_AROUND + _LINE * lines) // 2
    name = {"type": "text", "align": "left", "dy": 9 - half, "lineHeight": _LINE, "limit": _LABEL_WIDTH,
            "fontWeight": 400, "tooltip": None}  # fmt: skip
    number = {"type": "text", "align": "left", "dx": 6, "dy": half - 15, "tooltip": None}
    bar = {"type": "bar", "size": BAR, "yOffset": half - 15, "cornerRadiusEnd": 3, "tooltip": None}
    length = {"field": "count", "type": "quantitative"}
    colour = {"field": "colour", "type": "nominal", "scale": None, "legend": None}
    return finished(
        {
            "data": {"values": list(values)},
            "height": 2 * half * max(len(values), 1),
            "encoding": {"y": {"field": "name", "type": "nominal", "sort": None, "axis": None}},
            "layer": [
                {"mark": bar, "encoding": {"x": {**length, "scale": scale, "axis": None}, "color": colour}},
                {"mark": name, "encoding": {"x": {"value": 0}, "text": {"field": "name"}}},
                {"mark": number, "encoding": {"x": length, "text": length}},
            ],
        }
    )


def finished(spec: Spec) -> Spec:
    """Return a document with its frame: as wide as there is room, and with what is the same in all charts."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": "container",
        "autosize": {"type": "fit-x", "contains": "padding"},
        "padding": {"left": 0, "right": 28, "top": 4, "bottom": 4},
        "usermeta": {"embedOptions": {"renderer": "svg", "actions": False}},
        "config": _CONFIG,
        **spec,
    }
