"""Dates as people type them, read in three zones on days when the date differs and the clocks change."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from chatbot.dates import DateRefused, read_moment, show_moment
from storage.events import EVER

HERE = {"utc": ZoneInfo("UTC"), "kolkata": ZoneInfo("Asia/Kolkata"), "new york": ZoneInfo("America/New_York")}
SPRING = datetime(2021, 3, 13, 20, 0, 12, tzinfo=UTC)
"""Sunday 14 March 01:30 in Kolkata; Saturday 13 March 15:00 in New York, whose clocks go forward in the night."""
AUTUMN = datetime(2021, 11, 6, 23, 30, tzinfo=UTC)
"""Sunday 7 November 05:00 in Kolkata; Saturday 6 November 19:30 in New York, whose clocks go back in the night."""

SAME_EVERYWHERE = [
    ("2021-03-26", "2021-03-26"),
    ("2021-3-26", "2021-03-26"),
    ("2021/03/26", "2021-03-26"),
    ("26 March 2021", "2021-03-26"),
    ("26 March", "2021-03-26"),
    ("26 march", "2021-03-26"),
    ("26 MAR 2021", "2021-03-26"),
    ("26 Mar. 2021", "2021-03-26"),
    ("26-Mar-2021", "2021-03-26"),
    ("26th of March", "2021-03-26"),
    ("the 1st of April 2021", "2021-04-01"),
    ("on Friday, the 26th of March 2021", "2021-03-26"),
    ("March 26, 2021", "2021-03-26"),
    ("March 26th", "2021-03-26"),
    ("2021 March 26", "2021-03-26"),
    ("Fri 26 March", "2021-03-26"),
    ("26/03/2021", "2021-03-26"),
    ("03/26/2021", "2021-03-26"),
    ("26-03-2021", "2021-03-26"),
    ("26/03", "2021-03-26"),
    ("24.12", "2021-12-24"),
    ("04/04", "2021-04-04"),
    ("04/04/2021", "2021-04-04"),
    ("26.03.2021", "2021-03-26"),
    ("03.04.2021", "2021-04-03"),
    ("26.3.", "2021-03-26"),
    ("end of May", "2021-05-31"),
    ("end of month", "2021-03-31"),
    ("end of the month", "2021-03-31"),
    ("EOD Friday", "2021-03-19"),
    ("Friday EOD", "2021-03-19"),
    ("end of day on 26 March", "2021-03-26"),
    ("end of February 2024", "2024-02-29"),
    ("1 March 2021", "2021-03-01"),
    ("31 December", "2021-12-31"),
    ("Friday", "2021-03-19"),
    ("on Wednesday", "2021-03-17"),
    ("Tues", "2021-03-16"),
    ("Weds", "2021-03-17"),
    ("Thur", "2021-03-18"),
    ("Thurs", "2021-03-18"),
    ("5 Sept", "2021-09-05"),
    ("26 March UTC", "2021-03-26"),
    ("26 March 2021 (end of day, UTC)", "2021-03-26"),
    ("2021-03-26T17:00Z", "2021-03-26 17:00"),
    ("2021-03-26t17:00:30.5z", "2021-03-26 17:00:30"),
    ("2021-03-26T17:00+02:00", "2021-03-26 15:00"),
    ("2021-03-26T17:00-0500", "2021-03-26 22:00"),
    ("2021-03-26 17:00 +05:30", "2021-03-26 11:30"),
    ("26 March 17:00 UTC", "2021-03-26 17:00"),
    ("26 March 17:00 GMT", "2021-03-26 17:00"),
    ("26 March 23:59:59 UTC", "2021-03-26 23:59:59"),
    ("26 March 17.13 UTC", "2021-03-26 17:13"),
    ("26 March 23.59 UTC", "2021-03-26 23:59"),
    ("26 March 17:00 +14:00", "2021-03-26 03:00"),
    ("26 March 17:00 UTC-9:59", "2021-03-27 02:59"),
    ("17:00Z 26 March", "2021-03-26 17:00"),
    ("26 March 17:00 UTC+2", "2021-03-26 15:00"),
    ("26 March 17:00 GMT-5:30", "2021-03-26 22:30"),
    ("12 May 13h UTC", "2021-05-12 13:00"),
    ("26 March 5pm Europe/Paris", "2021-03-26 16:00"),
    ("28 March 5pm europe/paris", "2021-03-28 15:00"),
    ("Friday 17:00 UTC", "2021-03-19 17:00"),
    ("Fri 26 March 2021 17:00 UTC (22:30 Asia/Kolkata)", "2021-03-26 17:00"),
    ("Fri 26 March 2021 20:00 UTC (Sat 27 March 01:30 Asia/Kolkata)", "2021-03-26 20:00"),
    ("in 90 minutes", "2021-03-13 21:31"),
    ("in an hour", "2021-03-13 21:01"),
    ("２６　Ｍａｒｃｈ　１７：００ UTC", "2021-03-26 17:00"),
    ("٢٦ مارس ٢٠٢١", "2021-03-26"),
    ("vendredi à 17h UTC", "2021-03-19 17:00"),
    ("el viernes a las 17:00 UTC", "2021-03-19 17:00"),
    ("в пятницу в 17:00 UTC", "2021-03-19 17:00"),
    ("الجمعة الساعة ١٧:٠٠ UTC", "2021-03-19 17:00"),
    ("星期五 17:00 UTC", "2021-03-19 17:00"),
    ("۲۶ March", "2021-03-26"),
    ("“26 March”.", "2021-03-26"),
    ("\u200f26\u00a0March\u2009?", "2021-03-26"),
    ("26 mars 2021", "2021-03-26"),
    ("1er avril 2021", "2021-04-01"),
    ("le vendredi 26 mars 2021 à 17 h 30 UTC", "2021-03-26 17:30"),
    ("26 de marzo de 2021", "2021-03-26"),
    ("26 de marzo de 2021 a las 17:00 UTC", "2021-03-26 17:00"),
    ("26 марта 2021", "2021-03-26"),
    ("пятница, 26 марта 2021 г. в 17:00 UTC", "2021-03-26 17:00"),
    ("الجمعة ٢٦ مارس ٢٠٢١ الساعة ١٧:٠٠ UTC", "2021-03-26 17:00"),
    ("2021年3月26日", "2021-03-26"),
    ("26 mai", "2021-05-26"),
    ("le 1er mai à 17h UTC", "2021-05-01 17:00"),
    ("mercredi 26 mai", "2021-05-26"),
    ("26 de mayo", "2021-05-26"),
    ("26 мая", "2021-05-26"),
    ("26 мая в 17:00 UTC", "2021-05-26 17:00"),
    ("٢٦ مايو", "2021-05-26"),
    ("5月26日", "2021-05-26"),
    ("5月26日星期三 17:00 UTC", "2021-05-26 17:00"),
    ("2021年3月26日星期五 17：00 UTC", "2021-03-26 17:00"),
]

BY_ZONE = [
    ("26 March 17:00", "2021-03-26 17:00", "2021-03-26 11:30", "2021-03-26 21:00"),
    ("2021-03-26 17:00", "2021-03-26 17:00", "2021-03-26 11:30", "2021-03-26 21:00"),
    ("Fri 26 March 17:00", "2021-03-26 17:00", "2021-03-26 11:30", "2021-03-26 21:00"),
    ("26 Mar 5pm", "2021-03-26 17:00", "2021-03-26 11:30", "2021-03-26 21:00"),
    ("5:30 p.m. on 26 March", "2021-03-26 17:30", "2021-03-26 12:00", "2021-03-26 21:30"),
    ("26 March 12pm", "2021-03-26 12:00", "2021-03-26 06:30", "2021-03-26 16:00"),
    ("26 March 12:30am", "2021-03-26 00:30", "2021-03-25 19:00", "2021-03-26 04:30"),
    ("26 March 17h30", "2021-03-26 17:30", "2021-03-26 12:00", "2021-03-26 21:30"),
    ("17 h 30, 26 March", "2021-03-26 17:30", "2021-03-26 12:00", "2021-03-26 21:30"),
    ("17h, 26 March", "2021-03-26 17:00", "2021-03-26 11:30", "2021-03-26 21:00"),
    ("26 March 17.30", "2021-03-26 17:30", "2021-03-26 12:00", "2021-03-26 21:30"),
    ("26 March at 17.05", "2021-03-26 17:05", "2021-03-26 11:35", "2021-03-26 21:05"),
    ("26 March noon", "2021-03-26 12:00", "2021-03-26 06:30", "2021-03-26 16:00"),
    ("26 March 00:00", "2021-03-26 00:00", "2021-03-25 18:30", "2021-03-26 04:00"),
    ("26 March 23:59", "2021-03-26 23:59", "2021-03-26 18:29", "2021-03-27 03:59"),
    ("26 mars 2021 17:00", "2021-03-26 17:00", "2021-03-26 11:30", "2021-03-26 21:00"),
    ("today", "2021-03-13", "2021-03-14", "2021-03-13"),
    ("today 18:00", "2021-03-13 18:00", "2021-03-14 12:30", "2021-03-13 23:00"),
    ("tomorrow", "2021-03-14", "2021-03-15", "2021-03-14"),
    ("tomorrow at 9", "2021-03-14 09:00", "2021-03-15 03:30", "2021-03-14 13:00"),
    ("tomorrow 01:30", "2021-03-14 01:30", "2021-03-14 20:00", "2021-03-14 06:30"),
    ("noon tomorrow", "2021-03-14 12:00", "2021-03-15 06:30", "2021-03-14 16:00"),
    ("yesterday", "2021-03-12", "2021-03-13", "2021-03-12"),
    ("hier 17:00", "2021-03-12 17:00", "2021-03-13 11:30", "2021-03-12 22:00"),
    ("demain 17h", "2021-03-14 17:00", "2021-03-15 11:30", "2021-03-14 21:00"),
    ("aujourd’hui", "2021-03-13", "2021-03-14", "2021-03-13"),
    ("mañana a las 17:00", "2021-03-14 17:00", "2021-03-15 11:30", "2021-03-14 21:00"),
    ("завтра в 17:00", "2021-03-14 17:00", "2021-03-15 11:30", "2021-03-14 21:00"),
    ("غدًا الساعة ١٧:٠٠", "2021-03-14 17:00", "2021-03-15 11:30", "2021-03-14 21:00"),
    ("明天17:00", "2021-03-14 17:00", "2021-03-15 11:30", "2021-03-14 21:00"),
    ("今天", "2021-03-13", "2021-03-14", "2021-03-13"),
    ("+3 days", "2021-03-16", "2021-03-17", "2021-03-16"),
    ("2 weeks", "2021-03-27", "2021-03-28", "2021-03-27"),
    ("in 3 days", "2021-03-16", "2021-03-17", "2021-03-16"),
    ("in a week", "2021-03-20", "2021-03-21", "2021-03-20"),
    ("Two weeks", "2021-03-27", "2021-03-28", "2021-03-27"),
    ("in 2 weeks at 17:00", "2021-03-27 17:00", "2021-03-28 11:30", "2021-03-27 21:00"),
    ("Friday 17:00", "2021-03-19 17:00", "2021-03-19 11:30", "2021-03-19 21:00"),
    ("Sunday", "2021-03-14", "2021-03-14", "2021-03-14"),
    ("Sunday 01:00 pm", "2021-03-14 13:00", "2021-03-14 07:30", "2021-03-14 17:00"),
    ("Saturday 21:00", "2021-03-13 21:00", "2021-03-20 15:30", "2021-03-14 02:00"),
    ("14 March 03:00", "2021-03-14 03:00", "2021-03-13 21:30", "2021-03-14 07:00"),
]


def moment(iso: str) -> datetime:
    """Return the instant in UTC; a bare date means its end."""
    return datetime.fromisoformat(iso if ":" in iso else f"{iso} 23:59:59").replace(tzinfo=UTC)


@pytest.mark.parametrize("zone", HERE)
@pytest.mark.parametrize(("text", "meant"), SAME_EVERYWHERE)
def test_dates_that_mean_the_same_everywhere(text: str, meant: str, zone: str) -> None:
    """A bare date, and a time with its zone, do not depend on where the person is."""
    assert read_moment(text, SPRING, HERE[zone]) == moment(meant)


@pytest.mark.parametrize(("text", "utc", "kolkata", "new_york"), BY_ZONE)
def test_dates_that_depend_on_the_persons_zone(text: str, utc: str, kolkata: str, new_york: str) -> None:
    """Today, weekdays and times without a zone are those of the person's own clock."""
    read = [read_moment(text, SPRING, zone) for zone in HERE.values()]

    assert read == [moment(utc), moment(kolkata), moment(new_york)]


