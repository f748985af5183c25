"""A meeting that is to go on or to take place after all: one that was closed too early, one that was cancelled."""

from datetime import UTC, datetime, timedelta

import pytest

from chatbot.network_text import voice
from storage.events import Presence
from tests.chatbot.board import FakeBoard, catch_up, channel
from tests.chatbot.web.visiting import visit
from tests.conversation import Conversation, suggestion

STARTS = datetime(2021, 5, 12, 13, tzinfo=UTC)
PLAN = "/meeting plan 12 May 2021 13:00 UTC title:May call"


@pytest.fixture
def closed(talk: Conversation) -> Conversation:
    """M1 of a series was closed by mistake after twenty minutes, at its second item."""
    talk.given("@amina /meeting plan 12 May 2021 13:00 UTC title:May call every:month")
    talk.given("@li /meeting agenda add Data", "@li /meeting agenda add Outreach", "@amina /meeting agenda agree")
    talk.now = STARTS
    talk.given("@amina /meeting open", "@li /attend", "@amina /meeting next", "@amina /meeting next", "@li /note Early")
    talk.wait(minutes=20)
    talk.given("@amina /meeting close")
    return talk


@pytest.fixture
def both(talk: Conversation) -> Conversation:
    """The first of two sittings of M1 goes on."""
    talk.given("@amina /meeting plan 12 May 2021 13:00 UTC also:14 May 2021 02:00 UTC title:May call")
    talk.now = STARTS
    talk.given("@amina /meeting open", "@li /attend")
    return talk


def test_it_goes_on_as_if_it_had_not_been_closed(closed: Conversation) -> None:
    """Attendance, agenda and notes stay; the end is that of the last close. No meeting is planned beside."""
    planned = len(closed.network.meetings)
    closed.wait(minutes=2)
    reply = closed.say("@ines /meeting open M1")
    closed.given("@bruno /attend", "@li /note Late")
    closed.wait(minutes=30)
    closed.given("@amina /meeting close")
    meeting = closed.meeting()
    draft = closed.say("@amina /meeting minutes").text

    assert reply.text == "PNE-M1 is open again: May call. What was recorded stays; say that you are here: `/attend`"
    assert reply.opened == ("PNE-M1",)
    assert (meeting.opened, meeting.closed) == (STARTS, STARTS + timedelta(minutes=52))
    assert (closed.presence("li"), closed.presence("bruno")) == (Presence.PRESENT, Presence.LATE)
    assert [note.item for note in meeting.notes.values()] == [2, 2]
    assert len(closed.network.meetings) == planned
    assert "- 12 May 2021, 13:00 to 13:52 UTC" in draft


@pytest.mark.parametrize("line", ["/pn undo", "/meeting open", "/meeting reopen"])
def test_whoever_closed_it_is_told_how_to_go_on(closed: Conversation, line: str) -> None:
    """A close is not taken back, and the next meeting is not meant a month before its time."""
    reply = closed.say(f"@amina {line}")

    assert suggestion(reply) == "/meeting open PNE-M1"
    assert closed.say(f"@amina {suggestion(reply)}").error is None
    assert closed.meeting().is_open


def test_the_next_meeting_is_opened_at_its_time(closed: Conversation) -> None:
    """Also where the one before it is just over."""
    closed.given(f"@amina /meeting move M2 {STARTS + timedelta(hours=2):%d %B %Y %H:%M} UTC")
    closed.wait(hours=1)
    closed.given("@amina /meeting open")

    assert closed.meeting(2).is_open
    assert not closed.meeting(1).is_open


def test_the_next_meeting_is_opened_where_now_is_said(closed: Conversation) -> None:
    """Two meetings are recorded one after the other."""
    closed.given("@amina /meeting open now:yes")

    assert closed.meeting(2).is_open


def test_opening_again_is_taken_back(closed: Conversation) -> None:
    """It is closed as it was before."""
    before = closed.meeting().closed
    closed.wait(minutes=5)
    closed.given("@amina /meeting open M1")
    reply = closed.say("@amina /pn undo")

    assert reply.text == "Taken back: the reopening of PNE-M1."
    assert closed.meeting().closed == before


