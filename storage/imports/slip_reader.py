"""What became of something: the lists of slips, of lapses and of notes, whose items each say when."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from storage.events import EVER, Progress
from storage.i18n import _
from storage.imports.cells import LONGEST, Cells
from storage.imports.rows import NoteRow, SlipRow
from storage.state import Lapse

_WHEN: Final = r"\d{4}-\d\d-\d\d(?:T[0-9:.]+Z?)?"
_SLIP: Final = re.compile(rf"({_WHEN})(?: at ({_WHEN}))?(?:: (.*))?", re.DOTALL)
_LAPSE: Final = re.compile(rf"(done|dropped)(?: at ({_WHEN}))? until ({_WHEN})")
_NOTE: Final = re.compile(rf"({_WHEN}): (.*)", re.DOTALL)
_UNTIL: Final = re.compile(rf"@?(.+) until ({_WHEN})")
_LONGEST_ITEM: Final = LONGEST + 60


def read_slips(cells: Cells, first: datetime | None) -> tuple[SlipRow, ...]:
    """Return the slips in their order. Without a list, there is one to `due` where `slipped` or another date says so.

    `first` is the date before all of them, if any.
    """
    due = cells.moment("due")
    if "slips" not in cells:
        moved = due is not None and ("slipped" in cells or (first is not None and first != due))
        return (SlipRow(due, cells.moment("slipped") or EVER, ""),) if due and moved else ()
    sentence = _("“{text}” is no slip; write its date, when it moved and why, as in {example}.")
    example = "2021-04-22 at 2021-04-10T12:00Z: waiting for the reviewers"
    slips = tuple(
        SlipRow(cells.instant("slips", found[1]), _at(cells, "slips", found[2]), found[3] or "")
        for found in _items(cells, "slips", _SLIP, sentence, example)
    )
    if "slipped" in cells:
        raise cells.bad("slipped", _("slips says already when it moved; leave slipped out."))
    if slips and slips[-1].due != due:
        raise cells.bad("slips", _("the last of the slips is not to the due date; write the same date as due."))
    return slips


def read_lapses(cells: Cells) -> tuple[Lapse, ...]:
    """Return the times in which it counted as finished, before it was taken up again."""
    sentence = _("“{text}” says not what it was, when, and until when; write as in {example}.")
    return tuple(
        Lapse(Progress(found[1]), _at(cells, "reopened", found[2]), cells.instant("reopened", found[3]))
        for found in _items(cells, "reopened", _LAPSE, sentence, "done at 2021-04-10 until 2021-04-22")
    )


def read_notes(cells: Cells) -> tuple[NoteRow, ...]:
    """Return the notes that were added."""
    sentence = _("“{text}” says not when it was noted; write as in {example}.")
    found = _items(cells, "notes", _NOTE, sentence, "2021-04-10T12:00Z: half of it is written")
    return tuple(NoteRow(cells.instant("notes", one[1]), one[2]) for one in found)


def read_snoozed(cells: Cells) -> tuple[tuple[str, datetime], ...]:
    """Return who wants to hear nothing until when."""
    sentence = _("“{text}” says not who and until when; write as in {example}.")
    found = _items(cells, "snoozed", _UNTIL, sentence, "@amina until 2021-04-22")
    return tuple((one[1], cells.instant("snoozed", one[2])) for one in found)


def _items(cells: Cells, column: str, form: re.Pattern[str], sentence: str, example: str) -> Iterator[re.Match[str]]:
    """Yield the items of a list, taken apart. Raise `BadFile` with the sentence for one of another form."""
    for text in cells.several(column, _LONGEST_ITEM):
        found = form.fullmatch(text)
        if not found:
            raise cells.bad(column, sentence.format(text=text, example=example))
        yield found


def _at(cells: Cells, column: str, text: str | None) -> datetime:
    return cells.instant(column, text) if text else EVER
