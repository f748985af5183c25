"""`/meeting move` by so much, and to a day or a time alone: near the meeting's own time, not near today's."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.conversation import Conversation, suggestion

STARTS = datetime(2021, 6, 9, 13, tzinfo=UTC)
"""A Wednesday."""


@pytest.fixture
def planned(talk: Conversation) -> Conversation:
    """M1 is planned for 9 June, while it is 1 March."""
    talk.given("@amina /meeting plan 9 June 2021 13:00 UTC title:June call")
    return talk


@pytest.mark.parametrize(
    ("typed", "later"),
    [
        ("by a week", timedelta(weeks=1)),
        ("by one week", timedelta(weeks=1)),
        ("by:1 week", timedelta(weeks=1)),
        ("By  2 Weeks", timedelta(weeks=2)),
        ("two weeks later", timedelta(weeks=2)),
        ("+1 week", timedelta(weeks=1)),
        ("a day earlier", -timedelta(days=1)),
        ("by a day earlier", -timedelta(days=1)),
        ("one hour later", timedelta(hours=1)),
        ("to one hour later", timedelta(hours=1)),
        ("three hours later", timedelta(hours=3)),
        ("half an hour later", timedelta(minutes=30)),
        ("by 90 minutes", timedelta(minutes=90)),
        ("\N{MINUS SIGN}30 min", -timedelta(minutes=30)),
        ("by ٢ weeks", timedelta(weeks=2)),
    ],
)
def test_it_moves_by_so_much(planned: Conversation, typed: str, later: timedelta) -> None:
    """Counted from when it was planned; the answer tells the new time."""
    reply = planned.say(f"@amina /meeting move M1 {typed} because:holiday")

    assert reply.error is None
    assert planned.meeting().starts == STARTS + later
    assert (
        reply.text
        == f"PNE-M1 (June call) is moved to {STARTS + later:%a {(STARTS + later).day} %B %Y %H:%M} UTC. Reason: holiday"
    )


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("1 week", "by 1 week"),
        ("an hour", "by an hour"),
        ("in a week", "8 March 2021 13:00 UTC"),
        ("16 June", "16 June 2021 13:00 UTC"),
        ("to 15:00", "9 June 2021 15:00"),
        ("to 15:00 Asia/Kolkata", "9 June 2021 15:00 Asia/Kolkata"),
        ("to Thursday", "10 June 2021 13:00 UTC"),
        ("to Thursday 15:00", "10 June 2021 15:00 UTC"),
        ("Thursday 15:00 Asia/Kolkata", "10 June 2021 15:00 Asia/Kolkata"),
        ("to Wednesday", "16 June 2021 13:00 UTC"),
        ("to Thursday, same time", "10 June 2021 13:00 UTC"),
        ("to 16 June at the same time", "16 June 2021 13:00 UTC"),
        ("by a month", "1 week later"),
        ("forward by 2 hours", "2 hours later"),
        ("by a week because of a holiday", "by a week because:of a holiday"),
        ("by a week, public holiday", "by a week because:public holiday"),
        ("by a week to Friday", "by a week"),
    ],
)
def test_what_is_doubtful_is_asked_about(planned: Conversation, typed: str, better: str) -> None:
    """The line to copy is near the meeting's own time, and works; until then nothing moves."""
    reply = planned.say(f"@amina /meeting move M1 {typed}")

    assert planned.meeting().starts == STARTS
    assert suggestion(reply) == f"/meeting move M1 {better}"
    assert planned.say(f"@amina {suggestion(reply)}").error is None


def test_a_day_alone_gets_the_hour_that_the_person_knows(talk: Conversation) -> None:
    """Where the meeting is on the morning after, the day that is typed is that of the morning."""
    talk.given("@amina /meeting plan 9 June 2021 23:00 UTC", "@amina /pn me zone:Asia/Shanghai")

    assert (
        suggestion(talk.say("@amina /meeting move M1 17 June")) == "/meeting move M1 17 June 2021 07:00 Asia/Shanghai"
    )


def test_the_meeting_stands_before_its_new_time(planned: Conversation) -> None:
    """Behind it, it is no reason."""
    assert suggestion(planned.say("@amina /meeting move by a day M1")) == "/meeting move M1 by a day"


def test_a_weekday_near_the_meeting_is_certain(planned: Conversation) -> None:
    """It is the same one from now and from the meeting."""
    planned.now = STARTS - timedelta(days=1)
    planned.given("@amina /meeting move M1 to Thursday 15:00")

    assert planned.meeting().starts == STARTS + timedelta(days=1, hours=2)


