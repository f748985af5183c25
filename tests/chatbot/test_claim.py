"""The Secretariat's claim: one code, one person, one hour."""

from datetime import timedelta

import pytest

from tests.conversation import Conversation, suggestion


def test_a_claim_makes_one_person_the_secretariat_once(talk: Conversation) -> None:
    """The second person with the same code is refused."""
    code = talk.bot.people.new_claim(talk.now)

    first = talk.say(f"@carlos /pn claim {code.upper()}")
    second = talk.say(f"@dara /pn claim {code}")

    assert first.text.startswith("You act for the Secretariat now.")
    assert first.private
    assert talk.say("@carlos /pn add PNX Another").error is None
    assert second.error == "forbidden"
    assert talk.bot.people.named("dara") is None


@pytest.mark.parametrize(
    ("after", "error"),
    [(timedelta(hours=1) - timedelta.resolution, None), (timedelta(hours=1), "forbidden"), (timedelta(1), "forbidden")],
)
def test_a_claim_lasts_an_hour(talk: Conversation, after: timedelta, error: str | None) -> None:
    """To the microsecond."""
    code = talk.bot.people.new_claim(talk.now)
    talk.now += after

    assert talk.say(f"@carlos /pn claim {code}").error == error


def test_a_wrong_code_is_refused_and_a_claimant_is_told_so(talk: Conversation) -> None:
    """Neither uses a code up."""
    code = talk.bot.people.new_claim(talk.now)

    wrong = talk.say("@carlos /pn claim 12345678")
    again = talk.say(f"@sec /pn claim {code}")

    assert wrong.error == "forbidden"
    assert talk.say(f"@carlos {suggestion(wrong)}").error is None
    assert again.error == "conflict"
    assert talk.say(f"@carlos /pn claim {code}").error is None
