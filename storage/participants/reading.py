"""From the CSV file of a video call to whoever took part: Zoom's, Teams' and other forms, in whatever encoding."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from storage.i18n import _
from storage.imports.bad_file import BadFile
from storage.people import folded

_BOMS: Final = (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")
_NAMES: Final = frozenset(
    {"name", "full name", "user name", "username", "participant", "participant name", "display name", "attendee"}
)
_EMAILS: Final = frozenset({"email", "e-mail", "user email", "email address", "participant id (upn)", "upn"})
_ORIGINAL: Final = " (original name)"
_SECTION: Final = re.compile(r"\d+\. \D")
"""How Teams begins a further part of its file."""
_BRACKETS: Final = re.compile(r"\s*[(\[（]([^()\[\]（）]*)[)\]）]")
_SAYS_HOW: Final = re.compile(
    r"guest|unverified|external|host|co-host|me|org(aniser|anizer)?|presenter|invit(é|ee|ado)|gast", re.IGNORECASE
)
"""What stands in brackets after a name and is none."""
_DEVICE: Final = re.compile(
    r"i-?phone|i-?pad|android|galaxy|samsung|huawei|xiaomi|redmi|pixel|macbook|imac|laptop|desktop|zoom user|"
    r"call-in user|unknown user|\bguest\b|\bparticipant \d|\+?[\d\s().*-]{6,}$",
    re.IGNORECASE,
)


class Participant(NamedTuple):
    """Somebody who was in a call, as the call has them."""

    shown: str
    """How the file names them."""
    names: tuple[str, ...]
    """What may be their name; none for a telephone or another device."""
    email: str


def read_participants(content: bytes) -> list[Participant]:
    """Return everybody whom the file names, each once. Raise `BadFile` for what is no such list."""
    text = _decoded(content)
    found = max((_rows(text, delimiter) for delimiter in ",;\t"), key=lambda rows: len(rows[0]) if rows else 0)
    if not found:
        sentence = _("this is no list of participants: no line has a column of names, such as {columns}.")
        raise BadFile.at(1, sentence.format(columns="Name, Full Name, Name (Original Name)"))
    header, *rows = found
    everyone: dict[str, Participant] = {}
    for row in rows:
        one = _participant(header, row)
        if one.shown or one.email:
            everyone.setdefault(one.email or folded(one.shown), one)
    return list(everyone.values())


def _decoded(content: bytes) -> str:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if b"\0" in content[:200]:
        return content.decode("utf-16-le" if content[1:2] == b"\0" else "utf-16-be", "replace")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _rows(text: str, delimiter: str) -> list[list[str]]:
    """Return the header of the participants and what follows it, up to an empty line or the next part of the file."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    found: list[list[str]] = []
    try:
        for row in lines:
            cells = [cell.strip() for cell in row]
            if found and (not any(cells) or _SECTION.match(cells[0])):
                break
            if found or any(_is_name(cell) for cell in cells):
                found.append(cells)
    except csv.Error as problem:
        raise BadFile.at(lines.line_num, _("this is no CSV: {problem}.").format(problem=problem)) from None
    return found


def _is_name(cell: str) -> bool:
    return cell.casefold().removesuffix(_ORIGINAL) in _NAMES or cell.casefold() == "first name"


def _participant(header: Sequence[str], row: Sequence[str]) -> Participant:
    cells = dict(zip((column.casefold() for column in header), row, strict=False))
    shown = next((cells[column.casefold()] for column in header if _is_name(column) and column.casefold() in cells), "")
    shown = " ".join(f"{shown} {cells.get('last name', '')}".split())
    email = next((cells[column] for column in cells if column in _EMAILS and "@" in cells[column]), "")
    return Participant(shown, tuple(_names(shown)), email.casefold())


def _names(shown: str) -> Iterator[str]:
    """Yield the name, and the one in brackets where it is another: Zoom writes there how somebody was called first."""
    for name in dict.fromkeys([_BRACKETS.sub("", shown), *_BRACKETS.findall(shown)]):
        plain = " ".join(name.split())
        if plain and not _DEVICE.search(plain) and not _SAYS_HOW.fullmatch(plain):
            yield plain
