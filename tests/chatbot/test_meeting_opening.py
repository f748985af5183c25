"""Opening a meeting at its time, and far from it: whoever opens the wrong one is asked, and everybody is told."""

from datetime import UTC, datetime, timedelta

import pytest

from storage.events import Presence
from tests.chatbot.web.visiting import visit
from tests.conversation import Conversation, suggestion

STARTS = datetime(2021, 5, 12, 13, tzinfo=UTC)


@pytest.fixture
def planned(talk: Conversation) -> Conversation:
    """M1 is planned for 12 May."""
    talk.given("@amina /meeting plan 12 May 2021 13:00 UTC title:May call")
    return talk


def calendar(talk: Conversation) -> str:
    """Return the calendar of the public page."""
    [answer] = visit(talk, "/calendar.ics")
    return answer.text


@pytest.mark.parametrize(
    ("after", "asked"),
    [
        (timedelta(hours=-48, microseconds=-1), True),
        (timedelta(hours=-48), False),
        (timedelta(hours=24), False),
        (timedelta(hours=24, microseconds=1), True),
    ],
)
def test_far_from_its_time_the_opening_is_asked_about(planned: Conversation, after: timedelta, asked: bool) -> None:
    """More than two days early, or one day late; the suggestion opens it, and another time is a move."""
    planned.now = STARTS + after
    reply = planned.say("@amina /meeting open M1")

    assert reply.error == ("conflict" if asked else None)
    assert planned.meeting().is_open is not asked
    if asked:
        assert reply.text.startswith(
            "PNE-M1 (May call) is planned for Wed 12 May 2021 13:00 UTC, not for now. To open it all the same, add "
            "`now:yes`; for another time there is `/meeting move`.\n"
        )
        assert planned.say(f"@amina {suggestion(reply)}").error is None
        assert planned.meeting().is_open


def test_now_alone_is_understood(planned: Conversation) -> None:
    """What is suggested opens the meeting."""
    reply = planned.say("@amina /meeting open M1 now")

    assert suggestion(reply) == "/meeting open M1 now:yes"
    assert planned.say(f"@amina {suggestion(reply)}").error is None


def test_opened_far_from_its_time_it_is_moved(planned: Conversation) -> None:
    """In the calendar, and in the news, so that those who wait for it learn of it; undo takes all of it back."""
    planned.wait(minutes=7)
    planned.given("@amina /meeting open now:yes")
    opened = calendar(planned)
    [feed] = visit(planned, "/feed.atom")
    planned.given("@amina /pn undo")
    undone = calendar(planned)

    assert "DTSTART:20210301T090700Z" in opened
    assert "SEQUENCE:2" in opened
    assert "PNE-M1 was moved to 1 March 2021, 09:07 UTC: May call" in feed.text
    assert "DTSTART:20210512T130000Z" in undone
    assert "SEQUENCE:4" in undone
    assert not planned.meeting().opened


def test_the_calendar_shows_when_it_really_was(planned: Conversation) -> None:
    """A few minutes late, and as long as it took; so do list and page."""
    planned.now = STARTS + timedelta(minutes=4)
    planned.given("@amina /meeting open")
    planned.wait(minutes=50)
    planned.given("@amina /meeting close")
    shown = calendar(planned)
    [page] = visit(planned, "/")

    assert "DTSTART:20210512T130400Z" in shown
    assert "DURATION:PT50M" in shown
    assert "SEQUENCE:2" in shown
    assert "12 May 2021, 13:04 UTC" in page.text
    assert "Wed 12 May 2021 13:04 UTC" in planned.say("@li /meeting list").text


def test_within_two_days_it_is_moved_without_a_question(talk: Conversation) -> None:
    """Up to an hour early it begins as planned. Of two sittings it is the one that is opened which is moved."""
    talk.given("@amina /meeting plan 12 May 2021 13:00 UTC also:13 May 2021 02:00 UTC title:May call")
    talk.now = STARTS - timedelta(hours=1)
    first = talk.say("@amina /meeting open")
    talk.given("@li /attend")
    talk.wait(hours=2)
    talk.given("@amina /meeting close")
    second = talk.say("@amina /meeting open")
    [feed] = visit(talk, "/feed.atom")

    assert "It was planned for" not in first.text
    assert "It was planned for Thu 13 May 2021 02:00 UTC and is opened now; the calendar shows that." in second.text
    assert "`/pn undo`" in second.text
    assert [sitting.starts for sitting in talk.meeting().sittings] == [STARTS, STARTS + timedelta(hours=1)]
    assert "PNE-M1 goes on, with its next sitting: May call" in feed.text
    assert "PNE-M1 adjourned until its next sitting: May call" in feed.text


@pytest.mark.parametrize(("after", "how"), [(10, Presence.PRESENT), (11, Presence.LATE)])
def test_nobody_is_late_before_the_planned_time(planned: Conversation, after: int, how: Presence) -> None:
    """Who opens early to have things ready makes nobody late."""
    planned.now = STARTS - timedelta(minutes=40)
    planned.given("@amina /meeting open")
    planned.now = STARTS + timedelta(minutes=after)
    planned.given("@li /attend")

    assert [one.presence for one in planned.meeting().attendance.values()] == [how]


def test_a_meeting_of_a_moment_is_shown_as_long_as_usual(planned: Conversation) -> None:
    """It was opened and closed to record it afterwards; a calendar would not show it at all."""
    planned.now = STARTS
    planned.given("@amina /meeting open", "@amina /meeting close")

    assert "DURATION:PT1H" in calendar(planned)


def test_opening_twice_closes_nothing(planned: Conversation) -> None:
    """The line to copy says that one is there; of a series it is not the next meeting that is meant."""
    planned.now = STARTS
    planned.given("@amina /meeting plan 9 June 2021 13:00 UTC title:June call", "@amina /meeting open")
    again = planned.say("@amina /meeting open")
    planned.given(f"@amina {suggestion(again)}")

    assert again.text.startswith("PNE-M1 is open already.")
    assert planned.meeting().is_open
