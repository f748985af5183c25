"""The private digest: reminders each once, at most one letter a day, none at night, whatever happens to the bot."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chatbot.letters.digest import digests
from storage.imports import Import, read
from tests.chatbot.messenger import FakeMessenger, deliver
from tests.conversation import START, Conversation

SOURCES = [digests]
DRAFT = "@li /commit Draft it by:31 March 2021"
DUE = datetime(2021, 3, 31, 23, 59, 59, tzinfo=UTC)


def days(talk: Conversation, messenger: FakeMessenger, until: datetime, step: timedelta = timedelta(hours=3)) -> None:
    """Let time pass, and the bot start anew at each step."""
    while talk.now < until:
        talk.now += step
        deliver(talk, messenger, SOURCES)


def firsts(messenger: FakeMessenger, name: str) -> list[str]:
    """Return the first line of each letter to somebody."""
    return [text.splitlines()[0] for text in messenger.to(name)]


def test_an_owner_is_reminded_before_and_after_the_deadline(talk: Conversation) -> None:
    """A week and a day before, a day and five days after; each once, though the bot starts every three hours."""
    talk.given(DRAFT)
    messenger = FakeMessenger()
    days(talk, messenger, DUE + timedelta(days=30))
    line = "PNE-C1: Draft it · by 31 March 2021 (end of day, UTC) · @li"

    assert firsts(messenger, "li") == [
        f"Due in 7 days: {line} · open",
        f"Due in 1 day: {line} · open",
        f"1 day late: {line} · open, overdue",
        f"5 days late: {line} · open, overdue",
    ]
    assert "`/commit snooze PNE-C1 until:in 3 days`" in messenger.to("li")[0]
    assert "`/pn me notify:weekly`" in messenger.to("li")[0]


def test_the_co_chair_hears_once_after_a_week(talk: Conversation) -> None:
    """In private, in the co-chair's own digest; the others hear nothing."""
    talk.given(DRAFT)
    messenger = FakeMessenger()
    days(talk, messenger, DUE + timedelta(days=30))

    assert len(messenger.to("amina")) == 1
    assert firsts(messenger, "amina")[0].startswith("For you as co-chair, 7 days late: PNE-C1: Draft it")
    assert {one.handle for one in messenger.letters} == {"console:li", "console:amina"}


def test_a_meeting_that_nobody_opened_is_told_to_the_co_chairs(talk: Conversation) -> None:
    """Each once, a day after its time; of the last of a series also that nothing follows. Cancelling it goes on."""
    talk.given("@amina /meeting plan 10 March 2021 13:00 UTC title:Weekly call every:week")
    messenger = FakeMessenger()
    days(talk, messenger, datetime(2021, 4, 20, tzinfo=UTC), timedelta(hours=6))
    told = [text.partition("\n\n")[0] for text in messenger.to("amina")]

    assert [text.partition(" (")[0] for text in told] == [f"Nobody opened PNE-M{number}" for number in (1, 2, 3)]
    assert "Weekly call, Wed 10 March 2021 13:00 UTC" in told[0]
    assert ["Nothing more of its series is planned" in text for text in told] == [False, False, True]
    assert {one.handle for one in messenger.letters} == {"console:amina"}
    assert "The series goes on: PNE-M4" in talk.say("@amina /meeting cancel PNE-M3").text


def test_what_was_imported_without_its_status_is_no_news_for_a_co_chair(talk: Conversation, tmp_path: Path) -> None:
    """It may be years old; the dashboard shows it."""
    file = tmp_path / "rows.csv"
    file.write_text("id,pn,action,actors,due,deadline_kind\n1,PNE,Draft it,IGF Secretariat,2021-01-31,by\n")
    bot = talk.bot
    bot.record.submit_now(Import([read(file)], bot.people, bot.record.history).proposal(talk.now))
    messenger = FakeMessenger()
    days(talk, messenger, START + timedelta(days=9))

    assert messenger.letters == []


BODY = "@amina /commit Ask them by:31 March 2021 owner:Youth Coalition"


def test_a_body_is_reminded_through_whoever_speaks_for_it(talk: Conversation) -> None:
    """By the organisation that the membership has; they may report on it, and the co-chair hears later."""
    talk.given("@sec /pn member add @chen PNE organisation:Youth coalition", BODY)
    messenger = FakeMessenger()
    days(talk, messenger, DUE + timedelta(days=8), timedelta(hours=6))
    [first, *_more] = messenger.to("chen")
    refused, done = talk.say("@bruno /commit snooze C1 until:in 3 days"), talk.say("@chen /commit done C1")

    assert [line.partition(":")[0] for line in firsts(messenger, "chen")] == [
        "Due in 7 days", "Due in 1 day", "1 day late", "5 days late",
    ]  # fmt: skip
    assert "You are reminded of it for Youth Coalition." in first.splitlines()
    assert [line.partition(":")[0] for line in firsts(messenger, "amina")] == ["For you as co-chair, 7 days late"]
    assert (refused.error, done.error) == ("forbidden", None)


