"""What comes again: counted from the first time, in the zone where it was meant."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.events import Every, Unit
from storage.recurrence import next_after, occurrence

ZONES = ("UTC", "Europe/Berlin", "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Auckland", "Africa/Casablanca")
EVERY = st.builds(Every, st.sampled_from(Unit), st.integers(1, 12), st.sampled_from(ZONES))
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def test_the_end_of_a_month_comes_back() -> None:
    """A short month does not shorten the ones after it."""
    first = datetime(2024, 1, 31, 23, 59, 59, tzinfo=UTC)
    days = [occurrence(first, Every(Unit.MONTH), number).strftime("%d %b") for number in range(5)]

    assert days == ["31 Jan", "29 Feb", "31 Mar", "30 Apr", "31 May"]


def test_a_leap_day_comes_on_the_last_day_of_february() -> None:
    """And on its own day when there is one."""
    first = datetime(2024, 2, 29, 12, tzinfo=UTC)
    days = [occurrence(first, Every(Unit.YEAR), number).strftime("%d %b %Y") for number in (1, 4)]

    assert days == ["28 Feb 2025", "29 Feb 2028"]


@pytest.mark.parametrize(
    ("zone", "first", "number", "expected"),
    [
        ("Europe/Berlin", "2021-03-24T16:00", 1, "2021-03-31T15:00"),
        ("Europe/Berlin", "2021-10-27T15:00", 1, "2021-11-03T16:00"),
        ("Europe/Berlin", "2021-03-21T01:30", 1, "2021-03-28T01:30"),
        ("Europe/Berlin", "2021-10-24T00:30", 1, "2021-10-31T00:30"),
        ("UTC", "2021-03-24T16:00", 1, "2021-03-31T16:00"),
    ],
)
def test_the_hour_is_kept_where_it_was_meant(zone: str, first: str, number: int, expected: str) -> None:
    """At 17:00 in Berlin, before and after the clocks change; also where that hour is missing or comes twice."""
    begun = datetime.fromisoformat(first).replace(tzinfo=UTC)

    assert occurrence(begun, Every(Unit.WEEK, 1, zone), number).isoformat()[:16] == expected


@given(MOMENTS, EVERY, st.integers(0, 40))
def test_times_follow_each_other_and_keep_the_hour(first: datetime, every: Every, number: int) -> None:
    """Each is later than the one before, within the days that its unit can have, and at the same local time."""
    zone = ZoneInfo(every.zone)
    one, another = occurrence(first, every, number), occurrence(first, every, number + 1)
    days = (another.astimezone(zone).date() - one.astimezone(zone).date()).days / every.count

    assert one < another
    assert {Unit.WEEK: 7, Unit.MONTH: 28, Unit.YEAR: 365}[every.unit] - 3 <= days <= 366
    shift = another.astimezone(zone).replace(tzinfo=None) - first.astimezone(zone).replace(tzinfo=None)
    assert shift % timedelta(days=1) in (timedelta(0), timedelta(hours=1))


@given(MOMENTS, EVERY, st.timedeltas(timedelta(0), timedelta(days=4000)))
def test_the_next_is_the_first_later_one(first: datetime, every: Every, passed: timedelta) -> None:
    """None lies between the moment and what comes next."""
    moment = first + passed
    number = 0
    while occurrence(first, every, number) <= moment:
        number += 1

    assert next_after(first, every, moment) == occurrence(first, every, number)
