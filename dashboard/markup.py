"""HTML for what the dashboard shows. Every text passes `escape` here, so that nothing that a person typed is markup.

Streamlit's own text elements read Markdown, emoji codes and formulas out of a text, and no escaping stops all of it.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple


class Figure(NamedTuple):
    """A number with its name; an alarming one stands out."""

    name: str
    value: str
    alarm: bool = False


class Link(NamedTuple):
    """A text that leads to an address."""

    text: str
    address: str


Cell = str | Link


def element(tag: str, text: str, kind: str = "", anchor: str = "") -> str:
    """Return one element with a text, which a link may lead to; a right-to-left text runs its own way."""
    place = f' id="{escape(anchor)}"' if anchor else ""
    return f'<{tag} dir="auto"{_class(kind)}{place}>{escape(text)}</{tag}>'


def links(listed: Iterable[Link]) -> str:
    """Return links in a line."""
    return f'<p class="pn-links">{" · ".join(map(_cell, listed))}</p>'


def block(*parts: str) -> str:
    """Return elements together."""
    return f"<div>{''.join(parts)}</div>"


def figures(listed: Iterable[Figure]) -> str:
    """Return figures side by side."""
    items = (
        f"<div{_class('pn-alarm' if figure.alarm else '')}><dt>{escape(figure.name)}</dt>"
        f"<dd>{escape(figure.value)}</dd></div>"
        for figure in listed
    )
    return f'<dl class="pn-figures">{"".join(items)}</dl>'


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Return facts one below the other, each a name and a text."""
    items = (f'<div><dt>{escape(name)}</dt><dd dir="auto">{escape(value)}</dd></div>' for name, value in pairs)
    return f'<dl class="pn-facts">{"".join(items)}</dl>'


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of figures, whose first column names the row."""
    return _table("pn-few", caption, heads, (_row(heads, cells) for cells in rows))


def listing(caption: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]], alarms: Iterable[bool]) -> str:
    """Return a table of texts, whose first column names the row. On a narrow screen each row becomes a few lines.

    There its last cell, a short one, stands beside the first. `alarms` tells of each row whether it is to be looked
    at; its last cell says why.
    """
    marked = zip(rows, alarms, strict=True)
    return _table(
        "pn-list", caption, heads, (_row(heads, cells, "pn-alarm" if alarm else "") for cells, alarm in marked)
    )


def folding(
    caption: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    alarms: Sequence[bool],
    first: int,
    rest: str,
) -> str:
    """Return a listing of the first rows, and one of the others that unfolds where `rest`, its name, is pressed."""
    shown = listing(caption, heads, rows[:first], alarms[:first]) if first else element("p", caption, "pn-caption")
    if len(rows) <= first:
        return shown
    return block(shown, folded(rest, listing(rest, heads, rows[first:], alarms[first:])))


def folded(name: str, tables: str, kind: str = "") -> str:
    """Return tables that unfold where their name is pressed."""
    return f"<details{_class(kind)}><summary>{escape(name)}</summary>{tables}</details>"


def beside(name: str, tables: str) -> str:
    """Return what stands open beside the rest where there is room, and is folded on a narrow screen."""
    return folded(name, tables, "pn-beside")


def _table(kind: str, caption: str, heads: Sequence[str], rows: Iterable[str]) -> str:
    """Return a table; its parts say what they are, because lines of our style are no table row to a screen reader."""
    head = "".join(f'<th scope="col" role="columnheader">{escape(text)}</th>' for text in heads)
    return (
        f'<table{_class(kind)} role="table"><caption>{escape(caption)}</caption><thead role="rowgroup">'
        f'<tr role="row">{head}</tr></thead><tbody role="rowgroup">{"".join(rows)}</tbody></table>'
    )


def _row(heads: Sequence[str], cells: Sequence[Cell], kind: str = "") -> str:
    data = "".join(
        f'<td role="cell" data-head="{escape(head)}"><span dir="auto">{_cell(cell)}</span></td>'
        for head, cell in zip(heads[1:], cells[1:], strict=True)
    )
    name = f'<th scope="row" role="rowheader" dir="auto">{_cell(cells[0])}</th>'
    return f'<tr role="row"{_class(kind)}>{name}{data}</tr>'


def _cell(cell: Cell) -> str:
    if isinstance(cell, Link):
        return f'<a href="{escape(cell.address)}">{escape(cell.text)}</a>'
    return escape(cell)


def _class(kind: str) -> str:
    return f' class="{escape(kind)}"' if kind else ""
