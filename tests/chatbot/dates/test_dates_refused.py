"""What is refused rather than guessed: the sentence says why, and the suggestion works."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chatbot.dates import DateRefused, DateUnclear, read_moment
from chatbot.dates.reading import LONGEST

NOW = datetime(2021, 3, 10, 20, tzinfo=UTC)
"""Thursday 11 March 01:30 in Kolkata; Wednesday 10 March 15:00 in New York."""
UTC_ZONE = ZoneInfo("UTC")
KOLKATA = ZoneInfo("Asia/Kolkata")
NEW_YORK = ZoneInfo("America/New_York")
WHEN = [*"0123456789:/.-+ ", "march", "may", "fri", "next ", "in ", "at ", "pm", "h", "utc", "z", "end of ", "today"]
WHEN += ["марта", "مارس", "年", "月", "日", "mars", "de ", "noon", "(", ")", "2021", "weeks", "europe/paris", "t", "٣"]

REFUSED = [
    ("", "no date"),
    (" ?! ", "no date"),
    ("a", "letter"),
    ("ж", "letter"),
    ("5", "number"),
    ("5th", "number"),
    ("2021", "number"),
    ("banana", "no date that I understand"),
    ("26 morgen", "no date that I understand"),
    ("26 mois 2021", "no date that I understand"),
    ("26 trois 2021", "no date that I understand"),
    ("demain 26 mars 2021", "no date that I understand"),
    ("2021年3月26日下午5:00", "no date that I understand"),
    ("x" * (LONGEST + 1), "too long"),
    ("March", "Which day"),
    ("May 2021", "Which day"),
    ("17:00", "Which day"),
    ("at 9", "Which day"),
    ("26-30 March", "range"),
    ("26–30 March 2021", "range"),
    ("26 to 30 March", "range"),
    ("26 March - 2 April", "range"),
    ("Monday to Friday", "range"),
    ("26 March 5-6pm", "range"),
    ("26 March 09:00-10:00", "UTC-5"),
    ("26 March or 27 March", "more than one date"),
    ("2021-03-26, 2021-03-27", "more than one date"),
    ("26 mars 2021 et 27 mars 2021", "more than one date"),
    ("26 March 17:00 or 18:00", "more than one time"),
    ("26 March 17:00 UTC Europe/Paris", "more than one time zone"),
    ("31 April", "31 April 2021 does not exist: that month has 30 days"),
    ("29 Feb 2021", "29 February 2021 does not exist"),
    ("0 March 2021", "does not exist"),
    ("31 avril 2021", "31 April 2021 does not exist"),
    ("31/04/2021", "does not exist"),
    ("2021-13-01", "no month 13"),
    ("0000-01-01", "the year 0"),
    ("2021年13月1日", "no month 13"),
    ("26 March 25:00", "no time 25:00"),
    ("26 March 24:00", "no time 24:00"),
    ("26 March 17:60", "no time 17:60"),
    ("26 March 13pm", "no time 13pm"),
    ("26 March 0am", "no time 0am"),
    ("26 March 17:00 +15:00", "No time zone is 15:00 hours"),
    ("26 March 2032", "more than ten years"),
    ("26 March 2010", "more than ten years"),
    ("in 9999 weeks", "more than ten years"),
    ("03/04", "3 April 2021 or 4 March 2021"),
    ("03/04/2021", "3 April 2021 or 4 March 2021"),
    ("03-04-2021", "3 April 2021 or 4 March 2021"),
    ("26/03/21", "four digits"),
    ("26 March 21", "all digits of the year"),
    ("tomorrow 9", "09:00 or 9am"),
    ("26 March midnight", "00:00 or 23:59"),
    ("26 March 12am", "00:00 or 23:59"),
    ("26 March 17.01", "with a colon"),
    ("26 March 17.12", "with a colon"),
    ("26 March 17:00:60", "no time 17:00:60"),
    ("26 March 26.03pm", "no time 26.03pm"),
    ("26 March 17:00 UTC+2:60", "No time zone is 2:60 hours"),
    ("lundi vendredi 26 mars 2021", "no date that I understand"),
    ("Thu 26 March", "26 March 2021 is a Friday, not a Thursday"),
    ("Thursday 26 March 2021 17:00", "26 March 2021 is a Friday"),
    ("26-30 mai", "range"),
    ("26 mai 21", "all digits of the year"),
    ("31 avril", "31 April 2021 does not exist"),
    ("1 марта", "1 March 2021 has passed. Which year"),
    ("3月1日", "1 March 2021 has passed. Which year"),
    ("lundi 26 mars", "26 March 2021 is a Friday, not a Monday"),
    ("mañana 17:00 IST", "IST can mean"),
    ("lundi 26 mars 2021", "26 March 2021 is a Friday, not a Monday"),
    ("2021年3月26日星期一", "26 March 2021 is a Friday, not a Monday"),
    ("Thu Fri 26 March", "more than one date"),
    ("17:00 UTC March -5", "UTC-5"),
    ("next week", "Which day of next week"),
    ("tonight", "no certain time"),
    ("17h", "Which day"),
    ("2 h", "Which day"),
    ("next Friday", "12 March 2021 or 19 March 2021"),
    ("Wednesday 19:00", "has passed"),
    ("1 March", "1 March 2021 has passed. Which year"),
    ("10 March 19:00", "10 March 2021 has passed. Which year"),
    ("26 March 17:00 IST", "IST can mean several time zones. Write UTC, or a name such as Europe/Paris"),
    ("17:00 CET 26 March", "CET can mean"),
    ("17:00 26 March EST", "EST can mean"),
    ("26 March 5pm Paris time", "Write the time zone of Paris as Europe/Paris"),
    ("26 мая 2021 17:00 мск", "МСК can mean"),
    ("26 March 17:00 about data", "I cannot read “about data” after the time"),
    ("26 March 17:00 Europe/Pariss", "europe/pariss is no time zone"),
    ("26 March 17:00 Etc/GMT+5", "is no time zone"),
    ("26 March Europe/Paris", "needs a time"),
    ("26 March +02:00", "needs a time"),
    ("26 March 2021 (or the 27th)", "brackets"),
    ("Fri 26 March 2021 17:00 UTC (23:30 Asia/Kolkata)", "brackets"),
]


def refusal(text: str, zone: ZoneInfo = UTC_ZONE, *, time_needed: bool = False) -> DateRefused:
    """Return how a text is refused."""
    with pytest.raises(DateRefused) as refused:
        read_moment(text, NOW, zone, time_needed=time_needed)
    return refused.value


@pytest.mark.parametrize(("text", "mentioned"), REFUSED)
def test_a_refusal_says_why_and_suggests_what_works(text: str, mentioned: str) -> None:
    """Nothing doubtful becomes a date."""
    refused = refusal(text)

    assert mentioned in refused.reason
    assert read_moment(refused.suggestion, NOW, UTC_ZONE)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("03/04", "3 April 2021"),
        ("31 April 17:00", "30 April 2021 17:00 UTC"),
        ("Thu 26 March 17:00", "26 March 2021 17:00 UTC"),
        ("1 March 17:00", "1 March 2022 17:00 UTC"),
        ("Wednesday 19:00 UTC+2", "17 March 2021 19:00 UTC+02:00"),
        ("26 March 2021 midnight", "26 march 2021 23:59"),
        ("26 March Europe/Paris", "26 March 2021 23:59 Europe/Paris"),
        ("next week", "19 March 2021"),
        ("next week 15:00", "19 March 2021 15:00 UTC"),
        ("tonight", "10 March 2021 23:59 UTC"),
        ("tonight Asia/Kolkata", "11 March 2021 20:00 Asia/Kolkata"),
        ("tonight at 9", "10 March 2021 21:00 UTC"),
        ("tonight 22:30", "10 March 2021 22:30 UTC"),
        ("tonight 1am", "11 March 2021 01:00 UTC"),
        ("26 March @li", "26 March"),
        ("26 March 25:00", "26 March"),
        ("26 March 17:00 about data", "26 March 17:00 UTC"),
        ("26 Marhc 17:00 about data", "26 march 17:00 UTC"),
        ("3/4 about data", "24 March 2021 17:00 UTC"),
        ("26 March 17:00 CET", "26 march 17:00 Europe/Paris"),
        ("17:00 CET 26 March", "17:00 Europe/Paris 26 march"),
        ("26 March 3 pm Paris", "26 march 3 pm Europe/Paris"),
        ("3 pm Paris", "tomorrow 3 pm europe/paris"),
        ("26 March 5pm Paris time", "26 march 5pm Europe/Paris"),
        ("26 March 17:00 Geneva", "26 march 17:00 Europe/Zurich"),
        ("26 March 17:00 New Delhi time", "26 march 17:00 Asia/Kolkata"),
        ("next week Sunday", "21 March 2021"),
        ("26 March 17:00 Nairobi", "26 march 17:00 Africa/Nairobi"),
        ("26 March 17:00 New York", "26 march 17:00 America/New_York"),
        ("26 March 17:00 IST", "26 march 17:00 Asia/Kolkata"),
        ("26 March 17:00 WIB", "26 march 17:00 Asia/Jakarta"),
        ("banana", "24 March 2021 17:00 UTC"),
    ],
)
def test_the_suggestion_keeps_what_was_clear(text: str, suggestion: str) -> None:
    """A person can copy it; where nothing was clear, it is an example two weeks ahead."""
    assert refusal(text).suggestion == suggestion


def test_an_abbreviation_that_ones_own_zone_goes_by_is_ones_own() -> None:
    """Whoever is in Berlin means Berlin; what stands there is a city, and so no other hour."""
    assert refusal("26 March 17:00 CET", ZoneInfo("Europe/Berlin")).suggestion == "26 march 17:00 Europe/Berlin"
    assert refusal("26 March 17:00 EST", ZoneInfo("Europe/Berlin")).suggestion == "26 march 17:00 America/New_York"


@pytest.mark.parametrize("text", ["26 March", "tomorrow", "Friday", "in 3 days", "26 March 2021 (end of day, UTC)"])
def test_a_bare_date_is_refused_where_a_time_is_needed(text: str) -> None:
    """A meeting has a time; the suggestion has one too."""
    refused = refusal(text, time_needed=True)

    assert "time is needed" in refused.reason
    assert read_moment(refused.suggestion, NOW, UTC_ZONE, time_needed=True)


def test_a_local_time_that_the_clocks_leave_out_is_refused() -> None:
    """In New York there is no 02:30 on 14 March 2021."""
    refused = refusal("14 March 02:30", NEW_YORK)

    assert refused.reason == "02:30 does not exist on 14 March 2021 in America/New_York: the clocks go forward."
    assert refused.suggestion == "14 March 2021 07:30 UTC"


def test_a_local_time_that_comes_twice_is_asked_about() -> None:
    """In New York 01:30 comes twice on 7 November 2021; both are named in UTC."""
    refused = refusal("7 November 01:30", NEW_YORK)

    assert "7 November 2021 05:30 UTC" in refused.reason
    assert "7 November 2021 06:30 UTC" in refused.reason
    assert refused.suggestion == "7 November 2021 05:30 UTC"


@pytest.mark.parametrize(("text", "mentioned"), [("tomorrow 09:00 UTC", "12 March 2021"), ("today 22:00Z", "10 March")])
def test_another_day_in_the_zone_that_was_typed_is_asked_about(text: str, mentioned: str) -> None:
    """In Kolkata it is the 11th already, in UTC the 10th: "tomorrow" may be either."""
    refused = refusal(text, KOLKATA)

    assert mentioned in refused.reason
    assert read_moment(refused.suggestion, NOW, KOLKATA)


def test_a_yearless_date_that_passed_only_here_is_asked_about() -> None:
    """In Kolkata the 10th is yesterday, although its end in UTC is still to come."""
    assert "10 March 2021 has passed" in refusal("10 March", KOLKATA).reason
    assert read_moment("10 March", NOW, UTC_ZONE) == datetime(2021, 3, 10, 23, 59, 59, tzinfo=UTC)


def test_half_a_year_ago_is_the_border_between_asking_and_next_year() -> None:
    """A date of 180 days ago may be meant as past; one of 181 days ago is next year's."""
    now = datetime(2021, 12, 1, 12, tzinfo=UTC)

    assert read_moment("3 June", now, UTC_ZONE) == datetime(2022, 6, 3, 23, 59, 59, tzinfo=UTC)
    with pytest.raises(DateRefused, match="4 June 2021 has passed"):
        read_moment("4 June", now, UTC_ZONE)


