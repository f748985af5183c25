"""Meetings ahead: series, several sittings, moving, cancelling, links, and the reminder a day before."""

from datetime import UTC, datetime, timedelta

import pytest

from chatbot.adapters.replay import advance
from chatbot.network_text import voice
from storage.events import CLOCK
from tests.conversation import Conversation, suggestion

PLAN = "/meeting plan 12 May 2021 13:00 UTC title:May call"
SERIES = "/meeting plan 10 March 2021 14:00 Europe/Paris title:Monthly call every:month"


def starts(talk: Conversation) -> list[str]:
    """Return when the meetings that are still planned start, in UTC."""
    return [f"{one.starts:%d %b %H:%M}" for one in talk.network.meetings.values() if one.is_planned]


def test_a_series_has_three_meetings_ahead(talk: Conversation) -> None:
    """On the second Wednesday, at the same time of the day where it was meant."""
    reply = talk.say(f"@amina {SERIES}")

    assert reply.created == ("PNE-M1", "PNE-M2", "PNE-M3")
    assert starts(talk) == ["10 Mar 13:00", "14 Apr 12:00", "12 May 12:00"]
    assert reply.text.splitlines()[1:] == [
        "The series goes on: PNE-M2, Wed 14 April 2021 12:00 UTC.",
        "The series goes on: PNE-M3, Wed 12 May 2021 12:00 UTC.",
    ]


def test_each_that_begins_or_is_cancelled_brings_the_next(talk: Conversation) -> None:
    """So that three lie ahead, whatever was moved meanwhile."""
    talk.given(f"@amina {SERIES}", "@amina /meeting move M2 20 April 2021 9:00 UTC")
    cancelled = talk.say("@amina /meeting cancel M3 because:holiday")
    talk.now = datetime(2021, 3, 10, 13, tzinfo=UTC)
    opened = talk.say("@amina /meeting open now:yes")

    assert cancelled.created == ("PNE-M4",)
    assert cancelled.text.endswith("Reason: holiday\nThe series goes on: PNE-M4, Wed 9 June 2021 12:00 UTC.")
    assert opened.created == ("PNE-M5",)
    assert starts(talk) == ["20 Apr 09:00", "09 Jun 12:00", "14 Jul 12:00"]


def test_a_missed_meeting_is_made_up_for(talk: Conversation) -> None:
    """Nobody opened the first two: at the third one there are three ahead again."""
    talk.given(f"@amina {SERIES}")
    talk.now = datetime(2021, 5, 12, 12, tzinfo=UTC)
    talk.given("@amina /meeting open M3 now:yes")

    ahead = [one.starts for one in talk.network.meetings.values() if one.is_planned and one.starts > talk.now]
    assert [f"{at:%d %b}" for at in ahead] == ["09 Jun", "14 Jul", "11 Aug"]


def test_a_series_ends_with_its_rest(talk: Conversation) -> None:
    """What was held stays; nothing comes after."""
    talk.given(f"@amina {SERIES}", "@amina /meeting open M1 now:yes", "@amina /meeting close")
    reply = talk.say("@amina /meeting cancel M3 series:rest because:new calendar")

    assert [one.number for one in talk.network.meetings.values() if one.cancelled] == [3, 4]
    assert reply.text.count("is cancelled. Reason: new calendar") == 2
    talk.given("@amina /meeting open M2 now:yes")
    assert starts(talk) == []


def test_undoing_an_opening_takes_the_plan_back(talk: Conversation) -> None:
    """The number of the meeting that was planned by the way is not used again."""
    talk.given(f"@amina {SERIES}", "@amina /meeting open M1 now:yes", "@amina /pn undo")

    assert len(starts(talk)) == 3
    talk.given("@amina /meeting open M1 now:yes")
    assert sorted(talk.network.meetings) == [1, 2, 3, 5]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (f"{PLAN} every:day", "I cannot read “day” as `every:`."),
        ("/meeting plan 12 May 2021 13:00 UTC+3 every:month", "A series keeps its time of the day"),
        (f"{PLAN} also:12 May 2021 12:00 UTC", "The second sitting starts after the first one"),
        (f"{PLAN} also:22 May 2021 12:00 UTC", "The second sitting starts after the first one"),
        ("/meeting cancel M1 series:rest", "PNE-M1 belongs to no series."),
        ("/meeting move M1 1 January 2021 13:00", "Fri 1 January 2021 13:00 UTC has passed"),
        ("/meeting move M1 13 May 2021 13:00 UTC sitting:2", "PNE-M1 has 1 sitting."),
        ("/meeting move M1 13 May 2021 13:00 also:14 May 2021 02:00", "PNE-M1 has 1 sitting."),
        ("/meeting move M1 13 May 2021", "A time is needed too."),
    ],
)
def test_what_cannot_be_planned_is_refused(talk: Conversation, line: str, said: str) -> None:
    """The refusal says why, nothing is recorded, and its suggestion works."""
    talk.given(f"@amina {PLAN}")
    seq = talk.seq

    reply = talk.say(f"@amina {line}")

    assert reply.text.startswith(said)
    assert talk.seq == seq
    assert talk.say(f"@amina {suggestion(reply)}").error is None


