"""The forms that a day may be typed in, each with the rule that reads it."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum, auto
from typing import Final

from chatbot.dates.words import (
    COUNT,
    MONTH,
    MONTH_NUMBERS,
    WEEKDAY,
    WEEKDAY_NUMBERS,
    DateUnclear,
    name_date,
    name_day,
    read_count,
    real_date,
    write,
)
from storage.i18n import _


class Sort(Enum):
    """What a day still depends on."""

    FIXED = auto()
    YEARLESS = auto()
    """The year was left out; the date stands in the year of the day that it was read on."""
    WEEKDAY = auto()
    """A weekday alone; the date is its next occurrence, which may be the same day."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day as it was typed."""

    date: date
    sort: Sort = Sort.FIXED
    weekday: int | None = None
    """The weekday that was typed beside the date, Monday 0."""


Reader = Callable[[re.Match[str], date], Day]

_DAY: Final = r"(?P<day>\d{1,2})"
_MONTH: Final = rf"(?P<month>{MONTH})\.?"
_YEAR: Final = r"(?P<year>\d{4})"
_FILLING: Final = re.compile(r"(?<!\S)(?:on|the|of|eod|end of(?: the)? day) | eod$|(?<=\d)(?:st|nd|rd|th)(?!\w)")
_BESIDE: Final = re.compile(rf"({WEEKDAY})\.? (.+)")
_FRIDAY: Final = 4
_WEEK_STARTS: Final = (0, 5, 6)
"""Weeks start on Monday, Saturday or Sunday, depending on the country."""


def read_day(phrase: str, today: date) -> Day | None:
    """Return the day that a normalised phrase names for someone whose date is `today`; None when no form fits.

    Raise `DateRefused` for a day that does not exist or could be several.
    """
    phrase = _FILLING.sub("", phrase).strip()
    if day := _read(phrase, today):
        return day
    if (beside := _BESIDE.fullmatch(phrase)) and (day := _read(beside[2], today)):
        return replace(day, weekday=WEEKDAY_NUMBERS[beside[1]])
    return None


def _read(phrase: str, today: date) -> Day | None:
    found = ((form.fullmatch(phrase), reader) for form, reader in _FORMS)
    return next((reader(match, today) for match, reader in found if match), None)


def _in_words(found: re.Match[str], today: date) -> Day:
    return with_year(found["year"], MONTH_NUMBERS[found["month"]], int(found["day"]), today)


def with_year(year: str | None, month: int, day: int, today: date) -> Day:
    """Return a day; without a year, it stands in the year of today."""
    sort = Sort.FIXED if year else Sort.YEARLESS
    return Day(real_date(int(year or today.year), month, day), sort)


def _in_numbers(found: re.Match[str], today: date) -> Day:
    return with_year(found["year"], int(found["month"]), int(found["day"]), today)


def _in_either_order(found: re.Match[str], today: date) -> Day:
    first, second, year = int(found["first"]), int(found["second"]), found["year"]
    if first != second and first <= 12 and second <= 12:
        day_first, month_first = (
            with_year(year, month, day, today).date for month, day in ((second, first), (first, second))
        )
        name = name_date if year else name_day
        raise DateUnclear(
            _("That may be {one} or {other}: write the month as a word.").format(
                one=name(day_first), other=name(month_first)
            ),
            write(next((one for one in (day_first, month_first) if one >= today), day_first)),
        )
    month, day = (first, second) if second > 12 >= first else (second, first)
    return with_year(year, month, day, today)


def _month_end(found: re.Match[str], today: date) -> Day:
    year, month = int(found["year"] or today.year), MONTH_NUMBERS[found["month"]]
    return with_year(found["year"], month, monthrange(max(year, 1), month)[1], today)


def _this_month_end(_found: re.Match[str], today: date) -> Day:
    return Day(today.replace(day=monthrange(today.year, today.month)[1]))


