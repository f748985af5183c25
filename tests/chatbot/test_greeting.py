"""A greeting, or thanks, is answered kindly and in one line."""

import pytest

from chatbot.commands import COMMANDS
from tests.conversation import Conversation

MINE = "`/pn mine` shows what is yours to do, `/pn help` what you can type."


@pytest.mark.parametrize(
    "line",
    [
        "hi",
        "Hello!",
        "hello @pn",
        "@pn hello",
        "/pn hi",
        "Good morning everyone",
        "Hola, buenos días",
        "مرحبا",
        "你好！",
    ],
)
def test_a_greeting_is_answered_with_what_to_type(talk: Conversation, line: str) -> None:
    """Not with what is no command; nothing is recorded."""
    before = talk.seq
    reply = talk.say(f"@li {line}")

    assert (reply.text, reply.private, reply.error) == (f"Hello! {MINE}", True, None)
    assert talk.seq == before


@pytest.mark.parametrize("line", ["thank you", "Thanks!", "/thanks", "ok thx @pn", "Merci beaucoup", "Большое спасибо"])
def test_thanks_are_answered(talk: Conversation, line: str) -> None:
    """As people expect it."""
    assert talk.say(f"@li {line}").text == f"You are welcome. {MINE}"


def test_commands_start_as_they_are_typed(talk: Conversation) -> None:
    """On Matrix with its own sign; those are named that there are."""
    told = talk.say("@li !hello").text

    assert told == f"Hello! {MINE}".replace("`/", "`!")
    assert {"pn mine", "pn list", "pn help"} <= {command.path for command in COMMANDS}


def test_a_stranger_is_told_of_the_networks_and_how_to_join(talk: Conversation) -> None:
    """With the privacy notice, as at any first contact."""
    told = talk.say("@zoe hi").text

    assert told.startswith("Hello! `/pn list` shows the networks, `/pn help` what you can type.")
    assert "`/pn join PNE`" in told


@pytest.mark.parametrize("line", ["hello world", "thanks for the draft", "help", "all", "you", "hi poll list"])
def test_what_says_more_is_no_greeting(talk: Conversation, line: str) -> None:
    """It is read as a command."""
    assert not talk.say(f"@li {line}").text.startswith(("Hello!", "You are welcome."))