@pytest.mark.parametrize(
    ("text", "utc", "kolkata", "new_york"),
    [
        ("today 23:00", "2021-11-06 23:00", "2021-11-07 17:30", "2021-11-07 03:00"),
        ("tomorrow 03:00", "2021-11-07 03:00", "2021-11-07 21:30", "2021-11-07 08:00"),
        ("7 November 00:59", "2021-11-07 00:59", None, "2021-11-07 04:59"),
        ("Monday 09:00", "2021-11-08 09:00", "2021-11-08 03:30", "2021-11-08 14:00"),
        ("26 March", "2022-03-26", "2022-03-26", "2022-03-26"),
        ("9 May", "2022-05-09", "2022-05-09", "2022-05-09"),
        ("9 mai", "2022-05-09", "2022-05-09", "2022-05-09"),
        ("5月9日", "2022-05-09", "2022-05-09", "2022-05-09"),
        ("6 ноября", "2021-11-06", None, "2021-11-06"),
        ("end of February", "2022-02-28", "2022-02-28", "2022-02-28"),
        ("6 November", "2021-11-06", None, "2021-11-06"),
    ],
)
def test_the_clocks_going_back_and_the_year_running_out(
    text: str, utc: str, kolkata: str | None, new_york: str
) -> None:
    """The zone's offset is that of the day meant; a date without year that passed long ago is next year's."""
    read = [_read_or_none(text, zone) for zone in HERE.values()]

    assert read == [iso and moment(iso) for iso in (utc, kolkata, new_york)]


