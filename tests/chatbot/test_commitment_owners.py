"""Owners as they are typed: people by their sign, bodies by name."""

import pytest

from tests.chatbot.commitments import DRAFT, owners
from tests.conversation import Conversation, suggestion


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("IGF Secretariat", [("IGF Secretariat", True)]),
        ("@li", [("li", True)]),
        ("@LI", [("li", True)]),
        ("＠li", [("li", True)]),
        ("@li @bruno", [("li", True), ("bruno", False)]),
        ("@bruno, @li", [("bruno", False), ("li", True)]),
        ("@bruno and @li", [("bruno", False), ("li", True)]),
        ("me", [("li", True)]),
        ("Me and @bruno", [("li", True), ("bruno", False)]),
        ("@bruno et @li", [("bruno", False), ("li", True)]),
        ("@bruno、@li", [("bruno", False), ("li", True)]),
        ("IGF Secretariat, @bruno and UN DESA", [("IGF Secretariat", True), ("bruno", False), ("UN DESA", True)]),
        ("@bruno IGF Secretariat", [("bruno", False), ("IGF Secretariat", True)]),
        ("Dept. of Economic and Social Affairs", [("Dept. of Economic and Social Affairs", True)]),
        ("@bruno @bruno, @bruno", [("bruno", False)]),
        ("МСЭ", [("МСЭ", True)]),
    ],
)
def test_owners_are_people_and_bodies_mixed(talk: Conversation, typed: str, read: list[tuple[str, bool]]) -> None:
    """People by their sign, bodies by name, with whatever people put between them."""
    talk.given(f"@li {DRAFT} owner:{typed}")

    assert owners(talk) == read


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("bruno", "@bruno"),
        ("UN, Bruno", "UN, @bruno"),
        ("bruno and IGF Secretariat", "@bruno and IGF Secretariat"),
        ("UN DESA (@bruno)", "UN DESA @bruno"),
        ("for:@bruno.", "@bruno"),
    ],
)
def test_a_person_is_never_recorded_as_a_body(talk: Conversation, typed: str, mended: str) -> None:
    """Bodies are named in public, so a name without its sign is asked about."""
    reply = talk.say(f"@li /commit Ask bruno owner:{typed}")

    assert reply.error == "usage"
    assert "is a person: write @bruno" in reply.text
    assert suggestion(reply) == f"/commit Ask bruno owner:{mended}"
    assert talk.say(f"@li {suggestion(reply)}").error is None


@pytest.mark.parametrize("typed", ["owner:@bruno, UN DESA", "owner: @bruno, UN DESA", "to:@bruno, owner:UN DESA"])
def test_the_key_of_an_owner_is_no_part_of_a_name(talk: Conversation, typed: str) -> None:
    """Where owners stand alone it is not needed, and yet people write it: it was public as the name of a body."""
    talk.given(f"@li {DRAFT}", f"@li /commit assign C1 {typed}")

    assert owners(talk) == [("bruno", False), ("UN DESA", True)]


@pytest.mark.parametrize("line", ["/commit Draft it owner:{}", "/commit assign C1 {}"])
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Jane Smith", "Named in public as a body: Jane Smith."),
        ("Jane Smith, UN DESA and @li", "Named in public as a body: Jane Smith, UN DESA."),
        ("igf secretariat, {Jane}", "Named in public as a body: {Jane}."),
        ("IGF Secretariat", ""),
        ("@bruno", ""),
    ],
)
def test_a_body_that_is_new_is_said_to_be_public(talk: Conversation, line: str, typed: str, said: str) -> None:
    """The name of a person who is not in the directory looks like one; a body that the record knows is not remarked."""
    talk.given("@li /commit Own", "@li /commit Theirs owner:IGF Secretariat")

    told = talk.say(f"@li {line}".replace("{}", typed), event="once")
    again = talk.say(f"@li {line}".replace("{}", typed), event="once")

    assert told.error is None
    assert [text for text in told.text.splitlines() if text.startswith("Named")] == ([said] if said else [])
    assert again == told


def test_who_begins_a_text_without_being_its_owner_is_asked_about(talk: Conversation) -> None:
    """ "@li sends it" is the speaker's until li is asked; who owns it, or is nobody, is no question."""
    reply = talk.say("@amina /commit @li sends the outline")
    own = talk.say("@amina /commit @amina sends it")
    nobody = talk.say("@amina /commit @zzz sends it")
    [commitment] = reply.created

    assert f"Is @li to do it? Then ask: `/commit assign {commitment} @li`" in reply.text
    assert talk.say(f"@amina /commit assign {commitment} @li").error is None
    assert "Is @" not in own.text + nobody.text