def test_ten_years_is_the_border_of_what_is_likely() -> None:
    """A date of ten years ahead is read, one of a day more is not."""
    assert read_moment("2031-03-11", NOW, UTC_ZONE) == datetime(2031, 3, 11, 23, 59, 59, tzinfo=UTC)
    assert "12 March 2031 is more than ten years away" in refusal("2031-03-12").reason


def test_what_is_too_long_is_refused_unread() -> None:
    """A date of a hundred characters is still read."""
    assert read_moment("26 March" + " " * (LONGEST - 8), NOW, UTC_ZONE)
    assert "too long" in refusal("26 March" + " " * (LONGEST - 7)).reason


@example("today ( )", UTC_ZONE, False)
@given(
    st.one_of(
        st.text(),
        st.lists(st.sampled_from(WHEN), max_size=12).map("".join),
        st.lists(st.sampled_from(WHEN), max_size=8).map(" ".join),
        st.text(st.characters(codec="utf-8", categories=["Nd", "Lo", "Zs", "Cf", "Pd", "Po"])),
    ),
    st.sampled_from([UTC_ZONE, KOLKATA, NEW_YORK, ZoneInfo("Pacific/Kiritimati")]),
    st.booleans(),
)
def test_any_text_is_read_or_refused_with_a_suggestion_that_works(text: str, zone: ZoneInfo, time_needed: bool) -> None:
    """Nothing that a person types breaks the reader; what it reads is near, and what it suggests it reads."""
    try:
        read = read_moment(text, NOW, zone, time_needed=time_needed)
    except DateRefused as refused:
        read = read_moment(refused.suggestion, NOW, zone, time_needed=time_needed)

    assert read.tzinfo is UTC
    assert abs(read.year - NOW.year) <= 11


