"""A poll on dates, from the times to a meeting."""

import pytest

from storage.measures.polls import tally
from tests.chatbot.polls import counts, result, say_all
from tests.conversation import Conversation


def test_a_poll_on_dates_ends_in_a_meeting(talk: Conversation) -> None:
    """Times are shown in the reader's zone, and the result's command plans the meeting as it stands there."""
    talk.given("@li /pn me zone:Asia/Kolkata")
    talk.given("@amina /poll open When? | 12 May 2021 13:00 UTC | 13 May 2021 07:30 UTC kind:dates")
    told = say_all(talk, "1 if-need-be 2 yes", "1 yes 2 if need be", "1: no, 2: yes")
    lines = result(talk)
    planned = talk.say(f"@amina {lines[4].removeprefix('To plan it: `').removesuffix('`')}")

    assert told[1] == (
        "Your vote in PNE-P1: 1. Wed 12 May 2021 13:00 UTC (18:30 Asia/Kolkata); "
        "if need be: 2. Thu 13 May 2021 07:30 UTC (13:00 Asia/Kolkata)"
    )
    assert lines[1:5] == [
        "1. Wed 12 May 2021 13:00 UTC: 1 yes, 1 if need be",
        "2. Thu 13 May 2021 07:30 UTC: 2 yes, 1 if need be",
        "Turnout: 3 of 3 (100%).",
        "To plan it: `/meeting plan 13 May 2021 07:30 UTC`",
    ]
    assert planned.created == ("PNE-M1",)
    assert talk.meeting().starts == talk.poll().times[1]


@pytest.mark.parametrize("typed", ["none", "no", "1 no 2 no"])
def test_no_time_may_suit(talk: Conversation, typed: str) -> None:
    """That is an answer, and no abstention."""
    talk.given("@amina /poll open When? | 12 May 2021 13:00 UTC | 13 May 2021 07:30 UTC kind:dates")
    talk.given(f"@li /poll vote P1 {typed}")

    assert tally(talk.poll()).deciding == 1
    assert counts(talk) == (0, 0)


@pytest.mark.parametrize(("typed", "word"), [("yes", "yes"), ("maybe", "maybe"), ("yes 1", "yes"), ("1 yes, no", "no")])
def test_the_number_of_a_time_is_asked_for(talk: Conversation, typed: str, word: str) -> None:
    """It goes before the word."""
    talk.given("@amina /poll open When? | 12 May 2021 13:00 UTC | 13 May 2021 07:30 UTC kind:dates")
    reply = talk.say(f"@li /poll vote P1 {typed}")

    assert reply.error == "usage"
    assert reply.text.startswith(
        f"The number of a time goes before “{word}”, like this: `/poll vote PNE-P1 1 yes 2 if-need-be`."
    )
