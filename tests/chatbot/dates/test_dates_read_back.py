"""Every date, written in every form that is understood, reads back to the same instant."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.dates import DateRefused, read_moment, show_moment

ENGLISH = [f"{date(2021, month, 1):%B}" for month in range(1, 13)]
WEEKDAYS = [f"{date(2021, 3, day):%A}" for day in range(1, 8)]
ABROAD = {
    "{day} {month} {year}": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "{day} de {month} de {year}": (
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    ),
    "{day} {month} {year} г.": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "{day}، {month} {year}": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "{year}年{month}月{day}日": "1 2 3 4 5 6 7 8 9 10 11 12",
}
ZONES = st.sampled_from(
    [ZoneInfo(key) for key in ("UTC", "Asia/Kolkata", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago")]
)
DATES = st.dates(date(2000, 1, 1), date(2100, 12, 31))
MINUTES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
NEAR = st.integers(-3600, 3600).map(lambda days: timedelta(days=days))


def ordinal(day: int) -> str:
    """Return "1st", "22nd", "13th"."""
    return f"{day}{'th' if day in (11, 12, 13) else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


FORMS: list[Callable[[date], str]] = [
    lambda day: day.isoformat(),
    lambda day: f"{day:%Y/%m/%d}",
    lambda day: f"{day:%d.%m.%Y}",
    lambda day: f"{day.day}.{day.month}.{day.year}",
    lambda day: f"{day.day} {ENGLISH[day.month - 1]} {day.year}",
    lambda day: f"{day:%d}-{ENGLISH[day.month - 1][:3]}-{day.year}",
    lambda day: f"{day.day} {ENGLISH[day.month - 1][:3].upper()}. {day.year}",
    lambda day: f"the {ordinal(day.day)} of {ENGLISH[day.month - 1]}, {day.year}",
    lambda day: f"{ENGLISH[day.month - 1]} {ordinal(day.day)}, {day.year}",
    lambda day: f"{ENGLISH[day.month - 1][:3]} {day.day} {day.year}",
    lambda day: f"{WEEKDAYS[day.weekday()]} {day.day} {ENGLISH[day.month - 1]} {day.year}",
    lambda day: f"{WEEKDAYS[day.weekday()][:3]} {day.day} {ENGLISH[day.month - 1][:3]} {day.year}",
    lambda day: f"{WEEKDAYS[day.weekday()][:3]}, {ENGLISH[day.month - 1]} {day.day}, {day.year}",
]
TIMES: list[Callable[[time], str]] = [
    lambda at: f"{at:%H:%M}",
    lambda at: f"at {at.hour}:{at:%M}",
    lambda at: f"{at:%I:%M} {'pm' if at.hour >= 12 else 'am'}" if at != time(0) else "00:00",
    lambda at: f"{at.hour}h{at:%M}",
    lambda at: f"{at.hour} h {at:%M}",
    lambda at: f"at {at.hour}.{at:%M}",
]


def now_near(day: date, apart: timedelta) -> datetime:
    """Return a time less than ten years from a date."""
    return datetime.combine(day, time(11, 11), UTC) + apart


def end_of(day: date) -> datetime:
    """Return what a bare date means."""
    return datetime.combine(day, time(23, 59, 59), UTC)


@given(DATES, NEAR, ZONES, st.sampled_from(FORMS))
def test_a_date_reads_back_in_every_form(
    day: date, apart: timedelta, zone: ZoneInfo, form: Callable[[date], str]
) -> None:
    """How a date is written and where does not change its end."""
    assert read_moment(form(day), now_near(day, apart), zone) == end_of(day)


@given(DATES, NEAR, st.sampled_from(sorted(ABROAD)))
def test_a_date_reads_back_in_the_other_languages(day: date, apart: timedelta, form: str) -> None:
    """Months in French, Spanish, Russian, Arabic and Chinese are those of the calendar."""
    text = form.format(day=day.day, month=ABROAD[form].split()[day.month - 1], year=day.year)

    assert read_moment(text, now_near(day, apart), ZoneInfo("UTC")) == end_of(day)


@given(DATES, NEAR)
def test_slashes_are_read_in_either_order_only_where_one_is_possible(day: date, apart: timedelta) -> None:
    """Two different numbers up to 12 are asked about."""
    now = now_near(day, apart)
    texts = [f"{day:%d/%m/%Y}", f"{day:%m/%d/%Y}"]

    if day.day > 12 or day.day == day.month:
        assert [read_moment(text, now, ZoneInfo("UTC")) for text in texts] == [end_of(day)] * 2
    else:
        for text in texts:
            with pytest.raises(DateRefused, match="month as a word"):
                read_moment(text, now, ZoneInfo("UTC"))


@given(
    DATES,
    MINUTES,
    st.sampled_from(FORMS),
    st.sampled_from(TIMES),
)
def test_a_time_reads_back_in_every_form(
    day: date, at: time, form: Callable[[date], str], clock: Callable[[time], str]
) -> None:
    """A time stands before or after the date, in the person's zone or with its own."""
    now, zone, there = now_near(day, timedelta()), ZoneInfo("Asia/Kolkata"), ZoneInfo("Africa/Nairobi")
    written, shown = form(day), clock(at)

    assert read_moment(f"{written} {shown}", now, zone) == datetime.combine(day, at, zone)
    assert read_moment(f"{shown} {written}", now, zone) == datetime.combine(day, at, zone)
    assert read_moment(f"{shown} UTC, {written}", now, zone) == datetime.combine(day, at, UTC)
    assert read_moment(f"{written} {shown} Africa/Nairobi", now, zone) == datetime.combine(day, at, there)
    assert read_moment(f"{written} {shown} UTC+3", now, zone) == datetime.combine(day, at, there)
    assert read_moment(f"{written} {shown} +03:00", now, zone) == datetime.combine(day, at, there)


