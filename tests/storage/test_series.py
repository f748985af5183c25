"""A series of meetings: when they are. Times without a zone are those on the clock of a place."""

# ruff: noqa: DTZ001

from datetime import UTC, datetime
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import FR, MONTHLY, WE, rrule
from hypothesis import given
from hypothesis import strategies as st

from storage.events import Rhythm
from storage.series import times

ZONES = ("UTC", "Europe/Paris", "America/New_York", "Asia/Kolkata", "Africa/Cairo", "Australia/Lord_Howe")
FIRSTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(lambda at: at.replace(microsecond=0))


def local(first: datetime, rhythm: Rhythm, zone: str = "UTC", count: int = 14) -> list[datetime]:
    """Return the first few starts of a series on the clock of a zone."""
    begin = first.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return [at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for at in islice(times(begin, rhythm, zone), count)]


def test_a_month_is_the_same_weekday() -> None:
    """The second Wednesday, as dateutil's own rule has it."""
    found = local(datetime(2021, 5, 12, 13), Rhythm.MONTH)

    assert found == list(rrule(MONTHLY, dtstart=datetime(2021, 5, 12, 13), byweekday=WE(2), count=14))


def test_a_fifth_weekday_is_the_last() -> None:
    """Not every month has a fifth Friday; each has a last one."""
    found = local(datetime(2021, 1, 29, 13), Rhythm.MONTH)

    assert found == list(rrule(MONTHLY, dtstart=datetime(2021, 1, 29, 13), byweekday=FR(-1), count=14))


def test_a_date_that_a_month_does_not_have_is_its_last_day() -> None:
    """Counted from the first: after 28 February comes 31 March."""
    found = local(datetime(2021, 1, 31, 13), Rhythm.DATE, count=5)

    assert [(at.month, at.day) for at in found] == [(1, 31), (2, 28), (3, 31), (4, 30), (5, 31)]


def test_the_clock_stays_where_it_was_meant() -> None:
    """In March the clocks of Paris go forward, so in UTC the meeting is an hour earlier."""
    first = datetime(2021, 3, 10, 14, tzinfo=UTC)

    assert [f"{at:%d %H:%M}" for at in islice(times(first, Rhythm.MONTH, "Europe/Paris"), 3)] == [
        "10 14:00", "14 13:00", "12 13:00",
    ]  # fmt: skip


def test_a_time_that_the_clocks_leap_over_is_later() -> None:
    """At 2:30 on 28 March 2021 the clocks of Paris showed 3:30 (RFC 5545, 3.3.5)."""
    assert local(datetime(2021, 3, 21, 2, 30), Rhythm.WEEK, "Europe/Paris", 3)[1:] == [
        datetime(2021, 3, 28, 3, 30),
        datetime(2021, 4, 4, 2, 30),
    ]


@given(FIRSTS, st.sampled_from(Rhythm), st.sampled_from(ZONES))
def test_a_series_goes_on_in_its_rhythm(first: datetime, rhythm: Rhythm, zone: str) -> None:
    """It begins with the first, never stands still, and keeps hour and weekday or date but where the clocks leap."""
    found = local(first, rhythm, zone)
    begins = first.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)

    assert next(times(begins, rhythm, zone)) == begins
    for one, following in pairwise(found):
        days = (following.date() - one.date()).days
        assert days in {
            Rhythm.WEEK: {7}, Rhythm.FORTNIGHT: {14}, Rhythm.MONTH: {28, 35}, Rhythm.DATE: {28, 29, 30, 31},
        }[rhythm]  # fmt: skip
    kept = [at for at in found[1:] if at.time() == found[0].time()]
    assert len(kept) >= len(found) - 3
    if rhythm is not Rhythm.DATE:
        assert {at.weekday() for at in found} == {found[0].weekday()}


@given(FIRSTS)
def test_a_month_has_one_meeting(first: datetime) -> None:
    """Every month has one, whatever day the first was on."""
    for rhythm in (Rhythm.MONTH, Rhythm.DATE):
        months = [at.year * 12 + at.month for at in local(first, rhythm, count=30)]
        assert months == list(range(months[0], months[0] + 30))


@pytest.mark.parametrize("rhythm", Rhythm)
def test_a_series_is_long(rhythm: Rhythm) -> None:
    """For more than the life of a network."""
    last = list(times(datetime(2021, 1, 29, 13, tzinfo=UTC), rhythm, "UTC"))[-1]

    assert last.year > 2040
