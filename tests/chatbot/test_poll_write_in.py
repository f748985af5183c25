"""Options that voters add."""

from tests.chatbot.polls import counts, say_all
from tests.conversation import Conversation


def test_voters_add_options_where_the_poll_takes_them(talk: Conversation) -> None:
    """One that there is already is that one, in whatever letter case."""
    talk.given("@amina /poll open Drink? | Tea | Coffee write-in:yes")
    told = say_all(talk, "write-in:Mate", "write-in:mate", "write-in:TEA")

    assert told == ["Your vote in PNE-P1: 3. Mate", "Your vote in PNE-P1: 3. Mate", "Your vote in PNE-P1: 1. Tea"]
    assert counts(talk) == (1, 0, 2)


def test_a_poll_takes_no_more_than_twenty_options(talk: Conversation) -> None:
    """Written-in ones included."""
    options = " | ".join(f"option {number}" for number in range(19))
    talk.given(f"@amina /poll open Which? | {options} write-in:yes", "@amina /poll vote P1 write-in:the twentieth")

    assert talk.say("@li /poll vote P1 write-in:one more").error == "conflict"
    assert len(talk.poll().options) == 20


def test_an_option_that_others_chose_stays(talk: Conversation) -> None:
    """Its author takes back the vote by voting anew; before anyone else has voted, undo takes both away."""
    talk.given("@amina /poll open Drink? | Tea | Coffee write-in:yes", "@li /poll vote P1 write-in:Mate")
    undone = talk.say("@li /pn undo")
    talk.given("@li /poll vote P1 write-in:Cocoa", "@bruno /poll vote P1 3")

    assert undone.text == "Taken back: your option and your vote in PNE-P1."
    assert talk.say("@li /pn undo").error == "conflict"
    assert [str(option) for option in talk.poll().options] == ["Tea", "Coffee", "Cocoa"]


def test_where_nobody_may_add_options_none_is_added(talk: Conversation) -> None:
    """The poll's options stay as they were stated."""
    talk.given("@amina /poll open Drink? | Tea | Coffee")

    assert talk.say("@li /poll vote P1 write-in:Mate").text.startswith("Nobody can add options to PNE-P1.")
    assert len(talk.poll().options) == 2
