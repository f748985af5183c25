"""Meetings: planned, opened, closed, cancelled, listed."""

from datetime import UTC, datetime, timedelta

import pytest

from storage.events import MeetingKind
from tests.conversation import START, Conversation, suggestion

PLAN = "/meeting plan 12 May 2021 13:00 UTC title:May call"


def test_a_plan_is_announced_with_its_time_and_how_to_decline(talk: Conversation) -> None:
    """The channel hears title, time and the command for those who cannot come."""
    reply = talk.say(f"@amina {PLAN}")

    assert reply.created == ("PNE-M1",)
    assert not reply.private
    assert reply.text == "PNE-M1: May call, Wed 12 May 2021 13:00 UTC. Cannot come? `/apologies PNE-M1`"


def test_a_time_is_in_the_planners_zone_and_shown_in_utc_too(talk: Conversation) -> None:
    """A time without a zone means the clock on the planner's wall."""
    talk.given("@amina /pn me zone:Asia/Kolkata")

    reply = talk.say("@amina /meeting plan 12 May 2021 13:00 title:May call")

    assert "Wed 12 May 2021 07:30 UTC (13:00 Asia/Kolkata)" in reply.text


def test_a_community_meeting_is_told_apart(talk: Conversation) -> None:
    """Its kind is recorded; without one a meeting is the working group's."""
    talk.given(f"@amina {PLAN}", f"@amina {PLAN} kind:community")

    assert [meeting.kind for meeting in talk.network.meetings.values()] == [MeetingKind.MWG, MeetingKind.COMMUNITY]


@pytest.mark.parametrize(
    ("typed", "error", "said"),
    [
        ("", "usage", "Missing: day and time."),
        ("title:May call", "usage", "Missing: day and time."),
        ("12 May 2021", "usage", "A time is needed too."),
        ("1 January 2021 13:00", "usage", "Fri 1 January 2021 13:00 UTC has passed; a meeting is planned ahead."),
        ("12 May 13:00 EST", "ambiguous", "EST can mean several time zones."),
        ("May call 12 May 2021 13:00 UTC", "usage", "The title stands behind day and time, after `title:`."),
        ("12 May 2021 13:00 about data", "usage", "The title stands behind day and time, after `title:`."),
        ("May call 12 May 2021 13:00 UTC title:Call", "usage", "That looks like more than one date."),
        ("12 May 2021 13:00 and 13 May 2021 02:00 title:Call", "usage", "There is more than one time. Give one."),
        ("soon", "usage", "That is no date that I understand."),
        ("12 May 2021 13:00 kind:secret", "usage", "I cannot read “secret” as `kind:`."),
        ("12 May 2021 13:00 titel:May call", "usage", "There is no option `titel:` here. Did you mean `title:`?"),
    ],
)
def test_what_is_no_plan_is_refused_with_one_that_works(talk: Conversation, typed: str, error: str, said: str) -> None:
    """The refusal says why, and its suggestion plans a meeting."""
    reply = talk.say(f"@amina /meeting plan {typed}")

    assert reply.error == error
    assert reply.text.startswith(said)
    assert talk.say(f"@amina {suggestion(reply)}").created == ("PNE-M1",)


def test_opening_takes_the_next_meeting(talk: Conversation) -> None:
    """The one that starts soonest, whatever its number. All read how a mistake is undone, so it says by whom."""
    talk.given(f"@amina {PLAN}", "@amina /meeting plan 5 May 2021 13:00 UTC title:Before it")

    reply = talk.say("@amina /meeting open now:yes")

    assert reply.text == (
        "PNE-M2 is open: Before it. Say that you are here: `/attend`\n"
        "It was planned for Wed 5 May 2021 13:00 UTC and is opened now; the calendar shows that. "
        "A mistake? Whoever opened it takes that back with `/pn undo`."
    )


@pytest.fixture
def missed(talk: Conversation) -> Conversation:
    """M1 was to be on 2 March and nobody opened it; M2 is to be on 20 March."""
    talk.given("@amina /meeting plan 2 March 2021 13:00 UTC title:Missed")
    talk.given("@amina /meeting plan 20 March 2021 13:00 UTC title:Next")
    return talk


def test_a_meeting_that_nobody_opened_is_not_the_next(missed: Conversation) -> None:
    """Whatever asks for the next meeting takes the one that lies ahead."""
    missed.now = datetime(2021, 3, 7, 9, tzinfo=UTC)

    mine = missed.say("@li /pn mine").text
    early = missed.say("@amina /meeting close")
    apology = missed.say("@li /apologies")
    opened = missed.say("@amina /meeting open now:yes")

    assert mine == "PNE-M2: Next, Sat 20 March 2021 13:00 UTC"
    assert suggestion(early) == "/meeting list in:PNE"
    assert apology.text == "You are recorded at PNE-M2: excused."
    assert opened.text.startswith("PNE-M2 is open: Next.")


