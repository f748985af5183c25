"""Who is not known is an observer, is told so privately, and sees no name."""

import pytest

from chatbot.commands import COMMANDS
from tests.conversation import Conversation


@pytest.mark.parametrize(
    "line", ["/poll list", "/pn help", "/frob", "/attend", "/commit Draft it", "/pn status", "/poll open", "!pn list"]
)
def test_an_unknown_person_is_answered_privately_with_a_notice(talk: Conversation, line: str) -> None:
    """Whatever comes first, also a slip; somebody known is spared it."""
    notice = "I do not know you yet, so you are an observer here. I keep nothing of you until you join or set"
    sign = "!" if line.startswith("!") else "/"

    reply = talk.say(f"@stranger {line}")

    assert reply.private
    assert notice in reply.text
    assert reply.text.endswith(f"To ask: `{sign}pn join PNE`.")
    assert notice not in talk.say(f"@li {line}").text


def test_the_notice_names_a_network_that_there_is(talk: Conversation) -> None:
    """The channel's, if it has one."""
    talk.given("@sec /pn add PNMA Meaningful Access")

    assert talk.say("@stranger #pnma /poll list").text.endswith("To ask: `/pn join PNMA`.")


@pytest.mark.parametrize("path", [command.path for command in COMMANDS if command.path != "pn help"])
def test_no_name_reaches_an_observer(talk: Conversation, path: str) -> None:
    """Whatever command they try, in a network full of people's doings."""
    talk.given(
        "@amina /poll open Tea? | Yes | No",
        "@li /poll vote 1",
        "@amina /meeting plan tomorrow 13:00",
        "@amina /meeting open now:yes",
        "@li /attend",
    )
    talk.given(
        "@li /commit Draft it owner:@bruno",
        "@bruno /commit accept C1",
        "@carlos /pn join",
        "@amina /attend @bruno late",
    )
    talk.given("@sec /pn member add @friend role:community")
    names = ("amina", "li", "bruno", "ines", "carlos", "sec")

    for who in ("stranger", "friend"):
        for line in (f"/{path}", f"/{path} P1", f"/{path} M1", f"/{path} C1", f"/{path} all", f"/{path} PNE"):
            told = talk.say(f"@{who} {line}").text.partition("\n\nI do not know you")[0]

            assert not [name for name in names if f"@{name}" in told.replace(f"@{who}", "")], told
