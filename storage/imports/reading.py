"""From a file to its rows."""

import codecs
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final, TypeVar

from storage.columns import FILES, Kind
from storage.i18n import _
from storage.imports.bad_file import BadFile
from storage.imports.cells import Cells
from storage.imports.commitment_reader import read_commitment, read_milestone
from storage.imports.csv_file import read_csv
from storage.imports.meeting_reader import PARTS, read_meeting, read_quorum
from storage.imports.meeting_rows import AttendanceRow, MeetingRow, PartRow
from storage.imports.row_readers import read_membership, read_network, read_person
from storage.imports.rows import CommitmentRow, MilestoneRow, NetworkRow, PersonRow, Sheet, VoteRow
from storage.imports.votes import read_vote
from storage.imports.yaml_file import read_yaml

LARGEST: Final = 10_000_000
"""The most bytes of a file; about 50,000 rows."""
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""How the text files of some spreadsheets begin."""
Row = TypeVar("Row", NetworkRow, PersonRow, MilestoneRow, CommitmentRow, MeetingRow, PartRow, VoteRow)


def read(path: Path) -> Sheet:
    """Return the rows of a file: CSV when its name ends in .csv, else YAML. Raise `BadFile` for what cannot be used."""
    text = _read_text(path)
    if not text.strip():
        raise BadFile(_("{file} is empty.").format(file=path))
    if path.suffix.casefold() == ".csv":
        kind, rows = read_csv(text)
        return _sheet([kind], rows)
    return _sheet(*read_yaml(text))


def read_all(path: Path) -> list[Sheet]:
    """Return the rows of a file, or of the files of a folder. Raise `BadFile`, which names the file of a folder."""
    if not path.is_dir():
        return [read(path)]
    sheets = []
    for file in files(path):
        try:
            sheets.append(read(file))
        except BadFile as bad:
            raise bad.of(file.name) from None
        sheets[-1].file = file.name
    return sheets


def files(folder: Path) -> list[Path]:
    """Return the files of a folder in their order: those of an export, or else its only YAML file."""
    found = [file for name in FILES if (file := folder / f"{name}.csv").exists()]
    alone = sorted(file for file in folder.iterdir() if file.suffix.casefold() in (".yaml", ".yml"))
    if found:
        return found
    if len(alone) == 1:
        return alone
    names = ", ".join(f"{name}.csv" for name in FILES)
    raise BadFile(_("the folder holds none of {files}, and no single YAML file.").format(files=names))


def contents(path: Path, most: int) -> bytes:
    """Return the bytes of a file. Raise `BadFile` for more than `most`, `OSError` for one that cannot be read."""
    with path.open("rb") as file:
        found = file.read(most + 1)
    if len(found) > most:
        raise BadFile(_("{file} is larger than {most} MB; split it.").format(file=path, most=most // 10**6))
    return found


def _read_text(path: Path) -> str:
    try:
        content = contents(path, LARGEST)
    except OSError as problem:
        raise BadFile(_("{file} cannot be read: {problem}.").format(file=path, problem=problem.strerror)) from None
    try:
        return content.decode("utf-16" if content.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise BadFile.at(line, _("this is not UTF-8 text; a spreadsheet is saved as “CSV UTF-8”.")) from None


def _sheet(kinds: Iterable[Kind], rows: Sequence[Cells]) -> Sheet:
    sheet = Sheet(
        tuple(kinds),
        [read_network(row) for row in rows if row.kind is Kind.NETWORKS],
        [read_person(row) for row in rows if row.kind is Kind.PEOPLE],
        [read_membership(row) for row in rows if row.kind is Kind.MEMBERSHIPS],
        [read_milestone(row) for row in rows if row.kind is Kind.MILESTONES],
        [read_commitment(row) for row in rows if row.kind is Kind.COMMITMENTS],
        [read_quorum(row) for row in rows if row.kind is Kind.QUORUMS],
        [read_meeting(row) for row in rows if row.kind is Kind.MEETINGS],
        [(kind, read_part(row)) for kind, read_part in PARTS.items() for row in rows if row.kind is kind],
        [read_vote(row) for row in rows if row.kind is Kind.VOTES],
    )
    _once(sheet.networks, lambda row: [row.code])
    _once(sheet.people, lambda row: [row.name, row.id, *row.handles])
    _once(sheet.commitments, lambda row: [row.ref, f"{row.code}-C{row.number}" if row.number else ""])
    _once(sheet.milestones, lambda row: [row.ref, f"{row.code}-W{row.number}" if row.number else ""])
    _once(sheet.meetings, lambda row: [row.ref, f"{row.code}-M{row.number}" if row.number else ""])
    for kind in PARTS:
        _once([part for found, part in sheet.parts if found is kind], lambda row: [_part(row)])
    return sheet


def _part(row: PartRow) -> str:
    """Return what the row is about: no other row of its kind may be about the same."""
    if isinstance(row, AttendanceRow):
        return _("{person} at sitting {number} of {meeting}").format(
            person=row.person, number=row.sitting, meeting=f"{row.code} {row.meeting}"
        )
    return _("{number} of {meeting}").format(number=row.number, meeting=f"{row.code} {row.meeting}")


def _once(rows: Iterable[Row], keys: Callable[[Row], Iterable[str]]) -> None:
    """Raise `BadFile` for a key that an earlier row has; letter case makes no difference, and an empty key is none."""
    seen: dict[str, Row] = {}
    for row in rows:
        for key in filter(None, keys(row)):
            first = seen.setdefault(key.casefold(), row)
            if first is not row:
                raise BadFile.at(row.line, _("{key} stands in line {line} already.").format(key=key, line=first.line))