@pytest.mark.parametrize(
    ("after", "number"),
    [(timedelta(0), 1), (timedelta(hours=24), 1), (timedelta(hours=24, microseconds=1), 2)],
)
def test_a_meeting_may_be_opened_late(missed: Conversation, after: timedelta, number: int) -> None:
    """For a day it is still the next one; by its id it is opened whenever, once that is said to be meant."""
    missed.now = datetime(2021, 3, 2, 13, tzinfo=UTC) + after

    missed.given("@li /apologies", "@amina /meeting open now:yes")

    assert [meeting.number for meeting in missed.network.meetings.values() if meeting.is_open] == [number]
    assert missed.meeting(number).attendance
    assert missed.say("@amina /meeting close").error is None
    assert missed.say(f"@amina /meeting open M{3 - number} now:yes").error is None


def test_when_only_missed_meetings_are_left_none_is_next(missed: Conversation) -> None:
    """The refusal shows how to plan one."""
    missed.now = datetime(2021, 4, 1, tzinfo=UTC)

    refused = missed.say("@amina /meeting open now:yes")

    assert refused.error == "not_found"
    assert missed.say(f"@amina {suggestion(refused)}").error is None


def test_the_list_says_which_were_not_opened(missed: Conversation) -> None:
    """At once when their time has come; after a day they stand among those that are over."""
    missed.given("@amina /meeting plan 1 March 2021 13:00 UTC title:Held")
    missed.now = datetime(2021, 3, 1, 12, 55, tzinfo=UTC)
    missed.given("@amina /meeting open M3 now:no")
    missed.given("@amina /meeting close")
    missed.now = datetime(2021, 3, 2, 14, tzinfo=UTC)
    today = missed.say("@li /meeting list").text.splitlines()
    missed.wait(days=5)
    later = missed.say("@li /meeting list").text.splitlines()

    lines = {
        "M1": "PNE-M1 (not opened): Missed, Tue 2 March 2021 13:00 UTC",
        "M2": "PNE-M2: Next, Sat 20 March 2021 13:00 UTC",
        "M3": "PNE-M3: Held, Mon 1 March 2021 12:55 UTC. Attendance: not recorded.",
    }
    assert today == [lines["M1"], lines["M2"], lines["M3"]]
    assert later == [lines["M2"], lines["M1"], lines["M3"]]


def test_a_network_has_one_open_meeting_at_a_time(talk: Conversation) -> None:
    """The second is refused until the first is closed, which the suggestion does."""
    talk.given(f"@amina {PLAN}", f"@amina {PLAN}", "@amina /meeting open M1 now:yes")

    refused = talk.say("@amina /meeting open M2 now:yes")
    closed = talk.say(f"@amina {suggestion(refused)}")
    opened = talk.say("@amina /meeting open M2 now:yes")

    assert refused.error == "conflict"
    assert refused.text.startswith("PNE-M1 is open; close it first.")
    assert closed.error is None
    assert opened.error is None


def test_closing_takes_the_open_meeting_and_tells_the_headcount(talk: Conversation) -> None:
    """The channel hears numbers, never names."""
    talk.given(f"@amina {PLAN}", "@amina /meeting open now:yes", "@li /attend", "@bruno /apologies", "@ines /attend")

    reply = talk.say("@amina /meeting close")

    assert reply.text.splitlines()[0] == "PNE-M1 is closed. Attendance: 1 of 3 members, 1 apology, 1 other."
    assert not reply.private


def test_a_meeting_that_nobody_recorded_says_so(talk: Conversation) -> None:
    """That is something else than nobody being there."""
    talk.given(f"@amina {PLAN}", "@amina /meeting open now:yes")

    assert talk.say("@amina /meeting close").text.splitlines()[0] == "PNE-M1 is closed. Attendance: not recorded."


def test_a_cancellation_tells_which_meeting_and_why(talk: Conversation) -> None:
    """Title, time and reason stand in one line."""
    talk.given(f"@amina {PLAN}")

    reply = talk.say("@amina /meeting cancel M1 because:public holiday")

    assert reply.text == "PNE-M1 (May call, Wed 12 May 2021 13:00 UTC) is cancelled. Reason: public holiday"


