"""Who speaks to the bot, and who only of it."""

import pytest

from chatbot.addressing import told

NAMES = ("@pn:example.org", "@pn")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("@pn:example.org poll list", "poll list"),
        ("@pn:example.org: poll list", "poll list"),
        ("@pn poll list", "poll list"),
        ("@PN, /poll list", "/poll list"),
        ("  @pn!\npoll list", "poll list"),
        ("@pn:example.org", "hello"),
        ("hello @pn", "hello"),
        ("Thank you, @pn:example.org!", "Thank you,"),
    ],
)
def test_what_follows_the_mention_of_the_bot_is_told_to_it(text: str, said: str) -> None:
    """By its id, or its name on the homeserver; a greeting has it at its end."""
    assert told(text, *NAMES) == said


@pytest.mark.parametrize(
    "text",
    ["poll list", "hello", "Ask @pn about that", "as @pn said", "@pnx poll list", "@pn:other.org poll list", "@li hi"],
)
def test_who_only_speaks_of_the_bot_is_left_alone(text: str) -> None:
    """So is who speaks to somebody else."""
    assert told(text, *NAMES) == ""
