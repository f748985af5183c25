"""A command that there is not: the one that is likely meant, for whoever typed it."""

import pytest

from tests.chatbot.polls import TEA
from tests.conversation import Conversation, suggestion


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("/vote P1 2", "/poll vote P1 2"),
        ("/pol vote P1 2", "/poll vote P1 2"),
        ("/pn vote P1 2", "/poll vote P1 2"),
        ("/results P1", "/poll results P1"),
        ("/vote P1 9", "/pn help poll vote"),
    ],
)
def test_a_command_that_there_is_not_is_mended_in_the_line(talk: Conversation, line: str, better: str) -> None:
    """What was typed after it stays, if that is accepted."""
    talk.given(f"@amina {TEA}")

    assert suggestion(talk.say(f"@li {line}")) == better
