"""The time of day and the zone in a typed date: found, judged, and taken out, so that the day is left."""

import re
from dataclasses import dataclass
from datetime import UTC, time, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from chatbot.dates.words import DateRefused, DateUnclear
from storage.codes import zone_named
from storage.i18n import _

_OFFSET: Final = r"(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?"
_ZONE: Final = re.compile(
    rf"""
      (?<![^\W\d]) (?<!/) (?:utc|gmt) (?:(?:\ ?(?=\+)|(?=-)) {_OFFSET})? (?![\w/])
    | (?<=\d)z (?![\w/])  |  (?<!\S)z(?!\S)
    | (?<=[\d ]) \+(?P<east>\d{{1,2}}) (?::?(?P<east_minutes>\d\d))? (?![\w:/])
    | (?<!\S) (?P<place>[a-z_]{{2,}}/[a-z][\w/+-]*) (?!\S)
    """,
    re.VERBOSE,
)
_HOUR_NEEDS: Final = r"[:.]\d\d|\ ?h(?![^\W\d])|\ ?[ap]\.?m(?!\w)"
_CLOCK: Final = re.compile(
    rf"""
    (?<![\d.:/+-]) (?P<at>(?<!\w)at\ )?
    (?:
        (?P<word>noon|midday|midnight) (?!\w)
      | (?P<hour>\d{{1,2}}) (?:(?={_HOUR_NEEDS}) | (?<=\bat\ \d) | (?<=\bat\ \d\d))
        (?:(?P<mark>[:.h]|\ h\ )(?P<minute>\d\d))? (?::(?P<second>\d\d)(?:\.\d+)?)? (?:\ ?h)?
        (?:\ ?(?P<half>[ap])\.?m\.?)?
        (?![\w:]|[./]\d)
    )
    """,
    re.VERBOSE,
)
_NAME: Final = re.compile(r" ?([^\W\d]{2,20}(?: [^\W\d]{2,20})?)(?!\w)")


@dataclass(frozen=True, slots=True)
class Parts:
    """A typed date taken apart."""

    phrase: str
    """What is left: the day."""
    time: time | None
    zone: tzinfo | None
    follows: str = ""
    """The one or two words after the time, if any."""


def take_apart(text: str) -> Parts:
    """Find time and zone in a normalised text. Raise `DateRefused` for several, ambiguous or impossible ones."""
    rest, zone = _take_zone(text)
    clocks = [clock for clock in _CLOCK.finditer(rest) if not _is_dotted_date(clock)]
    if len(clocks) > 1:
        raise DateRefused(_("There is more than one time. Give one."))
    if not clocks:
        return Parts(rest, None, zone)
    follows = _NAME.match(rest, clocks[0].end())
    return Parts(_without(rest, clocks[0]), _read_clock(clocks[0], text), zone, follows[1] if follows else "")


def _without(text: str, found: re.Match[str]) -> str:
    return " ".join((text[: found.start()] + " " + text[found.end() :]).split())


def _take_zone(text: str) -> tuple[str, tzinfo | None]:
    zones = list(_ZONE.finditer(text))
    if len(zones) > 1:
        raise DateRefused(_("There is more than one time zone. Give one."))
    return (_without(text, zones[0]), _read_zone(zones[0])) if zones else (text, None)


def _read_zone(found: re.Match[str]) -> tzinfo:
    if found["place"]:
        return _place(found["place"])
    hours, minutes = int(found["hours"] or found["east"] or 0), int(found["minutes"] or found["east_minutes"] or 0)
    if hours > 14 or minutes > 59:
        raise DateRefused(_("No time zone is {offset} hours away from UTC.").format(offset=f"{hours}:{minutes:02}"))
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if found["sign"] == "-" else offset) if offset else UTC


def _place(name: str) -> ZoneInfo:
    zone = zone_named(name)
    if zone is None:
        raise DateRefused(
            _("{name} is no time zone that I know. Write UTC, or a name such as Europe/Paris or Asia/Kolkata.").format(
                name=name
            )
        )
    return zone


def _is_dotted_date(clock: re.Match[str]) -> bool:
    return clock["mark"] == "." and not clock["half"] and (int(clock["hour"]) > 23 or int(clock["minute"]) > 59)


def _read_clock(clock: re.Match[str], text: str) -> time:
    if clock["word"]:
        return _noon(clock, text)
    hour, minute, second = int(clock["hour"]), int(clock["minute"] or 0), int(clock["second"] or 0)
    if clock["mark"] == "." and not (clock["half"] or clock["at"]) and 1 <= minute <= 12:
        raise DateUnclear(
            _("{typed} may be a time or a date: write a time with a colon.").format(typed=clock[0]),
            text.replace(clock[0], f"{hour:02}:{minute:02}"),
        )
    if clock["half"]:
        hour = _of_24(hour, clock["half"])
        if (hour, minute) == (0, 0):
            return _noon(clock, text)
    if hour > 23 or minute > 59 or second > 59:
        raise DateRefused(_("There is no time {typed}. Write it as 17:00.").format(typed=clock[0].removeprefix("at ")))
    return time(hour, minute, second)


def _of_24(hour: int, half: str) -> int:
    """Return the hour of 24; an impossible one stays impossible."""
    return hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else 24


def _noon(clock: re.Match[str], text: str) -> time:
    if clock["word"] in ("noon", "midday"):
        return time(12)
    raise DateUnclear(
        _("Midnight may be the start or the end of that day: write 00:00 or 23:59."), text.replace(clock[0], "23:59")
    )