@pytest.mark.parametrize("text", ["03/04", "2021-03-14 01:30 IST", "12 March midnight", "12 May 09:00-10:00"])
def test_what_could_be_several_dates_is_asked_about(text: str) -> None:
    """A question is told apart from a mistake."""
    with pytest.raises(DateUnclear):
        read_moment(text, NOW, ZoneInfo("UTC"))


@pytest.mark.parametrize("text", ["banana", "31 April", "", "26-30 March"])
def test_what_is_no_date_is_a_mistake(text: str) -> None:
    """Nobody is asked which date they mean by a text that is none."""
    with pytest.raises(DateRefused) as refused:
        read_moment(text, NOW, ZoneInfo("UTC"))

    assert not isinstance(refused.value, DateUnclear)


@pytest.mark.parametrize(
    ("text", "today", "better"),
    [
        ("31 Feb", "2021-03-01", "28 February 2022"),
        ("31 Feb", "2021-02-01", "28 February 2021"),
        ("31 Feb 5pm", "2021-03-01", "28 February 2022 17:00 Asia/Kolkata"),
        ("3/4 13:00", "2021-03-01", "3 April 2021 13:00 Asia/Kolkata"),
        ("3/4 13:00 UTC", "2021-03-01", "3 April 2021 13:00 UTC"),
        ("3/4", "2021-04-03", "3 April 2021"),
        ("5/3", "2021-03-20", "3 May 2021"),
        ("3/4", "2021-05-01", "3 April 2022"),
        ("17:00", "2021-03-01", "today 17:00"),
        ("13:00", "2021-03-01", "tomorrow 13:00"),
        ("08:00 UTC", "2021-03-01", "tomorrow 08:00 utc"),
    ],
)
def test_what_is_suggested_lies_ahead_and_keeps_the_time(text: str, today: str, better: str) -> None:
    """It is what the person meant: the same day as nearly as it exists, and the time as it was typed."""
    now = datetime.fromisoformat(f"{today}T09:00:00Z")
    with pytest.raises(DateRefused) as refused:
        read_moment(text, now, ZoneInfo("Asia/Kolkata"))

    assert refused.value.suggestion == better
    assert read_moment(better, now, ZoneInfo("Asia/Kolkata")) > now
