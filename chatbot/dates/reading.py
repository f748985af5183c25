"""Dates that people type: a small grammar that asks rather than guesses."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from chatbot.dates.abroad import read_abroad
from chatbot.dates.doubts import doubt
from chatbot.dates.forms import Day, Sort, read_day
from chatbot.dates.showing import show_moment
from chatbot.dates.times import Parts, take_apart
from chatbot.dates.words import COUNT, WEEKDAYS, DateRefused, DateUnclear, name_date, normalise, read_count, write
from storage.codes import zone_named
from storage.i18n import _
from storage.moments import DAY_END

LONGEST: Final = 100
"""The most characters that a typed date may have."""
FARTHEST: Final = timedelta(days=3653)
"""Ten years: a date farther away is a typing error."""
RECENT: Final = timedelta(days=180)
"""A date without year that passed no longer ago may be meant as past, so the year is asked for."""
_EVENING: Final = time(20)
_SPAN: Final = re.compile(rf"(?:in |\+ ?|(?!\d+ ?h$))({COUNT}) ?(minute|min|hour|hr|h)s?")
_MOST_WORDS: Final = 12
"""More words than a date has."""
_YEAR: Final = re.compile(r"\d{4}")
_SHOWN: Final = re.compile(r"(.+) \((.+)\)")


def read_moment(text: str, now: datetime, zone: ZoneInfo, *, time_needed: bool = False) -> datetime:
    """Return the instant in UTC that a person in `zone` meant; it may be past.

    A bare date means 23:59:59 UTC of that date, or is refused with `time_needed`. A time without a zone is in `zone`.
    Raise `DateRefused`, always with a suggestion that is read, for what is ambiguous, impossible or no date.
    """
    try:
        return _read(text, now, zone, time_needed)
    except DateRefused as first:
        refused = _with_next_question(first, now, zone, time_needed)
        better = (
            _nearest(refused.suggestion, now, zone, time_needed)
            or _nearest(text, now, zone, time_needed)
            or write(now.date() + timedelta(days=14), time(17), UTC)
        )
        raise type(refused)(refused.reason, better) from None


def _with_next_question(refused: DateRefused, now: datetime, zone: ZoneInfo, time_needed: bool) -> DateRefused:
    """Return a refusal that also asks what its own suggestion leaves open: which Friday, at which Paris time."""
    try:
        _read(refused.suggestion, now, zone, time_needed)
    except DateUnclear as further:
        return DateUnclear(f"{refused.reason} {further.reason}", further.suggestion)
    except DateRefused:
        pass
    return refused


def _nearest(text: str, now: datetime, zone: ZoneInfo, time_needed: bool) -> str:
    """Return a text that is read, else the most of its beginning that is, with a time where one is needed; else "".

    What a zone stands behind that nobody knows is left out: it would be another hour. What is left out may be the name
    of a place, so a time without a zone is shown in the person's own.
    """
    words = text.split()[:_MOST_WORDS]
    for end in range(len(words), 0, -1):
        beginning, left = " ".join(words[:end]).rstrip(",;"), words[end : end + 1]
        if "/" in "".join(left):
            continue
        try:
            _read(beginning, now, zone, time_needed)
        except DateUnclear:
            continue
        except DateRefused as refused:
            with suppress(DateRefused):
                _read(refused.suggestion, now, zone, time_needed)
                return _zoned(refused.suggestion, zone) if left else refused.suggestion
            continue
        return _zoned(beginning, zone) if left else beginning
    return ""


def _zoned(text: str, zone: ZoneInfo) -> str:
    """Return a date that is read, with the zone of its time, if it has one."""
    plain = normalise(text)
    if _SPAN.fullmatch(plain) or _SHOWN.fullmatch(plain):
        return text
    parts = take_apart(plain)
    return f"{text} {zone.key}" if parts.time and not parts.zone else text


def cut_date(text: str, now: datetime, zone: ZoneInfo) -> tuple[str, str]:
    """Return the most of a text's beginning that is a date, also one to ask about, and the rest; "" where none is."""
    words = text.split()
    for end in range(min(len(words), _MOST_WORDS), 0, -1):
        beginning, rest = " ".join(words[:end]).rstrip(",;:"), " ".join(words[end:])
        with suppress(DateRefused):
            try:
                _read(beginning, now, zone, time_needed=False)
            except DateUnclear:
                return beginning, rest
            return beginning, rest
    return "", text