def test_a_body_with_nobody_here_is_the_co_chairs_to_remind(talk: Conversation) -> None:
    """At the same steps, and so not once more after a week; whoever pauses it is left alone."""
    talk.given(BODY, BODY)
    messenger = FakeMessenger()
    talk.given("@amina /commit snooze C2 until:1 June 2021")
    days(talk, messenger, DUE + timedelta(days=20), timedelta(hours=6))

    assert [line.partition(" · ")[0] for line in firsts(messenger, "amina")] == [
        f"{when}: PNE-C1: Ask them" for when in ("Due in 7 days", "Due in 1 day", "1 day late", "5 days late")
    ]
    assert {one.handle for one in messenger.letters} == {"console:amina"}


@pytest.mark.parametrize("line", [DRAFT, BODY])
def test_what_is_late_is_told_to_someone_though_no_co_chair_takes_letters(talk: Conversation, line: str) -> None:
    """To the Secretariat, once; a co-chair who wants none gets none, and one who leaves is none any more."""
    talk.given(line, "@amina /pn me notify:no", "@sec /pn member add @zoe PNE role:co-chair", "@zoe /pn me notify:no")
    messenger = FakeMessenger()
    days(talk, messenger, DUE + timedelta(days=20), timedelta(hours=6))

    assert messenger.to("amina") == messenger.to("zoe") == []
    assert len(messenger.to("sec")) == (1 if line == DRAFT else 4)
    if line == DRAFT:
        assert firsts(messenger, "sec")[0].startswith(
            "For you as Secretariat, as no co-chair takes letters, 7 days late:"
        )


def test_a_co_chair_who_takes_letters_is_enough(talk: Conversation) -> None:
    """Then the Secretariat hears nothing."""
    talk.given(DRAFT, "@sec /pn member add @zoe PNE role:co-chair", "@amina /pn me notify:no")
    messenger = FakeMessenger()
    days(talk, messenger, DUE + timedelta(days=20), timedelta(hours=6))

    assert {one.handle for one in messenger.letters} == {"console:li", "console:zoe"}


def test_what_was_finished_or_declined_reminds_nobody(talk: Conversation) -> None:
    """Nor does what has no deadline."""
    talk.given(DRAFT, "@li /commit done C1", DRAFT, "@li /commit drop C2", "@li /commit Read it")
    talk.given("@li /commit Print it by:31 March 2021 owner:@bruno", "@bruno /commit decline C4")
    messenger = FakeMessenger()
    days(talk, messenger, DUE + timedelta(days=5), timedelta(hours=12))

    assert messenger.letters == []


def test_a_proposal_is_told_on_the_day_after(talk: Conversation) -> None:
    """The channel has just spoken of it; once it is taken on, its deadline counts."""
    talk.given("@li /commit Draft it by:31 March 2021 owner:@bruno")
    messenger = FakeMessenger()
    days(talk, messenger, START + timedelta(hours=10), timedelta(hours=2))

    assert messenger.letters == []

    days(talk, messenger, START + timedelta(days=3))
    [told] = messenger.to("bruno")

    assert told.startswith("Proposed to you: PNE-C1: Draft it")
    assert "`/commit accept PNE-C1`" in told


def test_a_moved_deadline_begins_anew_and_a_near_one_is_not_told_twice(talk: Conversation) -> None:
    """A step that lay before the deadline was set is none."""
    talk.given("@li /commit Draft it by:5 March 2021")
    messenger = FakeMessenger()
    days(talk, messenger, datetime(2021, 3, 3, 21, tzinfo=UTC))
    assert [line[:12] for line in firsts(messenger, "li")] == []

    days(talk, messenger, datetime(2021, 3, 4, 12, tzinfo=UTC))
    talk.given("@li /commit slip C1 by:31 March 2021")
    days(talk, messenger, datetime(2021, 3, 26, tzinfo=UTC))

    assert [line.partition(":")[0] for line in firsts(messenger, "li")] == ["Due in 1 day", "Due in 7 days"]


def test_whoever_snoozes_is_reminded_then(talk: Conversation) -> None:
    """The others are reminded as ever, and the deadline stays."""
    talk.given("@li /commit Draft it by:31 March 2021 owner:@li @bruno", "@bruno /commit accept C1")
    talk.given("@li /commit snooze C1 until:29 March 2021 12:00 UTC")
    messenger = FakeMessenger()
    days(talk, messenger, datetime(2021, 3, 30, tzinfo=UTC))

    assert [line.partition(":")[0] for line in firsts(messenger, "li")] == ["Due in 2 days"]
    assert [line.partition(":")[0] for line in firsts(messenger, "bruno")] == ["Due in 7 days"]


