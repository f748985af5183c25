"""What the Secretariat records for somebody off the chat: labelled, with that person's rights, never a secret vote."""

import pytest

from storage.events import ActedFor, Presence, Via
from tests.conversation import Conversation, suggestion

MEETING = ("@amina /meeting plan tomorrow 13:00 UTC", "@amina /meeting open")


def acted(talk: Conversation) -> list[tuple[str, str, Via]]:
    """Return who recorded the last entry for whom, and how that person let it be known."""
    names = {person.id: person.name for person in talk.bot.people.everyone()}
    entry = talk.bot.record.history.entry(talk.seq)
    return [(names[entry.by], names[one.person], one.via) for one in entry.events if isinstance(one, ActedFor)]


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ((), "/commit Draft it by:31 March 2021 as:@li via:email"),
        (("@amina /commit Draft it owner:@li",), "/commit accept C1 as:@li via:phone"),
        (("@amina /commit Draft it owner:@li",), "/commit decline C1 via:paper as:@li"),
        (("@li /commit Draft it",), "/commit done C1 https://example.org as:@li via:spoken"),
        (("@li /commit Draft it by:Friday",), "/commit slip C1 by:in 2 weeks as:@li via:email"),
        (MEETING, "/attend as:@li via:phone"),
        (MEETING[:1], "/apologies M1 as:@li via:mail"),
        (("@amina /poll open Tea? | Yes | No",), "/poll vote P1 1 as:@li via:email"),
    ],
)
def test_it_is_recorded_for_them_and_labelled(talk: Conversation, given: tuple[str, ...], line: str) -> None:
    """The entry is the Secretariat's; it and the answer say for whom, and how they let it be known."""
    talk.given(*given)
    reply = talk.say(f"@sec {line}")

    assert reply.error is None, reply.text
    assert "Recorded for @li, who let it be known " in reply.text
    assert [one[:2] for one in acted(talk)] == [("sec", "li")]


def test_it_counts_as_theirs(talk: Conversation) -> None:
    """Ballot, presence and commitment are li's and not the Secretariat's."""
    li = talk.bot.people.named("li")
    assert li
    talk.given(
        *MEETING,
        "@amina /poll open Tea? | Yes | No",
        "@sec /poll vote P1 1 as:@li via:email",
        "@sec /attend as:@li via:email",
        "@sec /commit Draft it as:@li via:email",
    )

    assert list(talk.poll().ballots) == [li.id]
    assert talk.meeting().attendance[li.id].presence is Presence.PRESENT
    assert [(owner.person, owner.accepted) for owner in talk.commitment().owners] == [(li.id, True)]
    assert "PNE-C1" in talk.say("@li /pn mine").text


@pytest.mark.parametrize("who", ["amina", "ines", "bruno"])
def test_it_is_for_the_secretariat_alone(talk: Conversation, who: str) -> None:
    """Nobody else speaks for another."""
    assert talk.say(f"@{who} /commit Draft it as:@li via:email").error == "forbidden"
    assert not talk.network.commitments


def test_it_gives_nobody_more_rights(talk: Conversation) -> None:
    """A consultant has no vote, whoever casts it."""
    talk.given("@amina /poll open Tea? | Yes | No")

    assert talk.say("@sec /poll vote P1 1 as:@ines via:email").error == "forbidden"


def test_a_secret_ballot_is_ones_own(talk: Conversation) -> None:
    """The Secretariat would know it."""
    talk.given("@amina /poll open Tea? | Yes | No secret:yes closes:in 2 days")

    assert talk.say("@sec #pne /poll vote P1 1 as:@li via:email").error in ("forbidden", "conflict")


@pytest.mark.parametrize(("typed", "added"), [("as:@li", "via:email"), ("via:email", "as:@amina")])
def test_both_go_together(talk: Conversation, typed: str, added: str) -> None:
    """What is missing is said, in a line that works."""
    reply = talk.say(f"@sec /commit Draft it {typed}")

    assert reply.error == "usage"
    assert suggestion(reply) == f"/commit Draft it {typed} {added}"
    assert talk.say(f"@sec {suggestion(reply)}").error is None


def test_it_can_be_taken_back(talk: Conversation) -> None:
    """By whoever recorded it."""
    talk.given("@sec /commit Draft it as:@li via:email", "@sec /pn undo")

    assert not talk.network.commitments


def test_a_second_delivery_says_the_same(talk: Conversation) -> None:
    """With its label."""
    first = talk.say("@sec /commit Draft it as:@li via:email", event="e1")

    assert talk.say("@sec /commit Draft it as:@li via:email", event="e1") == first


def test_what_is_suggested_is_for_them_too(talk: Conversation) -> None:
    """Copied, it would else be about the Secretariat; a list is asked for oneself."""
    talk.given("@amina /commit Draft it owner:@li by:in 2 weeks")
    first = talk.say("@sec /commit done C1 as:@li via:email")
    talk.given(f"@sec {suggestion(first)}")
    other = talk.say("@sec /commit done C9 as:@li via:email")

    assert suggestion(first) == "/commit accept PNE-C1 as:@li via:email"
    assert suggestion(other) == "/commit list all in:PNE"
