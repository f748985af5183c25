"""When what comes again comes: counted from the first time, so that after 31 January and 28 February comes 31 March.

The time of the day is kept where it was meant, whatever the clocks do there.
"""

from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from storage.events import Every, Unit

_UNITS: Final = {
    Unit.WEEK: relativedelta(weeks=1),
    Unit.MONTH: relativedelta(months=1),
    Unit.YEAR: relativedelta(years=1),
}
LONGEST: Final = {Unit.WEEK: 7, Unit.MONTH: 31, Unit.YEAR: 366}
"""The most days that a unit has."""


def occurrence(first: datetime, every: Every, number: int) -> datetime:
    """Return, in UTC, the time of a number; the first has the number 0.

    A day that a month does not have is its last day. A time that the clocks leap over is that much later, and one that
    they show twice is the earlier.
    """
    passed = _UNITS[every.unit] * (every.count * number)
    return (first.astimezone(ZoneInfo(every.zone)) + passed).astimezone(UTC)


def next_after(first: datetime, every: Every, moment: datetime) -> datetime:
    """Return the first time that is later than a moment."""
    number = max(0, (moment - first).days // (every.count * LONGEST[every.unit]))
    while occurrence(first, every, number) <= moment:
        number += 1
    return occurrence(first, every, number)
