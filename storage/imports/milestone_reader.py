"""From the cells of a row to a milestone."""

from storage.events import EVER
from storage.i18n import _
from storage.imports.cells import Cells
from storage.imports.row_readers import read_code, read_number
from storage.imports.rows import MilestoneRow
from storage.imports.slip_reader import read_slips


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
