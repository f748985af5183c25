"""`python -m bench`: make records of several sizes, measure, print the page."""

from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Final

from rich.console import Console

from bench import dispatch, growth, matrix, opening, record, slack
from bench.example import build
from bench.measure import Effort, Row
from bench.page import print_page

SUBJECTS: Final[tuple[ModuleType, ...]] = (record, dispatch, opening, growth, matrix, slack)
WIDTH: Final = 180


def main(effort: Effort) -> None:
    """Print the page on standard output, and what goes on on standard error. The records are made in `build`."""
    progress = Console(stderr=True, highlight=False)
    Path("build").mkdir(exist_ok=True)
    with TemporaryDirectory(dir="build") as name:
        folders = {entries: Path(name) / str(entries) for entries in effort.records}
        for entries, folder in folders.items():
            progress.print(f"Making a record of {entries:,} entries")
            build(folder, entries)
        rows: list[Row] = []
        for subject in SUBJECTS:
            progress.print(subject.__doc__)
            rows += subject.run(folders, effort)
        print_page(rows, Path(name), Console(width=WIDTH, highlight=False, markup=False))


if __name__ == "__main__":
    main(Effort())
