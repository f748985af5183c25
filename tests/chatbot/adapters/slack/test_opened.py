"""The buttons of what was opened: while people can vote, and no longer."""

from chatbot.adapters.slack.opened import controls
from chatbot.adapters.slack.poll_message import poll_message
from tests.chatbot.test_clock import Ears
from tests.conversation import START, Conversation


def test_a_poll_that_is_being_counted_has_no_buttons(talk: Conversation) -> None:
    """Closed by hand, while votes of before may still arrive: whoever pressed one would be refused."""
    talk.given("@amina /poll open Now? | A | B")
    talk.bot.clock.platforms["test"] = Ears(START)
    before = controls(talk.bot.record.state(), ["PNE-P1"])
    talk.wait(minutes=10)
    talk.given("@amina /poll close P1")
    message = poll_message(str, talk.poll(), "")

    assert talk.poll().closed is None
    assert before
    assert controls(talk.bot.record.state(), ["PNE-P1"]) == []
    assert {block["type"] for block in message["blocks"]} == {"section"}
