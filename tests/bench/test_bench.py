"""The benchmarks run, at a size at which they measure nothing, and yield figures."""

import io
import math
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest
from rich.console import Console

from bench import dispatch, growth, matrix, opening, polls, record, starting, year
from bench.example import build
from bench.measure import Effort
from bench.page import print_page

pytestmark = pytest.mark.long

TINY = Effort(records=(20, 40), rounds=1, singles=2, flight=4, batches=2, openings=1)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Mapping[int, Path]:
    """Two small records."""
    made = {entries: tmp_path_factory.mktemp("bench") / str(entries) for entries in TINY.records}
    for entries, folder in made.items():
        build(folder, entries)
    return made


@pytest.mark.parametrize(
    "subject", [record, dispatch, opening, starting, growth, polls, matrix, year], ids=lambda subject: subject.__name__
)
def test_a_benchmark_yields_finite_figures(subject: ModuleType, folders: Mapping[int, Path]) -> None:
    """Every row has a time of ours and one of what stands beside it, and finds its place in the page."""
    rows = list(subject.run(folders, TINY))
    console = Console(record=True, width=180, file=io.StringIO())
    print_page(rows, folders[20], console)

    assert all(row.what in console.export_text(clear=False) for row in rows)
    assert len(rows) >= len(TINY.records)
    assert all(math.isfinite(row.took) and row.beside > 0 and row.growth >= 0 for row in rows)
