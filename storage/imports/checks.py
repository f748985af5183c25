"""What every row is checked for against the record, and the numbers that new ones get."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from storage.events import Code
from storage.i18n import _
from storage.imports.bad_file import BadFile
from storage.imports.differences import Noun, difference
from storage.imports.meeting_rows import MeetingRow
from storage.imports.rows import CommitmentRow, MilestoneRow
from storage.moments import tell_minute
from storage.state import State

NumberedRow = CommitmentRow | MilestoneRow | MeetingRow


def require_past(line: int, columns: Mapping[str, datetime | None], now: datetime) -> None:
    """Raise `BadFile` for a fact that does not hold yet. Only an end, `to`, may be known before its time."""
    for column, moment in columns.items():
        if moment and moment > now:
            sentence = _(
                "{column} is still to come: {moment}. Leave it out, or write when it was; "
                "if that was today, with the time, as in {example}."
            )
            example = f"{now:%Y-%m-%dT%H:%MZ}"
            raise BadFile.at(line, sentence.format(column=column, moment=tell_minute(moment), example=example))


def is_new(
    line: int,
    name: str,
    columns: Mapping[str, Callable[[Noun], object]],
    wanted: Noun,
    known: Iterable[Noun | None],
) -> bool:
    """Tell whether nothing like it is known. Raise `BadFile` when it is, and says something else."""
    found = [difference(columns, wanted, thing) for thing in known if thing]
    column = next(iter(found), None)
    if column and None not in found:
        sentence = _("{name} is in the record already with another {column}.")
        raise BadFile.at(line, sentence.format(name=name, column=_(column)))
    return not found


class Numbers:
    """The numbers that the rows of a file get."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._next: dict[tuple[Code, str], int] = {}

    def take(self, row: NumberedRow, name: str, noun: str) -> int:
        """Return the row's number. One that was asked for may be later than the next, so that gaps stay gaps."""
        following = self._next.get((row.code, noun)) or self._state.next_number(row.code, noun)
        if not row.ref and 0 < row.number < following:
            sentence = _("the number of {id} was used already; take the id out, and the row gets the next number.")
            raise BadFile.at(row.line, sentence.format(id=name))
        number = max(row.number, following)
        self._next[row.code, noun] = number + 1
        return number
