"""A pasted text as rows of cells: columns by tab or `|`, rows by line or ` ;; `, paragraphs as `<p>` or `<br>`."""

import html
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_ROWS: Final = re.compile(r"\n|\s;;(?:\s|$)")
_COLUMNS: Final = re.compile(r"\t|[|｜]")
_PARAGRAPHS: Final = re.compile(r"</?p>|<br ?/?>", re.IGNORECASE)
_RULE: Final = re.compile(r"[\s|｜:=+-]+")
_BULLET: Final = re.compile(r"^(?:[-*•–]|\d{1,2}[.)])\s+")
_HEAD: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"action.*|activit(?:y|ies)|tasks?|what|(?:next )?steps?|to-?do",
        r"actors?.*|who|owners?|responsib(?:le|ility)|leads?|assigned to",
        r"deadline.*|due(?: date)?|(?:by )?when|dates?",
    )
)
_CODE: Final = re.compile(r"\(([A-Za-z][A-Za-z0-9]{1,11})\)\s*$")

Cell = tuple[str, ...]
"""The paragraphs of a cell."""


class Row(NamedTuple):
    """A row: what, who, by when. `line` is its place in the text, from 1; `code` is that of the title above it."""

    line: int
    code: str
    action: Cell
    actor: Cell
    deadline: Cell
    joined: bool = False
    """Whether it stood in two rows, as at the end of a page."""
    beside: str = ""
    """What stands in further columns."""


class Stray(NamedTuple):
    """A line without columns, which is no title either."""

    line: int
    text: str


def read_table(text: str) -> list[Row | Stray]:
    """Return the rows of a pasted text; a row that a page break cut in two is one."""
    found: list[Row | Stray] = []
    for row in _rows(text):
        before = found[-1] if found else None
        if isinstance(row, Row) and isinstance(before, Row) and _continues(before, row):
            found[-1] = _joined(before, row)
        else:
            found.append(row)
    return found


def _rows(text: str) -> Iterator[Row | Stray]:
    code = ""
    for number, line in enumerate(_ROWS.split(text), 1):
        plain = html.unescape(line).strip(" ")
        if not plain.strip() or _RULE.fullmatch(plain):
            continue
        bare = plain.strip().removeprefix("|").removesuffix("|") if "|" in plain else plain
        cells = [_cell(cell) for cell in _COLUMNS.split(bare)]
        if _is_head(cells):
            continue
        if len(cells) > 1 and any(cells):
            action, actor, deadline, *_more = [*cells, (), ()]
            beside = "; ".join(" ".join(cell) for cell in cells[3:] if cell)
            yield Row(number, code, action, actor, deadline, beside=beside)
        elif titled := _CODE.search(plain.strip()):
            code = titled[1].upper()
        elif not _is_heading(plain):
            yield Stray(number, plain.strip())


def _cell(text: str) -> Cell:
    parts = (" ".join(_BULLET.sub("", part.strip()).split()) for part in _PARAGRAPHS.split(text))
    return tuple(part for part in parts if part)


def _is_head(cells: list[Cell]) -> bool:
    words = [" ".join(cell).casefold().strip("*_: ") for cell in cells]
    return len(words) > 1 and all(head.fullmatch(word) for word, head in zip(words, _HEAD, strict=False))


def _is_heading(text: str) -> bool:
    """Tell whether a line without columns is a heading: written in capitals, or marked as one."""
    return text.lstrip().startswith("#") or text.upper() == text


def _continues(before: Row, row: Row) -> bool:
    """Tell whether a row goes on with the one before: neither has a deadline, and it begins in the middle of one."""
    begins = " ".join(row.actor)[:1] or " ".join(row.action)[:1]
    starts_low = begins.islower() or (" ".join(row.action)[:1].isdigit() and not " ".join(row.actor)[:1].isupper())
    return not before.deadline and not row.deadline and bool(row.action or row.actor) and starts_low


def _joined(before: Row, row: Row) -> Row:
    action, actor = (
        (" ".join([*one, *other]),) if one or other else ()
        for one, other in ((before.action, row.action), (before.actor, row.actor))
    )
    return before._replace(action=action, actor=actor, joined=True)