@pytest.mark.parametrize(("after", "error"), [(timedelta(hours=24), None), (timedelta(hours=24, seconds=1), "closed")])
def test_after_a_day_it_stays_closed(closed: Conversation, after: timedelta, error: str | None) -> None:
    """It would have lasted for days; what is missing is added all the same, and the answer says how."""
    closed.now += after
    reply = closed.say("@amina /meeting open M1")

    assert reply.error == error
    assert closed.meeting().is_open is (error is None)
    if error:
        assert suggestion(reply) == "/meeting minutes PNE-M1"
        closed.given("@amina /attend M1 @bruno", "@amina /meeting minutes add M1 Bruno was there too")


def test_public_minutes_wait_for_the_new_end(closed: Conversation) -> None:
    """They stay as they are meanwhile, which the answer says; then they are corrected, with a reason."""
    closed.given("@amina /meeting publish M1")
    reply = closed.say("@amina /meeting open M1")
    closed.given("@bruno /attend")
    early = closed.say("@amina /meeting publish M1 because:Bruno came")
    closed.given("@amina /meeting close")
    draft = closed.say("@amina /meeting minutes M1").text
    closed.given("@amina /meeting publish M1 because:Bruno came")

    assert reply.text.splitlines()[1] == (
        "Its minutes stay public as they are until they are published anew after the close: "
        "`/meeting publish PNE-M1 because:…`"
    )
    assert (early.error, suggestion(early)) == ("conflict", "/meeting close PNE-M1")
    assert "Publish it: `/meeting publish PNE-M1 because:…`" in draft
    assert "Attendance: 2 of 3 members" in str(closed.meeting().minutes[1].text)


def test_an_end_on_another_day_is_told_with_its_day(closed: Conversation) -> None:
    """Else a meeting of a day and a half would seem to be one of an hour."""
    closed.wait(hours=23)
    closed.given("@amina /meeting open M1")
    closed.wait(minutes=90)
    closed.given("@amina /meeting close")

    assert "- 12 May 2021, 13:00 to 13 May 2021, 13:50 UTC" in closed.say("@amina /meeting minutes M1").text


def test_the_public_reads_it_in_its_order(closed: Conversation) -> None:
    """Each post is another one: it ended, it is open again, it ended with more people; the calendar has one entry."""
    start, board = closed.seq - 1, FakeBoard()
    channel(closed, board, start)
    closed.given("@amina /meeting open M1", "@bruno /attend", "@amina /meeting close")
    catch_up(closed, board, start)
    [feed], [calendar] = visit(closed, "/feed.atom"), visit(closed, "/calendar.ics")

    ended, again, end = board.texts
    assert ended.startswith("PNE-M1 ended: May call (attendance: ")
    assert again == "PNE-M1 was closed too early and is open again: May call"
    assert end == "PNE-M1 ended: May call (attendance: 2 of 3 members, 0 others)"
    assert ">PNE-M1 was closed too early and is open again: May call</title>" in feed.text
    assert "SEQUENCE:4" in calendar.text
    assert calendar.text.count("DTSTART:20210512T130000Z") == 1


def test_a_channel_that_hears_of_it_late_hears_the_same(closed: Conversation) -> None:
    """It was open again then, though it is over by now."""
    told = closed.say("@amina /meeting open M1").text
    *_others, entry = closed.bot.record.history.entries()
    closed.given("@amina /meeting close")

    assert voice(closed.bot.dispatcher).announce(closed.bot.record.state(), entry, entry.events, "") == told


def test_a_sitting_is_opened_again_by_its_number(both: Conversation) -> None:
    """Without the number the next one is meant, which is moved to now."""
    both.wait(minutes=10)
    both.given("@amina /meeting close")
    reply = both.say("@amina /pn undo")
    both.given(f"@amina {suggestion(reply)}", "@bruno /attend")
    first, second = both.meeting().sittings

    assert suggestion(reply) == "/meeting open PNE-M1 sitting:1"
    assert (first.opened, first.closed, second.opened) == (STARTS, None, None)
    assert both.presence("bruno") is Presence.PRESENT


