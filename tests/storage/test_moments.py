"""Moments of the past, as they are asked for."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from storage.moments import read_as_of, tell_day, tell_deadline, tell_minute

INSTANTS = st.datetimes(timezones=st.just(UTC))
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2021-04-16", datetime(2021, 4, 16, 23, 59, 59, tzinfo=UTC)),
        (" 2021-04-16 ", datetime(2021, 4, 16, 23, 59, 59, tzinfo=UTC)),
        ("2021-04-16T12:00", datetime(2021, 4, 16, 12, 0, tzinfo=UTC)),
        ("2021-04-16 12:00", datetime(2021, 4, 16, 12, 0, tzinfo=UTC)),
        ("2021-04-16t12:00:05z", datetime(2021, 4, 16, 12, 0, 5, tzinfo=UTC)),
        ("2021-04-16T12:00:00.5+02:00", datetime(2021, 4, 16, 10, 0, 0, 500000, tzinfo=UTC)),
    ],
)
def test_dates_and_instants_are_read(text: str, moment: datetime) -> None:
    """A bare date means its end; an instant without a zone is in UTC."""
    assert read_as_of(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "16/04/2021",
        "2021-4-16",
        "20210416",
        "2021-W15-5",
        "2021-02-30",
        "2021-04-16T25:00",
        "2021-04-16T12",
        "2021-04-16T12:00+25:00",
        "0001-01-01T00:00+10:00",
        "2021-04-16\n2021-04-17",
        "٢٠٢١-٠٤-١٦",
    ],
)
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    """Nobody has to guess how a date is written."""
    with pytest.raises(ValueError, match="Write a date such as 2021-04-16"):
        read_as_of(text)


@pytest.mark.parametrize(("text", "is_entry"), [("17", True), ("20210416", False)])
def test_the_number_of_an_entry_is_no_moment(text: str, is_entry: bool) -> None:
    """Whoever writes one is told so; a date without its dashes is not taken for one."""
    with pytest.raises(ValueError, match="Write a date such as 2021-04-16") as refusal:
        read_as_of(text)

    assert ("The number of an entry names no moment here." in str(refusal.value)) is is_entry


def test_a_long_text_is_cut_in_the_refusal() -> None:
    """The sentence stays one that can be read."""
    with pytest.raises(ValueError, match="is no date") as refusal:
        read_as_of("9" * 10_000)

    assert len(str(refusal.value)) < 200


@given(INSTANTS, ZONES)
def test_every_instant_is_read_back(moment: datetime, zone: timezone) -> None:
    """What ISO 8601 writes, in whatever zone, is the same instant, in UTC."""
    assume(2 <= moment.year <= 9998)
    read = read_as_of(moment.astimezone(zone).isoformat())

    assert read == moment
    assert read.tzinfo is UTC


@given(st.dates())
def test_a_date_means_its_last_second(day: date) -> None:
    """A bare date is its end, in UTC."""
    assert read_as_of(day.isoformat()) == datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC)


def test_moments_are_told_in_utc() -> None:
    """Whatever zone a moment comes in, the public reads UTC, and sees that it is."""
    late = datetime(2021, 4, 17, 1, 59, tzinfo=timezone(timedelta(hours=2)))

    assert tell_day(late) == "16 April 2021"
    assert tell_minute(late) == "16 April 2021, 23:59 UTC"


def test_a_deadline_at_the_end_of_a_day_is_told_as_that_day() -> None:
    """Who typed a date reads a date; who typed a time reads it too."""
    assert tell_deadline(read_as_of("2021-03-26")) == "26 March 2021"
    assert tell_deadline(read_as_of("2021-03-26T17:00")) == "26 March 2021, 17:00 UTC"
