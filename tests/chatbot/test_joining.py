"""Joining and leaving a network: asked, approved, turned down, and back again."""

from datetime import timedelta

import pytest

from storage.events import Role
from tests.conversation import Conversation, suggestion


def test_who_asked_to_join_is_told_what_it_waits_for(talk: Conversation) -> None:
    """Not to ask again; once approved, it is said no more."""
    talk.given("@carlos /pn join PNE")
    early, waiting = talk.say("@carlos /attend"), talk.say("@carlos /pn me").text
    talk.given("@sec /pn member approve @carlos")

    assert early.error == "forbidden"
    assert "You asked to join PNE; the Secretariat approves that." in early.text
    assert talk.say(f"@carlos {suggestion(early)}").error is None
    assert waiting.splitlines()[-1] == "PNE: you asked to join, and wait for the Secretariat"
    assert "asked to join" not in talk.say("@carlos /pn me").text


def test_joining_asks_the_secretariat_and_says_what_is_kept(talk: Conversation) -> None:
    """The first answer to somebody new holds the privacy notice's substance, and changes no role."""
    reply = talk.say("@carlos /pn join PNE")

    assert reply.private
    assert reply.text == (
        "You asked to join PNE; the Secretariat approves. You are called @carlos here: `/pn me name:…` changes that. "
        "I keep your handle, a short name, your time zone and what you record; only your network sees names."
    )
    assert talk.roles("carlos") == set()


def test_an_approved_person_takes_part(talk: Conversation) -> None:
    """From the approval on, as a member of the working group."""
    talk.given("@carlos /pn join PNE")
    before = talk.say("@carlos /commit Draft it")

    reply = talk.say("@sec /pn member approve @carlos")

    assert before.error == "forbidden"
    assert reply.text == "@carlos in PNE: MWG member. The working group has 4 members."
    assert talk.say("@carlos /commit Draft it").error is None


def test_only_who_asked_is_approved(talk: Conversation) -> None:
    """Somebody who is in already, or never asked, is told apart."""
    talk.given("@carlos /pn me zone:Europe/Madrid")

    never = talk.say("@sec /pn member approve @carlos")
    inside = talk.say("@sec /pn member approve @li")

    assert never.text.startswith("@carlos has not asked to join PNE.")
    assert inside.text.startswith("@li is in PNE already.")
    assert talk.say(f"@sec {suggestion(inside)}").error is None
    assert talk.say(f"@sec {suggestion(never)}").error is None


@pytest.mark.parametrize(
    ("given", "line", "said"),
    [
        ((), "@li /pn join PNE", "You are in the working group of PNE already."),
        (("@carlos /pn join PNE",), "@carlos /pn join", "You have asked to join PNE already; the Secretariat answers."),
        ((), "@carlos /pn leave PNE", "You are not in PNE."),
        (("@li /pn leave",), "@li /pn leave", "You are not in PNE."),
    ],
)
def test_what_is_so_already_is_said(talk: Conversation, given: tuple[str, ...], line: str, said: str) -> None:
    """Nothing is recorded twice, and the suggestion works."""
    talk.given(*given)
    before = talk.seq

    reply = talk.say(line)

    assert reply.error == "conflict"
    assert reply.text.startswith(said)
    assert talk.seq == before
    assert talk.say(f"{line.partition(' ')[0]} {suggestion(reply)}").error is None


def test_somebody_who_left_may_come_back(talk: Conversation) -> None:
    """Leaving and joining again keeps what was known of the membership, and the terms apart."""
    talk.given("@sec /pn member add @carlos PNE group:civil society region:GRULAC")
    talk.wait(days=1)
    talk.given("@carlos /pn leave")
    gone = talk.roles("carlos")
    talk.wait(days=1)
    talk.given("@carlos /pn join", "@sec /pn member approve @carlos role:community")

    person = talk.bot.people.named("carlos")
    membership = talk.network.memberships[person.id if person else ""]
    assert gone == set()
    assert talk.roles("carlos") == {Role.COMMUNITY}
    assert (membership.group, membership.region) == ("civil society", "GRULAC")
    assert membership.roles_at(talk.now - timedelta(days=2)) == {Role.MWG}
    assert membership.roles_at(talk.now - timedelta(days=1)) == set()


def test_a_request_can_be_taken_back_or_turned_down(talk: Conversation) -> None:
    """By leaving, or by the Secretariat; then one may ask again."""
    talk.given("@carlos /pn join PNE", "@carlos /pn leave PNE")
    talk.given("@carlos /pn join PNE", "@sec /pn member remove @carlos")
    talk.given("@carlos /pn join PNE")

    assert "Asked to join: @carlos" in talk.say("@sec /pn member list").text


def test_outside_a_channel_the_bot_asks_which_network(talk: Conversation) -> None:
    """With one network there is nothing to ask."""
    one = talk.say("@carlos # /pn join")
    talk.given("@sec /pn add PNMA Meaningful Access")
    two = talk.say("@ana # /pn join")

    assert one.error is None
    assert two.error == "ambiguous"
    assert two.text.startswith("Which network do you mean: PNE, PNMA?")
    assert talk.say(f"@ana # {suggestion(two)}").error is None


def test_somebody_of_the_community_asks_to_join_the_working_group(talk: Conversation) -> None:
    """An approved request adds the role and keeps those that the person had."""
    talk.given("@sec /pn member add @zoe PNE role:community", "@zoe /pn join PNE", "@sec /pn member approve @zoe PNE")

    [zoe] = [m for m in talk.network.memberships.values() if m.roles_at(talk.now) == {Role.COMMUNITY, Role.MWG}]

    assert zoe.requested is None
