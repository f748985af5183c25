"""What became of something: the lists of slips, of lapses and of notes, whose items each say when."""

import re
from datetime import datetime
from typing import Final

from storage.events import EVER, Progress
from storage.i18n import _
from storage.imports.cells import LONGEST, Cells
from storage.imports.rows import LapseRow, NoteRow, SlipRow

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
    slips = tuple(_slip(cells, text) for text in cells.several("slips", _LONGEST_ITEM))
    if "slipped" in cells:
        raise cells.bad("slipped", _("slips says already when it moved; leave slipped out."))
    if slips and slips[-1].due != due:
        raise cells.bad("slips", _("the last of the slips is not to the due date; write the same date as due."))
    return slips


def _slip(cells: Cells, text: str) -> SlipRow:
    found = _SLIP.fullmatch(text)
    if not found:
        sentence = _("“{text}” is no slip; write its date, when it moved and why, as in {example}.")
        example = "2021-04-22 at 2021-04-10T12:00Z: waiting for the reviewers"
        raise cells.bad("slips", sentence.format(text=text, example=example))
    moment = cells.instant("slips", found[2]) if found[2] else EVER
    return SlipRow(cells.instant("slips", found[1]), moment, found[3] or "")


def read_lapses(cells: Cells) -> tuple[LapseRow, ...]:
    """Return the times in which it counted as finished, before it was taken up again."""
    return tuple(_lapse(cells, text) for text in cells.several("reopened", _LONGEST_ITEM))


def _lapse(cells: Cells, text: str) -> LapseRow:
    found = _LAPSE.fullmatch(text)
    if not found:
        sentence = _("“{text}” says not what it was, when, and until when; write as in {example}.")
        raise cells.bad("reopened", sentence.format(text=text, example="done at 2021-04-10 until 2021-04-22"))
    at = cells.instant("reopened", found[2]) if found[2] else EVER
    return LapseRow(Progress(found[1]), at, cells.instant("reopened", found[3]))


def read_notes(cells: Cells) -> tuple[NoteRow, ...]:
    """Return the notes that were added."""
    return tuple(_note(cells, text) for text in cells.several("notes", _LONGEST_ITEM))


def _note(cells: Cells, text: str) -> NoteRow:
    found = _NOTE.fullmatch(text)
    if not found:
        sentence = _("“{text}” says not when it was noted; write as in {example}.")
        raise cells.bad("notes", sentence.format(text=text, example="2021-04-10T12:00Z: half of it is written"))
    return NoteRow(cells.instant("notes", found[1]), found[2])


def read_snoozed(cells: Cells) -> tuple[tuple[str, datetime], ...]:
    """Return who wants to hear nothing until when."""
    return tuple(_snoozed(cells, text) for text in cells.several("snoozed"))


def _snoozed(cells: Cells, text: str) -> tuple[str, datetime]:
    found = _UNTIL.fullmatch(text)
    if not found:
        sentence = _("“{text}” says not who and until when; write as in {example}.")
        raise cells.bad("snoozed", sentence.format(text=text, example="@amina until 2021-04-22"))
    return found[1], cells.instant("snoozed", found[2])
