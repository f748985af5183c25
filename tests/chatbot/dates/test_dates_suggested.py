"""What is suggested for a date that was refused: it works, lies ahead, and keeps what was clear."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chatbot.dates import DateRefused, read_moment
from tests.chatbot.dates.refused import KOLKATA, NEW_YORK, NOW, UTC_ZONE, refusal


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
        ("26 March, 5pm (Paris)", "26 march 5pm Europe/Paris"),
        ("26 March, 5pm (local time)", "26 march 5pm UTC"),
        ("26 March 5pm in Paris", "26 march 5pm Europe/Paris"),
        ("next Friday 5pm Paris", "12 March 2021 17:00 Europe/Paris"),
        ("5 p.m. Geneva on 3/4", "3 April 2021 17:00 Europe/Zurich"),
        ("26 March 17:00 Geneva", "26 march 17:00 Europe/Zurich"),
        ("26 March 17:00 New Delhi time", "26 march 17:00 Asia/Kolkata"),
        ("next week Sunday", "21 March 2021"),
        ("26 March 17:00 Nairobi", "26 march 17:00 Africa/Nairobi"),
        ("26 March 17:00 New York", "26 march 17:00 America/New_York"),
        ("26 March 17:00 IST", "26 march 17:00 Asia/Kolkata"),
        ("26 March 17:00 WIB", "26 march 17:00 Asia/Jakarta"),
        ("banana", "24 March 2021 17:00 UTC"),
        ("soon", "24 March 2021 17:00 UTC"),
    ],
)
def test_the_suggestion_keeps_what_was_clear(text: str, suggestion: str) -> None:
    """A person can copy it; where nothing was clear, it is an example two weeks ahead."""
    assert refusal(text).suggestion == suggestion


def test_two_doubts_are_asked_about_at_once() -> None:
    """Else the line to copy would name neither the day nor the place that was typed."""
    reason = refusal("next Friday 5pm Paris").reason

    assert reason == (
        "Write the time zone of Paris as Europe/Paris. “Next” may mean 12 March 2021 or 19 March 2021: write the date."
    )


def test_an_abbreviation_that_ones_own_zone_goes_by_is_ones_own() -> None:
    """Whoever is in Berlin means Berlin; what stands there is a city, and so no other hour."""
    assert refusal("26 March 17:00 CET", ZoneInfo("Europe/Berlin")).suggestion == "26 march 17:00 Europe/Berlin"
    assert refusal("26 March 17:00 EST", ZoneInfo("Europe/Berlin")).suggestion == "26 march 17:00 America/New_York"


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


WHEN = [*"0123456789:/.-+ ", "march", "may", "fri", "next ", "in ", "at ", "pm", "h", "utc", "z", "end of ", "today"]
WHEN += ["марта", "مارس", "年", "月", "日", "mars", "de ", "noon", "(", ")", "2021", "weeks", "europe/paris", "t", "٣"]


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
