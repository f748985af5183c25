"""Commitments made in a meeting come back: on the next agenda, in its reminder and in its minutes."""

from datetime import UTC, datetime

import pytest

from chatbot.network_text import voice
from chatbot.public_text import MOST
from tests.conversation import Conversation


@pytest.fixture
def next_month(talk: Conversation) -> Conversation:
    """M1 made three commitments, C2 of which is done by now; M2 is a month later."""
    talk.given("@amina /meeting plan 12 May 2021 13:00 UTC title:Monthly call every:month")
    talk.now = datetime(2021, 5, 12, 13, 0, tzinfo=UTC)
    talk.given("@amina /meeting open", "@amina /attend", "@li /commit Draft the data section by:20 May 2021")
    talk.given("@amina /commit Ask the NRIs owner:IGF Secretariat", "@amina /commit Read it by:1 September 2021")
    talk.wait(minutes=50)
    talk.given("@amina /meeting close")
    talk.wait(days=1)
    talk.given("@amina /commit done C2")
    talk.now = datetime(2021, 6, 8, 12, 0, tzinfo=UTC)
    return talk


def test_they_stand_on_the_next_agenda(next_month: Conversation) -> None:
    """With owners for those who take part, and with their own heading."""
    agenda = next_month.say("@bruno /meeting agenda").text

    assert agenda == (
        "PNE-M2: Monthly call\n"
        "Nothing is on the agenda yet. Propose something: `/meeting agenda add Review the draft`\n"
        "Commitments carried over:\n"
        "PNE-C1: Draft the data section · by 20 May 2021 (end of day, UTC) · @li · open, overdue\n"
        "PNE-C3: Read it · by 1 September 2021 (end of day, UTC) · @amina · open"
    )
    assert "@li" not in next_month.say("@somebody /meeting agenda").text


def test_the_reminder_of_the_next_meeting_names_them(next_month: Conversation) -> None:
    """Without a person; a long list is cut."""
    next_month.given(*(f"@li /commit Chapter {number} by:9 June 2021" for number in range(1, MOST + 2)))
    next_month.wait(hours=2)
    next_month.bot.record.catch_up(next_month.now)
    *_others, entry = next_month.bot.record.history.entries()
    told = (
        voice(next_month.bot.dispatcher).announce(next_month.bot.record.state(), entry, entry.events, "").splitlines()
    )

    assert told[0].startswith("Reminder: PNE-M2, Monthly call, starts on 9 June 2021, 13:00 UTC.")
    assert told[1:3] == ["Commitments carried over:", "PNE-C1 Draft the data section · 20 May 2021 · MWG member"]
    assert len(told) == 2 + MOST + 1
    assert told[-1] == "and 3 more"


def test_the_opening_says_how_many(next_month: Conversation) -> None:
    """So that whoever chairs looks at them."""
    next_month.now = datetime(2021, 6, 9, 13, 0, tzinfo=UTC)
    opened = next_month.say("@amina /meeting open")

    assert "2 commitments are carried over. See them: `/meeting agenda`" in opened.text.splitlines()


def test_the_minutes_say_what_became_of_them(next_month: Conversation) -> None:
    """As they stood when the meeting ended, whatever comes after it."""
    next_month.now = datetime(2021, 6, 9, 13, 0, tzinfo=UTC)
    next_month.given("@amina /meeting open", "@amina /attend")
    next_month.wait(minutes=40)
    next_month.given("@li /commit done C1 https://example.org/draft")
    next_month.given("@amina /commit slip C3 by:1 October 2021", "@amina /meeting close")
    next_month.wait(hours=1)
    next_month.given("@amina /commit done C3")
    minutes = next_month.say("@amina /meeting minutes M2").text

    assert minutes.partition("## Commitments carried over\n\n")[2].partition("\n\n")[0].splitlines() == [
        "- PNE-C1: Draft the data section · 20 May 2021 · MWG member · Done",
        "- PNE-C3: Read it · 1 October 2021 · co-chair · Open",
    ]


def test_under_the_chatham_house_rule_they_have_no_owners(talk: Conversation) -> None:
    """The minutes tell no organisation either."""
    talk.given("@amina /commit Ask the NRIs by:12 May 2021 owner:IGF Secretariat")
    talk.given("@amina /meeting plan 12 May 2021 13:00 UTC title:Call chatham:yes")
    talk.now = datetime(2021, 5, 12, 13, 0, tzinfo=UTC)
    talk.given("@amina /meeting open", "@amina /meeting close")
    minutes = talk.say("@amina /meeting minutes").text

    assert "- PNE-C1: Ask the NRIs · 12 May 2021 · Open" in minutes
    assert "IGF Secretariat" not in minutes


def test_many_without_a_deadline_are_counted(next_month: Conversation) -> None:
    """Those made since the meeting before are named once; in the agenda, the reminder and the minutes."""
    next_month.given(*(f"@li /commit Old one {number}" for number in range(1, 5)))
    next_month.wait(minutes=1)
    first = next_month.say("@bruno /meeting agenda M2").text
    next_month.given("@amina /meeting open now:yes", "@amina /meeting close", "@li /commit A new one")
    next_month.wait(minutes=1)
    agenda = next_month.say("@bruno /meeting agenda M3").text
    listed = next_month.say("@bruno /commit list undated").text.splitlines()
    next_month.wait(days=20)
    next_month.given("@amina /meeting open M3 now:yes", "@amina /meeting close")
    minutes = next_month.say("@amina /meeting minutes M3").text

    assert "Old one 4" in first
    assert "without a deadline" not in first
    assert agenda.splitlines()[-2].startswith("PNE-C8: A new one")
    assert agenda.splitlines()[-1] == "and 4 without a deadline: `/commit list undated`"
    assert "Old one" not in agenda
    assert len(listed) == 5
    assert "- and 4 without a deadline" in minutes


def test_taking_something_up_again_changes_no_minutes_of_before(next_month: Conversation) -> None:
    """What was kept in a meeting, or before it, was so at its close; the next meeting has it again."""
    next_month.given("@amina /meeting open now:yes", "@amina /attend", "@amina /commit done C3")
    next_month.wait(minutes=50)
    next_month.given("@amina /meeting close")
    before = [next_month.say(f"@amina /meeting minutes M{number}").text for number in (1, 2)]
    next_month.wait(hours=1)
    next_month.given("@amina /commit reopen C3", "@amina /commit reopen C2", "@amina /commit drop C2")
    after = [next_month.say(f"@amina /meeting minutes M{number}").text for number in (1, 2)]

    assert after == before
    assert "## Commitments kept\n\n- PNE-C3: Read it\n" in after[1]
    assert "PNE-C2" not in after[1]
    next_month.now = datetime(2021, 7, 13, 12, 0, tzinfo=UTC)
    assert "PNE-C3: Read it · by 1 September" not in next_month.say("@bruno /meeting agenda M3").text


def test_what_was_done_by_mistake_in_a_meeting_was_not_kept_there(next_month: Conversation) -> None:
    """It was taken up again before the close."""
    next_month.given("@amina /meeting open now:yes", "@amina /attend", "@amina /commit done C3")
    next_month.wait(minutes=10)
    next_month.given("@amina /commit reopen C3")
    next_month.wait(minutes=10)
    next_month.given("@amina /meeting close")

    assert "Commitments kept" not in next_month.say("@amina /meeting minutes M2").text
