"""The words of dates: names of months and weekdays, how a typed text is normalised, how a date is written out again."""

import re
from calendar import monthrange
from datetime import date, time, tzinfo
from typing import Final

from chatbot.characters import fold_characters
from storage.i18n import N_, _, plural
from storage.moments import MONTHS

WEEKDAYS: Final = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip
SHORT_WEEKDAYS: Final = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))

MONTH_NUMBERS: Final = {
    **{name.casefold(): number for number, name in enumerate(MONTHS, 1)},
    **{name[:3].casefold(): number for number, name in enumerate(MONTHS, 1)},
    "sept": 9,
}
WEEKDAY_NUMBERS: Final = {
    **{name.casefold(): number for number, name in enumerate(WEEKDAYS)},
    **{name.casefold(): number for number, name in enumerate(SHORT_WEEKDAYS)},
    "tues": 1, "weds": 2, "thur": 3, "thurs": 3,
}  # fmt: skip
MONTH: Final = "|".join(MONTH_NUMBERS)
WEEKDAY: Final = "|".join(WEEKDAY_NUMBERS)
COUNTS: Final = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
COUNT: Final = rf"\d{{1,4}}|{'|'.join(COUNTS)}"

_DASHES: Final = re.compile(r"[\u2010-\u2015\u2212]")
_GAPS: Final = re.compile(r"[\s,;،؛、]+")
_ISO_TIME: Final = re.compile(r"(?<=\d)t(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)([+-]\d\d:?\d\d)?")
_EDGES: Final = " .:!?؟。'\"“”‘’`«»"


class DateRefused(Exception):
    """A text is no date, or could be several: what was wrong, and a date text that would work."""

    def __init__(self, reason: str, suggestion: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.suggestion = suggestion


class DateUnclear(DateRefused):
    """A text could be several dates: the person is asked."""


def read_count(word: str) -> int:
    """Return the number of days, weeks or hours that a word of `COUNT` says."""
    return int(word) if word.isdecimal() else COUNTS[word.casefold()]


def normalise(text: str) -> str:
    """Return the text in lower case with plain digits, spaces and dashes, and ISO's "T" and offset spelt apart."""
    plain = _GAPS.sub(" ", _DASHES.sub("-", fold_characters(text).casefold()))
    return _ISO_TIME.sub(lambda iso: f" {iso[1]}" + (f" utc{iso[2]}" if iso[2] else ""), plain).strip(_EDGES)


def real_date(year: int, month: int, day: int) -> date:
    """Return the date; raise `DateRefused` when the calendar does not have it."""
    if year == 0 or not 1 <= month <= 12:
        raise DateRefused(_("There is no month {month} of the year {year}.").format(month=month, year=year))
    try:
        return date(year, month, day)
    except ValueError:
        last = date(year, month, monthrange(year, month)[1])
        raise DateRefused(
            _("{date} does not exist: {length}.").format(
                date=_name(year, month, day),
                length=plural("that month has {count} day", "that month has {count} days", last.day),
            ),
            write(last),
        ) from None


def name_date(day: date) -> str:
    """Return a date as it is shown, such as "26 March 2021", in the reader's language."""
    return _name(day.year, day.month, day.day)


def name_day(day: date) -> str:
    """Return a date of any year, such as "26 March"."""
    return _("{day} {month}").format(day=day.day, month=_(MONTHS[day.month - 1]))


def _name(year: int, month: int, day: int) -> str:
    return _("{day} {month} {year}").format(day=day, month=_(MONTHS[month - 1]), year=year)


def write(day: date, at: time | None = None, zone: tzinfo | None = None) -> str:
    """Return a date text that the grammar reads, such as "26 March 2021 17:00 Europe/Paris"; always English."""
    text = f"{day.day} {MONTHS[day.month - 1]} {day.year:04}"
    return f"{text} {at:%H:%M}" + (f" {zone}" if zone else "") if at else text
