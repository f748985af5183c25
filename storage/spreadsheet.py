"""How values stand in the cells of a CSV file: lists, and texts that a spreadsheet would take for a formula."""

import re
from collections.abc import Iterable
from typing import Final

_FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_ITEM: Final = re.compile(r"(?:\\[\\;]|[^;])+")
_ESCAPED: Final = re.compile(r"\\([\\;])")


def guard(text: str) -> str:
    """Return the text with an apostrophe before it if a spreadsheet would take it for a formula.

    The characters are those of OWASP's page on CSV injection, full-width ones included.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguard(cell: str) -> str:
    """Return the text that `guard` was given; an apostrophe before any other character stays."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def join(items: Iterable[str]) -> str:
    r"""Return a list as one cell: `;` between the items, `\;` and `\\` for what stands in them."""
    return "; ".join(item.replace("\\", "\\\\").replace(";", "\\;") for item in items)


def split(cell: str) -> tuple[str, ...]:
    """Return the items of a cell without the spaces around them; empty ones are no items."""
    items = (_ESCAPED.sub(r"\1", item.strip()) for item in _ITEM.findall(cell))
    return tuple(item for item in items if item)
