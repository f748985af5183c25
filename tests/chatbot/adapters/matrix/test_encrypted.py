"""Encrypted rooms: what is typed there is understood, and what is answered to it is encrypted as well."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chatbot.adapters.matrix.encrypted import SEALED, Sealed
from tests.chatbot.adapters.matrix.household import Household
from tests.chatbot.adapters.matrix.member import Json, everything
from tests.waiting import until


@pytest.fixture
def room(household: Household) -> str:
    """An encrypted room of PNE with the bot."""
    made = household.bind(household.new_room("sec", "amina", "li", name="The sealed room", initial_state=[SEALED]))
    until(lambda: household.is_inside(made))
    return made


@pytest.fixture
def amina(household: Household, room: str, tmp_path: Path) -> Iterator[Sealed]:
    """A co-chair with a client that encrypts."""
    client = Sealed(household, "amina", tmp_path / "amina")
    yield client
    client.close()


def said(household: Household, room: str) -> list[Json]:
    """Return what the bot said in a room, as the homeserver keeps it."""
    kinds = ("m.room.message", "m.room.encrypted")
    events = everything(household["amina"].caller, room)
    return [event for event in events if event["sender"] == household.bot and event["type"] in kinds]


def test_a_command_in_an_encrypted_room_is_answered_there_encrypted(
    household: Household, room: str, amina: Sealed
) -> None:
    """Nobody has verified a device; the homeserver never sees the answer."""
    first = amina.answer(room, amina.say(room, "!commit Draft it"))
    second = amina.answer(room, amina.say(room, "!commit Check it"))

    assert first.body.startswith("PNE-C1: Draft it")
    assert second.body.startswith("PNE-C2: Check it")
    assert first.decrypted
    assert [event["type"] for event in said(household, room)] == ["m.room.encrypted"] * 2


def test_a_private_answer_to_it_is_encrypted_too(household: Household, room: str, amina: Sealed) -> None:
    """The direct room is encrypted, one that was made before it was needed included."""
    plain = household["amina"].ask(household.room, "!poll list")
    amina.say(room, "!poll list")
    until(lambda: len([one for where, one in amina.listen() if where == plain.room and one.decrypted]) == 1)

    assert plain.private
    assert [event["type"] for event in said(household, plain.room)] == ["m.room.message", "m.room.encrypted"]


def test_a_long_answer_arrives_whole(household: Household, room: str, amina: Sealed) -> None:
    """As several messages that each fit, although encryption makes them longer."""
    amina.say(room, "!poll list")
    where, _first = amina.whispered("No polls")
    amina.say(household.room, f"!commit {'🌍' * 7000}")
    until(lambda: "".join(one.body for place, one in amina.listen() if place == where).count("🌍") >= 7000)

    assert {event["type"] for event in said(household, where)} == {"m.room.encrypted"}
    assert len(said(household, where)) > 3


def test_it_goes_on_after_a_crash_of_the_bot(household: Household, room: str, amina: Sealed) -> None:
    """The bot's device and keys are kept: what was sent meanwhile is read, also more than a sync holds."""
    amina.answer(room, amina.say(room, "!commit Before"))
    household.kill()
    sent = amina.say(room, "!commit Meanwhile")
    for n in range(110):
        amina.say(room, f"A good point, number {n}")
    household.begin()

    assert amina.answer(room, sent).body.startswith("PNE-C2: Meanwhile")
    assert amina.answer(room, amina.say(room, "!commit After")).body.startswith("PNE-C3: After")


def test_a_message_without_its_key_is_answered_once_with_a_request(
    household: Household, room: str, amina: Sealed
) -> None:
    """Once a session of keys, in private; what is sent again with the key is run."""
    amina.answer(room, amina.say(room, "!commit Before"))
    amina.forget_keys(room)
    for n in range(3):
        amina.say(room, f"!commit Unread {n}")
    where, told = amina.whispered("could not read")
    amina.client.invalidate_outbound_session(room)
    again = amina.answer(room, amina.say(room, "!commit Again"))

    assert "The sealed room" in told.body
    assert "send it again" in told.body
    assert again.body.startswith("PNE-C2: Again")
    assert len(said(household, where)) == 1
    assert said(household, where)[0]["type"] == "m.room.encrypted"