def _from_today(found: re.Match[str], today: date) -> Day:
    return Day(today + timedelta(days=("yesterday", "today", "tomorrow").index(found[0]) - 1))


def _after_days(found: re.Match[str], today: date) -> Day:
    return Day(today + read_count(found["count"]) * timedelta(days=7 if found["unit"] == "week" else 1))


def _weekday(found: re.Match[str], today: date) -> Day:
    return Day(today + timedelta(days=(WEEKDAY_NUMBERS[found["weekday"]] - today.weekday()) % 7), Sort.WEEKDAY)


def _next_weekday(found: re.Match[str], today: date) -> Day:
    """Read "next Friday", which is certain only where the coming one is in next week, whenever weeks start."""
    wanted = WEEKDAY_NUMBERS[found["weekday"]]
    coming = today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)
    meanings = {coming, *_in_next_week(wanted, today)}
    if len(meanings) == 1:
        return Day(coming)
    raise DateUnclear(
        _("“Next” may mean {one} or {other}: write the date.").format(
            one=name_date(min(meanings)), other=name_date(max(meanings))
        ),
        write(coming),
    )


def _weekday_of_next_week(found: re.Match[str], today: date) -> Day:
    """Read "Friday next week", which is certain only where all weeks, whenever they start, have it on one date."""
    meanings = _in_next_week(WEEKDAY_NUMBERS[found["weekday"]], today)
    if len(meanings) == 1:
        return Day(meanings.pop())
    raise DateUnclear(
        _("That may mean {one} or {other}: write the date.").format(
            one=name_date(min(meanings)), other=name_date(max(meanings))
        ),
        write(max(meanings)),
    )


def _in_next_week(weekday: int, today: date) -> set[date]:
    weeks = (today + timedelta(days=7 - (today.weekday() - start) % 7) for start in _WEEK_STARTS)
    return {week + timedelta(days=(weekday - week.weekday()) % 7) for week in weeks}


def _next_week(_found: re.Match[str], today: date) -> Day:
    raise DateUnclear(_("Which day of next week? Write the date."), write(min(_in_next_week(_FRIDAY, today))))


_FORMS: Final[tuple[tuple[re.Pattern[str], Reader], ...]] = tuple(
    (re.compile(form), reader)
    for form, reader in (
        (rf"{_DAY}(?:[ -]|\. ?)?{_MONTH}(?:[ -]?{_YEAR})?", _in_words),
        (rf"{_MONTH}[ -]?{_DAY}(?:[ -]{_YEAR})?", _in_words),
        (rf"{_YEAR}[ -]?{_MONTH}[ -]?{_DAY}", _in_words),
        (rf"{_YEAR}(?P<dash>[-/.])(?P<month>\d{{1,2}})(?P=dash){_DAY}", _in_numbers),
        (rf"{_DAY}\. ?(?P<month>\d{{1,2}})(?:\. ?{_YEAR})?", _in_numbers),
        (rf"(?P<first>\d{{1,2}})(?P<dash>[/-])(?P<second>\d{{1,2}})(?P=dash){_YEAR}", _in_either_order),
        (r"(?P<first>\d{1,2})/(?P<second>\d{1,2})(?P<year>)", _in_either_order),
        (rf"end {_MONTH}(?: {_YEAR})?", _month_end),
        (r"end month", _this_month_end),
        (r"yesterday|today|tomorrow", _from_today),
        (r"eod|end day", lambda _found, today: Day(today)),
        (rf"(?:in |\+ ?)?(?P<count>{COUNT}) (?P<unit>day|week)s?", _after_days),
        (rf"(?P<weekday>{WEEKDAY})", _weekday),
        (rf"next (?P<weekday>{WEEKDAY})", _next_weekday),
        (rf"(?P<weekday>{WEEKDAY})(?: in)? next week", _weekday_of_next_week),
        (rf"next week(?:'s)? (?P<weekday>{WEEKDAY})", _weekday_of_next_week),
        (r"next week", _next_week),
    )
)