def test_a_moved_meeting_tells_its_new_time_and_why(talk: Conversation) -> None:
    """The channel hears it; the same time again is no move."""
    talk.given(f"@amina {PLAN}")
    reply = talk.say("@amina /meeting move M1 to 13 May 2021 14:00 UTC because:public holiday")
    again = talk.say("@amina /meeting move M1 13 May 2021 14:00 UTC")

    assert reply.text == ("PNE-M1 (May call) is moved to Thu 13 May 2021 14:00 UTC. Reason: public holiday")
    assert not reply.private
    assert talk.meeting().starts == datetime(2021, 5, 13, 14, tzinfo=UTC)
    assert again.text == "That is so already; nothing was recorded."


@pytest.mark.parametrize("typed", ["2 weeks", "two weeks", "Fortnight", "biweekly"])
def test_two_weeks_are_a_fortnight(talk: Conversation, typed: str) -> None:
    """As for commitments that come again; three weeks are not offered."""
    talk.given(f"@amina /meeting plan 3 March 2021 13:00 UTC every:{typed}")
    refused = talk.say("@amina /meeting plan 3 March 2021 13:00 UTC every:3 weeks")

    assert [meeting.starts.day for meeting in list(talk.network.meetings.values())[:2]] == [3, 17]
    assert refused.error == "usage"


def test_a_held_meeting_is_not_moved(talk: Conversation) -> None:
    """Nor a cancelled one."""
    talk.given(f"@amina {PLAN}", f"@amina {PLAN}", "@amina /meeting cancel M2", "@amina /meeting open M1 now:yes")

    assert talk.say("@amina /meeting move M1 20 May 2021 14:00 UTC").error == "conflict"
    assert talk.say("@amina /meeting move M2 20 May 2021 14:00 UTC").error == "conflict"


def test_a_link_and_the_chatham_house_rule_are_announced(talk: Conversation) -> None:
    """With the plan, and the rule again at the opening."""
    plan = talk.say(f"@amina {PLAN} link:https://example.org/room?a=1 chatham:yes")
    opened = talk.say("@amina /meeting open now:yes")

    assert "It takes place at https://example.org/room?a=1" in plan.text
    assert "The Chatham House Rule holds: the minutes name no one." in plan.text
    assert "The Chatham House Rule holds" in opened.text


def test_two_sittings_are_one_meeting(talk: Conversation) -> None:
    """The second opens after the first; both have attendance, and together one headcount."""
    talk.given(f"@amina {PLAN} also:13 May 2021 02:00 UTC")
    first = [talk.say(line) for line in ("@amina /meeting open now:yes", "@li /attend", "@bruno /apologies")]
    over = talk.say("@amina /meeting close")
    early = talk.say("@bruno /attend")
    listed = talk.say("@li /meeting list")
    second = talk.say("@amina /meeting open now:yes")
    talk.given("@bruno /attend", "@li /attend")
    closed = talk.say("@amina /meeting close")

    assert first[0].text.startswith("PNE-M1 is open: May call.")
    assert over.text == (
        "This sitting of PNE-M1 is over. Attendance: 1 of 3 members, 1 apology. It goes on Thu 13 May 2021 02:00 UTC."
    )
    assert early.error == "not_found"
    assert listed.text.startswith("PNE-M1: May call, Mon 1 March 2021 09:00 UTC and again Thu 13 May 2021 02:00 UTC.")
    assert second.text.startswith("The next sitting of PNE-M1 is open: May call.")
    assert closed.text.splitlines()[0] == "PNE-M1 is closed. Attendance: 2 of 3 members."


def test_a_second_sitting_may_be_left_out(talk: Conversation) -> None:
    """Between the two, a further close ends the meeting."""
    talk.given(f"@amina {PLAN} also:13 May 2021 02:00 UTC", "@amina /meeting open now:yes", "@li /attend")
    talk.given("@amina /meeting close", "@amina /meeting close M1")

    assert talk.meeting().closed == talk.now
    assert talk.say("@amina /meeting open now:yes").error == "not_found"


def test_sittings_of_a_series_stay_as_far_apart(talk: Conversation) -> None:
    """Where Thursday is the first of its kind in a month, it is still the day after."""
    talk.given("@amina /meeting plan 12 May 2021 13:00 UTC also:13 May 2021 02:00 UTC every:month")

    apart = {one.sittings[1].starts - one.sittings[0].starts for one in talk.network.meetings.values()}

    assert apart == {timedelta(hours=13)}
    assert len(talk.network.meetings) == 3