def _read_or_none(text: str, zone: ZoneInfo) -> datetime | None:
    try:
        return read_moment(text, AUTUMN, zone)
    except DateRefused:
        return None


@pytest.mark.parametrize(
    ("today", "coming"),
    [("2021-03-19", "2021-03-26"), ("2021-03-18", None), ("2021-03-14", None), ("2021-03-13", None)],
)
def test_next_friday_is_certain_only_on_a_friday(today: str, coming: str | None) -> None:
    """On other days it may be this week's or next week's, depending on where weeks start."""
    now = moment(f"{today} 12:00")

    if coming:
        assert read_moment("next Friday", now, HERE["utc"]) == moment(coming)
    else:
        with pytest.raises(DateRefused, match=r"26|19"):
            read_moment("next Friday", now, HERE["utc"])


def test_next_sunday_on_a_wednesday_is_doubtful() -> None:
    """Where weeks start on Monday it may be the one after the coming one."""
    with pytest.raises(DateRefused, match="21 March 2021 or 28 March 2021"):
        read_moment("next Sunday", moment("2021-03-17 12:00"), HERE["utc"])


def test_a_span_ends_on_a_whole_minute() -> None:
    """Nobody gets less than was promised, and nothing is added to a whole minute."""
    now = moment("2021-03-13 20:00")
    read = [read_moment("in 2 hours", now + timedelta(microseconds=more), HERE["kolkata"]) for more in (0, 1)]

    assert read == [moment("2021-03-13 22:00"), moment("2021-03-13 22:01")]


