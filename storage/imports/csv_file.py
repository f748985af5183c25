"""CSV files: one kind of row, told by the header."""

import csv
import io
from collections.abc import Iterator, Sequence

from storage.columns import REQUIRED, Kind, known
from storage.i18n import _
from storage.imports.bad_file import BadFile
from storage.imports.cells import Cell, Cells
from storage.spreadsheet import unguard


def read_csv(text: str) -> tuple[Kind, list[Cells]]:
    """Return the kind that the header tells, and the rows. Raise `BadFile` for what is no such file."""
    lines = _lines(text)
    line, header = next(lines, (1, []))
    columns = [column.strip().casefold() for column in header]
    kind = _kind(line, columns)
    return kind, [_cells(kind, line, columns, row) for line, row in lines]


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank, with the number of its first line."""
    header = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield line, row
            line = reader.line_num + 1
    except csv.Error as problem:
        raise BadFile.at(line, _("this is no CSV: {problem}.").format(problem=problem)) from None


def _kind(line: int, columns: Sequence[str]) -> Kind:
    names = [column for column in columns if column]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise BadFile.at(line, _("the column {column} stands there twice.").format(column=twice))
    likely = [kind for kind, required in REQUIRED.items() if required <= set(names)]
    fitting = next((kind for kind in likely if set(names) <= set(known(kind))), None)
    if fitting:
        return fitting
    if likely:
        unknown = next(name for name in names if name not in known(likely[0]))
        sentence = _("there is no column “{column}” in {kind}; there are: {columns}.")
        raise BadFile.at(line, sentence.format(column=unknown, kind=likely[0], columns=", ".join(known(likely[0]))))
    wanted = "; ".join(f"{kind}: {', '.join(sorted(required))}" for kind, required in REQUIRED.items())
    sentence = _(
        "the first line names the columns, and these tell what the rows are: {columns}. "
        "If it is a video call's list of participants, say of which meeting: `--meeting PNE-M5`."
    )
    raise BadFile.at(line, sentence.format(columns=wanted))


def _cells(kind: Kind, line: int, columns: Sequence[str], row: Sequence[str]) -> Cells:
    named = list(zip(columns, row, strict=False))
    if any(text.strip() for text in row[len(columns) :]) or any(text.strip() for name, text in named if not name):
        sentence = _(
            "there are more cells than the header has columns; quote a cell that holds a comma, semicolon or tab."
        )
        raise BadFile.at(line, sentence)
    values = {name: Cell(line, unguard(text.strip(" "))) for name, text in named if name and text.strip()}
    return Cells(kind, line, values)
