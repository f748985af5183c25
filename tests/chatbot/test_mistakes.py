"""A handler with a mistake is told in a sentence, spoils nothing else, and shows nothing of what was typed."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import pytest

from chatbot.call import Call
from chatbot.command import CHANNEL, Table
from chatbot.commands import COMMANDS
from chatbot.dispatch import Dispatcher
from chatbot.rights import Right
from storage.events import AnyEvent, CommitmentStarted
from tests.conversation import Conversation, at_once

BROKEN: Final = Table()


@BROKEN.command("boom", summary="Breaks", who=Right.READ, audience=CHANNEL, example="/boom", arguments=())
class Boom:
    """A handler with a mistake: it breaks while it decides."""

    def decide(self, call: Call) -> Sequence[AnyEvent]:
        """Break, with what was typed in the exception's own words."""
        raise ZeroDivisionError(call.request.text)

    def answer(self, call: Call, event: AnyEvent) -> str:
        """Never reached."""
        return ""


@BROKEN.command("peep", summary="Breaks", who=Right.READ, audience=CHANNEL, example="/peep", arguments=())
class Peep:
    """A handler that breaks while it shows."""

    def show(self, call: Call) -> str:
        """Break."""
        raise ZeroDivisionError(call.request.text)


@BROKEN.command("mumble", summary="Breaks", who=Right.READ, audience=CHANNEL, example="/mumble", arguments=())
class Mumble:
    """A handler that records, and breaks while it answers."""

    def decide(self, call: Call) -> Sequence[AnyEvent]:
        """Return something."""
        return [CommitmentStarted(network=call.network.code, commitment=1)]

    def answer(self, call: Call, event: CommitmentStarted) -> str:
        """Break."""
        raise ZeroDivisionError(call.request.text)


@pytest.fixture
def broken(talk: Conversation) -> Dispatcher:
    """A dispatcher with mistakes in three of its commands."""
    return Dispatcher(talk.bot.record, talk.bot.people, [*COMMANDS, *BROKEN], b"key")


@pytest.mark.parametrize(
    ("path", "text", "error", "entries"),
    [
        ("boom", "Nothing was recorded: something went wrong here. Please tell the Secretariat.", "storage", 0),
        ("peep", "Nothing was recorded: something went wrong here. Please tell the Secretariat.", "storage", 0),
        ("mumble", "Recorded. The answer could not be shown.", None, 1),
    ],
)
def test_a_mistake_in_a_handler_becomes_a_sentence(
    talk: Conversation,
    broken: Dispatcher,
    caplog: pytest.LogCaptureFixture,
    path: str,
    text: str,
    error: str | None,
    entries: int,
) -> None:
    """The log tells what broke and where, and nothing of what was typed."""
    seq = talk.bot.record.history.seq
    typed = talk.request(f"@li /{path}")
    caplog.set_level(logging.DEBUG)

    reply = broken.handle_now(replace(typed, text=f"/{path} in:PNE"))

    assert (reply.text, reply.error, reply.private) == (text, error, True)
    assert talk.seq == seq + entries
    [record] = [record for record in caplog.records if record.name.startswith("chatbot")]
    assert record.levelno == logging.ERROR
    assert record.getMessage().startswith("ZeroDivisionError at ")
    assert "in:PNE" not in caplog.text


def test_a_mistake_fails_no_other_request_of_its_batch(talk: Conversation, broken: Dispatcher) -> None:
    """The forty others are recorded and answered."""
    lines = ["@li /boom" if n % 5 == 0 else f"@li /commit Number {n}" for n in range(50)]

    replies = at_once(broken, [talk.request(line) for line in lines])

    assert [reply.error for reply in replies] == ["storage" if n % 5 == 0 else None for n in range(50)]
    assert len(talk.network.commitments) == 40


@pytest.mark.parametrize(
    "line", ["/poll vote P9 secret", "/frob secret", "/commit secret by:nonsense", "/commit secret"]
)
def test_nothing_that_people_type_is_logged(talk: Conversation, caplog: pytest.LogCaptureFixture, line: str) -> None:
    """Accepted or refused."""
    caplog.set_level(logging.DEBUG)

    talk.say(f"@li {line}")

    assert "secret" not in caplog.text
