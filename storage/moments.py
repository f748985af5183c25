"""Moments: how one is asked for in an address or on the command line, and how it is told in UTC."""

import re
from datetime import UTC, date, datetime, time
from typing import Final

from storage.i18n import N_, _

DAY_END: Final = time(23, 59, 59, tzinfo=UTC)
"""What a bare date means: its last second, in UTC."""
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_INSTANT: Final = re.compile(_DAY.pattern + r"[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?", re.ASCII)
_LONGEST_ECHO: Final = 40
MONTHS: Final = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip


def read_as_of(text: str) -> datetime:
    """Return the moment, in UTC, that an ISO date or an ISO instant names; without a zone it is UTC.

    Raise `ValueError` with a sentence for anything else.
    """
    plain = text.strip()
    try:
        if _DAY.fullmatch(plain):
            return datetime.combine(date.fromisoformat(plain), DAY_END)
        if _INSTANT.fullmatch(plain.upper()):
            moment = datetime.fromisoformat(plain.upper())
            return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        pass  # such as 30 February: the sentence below fits
    shown = plain if len(plain) <= _LONGEST_ECHO else plain[:_LONGEST_ECHO] + "…"
    sentence = _("“{text}” is no date. Write a date such as 2021-04-16, or an instant such as 2021-04-16T12:00Z.")
    if plain.isdecimal() and len(plain) < len("YYYYMMDD"):
        sentence += " " + _("The number of an entry names no moment here.")
    raise ValueError(sentence.format(text=shown))


def iso(moment: datetime) -> str:
    """Return a moment in UTC as `read_as_of` reads it to the instant, such as "2021-04-16T12:00:00Z"."""
    return moment.isoformat().replace("+00:00", "Z")


def days_between(start: datetime, end: datetime) -> int:
    """Return the days, in UTC, from one moment to another; negative where that is earlier."""
    return (end.astimezone(UTC).date() - start.astimezone(UTC).date()).days


def tell_day(moment: datetime) -> str:
    """Return the moment's day in UTC, such as "16 April 2021", in the reader's language."""
    day = moment.astimezone(UTC)
    return _("{day} {month} {year}").format(day=day.day, month=_(MONTHS[day.month - 1]), year=day.year)


def tell_minute(moment: datetime) -> str:
    """Return the moment to the minute, such as "16 April 2021, 23:59 UTC"."""
    return _("{day}, {time} UTC").format(day=tell_day(moment), time=f"{moment.astimezone(UTC):%H:%M}")


def tell_deadline(moment: datetime) -> str:
    """Return the day when the moment is its end, as bare dates are recorded; else the moment to the minute."""
    return tell_day(moment) if moment.astimezone(UTC).timetz() == DAY_END else tell_minute(moment)
