"""The page that `make bench` prints: what was measured, where, and the table."""

import math
import os
import platform
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import psutil
from rich import box
from rich.console import Console
from rich.table import Table

from bench.measure import Row

TITLES: Final = ("what", "entries", "takes", "beside it", "takes", "ratio", "growth", "goal")
ABOUT: Final = """\
# Measurements

`make bench > docs/benchmarks.md` made this page on {day}: {machine}.

Every figure is a median, or where it says p95 what 95 of 100 do not exceed. What stands beside it was measured in turns
with it, in the same minute: the floor is a line of the same length appended to a bare file and synced, the peer a stock
TinyDB that holds as many documents. A ratio is our speed in parts of theirs. Growth is what it takes with so many
entries, in multiples of what it takes with the fewest. In flight means that so many commands wait at the same time;
what it takes is then a command's share.
"""


def print_page(rows: Iterable[Row], folder: Path, console: Console) -> None:
    """Print the page as Markdown. The records were in that folder."""
    console.print(ABOUT.format(day=f"{datetime.now(UTC):%Y-%m-%d}", machine=describe_machine(folder)), soft_wrap=True)
    table = Table(*TITLES, box=box.MARKDOWN)
    for column in (1, 2, 4, 5, 6):
        table.columns[column].justify = "right"
    for row in rows:
        table.add_row(*cells(row))
    console.print(table)


def cells(row: Row) -> tuple[str, ...]:
    """Return what stands in the columns."""
    took, beside = (_amount(value, row.unit) for value in (row.took, row.beside))
    ratio = f"{row.ratio:.2g}" if row.unit == "s" else ""
    return row.what, f"{row.entries:,}", took, row.peer, beside, ratio, f"{row.growth:.3g}", _goal(row)


def _amount(value: float, unit: str) -> str:
    if unit == "MB":
        return f"{value:.0f} MB"
    for factor, name in ((1, "s"), (1e3, "ms")):
        if value * factor >= 1:
            return f"{value * factor:.3g} {name}"
    return f"{value * 1e6:.3g} µs"


def _goal(row: Row) -> str:
    asked = [f"ratio ≥ {row.goal.ratio:g}"] if row.goal.ratio else []
    asked += [f"≤ {_amount(row.goal.took, row.unit)}"] if row.goal.took < math.inf else []
    asked += [f"growth ≤ {row.goal.growth:g}"] if row.goal.growth < math.inf else []
    return f"{', '.join(asked)}: {'yes' if row.is_met else 'no'}" if asked else ""


def describe_machine(folder: Path) -> str:
    """Return processor, memory, file system and software in one line."""
    around = [part for part in psutil.disk_partitions(all=True) if folder.resolve().is_relative_to(part.mountpoint)]
    disk = max(around, key=lambda part: len(part.mountpoint)).fstype
    memory = psutil.virtual_memory().total / 1e9
    system = f"{platform.system()} {platform.release()}"
    return (
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GB, {disk}, {system}, Python {platform.python_version()}"
    )


def _processor() -> str:
    named = Path("/proc/cpuinfo")
    lines = named.read_text().splitlines() if named.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
