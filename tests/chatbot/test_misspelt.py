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
        ("/poll res P1", "/poll results P1"),
        ("/vote P1 9", "/pn help poll vote"),
    ],
)
def test_a_command_that_there_is_not_is_mended_in_the_line(talk: Conversation, line: str, better: str) -> None:
    """What was typed after it stays, if that is accepted."""
    talk.given(f"@amina {TEA}")

    assert suggestion(talk.say(f"@li {line}")) == better


@pytest.mark.parametrize("who", ["li", "amina"])
@pytest.mark.parametrize(
    "line", ["/poll votte 1", "/poll clos", "/meeting opn", "/pn membr add @x", "/pn stauts", "/commit_list"]
)
def test_suggestions_of_misspelt_commands_fit_the_person(talk: Conversation, who: str, line: str) -> None:
    """A command that exists, with an id that exists, which this person may use."""
    talk.given("@ines /poll open Tea? | Yes | No", "@amina /meeting plan tomorrow 13:00")

    reply = talk.say(f"@{who} {line}")

    assert reply.error == "unknown_command"
    assert talk.say(f"@{who} {suggestion(reply)}").error is None


def test_a_command_is_not_taken_for_one_that_shares_most_letters(talk: Conversation) -> None:
    """“pn person add” is mostly “pn milestone add”, which records something else."""
    assert suggestion(talk.say("@sec /pn person add fatou")) == "/pn help"