def test_both_sittings_move_together(talk: Conversation) -> None:
    """Unless one is named."""
    talk.given("@amina /meeting plan 9 June 2021 13:00 UTC also:10 June 2021 02:00 UTC")
    talk.given("@amina /meeting move M1 by a week", "@amina /meeting move M1 one hour later sitting:2")

    assert [sitting.starts for sitting in talk.meeting().sittings] == [
        STARTS + timedelta(weeks=1),
        STARTS + timedelta(weeks=1, hours=14),
    ]


def test_a_shift_into_the_past_is_refused(planned: Conversation) -> None:
    """The time that it would have is told."""
    reply = planned.say("@amina /meeting move M1 20 weeks earlier")

    assert reply.text.startswith("Wed 20 January 2021 13:00 UTC has passed; a meeting is planned ahead.")


@pytest.mark.parametrize(("zone", "hour"), [("Europe/Paris", 14), ("UTC", 13)])
def test_days_keep_the_hour_where_a_series_was_meant(talk: Conversation, zone: str, hour: int) -> None:
    """Over the end of summer in Paris, an hour later in UTC; hours are hours."""
    talk.given(f"@amina /meeting plan {'15' if zone != 'UTC' else '13'}:00 27 October 2021 {zone} every:month")
    talk.given("@amina /meeting move M1 by a week")
    moved = talk.meeting().starts
    talk.given("@amina /meeting move M1 by 168 hours")

    assert moved == datetime(2021, 11, 3, hour, tzinfo=UTC)
    assert talk.meeting().starts == moved + timedelta(weeks=1)


@pytest.mark.parametrize(
    ("line", "typed"), [("meeting move M1", "by 9999 weeks"), ("commit slip C1", "by:530 weeks later")]
)
def test_nothing_moves_farther_than_a_date_may_be(planned: Conversation, line: str, typed: str) -> None:
    """Ten years and more are a typing error, as for a date that is written out."""
    planned.given("@li /commit Draft it by:30 June")
    before = planned.seq
    reply = planned.say(f"@amina /{line} {typed}")

    assert "is more than ten years away." in reply.text
    assert planned.seq == before
    assert planned.say(f"@amina {suggestion(reply)}").error is None


DUE = datetime(2021, 6, 30, 23, 59, 59, tzinfo=UTC)


@pytest.fixture
def due(talk: Conversation) -> Conversation:
    """C1 and W1 are due on 30 June, while it is 1 March."""
    talk.given("@li /commit Draft it by:30 June", "@amina /pn milestone add Outline by:30 June")
    return talk


@pytest.mark.parametrize("line", ["commit slip C1", "pn milestone move W1"])
@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("by:a week", "by:a week later"),
        ("by:+1 week", "by:1 week later"),
        ("by a week", "by:a week later"),
        ("a week later", "by:a week later"),
        ("by one week because the reviewers wait", "by:one week later because:the reviewers wait"),
        ("by:one week later because the reviewers wait", "by:one week later because:the reviewers wait"),
        ("by:a week later, public holiday", "by:a week later because:public holiday"),
    ],
)
def test_a_deadline_slips_by_so_much_from_itself(due: Conversation, line: str, typed: str, better: str) -> None:
    """From now it would be earlier than it was, which nobody means; until that is said nothing moves."""
    reply = due.say(f"@amina /{line} {typed}")
    unmoved = due.commitment().due
    due.given(f"@amina {suggestion(reply)}")
    moved = (due.commitment() if "C1" in line else due.network.milestones[1]).due

    assert suggestion(reply) == f"/{line} {better}"
    assert unmoved == DUE
    assert moved == DUE + timedelta(weeks=1)


@pytest.mark.parametrize("typed", ["by:in 2 weeks", "by:two weeks"])
def test_what_has_no_deadline_gets_one_from_now(talk: Conversation, typed: str) -> None:
    """And so does whoever says “in”."""
    talk.given("@li /commit Draft it", f"@li /commit slip C1 {typed}")

    assert talk.commitment().due == datetime(2021, 3, 15, 23, 59, 59, tzinfo=UTC)


def test_what_is_long_overdue_is_counted_from_now(due: Conversation) -> None:
    """A week after its deadline has passed too."""
    due.now = DUE + timedelta(days=8)
    due.given("@li /commit slip C1 by:a week")

    assert due.commitment().due == DUE + timedelta(days=15)
