"""From the cells of a row to a commitment or a milestone: its id, its deadlines, its status."""

import re
from datetime import datetime
from typing import Final

from storage.codes import zone_named
from storage.events import EVER, DeadlineKind, Every, Progress, Unit
from storage.i18n import _
from storage.imports.cells import LONGEST, Cells
from storage.imports.row_readers import read_code, read_number, read_other
from storage.imports.rows import CommitmentRow, MilestoneRow, SlipRow
from storage.imports.slip_reader import read_lapses, read_notes, read_slips, read_snoozed

_EVERY: Final = re.compile(r"(?:([1-9]\d?) )?(week|month|year)(?: (\S+))?", re.IGNORECASE)


def read_commitment(cells: Cells) -> CommitmentRow:
    """Return a commitment."""
    code = read_code(cells, "pn")
    ref, number = read_number(cells, code, "commitment")
    due, kind, slips = _deadline(cells)
    return CommitmentRow(
        cells.line,
        ref,
        number,
        code,
        cells.required("action"),
        cells.items("actors"),
        cells.items("proposed"),
        _leaving(cells),
        cells.text("actor_role", 100),
        due,
        kind,
        slips,
        _status(cells),
        cells.start("since") or EVER,
        cells.moment("started"),
        cells.moment("done") or EVER,
        cells.moment("dropped") or EVER,
        cells.text("reason"),
        read_lapses(cells),
        cells.text("evidence"),
        _note(cells),
        read_notes(cells),
        read_snoozed(cells),
        cells.text("maker", 100),
        cells.moment("assigned"),
        cells.text("assigner", 100),
        read_other(cells, "milestone", "milestone"),
        _every(cells),
        cells.moment("first_due"),
        read_other(cells, "follows", "commitment"),
    )


def read_milestone(cells: Cells) -> MilestoneRow:
    """Return a milestone. One that moved has `slipped`; without an `original_due` it had no date before."""
    code = read_code(cells, "pn")
    ref, number = read_number(cells, code, "milestone")
    due, original = cells.moment("due"), cells.moment("original_due")
    moved = "slipped" in cells or "slips" in cells or original is not None
    if due is None and moved:
        raise cells.bad("due", _("due is missing; a milestone that moved has a date."))
    return MilestoneRow(
        cells.line,
        ref,
        number,
        code,
        cells.required("milestone_title", 300),
        original if moved else due,
        read_slips(cells, original),
        cells.start("since") or EVER,
        cells.moment("met"),
        cells.moment("dropped"),
        cells.text("reason"),
    )


def _leaving(cells: Cells) -> tuple[str, ...]:
    """Return those of the actors who have it until it is accepted."""
    leaving, actors = cells.items("leaving"), cells.items("actors")
    if not set(leaving) <= set(actors):
        raise cells.bad("leaving", _("leaving names somebody who is not one of the actors."))
    return leaving


def _every(cells: Cells) -> Every | None:
    """Return how often it comes again, such as "month", "2 week" or "1 month Europe/Berlin"."""
    text = cells.text("every", 60)
    if not text:
        return None
    found = _EVERY.fullmatch(text)
    zone = zone_named(found[3] or "UTC") if found else None
    if not found or zone is None:
        raise cells.bad(
            "every", _("every is “{text}”; write month, 2 week, or 1 year Africa/Nairobi.").format(text=text)
        )
    return Every(Unit(found[2].casefold()), int(found[1] or 1), zone.key)


def _deadline(cells: Cells) -> tuple[datetime | None, DeadlineKind, tuple[SlipRow, ...]]:
    """Return the deadline of the commitment as it was made, its kind, and how it moved.

    Where the kind is none, there was no deadline at first, and the original one is the first to which it moved.
    """
    due, original = cells.moment("due"), cells.moment("original_due")
    kind = cells.choice("deadline_kind", DeadlineKind) or (DeadlineKind.BY if due else DeadlineKind.NONE)
    undated, moved = kind is DeadlineKind.NONE, "slipped" in cells or "slips" in cells
    if due is None and (moved or original or not undated):
        raise cells.bad("due", _("due is missing; without a deadline, write none as deadline_kind and nothing else."))
    if due and undated and not moved:
        raise cells.bad("deadline_kind", _("deadline_kind is none, but there is a date: write by or on."))
    slips = read_slips(cells, original)
    if not undated:
        return original or due, kind, slips
    if "slips" not in cells and original and original != due:
        slips = (slips[0]._replace(due=original), *slips)
    return None, kind, slips


def _status(cells: Cells) -> Progress:
    """Return the status that is given, or that the other columns tell. Raise `BadFile` where they disagree."""
    done, dropped = Progress.DONE, Progress.DROPPED
    finished = {"done": done, "evidence": done, "dropped": dropped, "reason": dropped}
    told = next((status for column, status in finished.items() if column in cells), None)
    told = told or (Progress.IN_PROGRESS if "started" in cells else None)
    status = cells.choice("status", Progress) or told or Progress.UNKNOWN
    for column, wanted in finished.items():
        if column in cells and status is not wanted:
            sentence = _("{column} is given, but the status is {status}: write {wanted} as status.")
            raise cells.bad(column, sentence.format(column=column, status=status, wanted=wanted))
    if "started" in cells and status in (Progress.OPEN, Progress.UNKNOWN):
        sentence = _("started is given, but the status is {status}: write {wanted} as status.")
        raise cells.bad("started", sentence.format(status=status, wanted=Progress.IN_PROGRESS))
    return status


def _note(cells: Cells) -> str:
    quote, note = cells.text("quote"), cells.text("note", 2 * LONGEST + 3)
    return "\n".join(part for part in (f"“{quote}”" if quote else "", note) if part)
