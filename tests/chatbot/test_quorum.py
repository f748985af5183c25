"""The quorum that a network agreed on."""

import pytest

from storage.measures import meetings
from tests.conversation import Conversation, suggestion

PLAN = "/meeting plan 12 May 2021 13:00 UTC title:May call"


def test_a_quorum_is_what_was_agreed(call: Conversation) -> None:
    """In exact numbers: two of three are two thirds; by default nothing is agreed."""
    call.given("@amina /attend", "@li /attend")
    before = meetings.quorum(call.network, call.meeting(), call.now)
    call.given("@amina /meeting close", f"@amina {PLAN}")
    call.wait(minutes=5)
    agreed = call.say("@amina /meeting quorum 2/3")
    call.given("@amina /meeting open now:yes", "@amina /attend", "@li /attend")
    met = call.say("@amina /meeting close")
    call.wait(minutes=5)
    call.given(
        f"@amina {PLAN}", "@amina /meeting quorum 67%", "@amina /meeting open now:yes", "@amina /attend", "@li /attend"
    )
    missed = call.say("@amina /meeting close")

    assert before is None
    assert agreed.text == "From now on a meeting of PNE has a quorum with 2/3 of the working group."
    assert "Quorum (2/3): 2 needed, 2 present." in met.text
    assert "No quorum (67/100): 3 needed, 2 present." in missed.text
    assert meetings.quorum(call.network, call.meeting(1), call.now) is None


@pytest.mark.parametrize("part", ["0", "3/2", "many", "1/0", "-1/2", "101%"])
def test_what_is_no_part_is_no_quorum(talk: Conversation, part: str) -> None:
    """More than nothing, and not more than all."""
    reply = talk.say(f"@amina /meeting quorum {part}")

    assert reply.error == "usage"
    assert talk.say(f"@amina {suggestion(reply)}").error is None


def test_a_quorum_can_be_taken_back(talk: Conversation) -> None:
    """None is what holds then."""
    talk.given("@amina /meeting quorum half", "@amina /meeting quorum none")

    assert meetings.agreed_quorum(talk.network, talk.now) is None
