"""`/pn link`: one person on two platforms."""

import uuid
from dataclasses import replace

import pytest

from chatbot.message import Reply
from tests.conversation import Conversation

SLACK = "slack:U1LI"


def code_in(reply: Reply) -> str:
    """Return the code that an answer shows."""
    return reply.text.partition("link ")[2].partition("`")[0]


def on_slack(talk: Conversation, line: str) -> Reply:
    """Type a line as the owner of the handle on Slack."""
    request = replace(talk.request(f"@x {line}"), handle=SLACK, event=str(uuid.uuid4()), names={SLACK: "li-on-slack"})
    return talk.bot.dispatcher.handle_now(request)


@pytest.mark.parametrize("known_first", [True, False])
def test_one_person_has_one_ballot_on_two_platforms(talk: Conversation, known_first: bool) -> None:
    """Whichever side the code comes from; the last vote counts."""
    talk.given("@amina /poll open Which? | Water | Energy", "@li /poll vote P1 1")
    if known_first:
        linked = on_slack(talk, f"/pn link {code_in(talk.say('@li /pn link'))}")
    else:
        linked = talk.say(f"@li /pn link {code_in(on_slack(talk, '/pn link'))}")
    voted = on_slack(talk, "/poll vote P1 2")

    assert (linked.error, voted.error) == (None, None)
    assert SLACK in linked.text
    assert [ballot.choice for ballot in talk.poll().ballots.values()] == [(2,)]


def test_the_sign_of_the_other_platform_is_told(talk: Conversation) -> None:
    """On one of them the line that is shown does not arrive."""
    assert "it begins with `/` on Slack, with `!` on Matrix" in on_slack(talk, "/pn link").text


def test_a_code_works_once_and_for_ten_minutes(talk: Conversation) -> None:
    """And only the newest that somebody was shown."""
    old, used = code_in(talk.say("@li /pn link")), code_in(talk.say("@li /pn link"))
    late = code_in(talk.say("@bruno /pn link"))
    assert on_slack(talk, f"/pn link {used}").error is None
    talk.wait(minutes=10)

    assert {on_slack(talk, f"/pn link {code}").error for code in (old, used, late, "12345678")} == {"forbidden"}


def test_two_people_of_the_record_do_not_become_one(talk: Conversation) -> None:
    """What both did stays theirs; the Secretariat decides."""
    refused = talk.say(f"@bruno /pn link {code_in(talk.say('@li /pn link'))}")

    assert refused.error == "conflict"
    assert "@bruno and @li as two people" in refused.text


def test_who_is_known_nowhere_joins_first(talk: Conversation) -> None:
    """Nobody is kept for a link alone."""
    refused = talk.say(f"@somebody /pn link {code_in(on_slack(talk, '/pn link'))}")

    assert refused.error == "conflict"
    assert talk.bot.people.with_handle(SLACK) is None


def test_erasing_somebody_takes_their_codes_along(talk: Conversation) -> None:
    """A code holds a handle, which is personal."""
    code = code_in(talk.say("@li /pn link"))
    person = talk.bot.people.named("li")
    assert person
    talk.bot.people.erase(person.id)

    assert talk.bot.people.take_link(code, talk.now) == ""
