"""A text for the public that names somebody is said to do so, to whoever typed it."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.conversation import MEMBERS, Conversation

WARNING = "This text is for the public and names {}: take it back with `/pn undo` if that was not meant."


@pytest.fixture
def talk(tmp_path: Path) -> Conversation:
    """A small network."""
    talk = Conversation(tmp_path / "data")
    talk.given(*MEMBERS)
    return talk


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("@amina /commit Ask @bruno for the data, and @Li.", "@bruno, @li"),
        ("@amina /poll open Is @bruno right? | Yes | No", "@bruno"),
        ("@amina /poll open Who writes? | @bruno | ＠li", "@bruno, @li"),
        ("@amina /meeting plan tomorrow 13:00 title:Talk with @bruno", "@bruno"),
        ("@sec /publish Thanks to @bruno!", "@bruno"),
    ],
)
def test_a_public_text_that_names_somebody_is_told(talk: Conversation, line: str, names: str) -> None:
    """It is recorded; the answer ends with how to take it back, and that works."""
    reply = talk.say(line)
    undone = talk.say(f"{line.split(maxsplit=1)[0]} /pn undo")

    assert reply.error is None
    assert reply.text.splitlines()[-1] == WARNING.format(names)
    assert undone.error is None


@pytest.mark.parametrize(
    "line",
    [
        "@amina /commit Draft it owner:@bruno",
        "@amina /commit Write to press@li.example and @nobody",
        "@amina /poll open Which? | A | B",
        "@amina /pn member list",
    ],
)
def test_owners_addresses_and_strangers_are_no_names_in_a_text(talk: Conversation, line: str) -> None:
    """Owners are never shown to the public, and who is not known cannot be told of."""
    assert "public and names" not in talk.say(line).text


def test_a_mention_in_the_platforms_own_data_is_a_name(talk: Conversation) -> None:
    """As it stands in the text there: a display name, or whatever the platform puts in its place."""
    request = replace(talk.request("@amina /commit Ask Bruno B. for the data"), mentions={"Bruno B.": "console:bruno"})
    reply = talk.bot.dispatcher.handle_now(request)

    assert reply.text.splitlines()[-1] == WARNING.format("@bruno")
