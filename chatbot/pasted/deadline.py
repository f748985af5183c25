"""The deadline of a pasted row: `by` a date or `on` it, mostly without a year."""

import re
from datetime import datetime
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from chatbot.dates import DateRefused, read_moment
from storage.events import DeadlineKind

_DATE: Final = re.compile(
    r"\b(?:(?P<iso>\d{4}-\d\d-\d\d)"
    r"|(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?(?P<month>[^\W\d_]{3,})\.?(?:,?\s+(?P<year>\d{4}))?"
    r"|(?P<numbers>\d{1,2}[./]\d{1,2}[./]\d{4})"
    r"|(?P<end>end)(?:\s+of)?\s+(?P<month3>[^\W\d_]{3,})(?:,?\s+(?P<year3>\d{4}))?"
    r"|(?P<month2>[^\W\d_]{3,})\.?\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?P<year2>\d{4}))?)\b"
)
_ON: Final = re.compile(r"\bon\s*$", re.IGNORECASE)
_LEAD: Final = re.compile(r"\b(?:by|on|before|until|due|not later than)\s*$", re.IGNORECASE)


class Deadline(NamedTuple):
    """What a deadline's text says. `rest` are its other words, such as what is to be done by then."""

    due: datetime
    kind: DeadlineKind
    rest: str
    guessed: bool
    """Whether the year was guessed."""


def read_deadline(text: str, now: datetime, zone: ZoneInfo, year: int | None) -> Deadline | None:
    """Return what a text says; None where no date can be read in it.

    Without a year it is the given one, else the one in which the date lies nearest to now.
    """
    for found in _DATE.finditer(text):
        if due := _due(found, now, zone, year):
            before = text[: found.start()]
            kind = DeadlineKind.ON if _ON.search(before) else DeadlineKind.BY
            rest = " ".join(f"{_LEAD.sub('', before)} {text[found.end() :]}".split()).strip(" ,.;:")
            guessed = not (
                found["iso"] or found["numbers"] or found["year"] or found["year2"] or found["year3"] or year
            )
            return Deadline(due, kind, rest, guessed)
    return None


def _due(found: re.Match[str], now: datetime, zone: ZoneInfo, year: int | None) -> datetime | None:
    if whole := found["iso"] or found["numbers"]:
        return _moment(whole, now, zone)
    day, month = found["day"] or found["day2"] or "end of", found["month"] or found["month2"] or found["month3"]
    named = found["year"] or found["year2"] or found["year3"] or year
    years = [int(named)] if named else [now.year - 1, now.year, now.year + 1]
    moments = [moment for one in years if (moment := _moment(f"{day} {month} {one}", now, zone))]
    return min(moments, key=lambda moment: abs(moment - now), default=None)


def _moment(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    try:
        return read_moment(text, now, zone)
    except DateRefused:
        return None
