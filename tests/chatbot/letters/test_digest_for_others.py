"""What is late is told to somebody: to a co-chair, to who speaks for a body, or to the Secretariat."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.imports import Import, read
from tests.chatbot.letters.reminded import DRAFT, DUE, days, firsts
from tests.chatbot.messenger import FakeMessenger
from tests.conversation import START, Conversation


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
