"""Pictures of results on Matrix: an image with a thumbnail after the text, encrypted where the room is."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from nio.crypto.attachments import decrypt_attachment

from chatbot.drawing import size_of
from chatbot.local.caller import Caller, ask
from tests.chatbot.adapters.matrix.encrypted import SEALED, Sealed
from tests.chatbot.adapters.matrix.household import Household
from tests.chatbot.adapters.matrix.member import Json, everything
from tests.waiting import until

POLL = ("poll open Which first? | Connectivity | Inclusion", "poll vote P1 2", "poll close P1")


def downloaded(household: Household, address: str) -> bytes:
    """Return a file of the homeserver."""
    server, _slash, media = address.removeprefix("mxc://").partition("/")
    caller = household["amina"].caller
    path = f"/_matrix/client/v1/media/download/{quote(server)}/{quote(media)}"
    status, content = ask(caller.port, path, headers={"Authorization": f"Bearer {caller.token}"})
    assert status == 200
    return content


def test_a_result_has_its_picture_after_its_text(household: Household) -> None:
    """In the room where it was closed, and in the public one; a short caption leads who cannot see it to the text."""
    for line in POLL:
        household["amina"].ask(household.room, f"!{line}")
    [picture] = until(household.pictures)
    public = until(lambda: household.pictures(household.public_room() or ""))

    [png, thumbnail] = [
        downloaded(household, address) for address in (picture["url"], picture["info"]["thumbnail_url"])
    ]
    said = [event["content"].get("body", "") for event in everything(household["sec"].caller, household.room)]
    assert picture["filename"] == "PNE-P1.png"
    assert picture["body"] == "The result of PNE-P1 as a picture. My message before it says the same in words."
    assert (picture["info"]["w"], picture["info"]["h"]) == size_of(png)
    assert (picture["info"]["thumbnail_info"]["w"], picture["info"]["thumbnail_info"]["h"]) == size_of(thumbnail)
    assert picture["info"]["size"] == len(png)
    assert said.index(picture["body"]) > next(place for place, text in enumerate(said) if "Closed on" in text)
    assert [one["body"] for one in public] == [picture["body"]]


def test_who_asks_in_private_gets_the_picture_there(household: Household) -> None:
    """After the close, and beside the text; in the room, where the answer is private, there is none."""
    for line in POLL:
        household["amina"].ask(household.room, f"!{line}")
    until(household.pictures)
    told = household["li"].ask(household.room, "!poll results P1")
    household["li"].ask(told.room, "!poll results P1")

    contents = until(lambda: _images(household["li"].caller, told.room))
    assert [content["filename"] for content in contents] == ["PNE-P1.png"]
    assert len(household.pictures()) == 1


def _images(caller: Caller, room: str) -> list[Json]:
    contents = (event["content"] for event in everything(caller, room))
    return [content for content in contents if content.get("msgtype") == "m.image"]


def test_in_an_encrypted_room_the_picture_is_encrypted(household: Household, tmp_path: Path) -> None:
    """The homeserver has a file that it cannot read; who is in the room can."""
    room = household.bind(household.new_room("sec", "amina", "li", name="The sealed room", initial_state=[SEALED]))
    until(lambda: household.is_inside(room))
    amina = Sealed(household, "amina", tmp_path / "amina")
    try:
        for line in POLL:
            amina.say(room, f"!{line}")
        heard: Any = until(lambda: next((one for _place, one in amina.listen() if _is_picture(one)), None))
    finally:
        amina.close()

    content: Json = heard.source["content"]
    sealed = downloaded(household, content["file"]["url"])
    assert heard.decrypted
    assert "url" not in content
    assert not sealed.startswith(b"\x89PNG")
    assert _opened(sealed, content["file"]).startswith(b"\x89PNG")
    assert content["info"]["thumbnail_file"]["url"] != content["file"]["url"]
    assert household.pictures(room) == []


def _is_picture(event: Any) -> bool:  # noqa: ANN401  nio is untyped
    return bool(event.source["content"].get("msgtype") == "m.image")


def _opened(sealed: bytes, file: Json) -> bytes:
    return bytes(decrypt_attachment(sealed, file["key"]["k"], file["hashes"]["sha256"], file["iv"]))
