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
    ("text", "better"),
    [
        ("Draft it by tomorrow", "Draft it by:tomorrow"),
        ("Read it before Friday 17:00 UTC", "Read it by:Friday 17:00 UTC"),
        ("Draft it By 3 May", "Draft it by:3 May"),
        ("Speak on 3 May", "Speak on:3 May"),
        ("The report is due on 3 May", "The report is by:3 May"),
        ("Go on with it by 3 May", "Go on with it by:3 May"),
        ("Draft it by tomorow", "Draft it by:tomorrow"),
        ("Draft it by next Friday", "Draft it by:5 March 2021"),
        ("Draft it by Wensday 17:00 UTC", "Draft it by:wednesday 17:00 utc"),
        ("Draft by 20 September @li", "Draft by:20 September owner:@li"),
        ("Draft by 20 September @li @bruno", "Draft by:20 September owner:@li @bruno"),
        ("Draft by 20 September @li owner:@bruno", "Draft by:20 September owner:@bruno"),
        ("Draft by Friday, @li and @bruno.", "Draft by:Friday owner:@li @bruno"),
        ("Draft by two weeks (@li)", "Draft by:two weeks owner:@li"),
        ("Draft it, by Friday", "Draft it by:Friday"),
        ("Draft it (by Friday)", "Draft it by:Friday"),
        ("Draft it — deadline 3 May", "Draft it by:3 May"),
        ("Draft it owner @li by 3 May", "Draft it owner:@li by:3 May"),
        ("Draft by Friday milestone:W1", "Draft by:Friday milestone:W1"),
    ],
)
def test_a_deadline_without_its_colon_is_asked_about_first(talk: Conversation, text: str, better: str) -> None:
    """The line that is shown records it with its deadline, and with the people who stand behind that."""
    talk.given("@amina /pn milestone add Outline by:30 April")
    reply = talk.say(f"@amina /commit {text}")

    assert reply.error == "ambiguous"
    assert not talk.network.commitments
    assert suggestion(reply) == f"/commit {better}"
    assert talk.say(f"@amina {suggestion(reply)}").error is None
    assert talk.commitment().due


@pytest.mark.parametrize("text", ["Prepare the call on Friday", "Speak of “The day before tomorrow” by Friday"])
def test_in_quotes_it_is_text(talk: Conversation, text: str) -> None:
    """Which the question says, with the line to copy."""
    asked = talk.say(f"@amina /commit {text} owner:@li")
    line = asked.text.partition("part of the text, write `")[2].partition("`")[0]
    talk.given(f"@amina {line}")

    assert line == f'/commit "{text}" owner:@li'
    assert text in str(talk.commitment().text)
    assert talk.commitment().due is None


@pytest.mark.parametrize(
    "text",
    ["Draft it by hand", "Decide on Marco", "Stand by", "Reply on data by:Friday", "Write by tomorrow and send it"],
)
def test_what_ends_as_no_date_is_not_asked_about(talk: Conversation, text: str) -> None:
    """Nor where there is a deadline."""
    assert "Did you mean" not in talk.say(f"@li /commit {text}").text


def test_a_row_of_a_table_is_asked_about(talk: Conversation) -> None:
    """It would be a public text with a name in it."""
    row = "Draft it | @li | 22 April"
    reply = talk.say(f"@amina /commit {row}")
    shown = talk.say(f"@amina {suggestion(reply)}")
    talk.given(f'@amina /commit "{row}"')

    assert suggestion(reply) == f"/commit import {row}"
    assert "1. PNE · Draft it · @li · by 22 April 2021" in shown.text
    assert str(talk.commitment().text) == row


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


def test_a_slip_to_the_same_deadline_is_none(talk: Conversation) -> None:
    """Typed twice, it slipped once; a reason is added all the same."""
    talk.given("@li /commit Draft it by:26 March 2021", "@li /commit slip C1 by:2 April 2021")

    again = talk.say("@li /commit slip C1 by:2 April 2021")
    talk.given("@li /commit slip C1 by:2 April 2021 because:the reviewers")

    assert again.text == "That is so already; nothing was recorded."
    assert [str(slip.reason) if slip.reason else "" for slip in talk.commitment().slips] == ["", "the reviewers"]


def test_a_deadline_does_not_slip_into_the_past(talk: Conversation) -> None:
    """And the suggestion moves this commitment rather than making another."""
    talk.given(f"@li {DRAFT} by:26 March 2021")

    reply = talk.say("@li /commit slip C1 by:1 February 2021")

    assert reply.error == "usage"
    assert talk.say(f"@li {suggestion(reply)}").error is None
    assert talk.commitment().slips
