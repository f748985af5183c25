"""To whom a commitment is proposed is told so in private, once, with what to type."""

from chatbot.letters.proposals import proposals
from tests.chatbot.messenger import FakeMessenger, deliver
from tests.conversation import Conversation

SOURCES = [proposals]


def test_a_proposal_is_told_to_whom_it_is_made_to(talk: Conversation) -> None:
    """Who proposes what by when, and the two commands; nobody else is written to, and nobody twice."""
    messenger = FakeMessenger()
    talk.given("@amina /commit Draft the data section by:26 March 2021 owner:@li @bruno, IGF Secretariat")
    deliver(talk, messenger, SOURCES)
    deliver(talk, messenger, SOURCES)

    assert messenger.to("li") == [
        "@amina proposes that you take this on:\n"
        "PNE-C1: Draft the data section · by 26 March 2021 (end of day, UTC)\n"
        "Yes: `/commit accept PNE-C1`\n"
        "No: `/commit decline PNE-C1`"
    ]
    assert messenger.to("bruno") == messenger.to("li")
    assert len(messenger.letters) == 2


def test_who_answered_already_is_left_alone(talk: Conversation) -> None:
    """So is who took on what is their own, and who was proposed something that was taken back or dropped."""
    messenger = FakeMessenger()
    talk.given(
        "@amina /commit One owner:@li",
        "@li /commit accept C1",
        "@amina /commit Two owner:@li",
        "@li /commit decline C2",
        "@li /commit Three",
        "@amina /commit Four owner:@li",
        "@amina /pn undo",
        "@amina /commit Five owner:@li",
        "@amina /commit drop C5",
    )
    deliver(talk, messenger, SOURCES)

    assert messenger.letters == []


def test_a_proposal_comes_at_night_and_a_new_one_anew(talk: Conversation) -> None:
    """A person has written it now; whoever declined and is asked again hears of that; `notify:no` declines it."""
    messenger = FakeMessenger()
    talk.wait(hours=14)
    talk.given("@bruno /pn me notify:no", "@bruno /commit Draft it owner:@li")
    deliver(talk, messenger, SOURCES)
    talk.given("@li /commit decline C1")
    talk.wait(minutes=1)
    talk.given("@sec /commit assign C1 @li @bruno")
    deliver(talk, messenger, SOURCES)

    assert [letter.partition(" ")[0] for letter in messenger.to("li")] == ["@bruno", "@sec"]
    assert messenger.to("bruno") == []


def test_an_old_proposal_is_no_news(talk: Conversation) -> None:
    """A bot that was away for weeks does not write to everybody about everything."""
    messenger = FakeMessenger()
    talk.given("@amina /commit Draft it owner:@li")
    talk.wait(days=8)
    deliver(talk, messenger, SOURCES)

    assert messenger.letters == []


def test_the_answer_in_the_room_asks_and_calls(talk: Conversation) -> None:
    """Whoever assigns as well as whoever commits for another; owners of one's own are not called."""
    made = talk.say("@amina /commit Draft it owner:@li")
    assigned = talk.say("@amina /commit assign C1 @bruno @amina")
    own = talk.say("@li /commit Check it")

    assert made.text.endswith(
        "@li: take it on with `/commit accept PNE-C1` or turn it down with `/commit decline PNE-C1`."
    )
    assert made.calls == {"@li": ("console:li",)}
    assert "@bruno: take it on" in assigned.text
    assert assigned.calls == {"@bruno": ("console:bruno",)}
    assert own.calls == {}
