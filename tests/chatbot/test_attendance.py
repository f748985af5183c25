"""Attendance: who says "I am here", and who records whom."""

from dataclasses import replace

import pytest

from storage.events import Presence
from tests.conversation import Conversation, suggestion


@pytest.mark.parametrize(
    ("line", "how"),
    [
        ("/attend", Presence.PRESENT),
        ("/here", Presence.PRESENT),
        ("!here", Presence.PRESENT),
        ("/pn here", Presence.PRESENT),
        ("/pn attend", Presence.PRESENT),
        ("/attend M1", Presence.PRESENT),
        ("/attend PNE-M1 late", Presence.LATE),
        ("/attend late M1", Presence.LATE),
        ("/here observer", Presence.OBSERVER),
        ("/attend Excused.", Presence.EXCUSED),
        ("/attend @li", Presence.PRESENT),
    ],
)
def test_a_member_records_himself(call: Conversation, line: str, how: Presence) -> None:
    """In any order of words; the answer is private and says what is recorded."""
    reply = call.say(f"@li {line}")

    assert reply.text == f"You are recorded at PNE-M1: {how}."
    assert reply.private
    assert call.presence("li") == how


def test_what_is_recorded_already_is_said(call: Conversation) -> None:
    """In words also where a mark would do for a record; nothing is recorded again."""
    call.given("@li /attend late", "@amina /attend @bruno")
    before = call.seq
    own, others = call.say("@li /attend"), call.say("@amina /attend M1 @li @bruno")

    assert own.text == "You are already recorded as late at PNE-M1."
    assert own.private
    assert not own.brief
    assert others.text == "@li is already recorded as late at PNE-M1.\n@bruno is already recorded as present at PNE-M1."
    assert call.seq == before


def test_the_last_word_counts(call: Conversation) -> None:
    """A later record of the same person replaces the earlier one."""
    call.given("@li /apologies", "@li /attend", "@li /attend late")

    assert call.presence("li") is Presence.LATE
    assert "Attendance: 1 of 3 members." in call.say("@amina /meeting close").text


@pytest.mark.parametrize(("line", "how"), [("/attend yes", False), ("/attend left", True)])
def test_other_words_for_being_there_and_leaving(call: Conversation, line: str, how: bool) -> None:
    """As people type them."""
    call.given("@amina /attend @li", f"@li {line}")
    li = call.bot.people.named("li")
    assert li

    assert (call.meeting().attendance[li.id].left is not None) == how


@pytest.mark.parametrize("who", ["amina", "ines", "sec"])
def test_whoever_runs_the_meeting_records_others_by_name(call: Conversation, who: str) -> None:
    """Several at once, with commas or without, each counted once."""
    reply = call.say(f"@{who} /attend @li, @bruno @li late")

    assert reply.text == "Recorded at PNE-M1 as late: @li, @bruno."
    assert reply.private
    assert call.presence("bruno") is Presence.LATE


def test_a_member_does_not_record_others(call: Conversation) -> None:
    """Not even beside himself, and then nobody is recorded."""
    reply = call.say("@li /attend @li @bruno")

    assert reply.error == "forbidden"
    assert not call.meeting().attendance


def test_people_may_be_joined_by_a_word(call: Conversation) -> None:
    """As whoever chairs would write them."""
    call.given("@amina /attend @amina, @bruno and @li")

    assert [call.presence(name) for name in ("amina", "bruno", "li")] == [Presence.PRESENT] * 3


@pytest.mark.parametrize("end", ["", ".", "!", ":", "),", ".,"])
def test_a_mention_at_the_end_of_a_sentence_is_the_platforms(call: Conversation, end: str) -> None:
    """A person is found by the handle that the platform gives, whatever sign follows the mention."""
    bruno = call.bot.people.named("bruno")
    assert bruno
    call.bot.people.keep(replace(bruno, name="b", handles=(*bruno.handles, "matrix:@x:server.org")))
    typed = replace(
        call.request(f"@amina /attend @x:server.org{end}"), mentions={"@x:server.org": "matrix:@x:server.org"}
    )

    reply = call.bot.dispatcher.handle_now(typed)

    assert reply.text == "Recorded at PNE-M1 as present: @b."


def test_a_name_without_its_sign_is_asked_about(call: Conversation) -> None:
    """The suggestion puts the sign before it."""
    reply = call.say("@amina /attend bruno late")

    assert reply.error == "usage"
    assert reply.text.startswith("I cannot read “bruno late” here. Write people with the sign: @bruno.")
    assert call.say(f"@amina {suggestion(reply)}").text == "Recorded at PNE-M1 as late: @bruno."