@pytest.mark.parametrize(
    ("given", "line", "error", "said"),
    [
        (
            ("plan",),
            "/meeting open",
            "conflict",
            "PNE-M1 (May call) is planned for Wed 12 May 2021 13:00 UTC, not for now.",
        ),
        ((), "/meeting open", "not_found", "No meeting is planned in PNE."),
        ((), "/meeting close", "not_found", "No meeting is open in PNE."),
        ((), "/meeting open M9", "not_found", "There is no PNE-M9."),
        (("plan",), "/meeting close", "not_found", "No meeting is open in PNE."),
        (("plan",), "/meeting close M1", "conflict", "PNE-M1 is not open yet."),
        (("plan",), "/meeting cancel", "usage", "Missing: the meeting."),
        (("plan", "open now:yes"), "/meeting open M1", "conflict", "PNE-M1 is open already."),
        (("plan", "open now:yes"), "/meeting cancel M1", "conflict", "PNE-M1 is open."),
        (("plan", "open now:yes", "close"), "/meeting close M1", "closed", "PNE-M1 is closed."),
        (("plan", "open now:yes", "close"), "/meeting cancel M1", "conflict", "PNE-M1 is closed."),
        (("plan", "cancel M1"), "/meeting open M1", "conflict", "PNE-M1 is cancelled, and stays so"),
        (("plan", "cancel M1"), "/meeting close M1", "conflict", "PNE-M1 is cancelled."),
        (("plan", "cancel M1"), "/meeting cancel M1", "conflict", "PNE-M1 is cancelled."),
    ],
)
def test_what_a_meeting_is_not_ready_for_is_refused(
    talk: Conversation, given: tuple[str, ...], line: str, error: str, said: str
) -> None:
    """The refusal says where the meeting stands, and suggests what can be done."""
    talk.given(*(f"@amina {PLAN}" if word == "plan" else f"@amina /meeting {word}" for word in given))

    reply = talk.say(f"@amina {line}")

    assert reply.error == error
    assert reply.text.startswith(said)
    assert talk.say(f"@amina {suggestion(reply)}").error is None


@pytest.mark.parametrize("line", ["/attend", "/apologies", "/attend M9"])
def test_a_member_is_suggested_what_a_member_may_do(talk: Conversation, line: str) -> None:
    """Without a meeting, the way on is the list, not a command of those who run meetings."""
    reply = talk.say(f"@li {line}")

    assert reply.error == "not_found"
    assert talk.say(f"@li {suggestion(reply)}").error is None


def test_the_list_shows_what_comes_and_what_was(talk: Conversation) -> None:
    """Soonest first, then the meetings held, the open one marked; the cancelled ones last."""
    for day in (12, 5, 19, 26):
        talk.given(f"@amina /meeting plan {day} May 2021 13:00 UTC title:Call of {day} May")
    talk.given("@amina /meeting open M1 now:yes", "@li /attend", "@amina /meeting cancel M3")

    assert talk.say("@li /meeting list").text.splitlines() == [
        "PNE-M2: Call of 5 May, Wed 5 May 2021 13:00 UTC",
        "PNE-M4: Call of 26 May, Wed 26 May 2021 13:00 UTC",
        "PNE-M1 (open now): Call of 12 May, Mon 1 March 2021 09:00 UTC. Attendance: 1 of 3 members.",
        "PNE-M3 (cancelled): Call of 19 May, Wed 19 May 2021 13:00 UTC",
    ]


def test_without_meetings_the_list_says_so(talk: Conversation) -> None:
    """An empty answer would look like a fault."""
    assert talk.say("@li /meeting list").text == "No meetings in PNE yet."


def test_the_times_of_opening_and_close_are_recorded(talk: Conversation) -> None:
    """To the second at which each command was typed."""
    talk.given(f"@amina {PLAN}")
    talk.wait(minutes=3)
    talk.given("@amina /meeting open now:yes")
    talk.wait(hours=1)
    talk.given("@amina /meeting close")

    assert talk.meeting().opened == START + timedelta(minutes=3)
    assert talk.meeting().closed == START + timedelta(hours=1, minutes=3)


def test_the_open_meeting_tells_the_network_of_somebody_in_two(talk: Conversation) -> None:
    """Outside a channel `/attend` goes where a meeting is going on, and is asked about when there are two."""
    talk.given("@sec /pn add PNMA Meaningful Access", "@sec /pn member add @li PNMA")
    talk.given(f"@amina {PLAN}", f"@sec #pnma {PLAN}", "@sec #pnma /meeting open now:yes")

    one = talk.say("@li # /attend")
    talk.given("@amina /meeting open now:yes")
    two = talk.say("@li # /attend")

    assert one.text == "You are recorded at PNMA-M1: present."
    assert two.error == "ambiguous"
    assert talk.say(f"@li # {suggestion(two)}").text == "You are recorded at PNE-M1: present."
