"""The private digest of an owner: reminders each once, together in one letter."""

from datetime import UTC, datetime, timedelta

from tests.chatbot.letters.reminded import DRAFT, DUE, SOURCES, days, firsts
from tests.chatbot.messenger import FakeMessenger, deliver
from tests.conversation import START, Conversation


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


def test_what_was_finished_or_declined_reminds_nobody(talk: Conversation) -> None:
    """Nor does what has no deadline."""
    talk.given(DRAFT, "@li /commit done C1", DRAFT, "@li /commit drop C2", "@li /commit Read it")
    talk.given("@li /commit Print it by:31 March 2021 owner:@bruno", "@bruno /commit decline C4")
    messenger = FakeMessenger()
    days(talk, messenger, DUE + timedelta(days=5), timedelta(hours=12))

    assert messenger.letters == []


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
