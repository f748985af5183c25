"""`python -m bench [SUBJECT …]`: make records of several sizes, measure these subjects or all, print the page."""

import sys
from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Final

from rich.console import Console

from bench import dispatch, growth, matrix, native, opening, polls, record, secret, slack, starting, year
from bench.example import build
from bench.measure import Effort, Row
from bench.page import print_page

SUBJECTS: Final[tuple[ModuleType, ...]] = (
    record,
    dispatch,
    secret,
    opening,
    starting,
    growth,
    polls,
    matrix,
    native,
    slack,
    year,
)
WIDTH: Final = 180


def main(effort: Effort, names: Collection[str]) -> None:
    """Print the page on standard output, and what goes on on standard error. The records are made in `build`."""
    subjects = {subject.__name__.removeprefix("bench."): subject for subject in SUBJECTS}
    if unknown := [name for name in names if name not in subjects]:
        sys.exit(f"There is no subject {unknown[0]}. There are: {', '.join(subjects)}.")
    progress = Console(stderr=True, highlight=False)
    Path("build").mkdir(exist_ok=True)
    with TemporaryDirectory(dir="build") as name:
        folders = {entries: Path(name) / str(entries) for entries in effort.records}
        for entries, folder in folders.items():
            progress.print(f"Making a record of {entries:,} entries")
            build(folder, entries)
        rows: list[Row] = []
        for subject in [subjects[name] for name in names or subjects]:
            progress.print(subject.__doc__)
            rows += subject.run(folders, effort)
        print_page(rows, Path(name), Console(width=WIDTH, highlight=False, markup=False))


if __name__ == "__main__":
    main(Effort(), sys.argv[1:])
