"""What is refused rather than guessed: the sentence says why."""

from datetime import UTC, datetime

import pytest

from chatbot.dates import DateRefused, DateUnclear, read_moment
from chatbot.dates.reading import LONGEST
from tests.chatbot.dates.refused import KOLKATA, NEW_YORK, NOW, UTC_ZONE, refusal

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
    ("Mar", "Which day"),
    ("lundi mardi", "no date that I understand"),
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
    ("03/04", "3 April or 4 March:"),
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


@pytest.mark.parametrize(("text", "mentioned"), REFUSED)
def test_a_refusal_says_why_and_suggests_what_works(text: str, mentioned: str) -> None:
    """Nothing doubtful becomes a date."""
    refused = refusal(text)

    assert mentioned in refused.reason
    assert read_moment(refused.suggestion, NOW, UTC_ZONE)


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


@pytest.mark.parametrize("text", ["03/04", "2021-03-14 01:30 IST", "12 March midnight", "12 May 09:00-10:00"])
def test_what_could_be_several_dates_is_asked_about(text: str) -> None:
    """A question is told apart from a mistake."""
    with pytest.raises(DateUnclear):
        read_moment(text, NOW, UTC_ZONE)


@pytest.mark.parametrize("text", ["banana", "31 April", "", "26-30 March"])
def test_what_is_no_date_is_a_mistake(text: str) -> None:
    """Nobody is asked which date they mean by a text that is none."""
    with pytest.raises(DateRefused) as refused:
        read_moment(text, NOW, UTC_ZONE)

    assert not isinstance(refused.value, DateUnclear)