def test_several_things_come_in_one_letter(talk: Conversation) -> None:
    """With what else waits, so that nobody needs to ask."""
    talk.given(DRAFT, "@li /commit Print it by:31 March 2021", "@li /commit Read it", "@amina /poll open Tea? | A | B")
    talk.now = datetime(2021, 3, 24, 10, tzinfo=UTC)
    messenger = FakeMessenger()
    deliver(talk, messenger, SOURCES)
    [letter] = messenger.to("li")
    lines = letter.splitlines()

    assert [line.partition(":")[0] for line in lines[:3:2]] == ["Due in 7 days", "Due in 7 days"]
    assert lines[lines.index("Waiting for you:") + 1].startswith("PNE-C3: Read it")
    assert "PNE-P1: Tea?" in letter


def test_a_bot_that_was_down_tells_the_last_step_only(talk: Conversation) -> None:
    """Not four letters in a row."""
    talk.given(DRAFT)
    talk.now = DUE + timedelta(days=40)
    talk.now = talk.now.replace(hour=12)
    messenger = FakeMessenger()
    days(talk, messenger, talk.now + timedelta(days=5))

    assert len(messenger.to("li")) == 1
    assert len(messenger.to("amina")) == 1


def test_weekly_comes_on_mondays_with_whatever_is_open(talk: Conversation) -> None:
    """Also without anything due; with nothing open, nothing comes."""
    talk.given("@li /commit Read it", "@li /pn me notify:weekly", "@bruno /pn me notify:weekly")
    messenger = FakeMessenger()
    moments: list[datetime] = []
    while talk.now < START + timedelta(days=21):
        before = len(messenger.letters)
        days(talk, messenger, talk.now + timedelta(hours=3))
        moments += [talk.now] * (len(messenger.letters) - before)

    assert [f"{moment:%a %d}" for moment in moments] == ["Mon 01", "Mon 08", "Mon 15", "Mon 22"]
    assert len(messenger.to("li")) == 4
    assert "This is your weekly digest" in messenger.to("li")[0]


def test_whoever_wants_none_gets_none(talk: Conversation) -> None:
    """`/pn mine` tells the same whenever they ask."""
    talk.given(DRAFT, "@li /pn me notify:no")
    messenger = FakeMessenger()
    days(talk, messenger, DUE + timedelta(days=6), timedelta(hours=12))

    assert messenger.to("li") == []
    assert "PNE-C1" in talk.say("@li /pn mine").text


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles", "Asia/Kathmandu", "UTC"])
def test_letters_come_by_day_from_the_hour_that_was_chosen(talk: Conversation, zone: str) -> None:
    """Where the reader is, whatever the bot's own time."""
    talk.given(f"@li /pn me zone:{zone} hour:11", DRAFT)
    messenger, hours = FakeMessenger(), []
    while talk.now < DUE + timedelta(days=8):
        before = len(messenger.to("li"))
        days(talk, messenger, talk.now + timedelta(hours=1), timedelta(hours=1))
        if len(messenger.to("li")) > before:
            hours.append(talk.now.astimezone(ZoneInfo(zone)).hour)

    assert len(hours) == 4
    assert all(11 <= hour < 20 for hour in hours)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(1, 100), min_size=1, max_size=25), st.integers(1, 24))
def test_each_reminder_once_however_the_bot_is_run(
    pne: object, tmp_path_factory: pytest.TempPathFactory, pauses: list[int], step: int
) -> None:
    """It starts at any hours, and now and then a letter's answer is lost: a day has one letter, a step is told once."""
    talk = Conversation(tmp_path_factory.mktemp("run") / "record")
    talk.given("@sec /pn add PNE Environment", "@sec /pn member add @li PNE", DRAFT)
    messenger = FakeMessenger()
    told: list[datetime] = []
    for place, hours in enumerate(pauses):
        talk.wait(hours=hours)
        messenger.fail_at = messenger.steps + 1 + place % 2 if place % 3 == step % 3 else None
        before = len(messenger.to("li"))
        try:
            deliver(talk, messenger, SOURCES)
        except type(messenger.error):
            talk.reopen()
        told += [talk.now] * (len(messenger.to("li")) - before)

    assert len({moment.date() for moment in told}) == len(told)
    assert len(set(messenger.to("li"))) == len(messenger.to("li")) <= 4
    assert all(8 <= moment.hour < 20 for moment in told)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("notify:weekly", ("weekly", 9)), ("notify:off hour:8", ("no", 8)), ("hour:19:00", ("daily", 19))],
)
def test_the_digest_is_ones_own_to_set(talk: Conversation, typed: str, kept: tuple[str, int]) -> None:
    """How often, and from which hour."""
    talk.given(f"@li /pn me {typed}")
    li = talk.bot.people.named("li")

    assert li
    assert (li.notify, li.hour) == kept
    assert "Private digest: " in talk.say("@li /pn me").text


@pytest.mark.parametrize("typed", ["notify:hourly", "hour:3", "hour:noon", "hour:23", "via:irc"])
def test_a_setting_that_cannot_be_is_refused(talk: Conversation, typed: str) -> None:
    """With one that works."""
    assert talk.say(f"@li /pn me {typed}").error == "usage"
