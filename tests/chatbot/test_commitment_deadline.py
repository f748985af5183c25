"""The deadline of a commitment, and how it slips."""

from datetime import UTC, datetime

import pytest

from storage.events import DeadlineKind
from tests.chatbot.commitments import DRAFT
from tests.conversation import Conversation, suggestion


@pytest.mark.parametrize(
    ("option", "kind", "told"),
    [
        ("by:26 March", DeadlineKind.BY, "by 26 March 2021 (end of day, UTC)"),
        ("on:26 March", DeadlineKind.ON, "on 26 March 2021 (end of day, UTC)"),
        ("", DeadlineKind.NONE, "no deadline"),
    ],
)
def test_a_deadline_is_by_on_or_none(talk: Conversation, option: str, kind: DeadlineKind, told: str) -> None:
    """The kind is kept, and told."""
    reply = talk.say(f"@li {DRAFT} {option}")

    assert talk.commitment().deadline_kind == kind
    assert f"· {told} ·" in reply.text


def test_a_word_of_a_date_that_is_misspelt_is_mended(talk: Conversation) -> None:
    """Rather than another date made up."""
    day = suggestion(talk.say("@li /commit Draft it by:tomorow"))
    weekday = suggestion(talk.say("@li /commit Draft it by:wensday 17:00"))

    assert (day, weekday) == ("/commit Draft it by:tomorrow", "/commit Draft it by:wednesday 17:00")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Draft it by tomorrow", "tomorrow"),
        ("Read it before Friday 17:00 UTC", "Friday 17:00 UTC"),
        ("Draft it By 3 May", "3 May"),
        ("Draft it by tomorow", "tomorrow"),
        ("Draft it by next Friday", "5 March 2021"),
        ("Draft it by Wensday 17:00 UTC", "wednesday 17:00 utc"),
    ],
)
def test_a_deadline_without_its_colon_is_asked_about(talk: Conversation, text: str, date: str) -> None:
    """The commitment is recorded as it was typed, and the line that is shown sets the deadline."""
    reply = talk.say(f"@li /commit {text}")
    line = f"/commit slip PNE-C1 by:{date}"
    talk.given(f"@li {line}")

    assert reply.text.splitlines()[-1] == f"Did you mean `by:{date}`? Then set the deadline: `{line}`"
    assert talk.commitment().due


@pytest.mark.parametrize(
    "text",
    ["Draft it by hand", "Decide on Marco", "Stand by", "Reply on data by:Friday", "Write by tomorrow and send it"],
)
def test_what_ends_as_no_date_is_not_asked_about(talk: Conversation, text: str) -> None:
    """Nor where there is a deadline."""
    assert "Did you mean" not in talk.say(f"@li /commit {text}").text


# Slipping


def test_a_slip_keeps_the_original_deadline(talk: Conversation) -> None:
    """Both dates are told; the reason is kept."""
    talk.given(f"@li {DRAFT} by:26 March 2021")

    reply = talk.say("@li /commit slip C1 by:22 April because:waiting for the reviewers")

    assert "· by 22 April 2021 (end of day, UTC), originally 26 March 2021 (end of day, UTC) ·" in reply.text
    assert talk.commitment().original_due == datetime(2021, 3, 26, 23, 59, 59, tzinfo=UTC)
    assert [str(slip.reason) for slip in talk.commitment().slips] == ["waiting for the reviewers"]


def test_a_second_slip_is_told_from_the_deadline_before_it(talk: Conversation) -> None:
    """The first deadline stands in the line above; one that had none is not told as moved."""
    talk.given(f"@li {DRAFT}")
    first = talk.say("@li /commit slip C1 by:26 March 2021 because:agreed today")
    talk.given("@li /commit slip C1 by:2 April 2021")
    talk.wait(minutes=1)
    third = talk.say("@li /commit slip C1 by:9 April 2021")

    assert first.text.splitlines()[1:] == ["Reason: agreed today"]
    assert third.text.splitlines()[1] == ("Moved from 2 April 2021 (end of day, UTC) to 9 April 2021 (end of day, UTC)")


def test_a_deadline_does_not_slip_into_the_past(talk: Conversation) -> None:
    """And the suggestion moves this commitment rather than making another."""
    talk.given(f"@li {DRAFT} by:26 March 2021")

    reply = talk.say("@li /commit slip C1 by:1 February 2021")

    assert reply.error == "usage"
    assert talk.say(f"@li {suggestion(reply)}").error is None
    assert talk.commitment().slips


def test_people_and_a_deadline_at_the_end_are_both_asked_about(talk: Conversation) -> None:
    """As whoever writes a sentence puts them; the commands that are shown work."""
    reply = talk.say("@amina /commit Draft it by Friday @li")
    talk.given("@amina /commit assign PNE-C1 @li", "@amina /commit slip PNE-C1 by:Friday")

    assert "Is @li to do it? Then ask: `/commit assign PNE-C1 @li`" in reply.text
    assert "Did you mean `by:Friday`? Then set the deadline: `/commit slip PNE-C1 by:Friday`" in reply.text