def typed_zone(text: str) -> tzinfo | None:
    """Return the zone that stands in a typed date that was read; None where none does."""
    plain = normalise(text)
    return UTC if _SHOWN.fullmatch(plain) else take_apart(plain).zone


def _read(text: str, now: datetime, zone: ZoneInfo, time_needed: bool) -> datetime:
    if len(text) > LONGEST:
        raise DateRefused(_("That is too long for a date."))
    plain = normalise(text)
    if span := _SPAN.fullmatch(plain):
        return _after(now, span)
    if shown := _SHOWN.fullmatch(plain):
        return _read_shown(plain, _read(shown[1], now, zone, time_needed), shown[2])
    parts = take_apart(plain)
    if parts.phrase == "tonight":
        raise _ask_tonight(parts, now, zone)
    day = _date(plain, parts, now, zone)
    if parts.time:
        return _in_utc(day, parts.time, parts.zone or zone)
    if parts.zone not in (None, UTC):
        raise DateRefused(_("A date in a zone needs a time too."), write(day, time(23, 59), parts.zone))
    if time_needed:
        raise DateRefused(_("A time is needed too."), write(day, time(17), zone))
    return datetime.combine(day, DAY_END)


def _ask_tonight(parts: Parts, now: datetime, zone: ZoneInfo) -> DateUnclear:
    """Return the question for the time, or whether it is before or after midnight."""
    here = now.astimezone(parts.zone or zone)
    at = parts.time or (_EVENING if here.time() < _EVENING else time(23, 59))
    later = 24 if at.hour < 5 else 12 if at.hour < 12 else 0
    meant = datetime.combine(here.date(), at) + timedelta(hours=later)
    return DateUnclear(
        _("Tonight is no certain time. Write the date and the time."),
        write(meant.date(), meant.time(), parts.zone or zone),
    )


def _after(now: datetime, span: re.Match[str]) -> datetime:
    """Return the whole minute at or after the end of the span, so that nobody gets less than was promised."""
    unit = "hours" if span[2].startswith("h") else "minutes"
    end = now.astimezone(UTC) + timedelta(**{unit: read_count(span[1])})
    return (end + timedelta(minutes=1) - timedelta.resolution).replace(second=0, microsecond=0)


def _read_shown(plain: str, moment: datetime, beside: str) -> datetime:
    """Read what `show_moment` wrote; whatever else stands in brackets is refused."""
    if normalise(show_moment(moment, zone_named(beside.rpartition(" ")[2]) or ZoneInfo("UTC"))) != plain:
        raise DateRefused(
            _("What stands in brackets does not fit the date before it."), f"{plain.partition(' (')[0]} {beside}"
        )
    return moment


def _date(plain: str, parts: Parts, now: datetime, zone: ZoneInfo) -> date:
    """Return the date that someone in `zone` meant; ask when it is another one in the zone that was typed."""
    here = now.astimezone(zone).date()
    there = now.astimezone(parts.zone or zone).date()
    day = _day_or_better(parts, now, zone, here)
    if day is None:
        gone = parts.time and _has_passed(there, parts, now, zone, there)
        raise doubt(plain, parts, zone, "tomorrow" if gone else "today")
    settled = _settle(day, parts, now, zone, here)
    elsewhere = _settle(_day(parts.phrase, there) or day, parts, now, zone, there)
    if settled != elsewhere:
        raise DateUnclear(
            _("That is {one} where you are and {other} in the zone that you named: write the date.").format(
                one=name_date(settled), other=name_date(elsewhere)
            ),
            write(elsewhere, parts.time, parts.zone),
        )
    return settled


