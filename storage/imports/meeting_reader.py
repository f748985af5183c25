"""From the cells of a row to a meeting, or to a part of one. `BadFile` is raised for what cannot be used."""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

from storage.codes import zone_named
from storage.columns import NONE, TYPED, Kind
from storage.events import EVER, MeetingKind, Presence, Rhythm, Series
from storage.i18n import _
from storage.ids import read_label
from storage.imports.cells import Cells
from storage.imports.meeting_rows import (
    AttendanceRow,
    ItemRow,
    MeetingNoteRow,
    MeetingRow,
    MinutesRow,
    PartRow,
    QuorumRow,
)
from storage.imports.row_readers import read_code, read_number

_IMPORTED: Final = "import"
_LONGEST_MINUTES: Final = 100_000
_NAME: Final = 100
_SERIES: Final = re.compile(r"M?(\d{1,6}) (\d{1,6}) (week|fortnight|month|date)(?: (\S+))?(?: (\S+))?", re.IGNORECASE)
_FRACTION: Final = re.compile(r"\d{1,4}/\d{1,4}", re.ASCII)


def read_quorum(cells: Cells) -> QuorumRow:
    """Return a quorum that was agreed."""
    text = cells.required("fraction", 20)
    numbers = [int(number) for number in text.split("/")] if _FRACTION.fullmatch(text) else [0, 0]
    if text != NONE and not 0 < numbers[0] <= numbers[1]:
        sentence = _("fraction is “{text}”; write a part such as 1/2, or {none}.")
        raise cells.bad("fraction", sentence.format(text=text, none=NONE))
    fraction = "" if text == NONE else str(Fraction(*numbers))
    return QuorumRow(cells.line, read_code(cells, "pn"), fraction, cells.start("since") or EVER)


def read_meeting(cells: Cells) -> MeetingRow:
    """Return a meeting. Its sittings, and what is said of each, are lists in the same order."""
    code = read_code(cells, "pn")
    ref, number = read_number(cells, code, "meeting")
    sittings, since = cells.moments("sittings"), cells.start("since") or EVER
    if not sittings:
        raise cells.bad("sittings", _("{column} is missing.").format(column="sittings"))
    row = MeetingRow(
        cells.line,
        ref,
        number,
        code,
        cells.required("title"),
        cells.choice("kind", MeetingKind) or MeetingKind.MWG,
        sittings,
        cells.moments("planned") or sittings,
        since,
        cells.number("moved"),
        cells.moment("timed") or since,
        cells.text("moved_because"),
        cells.moments("opened"),
        cells.moments("closed"),
        cells.moment("cancelled"),
        cells.text("cancelled_because"),
        cells.yes("ends_series"),
        tuple(cells.number("observers", text) for text in cells.several("observers", 20)),
        tuple(cells.number("reminded", text) for text in cells.several("reminded", 20)),
        cells.text("link"),
        cells.yes("chatham"),
        _series(cells),
    )
    _require_sittings(cells, row)
    return row


def _require_sittings(cells: Cells, row: MeetingRow) -> None:
    """Raise `BadFile` for a sitting that is spoken of and is none, or was closed before it began."""
    most = len(row.sittings)
    lists = {"planned": row.planned, "opened": row.opened, "closed": row.closed, "observers": row.observers}
    for column, values in lists.items():
        if len(values) > most or (column == "planned" and len(values) < most):
            sentence = _("{column} says something of {count} sittings; there are {most}.")
            raise cells.bad(column, sentence.format(column=column, count=len(values), most=most))
    if any(not 1 <= sitting <= most for sitting in row.reminded):
        raise cells.bad("reminded", _("reminded names a sitting that is none; there are {most}.").format(most=most))
    if len(row.opened) < len(row.closed) < most or (row.closed and not row.opened):
        raise cells.bad("closed", _("closed says something of a sitting that was not opened."))


def _series(cells: Cells) -> Series | None:
    """Return which of a series of meetings it is, such as "M1 3 month Europe/Paris"."""
    text = cells.text("series", 80)
    if not text:
        return None
    found = _SERIES.fullmatch(text)
    zone = zone_named(found[4] or "UTC") if found else None
    also = zone_named(found[5] or zone.key) if found and zone else None
    if not found or zone is None or also is None:
        sentence = _(
            "series is “{text}”; write its first meeting, the place from 0, the rhythm and the zone: {example}."
        )
        raise cells.bad("series", sentence.format(text=text, example="M1 3 month Europe/Paris"))
    also_zone = also.key if found[5] else ""
    return Series(int(found[1]), int(found[2]), Rhythm(found[3].casefold()), zone.key, also_zone)


def _item(cells: Cells) -> ItemRow:
    return ItemRow(
        *_place(cells),
        _number(cells, "item"),
        cells.required("text"),
        cells.text("person", _NAME),
        cells.number("place"),
        cells.moment("begun"),
        cells.yes("dropped"),
    )


def _note(cells: Cells) -> MeetingNoteRow:
    return MeetingNoteRow(
        *_place(cells),
        _number(cells, "note"),
        cells.required("text"),
        cells.number("item"),
        cells.text("person", _NAME),
        cells.moment("at") or EVER,
        cells.yes("dropped"),
    )


def _minutes(cells: Cells) -> MinutesRow:
    return MinutesRow(
        *_place(cells),
        _number(cells, "version"),
        cells.verbatim("text", _LONGEST_MINUTES),
        cells.moment("at") or EVER,
        cells.text("reason"),
    )


def _attendance(cells: Cells) -> AttendanceRow:
    cells.required("presence")
    presence = cells.choice("presence", Presence) or Presence.PRESENT
    holder = cells.text("holder", _NAME)
    if (presence is Presence.PROXY) != bool(holder):
        raise cells.bad("holder", _("a proxy, and nothing else, has a holder: who represents the person."))
    via = cells.text("via", 20) or _IMPORTED
    return AttendanceRow(
        *_place(cells),
        cells.number("sitting", cells.text("sitting", 20) or "1") or 1,
        cells.required("person", _NAME),
        presence,
        cells.moment("at") or EVER,
        cells.moment("left"),
        holder,
        cells.text("recorder", _NAME),
        "" if via == TYPED else via,
        cells.text("reason"),
    )


def _number(cells: Cells, column: str) -> int:
    cells.required(column)
    number = cells.number(column)
    if not number:
        raise cells.bad(column, _("{column} counts from 1.").format(column=column))
    return number


def _place(cells: Cells) -> tuple[int, str, str]:
    """Return the line, the network and the meeting: its number as text, or an id of its own."""
    code, text = read_code(cells, "pn"), cells.required("meeting", 60)
    label = read_label(text)
    if label is None or label.noun != "meeting":
        return cells.line, code, text
    if (label.code or code) != code:
        sentence = _("{id} is a meeting of {theirs}, but pn is {ours}.")
        raise cells.bad("meeting", sentence.format(id=text, theirs=label.code, ours=code))
    return cells.line, code, str(label.number)


PARTS: Final[Mapping[Kind, Callable[[Cells], PartRow]]] = {
    Kind.AGENDA: _item,
    Kind.NOTES: _note,
    Kind.MINUTES: _minutes,
    Kind.ATTENDANCE: _attendance,
}
"""What reads the rows about each part of a meeting, in the order in which they build on each other."""
