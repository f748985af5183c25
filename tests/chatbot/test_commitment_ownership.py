"""A commitment is proposed, accepted, declined, assigned, and its owners' own."""

import pytest

from tests.chatbot.commitments import DRAFT, owners
from tests.conversation import Conversation, suggestion


def test_declining_leaves_the_others(talk: Conversation) -> None:
    """Without any owner left, whoever takes part may propose one."""
    talk.given(f"@li {DRAFT} owner:@bruno @amina", "@bruno /commit decline C1", "@amina /commit decline C1")

    assert owners(talk) == []
    assert talk.say("@ines /commit assign C1 @ines").error is None
    assert owners(talk) == [("ines", True)]


@pytest.mark.parametrize("end", ["done", "dropped"])
def test_who_never_accepted_is_never_told_as_an_owner(talk: Conversation, end: str) -> None:
    """Nor when it is finished; that the owner of before was to have it meanwhile is past then."""
    talk.given("@li /commit Draft it", "@li /commit assign C1 @bruno")
    reply = talk.say(f"@li /commit {end.removesuffix('ped')} C1")

    assert reply.text == f"PNE-C1: Draft it · no deadline · @li, @bruno (proposed) · {end}"


def test_who_has_it_keeps_it_until_it_is_accepted(talk: Conversation) -> None:
    """Assigning proposes: meanwhile the owner of before may report on it, and it is not without an owner."""
    talk.given("@li /commit Draft it", "@li /commit assign C1 @bruno @ines")
    shown = talk.say("@li /commit show C1").text
    mine = talk.say("@li /commit list mine").text
    talk.given("@li /commit start C1", "@ines /commit decline C1", "@bruno /commit accept C1")

    assert "@li (until it is accepted), @bruno (proposed), @ines (proposed)" in shown
    assert "PNE-C1" in mine
    assert " · @bruno · in progress" in talk.say("@li /commit show C1").text
    assert talk.say("@li /commit done C1").error == "forbidden"


def test_what_nobody_takes_on_stays_with_its_owner(talk: Conversation) -> None:
    """As if it had not been assigned; a body takes it on at once."""
    talk.given("@li /commit Draft it", "@li /commit assign C1 @bruno", "@bruno /commit decline C1")
    declined = talk.say("@li /commit show C1").text
    talk.given("@li /commit assign C1 IGF Secretariat")

    assert " · @li · open" in declined
    assert " · IGF Secretariat · open" in talk.say("@li /commit show C1").text


def test_an_assignment_asks_the_new_and_keeps_the_word_of_the_old(talk: Conversation) -> None:
    """Who accepted need not accept again."""
    talk.given(f"@li {DRAFT} owner:@bruno", "@bruno /commit accept C1", "@amina /commit assign C1 @bruno @ines")

    assert owners(talk) == [("bruno", True), ("ines", False)]


def test_a_commitment_is_its_owners(talk: Conversation) -> None:
    """Others are refused; a co-chair and the Secretariat may correct."""
    talk.given(f"@li {DRAFT}")

    for line in ("start C1", "done C1", "slip C1 by:Friday", "drop C1", "assign C1 @bruno"):
        reply = talk.say(f"@bruno /commit {line}")

        assert reply.error == "forbidden"
        assert reply.text.startswith("PNE-C1 is not yours; its owners, a co-chair or the Secretariat can do this.")
        assert talk.say(f"@bruno {suggestion(reply)}").error is None
    talk.given("@amina /commit start C1", "@sec /commit done C1")


@pytest.mark.parametrize("line", ["slip C1 by:Friday", "drop C1 because:not needed", "assign C1 @ines"])
def test_whoever_made_a_commitment_may_change_it_until_it_is_accepted(talk: Conversation, line: str) -> None:
    """What was proposed to somebody by mistake can be mended; from the acceptance on it is its owner's."""
    talk.given(f"@li {DRAFT} owner:@bruno")

    other = talk.say(f"@ines /commit {line}")
    accepted = talk.say("@bruno /commit accept C1")
    late = talk.say(f"@li /commit {line}")
    talk.given("@bruno /pn undo", f"@li /commit {line}")

    assert (other.error, accepted.error, late.error) == ("forbidden", None, "forbidden")


@pytest.mark.parametrize("line", ["start C1", "done C1"])
def test_whoever_made_a_commitment_does_not_report_on_it(talk: Conversation, line: str) -> None:
    """That is for who takes it on."""
    talk.given(f"@li {DRAFT} owner:@bruno")

    assert talk.say(f"@li /commit {line}").error == "forbidden"


def test_nobody_takes_a_commitment_that_was_proposed_to_somebody_else(talk: Conversation) -> None:
    """Until that person declines; then whoever takes part may."""
    talk.given(f"@li {DRAFT} owner:@bruno")

    early = talk.say("@ines /commit assign C1 @ines")
    wrong = talk.say("@ines /commit accept C1")
    talk.given("@bruno /commit decline C1")
    declined = talk.say("@ines /commit accept C1")

    assert (early.error, wrong.error, declined.error) == ("forbidden", "forbidden", "forbidden")
    assert suggestion(wrong) == "/commit list mine in:PNE"
    assert talk.say(f"@ines {suggestion(declined)}").error is None
    assert owners(talk) == [("ines", True)]


def test_a_proposed_owner_accepts_before_anything_else(talk: Conversation) -> None:
    """The suggestion does it."""
    talk.given(f"@li {DRAFT} owner:@bruno")

    reply = talk.say("@bruno /commit done C1")

    assert reply.error == "conflict"
    assert talk.say(f"@bruno {suggestion(reply)}").error is None
    assert talk.say("@bruno /commit done C1").error is None