def _day_or_better(parts: Parts, now: datetime, zone: ZoneInfo, today: date) -> Day | None:
    """Return the day; of one that is refused, suggest what lies ahead, with the time that was typed."""
    try:
        return _day(parts.phrase, today)
    except DateRefused as refused:
        better = _suggested(refused, today)
        if better and not _YEAR.search(parts.phrase) and _has_passed(better, parts, now, zone, today):
            try:
                _day(parts.phrase, date(today.year + 1, 1, 1))
            except DateRefused as later:
                better = _suggested(later, today)
        if better is None:
            raise
        suggestion = write(better, parts.time, parts.zone or zone) if parts.time else write(better)
        raise type(refused)(refused.reason, suggestion) from None


def _suggested(refused: DateRefused, today: date) -> date | None:
    day = read_day(normalise(refused.suggestion), today) if refused.suggestion else None
    return day.date if day else None


def _day(phrase: str, today: date) -> Day | None:
    return read_day(phrase, today) or read_abroad(phrase, today)


def _settle(day: Day, parts: Parts, now: datetime, zone: ZoneInfo, today: date) -> date:
    """Return the date of a day whose year or week was left out; raise `DateRefused` when it is doubtful or unlikely."""
    settled = day.date
    if day.sort is not Sort.FIXED and _has_passed(settled, parts, now, zone, today):
        settled = _next(day, parts, zone, today)
    if day.weekday is not None and day.weekday != settled.weekday():
        raise DateRefused(
            _("{date} is a {weekday}, not a {other}.").format(
                date=name_date(settled), weekday=_(WEEKDAYS[settled.weekday()]), other=_(WEEKDAYS[day.weekday])
            ),
            write(settled, parts.time, parts.zone or zone),
        )
    require_likely(settled, today)
    return settled


def require_likely(day: date, today: date, suggestion: str = "") -> None:
    """Raise `DateRefused` for a day that is too far away to be meant."""
    if abs(day - today) > FARTHEST:
        raise DateRefused(_("{date} is more than ten years away.").format(date=name_date(day)), suggestion)


def _has_passed(day: date, parts: Parts, now: datetime, zone: ZoneInfo, today: date) -> bool:
    if parts.time is None:
        return day < today or datetime.combine(day, DAY_END) < now
    return datetime.combine(day, parts.time) < now.astimezone(parts.zone or zone).replace(tzinfo=None)


def _next(day: Day, parts: Parts, zone: ZoneInfo, today: date) -> date:
    """Return next year's date for one long past; ask for the year of a recent one, and for a weekday's date."""
    if day.sort is Sort.WEEKDAY:
        raise DateUnclear(
            _("That is today, and the time has passed. Write the date."),
            write(day.date + timedelta(days=7), parts.time, parts.zone or zone),
        )
    following = _day(parts.phrase, date(today.year + 1, 1, 1)) or day
    if today - day.date <= RECENT:
        raise DateUnclear(
            _("{date} has passed. Which year do you mean?").format(date=name_date(day.date)),
            write(following.date, parts.time, parts.zone or zone),
        )
    return following.date


def _in_utc(day: date, at: time, zone: tzinfo) -> datetime:
    """Return the instant of a local time; refuse one that the clocks leave out, ask about one that comes twice."""
    first, second = (datetime.combine(day, at, zone).replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    suggestion = write(first.date(), first.time(), UTC)
    if first > second:
        raise DateRefused(
            _("{time} does not exist on {date} in {zone}: the clocks go forward.").format(
                time=f"{at:%H:%M}", date=name_date(day), zone=zone
            ),
            suggestion,
        )
    raise DateUnclear(
        _("{time} comes twice on {date} in {zone}: as {one} and as {other}. Which one?").format(
            time=f"{at:%H:%M}",
            date=name_date(day),
            zone=zone,
            one=suggestion,
            other=write(second.date(), second.time(), UTC),
        ),
        suggestion,
    )