@given(DATES, st.integers(0, 366), st.sampled_from(FORMS[4:10]))
def test_a_date_without_year_is_never_a_silent_past(day: date, ago: int, form: Callable[[date], str]) -> None:
    """It is the next such date, or the year is asked for."""
    today = day - timedelta(days=ago)
    text = form(day).replace(str(day.year), "").strip(" -,.")
    try:
        read = read_moment(text, datetime.combine(today, time(12), UTC), ZoneInfo("UTC"))
    except DateRefused:
        read = None

    if read:
        assert today <= read.date() <= today + timedelta(days=366)
        assert (read.month, read.day) == (day.month, day.day)
    else:
        assert (day.month, day.day) == (2, 29) or day.replace(year=today.year) < today


@given(DATES, st.integers(0, 6), st.integers(0, 23), ZONES)
def test_a_weekday_is_within_the_next_seven_days_or_asked_about(
    day: date, weekday: int, hour: int, zone: ZoneInfo
) -> None:
    """It is never past, and it is that weekday where the person is."""
    now = now_near(day, timedelta())
    try:
        read = read_moment(f"{WEEKDAYS[weekday]} {hour:02}:00", now, zone).astimezone(zone)
    except DateRefused:
        return

    assert now <= read < now + timedelta(days=7)
    assert (read.weekday(), read.hour) == (weekday, hour)


@given(DATES, MINUTES, ZONES)
def test_what_is_shown_reads_back(day: date, at: time, zone: ZoneInfo) -> None:
    """People copy what the bot answered, also from others in other zones."""
    moment = datetime.combine(day, at, UTC)
    shown = show_moment(moment, zone)

    assert read_moment(shown, moment, ZoneInfo("Asia/Kolkata")) == moment


@given(DATES, ZONES)
def test_an_end_of_day_that_is_shown_reads_back(day: date, zone: ZoneInfo) -> None:
    """The end of a day stays the end of that day."""
    assert read_moment(show_moment(end_of(day), zone), end_of(day), zone) == end_of(day)