def test_whoever_opened_the_next_sitting_instead_is_told_how_to_go_back(both: Conversation) -> None:
    """It is opened as ever; the answer has both commands."""
    both.given("@amina /meeting close")
    told = both.say("@amina /meeting open").text
    both.given("@amina /pn undo", "@amina /meeting open PNE-M1 sitting:1")

    assert "takes that back with `/pn undo`. Then sitting 1 goes on with `/meeting open PNE-M1 sitting:1`." in told
    assert both.meeting().sitting == 1


def test_what_was_closed_between_two_sittings_is_to_come_after_all(both: Conversation) -> None:
    """Whoever closes twice ends the whole meeting; the second sitting is opened at its time, and reminded of."""
    both.given("@amina /meeting close", "@amina /meeting close M1")
    reply = both.say("@amina /meeting open M1")

    assert reply.text == "PNE-M1 is to go on after all, Fri 14 May 2021 02:00 UTC: May call"
    assert both.meeting().is_between
    both.now = datetime(2021, 5, 14, 2, tzinfo=UTC)
    both.bot.record.catch_up(both.now)
    assert both.meeting().sittings[1].near
    both.given("@amina /meeting open")
    assert both.meeting().is_open


@pytest.mark.parametrize(
    ("given", "line", "told"),
    [
        ([], "/meeting open M1 sitting:2", "PNE-M1 is open; close it first."),
        (["/meeting close"], "/meeting open M1 sitting:3", "PNE-M1 has 2 sittings."),
        (
            ["/meeting close", "/meeting open", "/meeting close"],
            "/meeting open M1 sitting:1",
            "Another sitting of PNE-M1 was held since.",
        ),
        (
            ["/meeting close", "/meeting plan 12 May 2021 14:00 UTC also:12 May 2021 18:00 UTC"],
            "/meeting open M2 sitting:2",
            "Sitting 1 of PNE-M2 comes first.",
        ),
    ],
)
def test_sittings_are_held_in_their_order(both: Conversation, given: list[str], line: str, told: str) -> None:
    """What cannot be opened is told in a sentence, and nothing is recorded."""
    both.given(*(f"@amina {one}" for one in given))
    before = both.seq
    reply = both.say(f"@amina {line}")

    assert (reply.error is not None, reply.text.splitlines()[0]) == (True, told)
    assert both.seq == before


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("open M1", "12 May 2021 13:00 UTC also:13 May 2021 02:00 UTC"),
        ("move M1 by a week", "19 May 2021 13:00 UTC also:20 May 2021 02:00 UTC"),
        ("move M1 13 May 14:00 UTC", "13 May 2021 14:00 UTC also:14 May 2021 03:00 UTC"),
    ],
)
def test_what_was_cancelled_is_planned_anew_as_it_was(talk: Conversation, line: str, when: str) -> None:
    """A cancellation is final after ten minutes; the line to copy forgets neither the place nor the rule."""
    more = "also:13 May 2021 02:00 UTC chatham:yes link:https://example.org/room"
    talk.given(f"@amina {PLAN} {more}", "@amina /meeting cancel M1")
    reply = talk.say(f"@amina /meeting {line}")
    talk.given(f"@amina {suggestion(reply)}")

    assert suggestion(reply) == f"/meeting plan {when} title:May call link:https://example.org/room chatham:yes in:PNE"
    assert talk.meeting(2).chatham


def test_what_was_cancelled_is_planned_anew_in_its_network(talk: Conversation) -> None:
    """Also by a line that is typed in the channel of another one."""
    talk.given(
        "@sec /pn add PNMA Access",
        "@sec /pn member add @amina PNMA role:co-chair",
        f"@amina {PLAN}",
        "@amina /meeting cancel M1",
    )
    reply = talk.say("@amina #pnma /meeting open PNE-M1")

    assert talk.say(f"@amina #pnma {suggestion(reply)}").created == ("PNE-M2",)