def test_a_name_that_nobody_has_records_nobody(call: Conversation) -> None:
    """Not even those before it."""
    reply = call.say("@amina /attend @li @nobody")

    assert reply.error == "not_found"
    assert reply.text.startswith("Nobody is known as @nobody here.")
    assert not call.meeting().attendance


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("/attend proxy:@li @bruno", "/attend @bruno proxy:@li"),
        ("/attend @bruno @li proxy:@li", "/attend @bruno @li"),
        ("/attend amina li", "/attend @amina @li"),
        ("/attend 5 observers", "/attend observers:5"),
        ("/attend leave @li", "/meeting attendance PNE-M1"),
    ],
)
def test_a_slip_of_whoever_chairs_records_nobody_else(call: Conversation, line: str, better: str) -> None:
    """What is suggested is about the people who were named."""
    reply = call.say(f"@amina {line}")

    assert reply.error
    assert suggestion(reply) == better
    assert not call.meeting().attendance
    assert call.say(f"@amina {better}").error is None


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("/leave", "/attend leave"),
        ("/present", "/attend"),
        ("/attend from Delhi", "/attend"),
        ("/attend @bruno ?!", "/meeting list in:PNE"),
        ("/apologies M2 proxy:bruno", "/apologies M2 proxy:@bruno"),
        ("/apologies M2 I am ill, @bruno speaks for me", "/apologies PNE-M2 proxy:@bruno"),
        ("/meeting close thanks all", "/meeting close"),
        ("/meeting next item", "/meeting next"),
        ("/meeting agenda Review the draft", "/meeting agenda add Review the draft"),
        ("/meeting minutes We start late", "/meeting minutes add We start late"),
        ("/meeting cancel", "/meeting list in:PNE"),
        ("/meetings", "/meeting list"),
        ("/meeting move 3 May 2021 13:00", "/meeting list in:PNE"),
    ],
)
def test_what_is_suggested_is_what_was_meant(call: Conversation, line: str, better: str) -> None:
    """Not the opposite, no other meeting, and nothing that leads out of the network."""
    call.given("@amina /attend @amina")
    reply = call.say(f"@amina {line}")

    assert reply.error
    assert suggestion(reply) == better


def test_who_attended_is_told_to_nobody_by_a_list(call: Conversation) -> None:
    """Lists and figures give numbers."""
    call.given("@li /attend", "@bruno /apologies")

    for who in ("stranger", "bruno", "sec"):
        for line in ("/meeting list", "/pn status"):
            assert "@li" not in call.say(f"@{who} {line}").text


@pytest.mark.parametrize("line", ["/attend", "/apologies", "/attend @li", "/here"])
def test_observers_are_not_recorded_and_learn_no_name(call: Conversation, line: str) -> None:
    """Whether the name exists or not, the answer is the same."""
    reply = call.say(f"@stranger {line}")
    unknown = call.say(f"@stranger {line.replace('li', 'nobody')}")

    assert reply.error == unknown.error == "forbidden"
    assert reply.text.partition("\n")[0] == unknown.text.partition("\n")[0]


# Before and after


def test_after_the_close_a_member_is_recorded_by_a_co_chair(call: Conversation) -> None:
    """Also for oneself."""
    call.given("@amina /meeting close")

    late = call.say("@amina /attend M1 @li late")
    own = call.say("@amina /attend M1")

    assert late.error is None
    assert own.error is None


@pytest.mark.parametrize(
    ("command", "line", "error", "said"),
    [
        ("close M1", "/apologies M1", "closed", "PNE-M1 is closed."),
        ("cancel M2", "/apologies M2", "closed", "PNE-M2 is cancelled."),
        ("cancel M2", "/attend M2", "conflict", "PNE-M2 is cancelled."),
        ("cancel M2", "/attend M2 excused", "conflict", "PNE-M2 is cancelled."),
    ],
)
def test_a_meeting_that_is_over_takes_nothing_more(
    call: Conversation, command: str, line: str, error: str, said: str
) -> None:
    """The refusal says why, and shows the meetings that there are."""
    call.given(f"@amina /meeting {command}")

    reply = call.say(f"@li {line}")

    assert reply.error == error
    assert reply.text.startswith(said)
    assert call.say(f"@li {suggestion(reply)}").error is None


def test_who_comes_when_a_meeting_is_just_over_is_asked(call: Conversation) -> None:
    """For a day, and until its minutes are published."""
    call.given("@amina /meeting close")
    asked, others = call.say("@li /attend"), call.say("@amina /attend @bruno @ines")
    call.wait(days=2)
    later = call.say("@li /attend")

    assert asked.text.startswith("No meeting is open in PNE. Is PNE-M1 meant?")
    assert suggestion(asked) == "/attend PNE-M1"
    assert suggestion(others) == "/attend PNE-M1 @bruno @ines"
    assert "meant" not in later.text