def test_next_monday_on_a_thursday_is_certain() -> None:
    """Wherever weeks start, the coming Monday is next week's."""
    assert read_moment("next Monday", moment("2021-03-18 12:00"), HERE["utc"]) == moment("2021-03-22")


@pytest.mark.parametrize("text", ["Friday next week", "Fri in next week", "next week Friday"])
def test_a_weekday_of_next_week_is_certain_where_all_weeks_agree(text: str) -> None:
    """It is not the coming Friday."""
    assert read_moment(text, moment("2021-03-18 12:00"), HERE["utc"]) == moment("2021-03-26")
    with pytest.raises(DateRefused, match="21 March 2021 or 28 March 2021"):
        read_moment(text.replace("Fri", "Sun").replace("Sunday", "Sun"), moment("2021-03-18 12:00"), HERE["utc"])


@pytest.mark.parametrize(
    ("iso", "zone", "shown"),
    [
        ("2021-03-26 17:00", "utc", "Fri 26 March 2021 17:00 UTC"),
        ("2021-03-26 17:00", "kolkata", "Fri 26 March 2021 17:00 UTC (22:30 Asia/Kolkata)"),
        ("2021-03-26 17:00", "new york", "Fri 26 March 2021 17:00 UTC (13:00 America/New_York)"),
        ("2021-12-31 20:00", "kolkata", "Fri 31 December 2021 20:00 UTC (Sat 1 January 01:30 Asia/Kolkata)"),
        ("2021-03-26 03:00", "new york", "Fri 26 March 2021 03:00 UTC (Thu 25 March 23:00 America/New_York)"),
        ("2021-03-26", "utc", "26 March 2021 (end of day, UTC)"),
        ("2021-03-26", "kolkata", "26 March 2021 (end of day, UTC)"),
    ],
)
def test_a_moment_is_shown_in_utc_and_in_the_persons_zone(iso: str, zone: str, shown: str) -> None:
    """The local time names its day where that is another one; the end of a day stays a date."""
    assert show_moment(moment(iso), HERE[zone]) == shown


@pytest.mark.parametrize("zone", sorted(HERE))
def test_what_is_not_dated_is_shown_as_that(zone: str) -> None:
    """West of Greenwich there is no such moment."""
    assert show_moment(EVER, HERE[zone]) == "an unknown day"