@pytest.mark.parametrize(
    ("times", "starts"),
    [
        ("13 October 15:00 Europe/Paris also:14 October 02:00 UTC", ("13 13:00 14 02:00", "10 14:00 11 02:00")),
        ("13 October 13:00 UTC also:14 October 08:00 Europe/Paris", ("13 13:00 14 06:00", "10 13:00 11 07:00")),
        (
            "13 October 15:00 Europe/Paris also:13 October 18:00 Europe/Paris",
            ("13 13:00 13 16:00", "10 14:00 10 17:00"),
        ),
        ("13 October 13:00 UTC also:13 October 19:00 America/New_York", ("13 13:00 13 23:00", "10 13:00 11 00:00")),
    ],
)
def test_each_sitting_keeps_its_hour_where_it_was_meant(
    talk: Conversation, times: str, starts: tuple[str, str]
) -> None:
    """In November the clocks of Paris and New York have gone back; UTC has none."""
    talk.given(f"@amina /meeting plan {times} every:month")
    first, following = (
        " ".join(f"{sitting.starts:%d %H:%M}" for sitting in talk.meeting(number).sittings) for number in (1, 2)
    )

    assert (first, following) == starts


def test_a_second_sitting_of_a_series_needs_a_zone_with_a_name(talk: Conversation) -> None:
    """A mere offset does not tell when the clocks change."""
    reply = talk.say("@amina /meeting plan 12 May 2021 13:00 UTC also:13 May 2021 02:00 UTC+2 every:month")

    assert reply.text.startswith("A series keeps its time of the day where it was meant")


def test_the_network_is_reminded_a_day_before(talk: Conversation) -> None:
    """Once for each sitting, with the agenda; after a move again, and never of what was cancelled."""
    talk.given(f"@amina {PLAN} link:https://example.org/room", "@li /meeting agenda add Review the draft")
    talk.given("@amina /meeting agenda agree")
    advance(talk.bot.record, datetime(2021, 5, 11, 12, 59, tzinfo=UTC))
    before = talk.seq
    advance(talk.bot.record, datetime(2021, 5, 11, 13, tzinfo=UTC))
    advance(talk.bot.record, datetime(2021, 5, 11, 14, tzinfo=UTC))
    entry = talk.bot.record.history.entry(talk.seq)

    assert talk.seq == before + 1
    assert entry.by == CLOCK
    assert voice(talk.bot.dispatcher).announce(talk.bot.record.state(), entry, entry.events, "") == (
        "Reminder: PNE-M1, May call, starts on 12 May 2021, 13:00 UTC. Cannot come? `/apologies PNE-M1`\n"
        "It takes place at https://example.org/room\n1. Review the draft"
    )

    talk.now = datetime(2021, 5, 11, 15, tzinfo=UTC)
    talk.given("@amina /meeting move M1 14 May 2021 13:00 UTC")
    assert voice(talk.bot.dispatcher).announce(talk.bot.record.state(), entry, entry.events, "") != ""
    advance(talk.bot.record, datetime(2021, 5, 13, 13, tzinfo=UTC))
    assert talk.seq == before + 3
    talk.now = datetime(2021, 5, 13, 14, tzinfo=UTC)
    talk.given("@amina /meeting cancel M1")
    assert voice(talk.bot.dispatcher).announce(talk.bot.record.state(), entry, entry.events, "") == ""


def test_the_reminder_of_a_later_sitting_says_so(talk: Conversation) -> None:
    """It comes when the first may be over, and is no other meeting."""
    talk.given("@amina /meeting plan 12 May 2021 13:00 UTC title:May call also:13 May 2021 02:00 UTC")
    advance(talk.bot.record, datetime(2021, 5, 12, 3, tzinfo=UTC))
    entry = talk.bot.record.history.entry(talk.seq)

    assert voice(talk.bot.dispatcher).announce(talk.bot.record.state(), entry, entry.events, "") == (
        "Reminder: PNE-M1, May call, has its second sitting on 13 May 2021, 02:00 UTC. Cannot come? `/apologies PNE-M1`"
    )


def test_both_sittings_are_moved_at_once(talk: Conversation) -> None:
    """The second one by as much, as the refusal of a move of the first alone suggests."""
    talk.given("@amina /meeting plan 12 May 2021 13:00 UTC also:13 May 2021 02:00 UTC")
    line = "/meeting move M1 26 May 2021 13:00 UTC because:public holiday"
    refused = talk.say(f"@amina {line}")
    moved = talk.say(f"@amina {suggestion(refused)}")

    assert suggestion(refused) == f"{line} also:27 May 2021 02:00 UTC"
    assert "Wed 26 May 2021 13:00 UTC and again Thu 27 May 2021 02:00 UTC" in moved.text
    assert [sitting.starts.day for sitting in talk.meeting().sittings] == [26, 27]


def test_who_plans_for_tonight_needs_no_reminder(talk: Conversation) -> None:
    """Nothing is recorded but the plan."""
    talk.given("@amina /meeting plan in 5 hours")
    before = talk.seq
    advance(talk.bot.record, talk.now + timedelta(days=2))

    assert talk.seq == before


def test_a_community_meeting_is_called_one(talk: Conversation) -> None:
    """It counts for no month of the working group, so whoever plans it sees what was understood."""
    plan = talk.say("@amina /meeting plan 12 May 2021 13:00 UTC title:Townhall kind:community")

    assert plan.text.startswith("PNE-M1: Townhall (community meeting), Wed 12 May 2021 13:00 UTC.")
    assert talk.say("@li /meeting list").text.startswith("PNE-M1: Townhall (community meeting), ")
