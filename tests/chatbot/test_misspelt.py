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


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/pn", "`/pn` needs a further word: help, list, status,"),
        ("/poll", "`/poll` needs a further word: open, vote, unvote, ballot, results, close, receipt, list, "),
        ("/pn member", "`/pn member` needs a further word: add, approve, remove, role, list."),
        ("/pn poll", "`/poll` needs a further word: open, vote, unvote, ballot, results, close, receipt, list, "),
        (
            "/poll frob",
            "There is no command `/poll frob`; after `/poll` stands one of: open, vote, unvote, ballot, results, ",
        ),
        ("/pn member frob", "There is no command `/pn member frob`; after `/pn member` stands one of: add, approve, "),
        ("/pn frob", "There is no command `/pn frob`."),
        ("/frob", "There is no command `/frob`."),
        ("hello world", "I do not understand that."),
        ("/", "Type a command after the sign."),
        ("?", "Type a command after the sign."),
        ('/poll "Which?" "A" "B"', "There is no command `/poll which`; after `/poll` stands one of: "),
        ("/poll vot 1", "There is no command `/poll vot`; after `/poll` stands one of: "),
    ],
)
def test_an_unknown_command_leads_on(talk: Conversation, line: str, said: str) -> None:
    """The suggestion is at least understood."""
    talk.given("@amina /poll open A? | B | C")

    reply = talk.say(f"@li {line}")

    assert reply.error == "unknown_command"
    assert reply.text.startswith(said)
    assert talk.say(f"@li {suggestion(reply)}").error is None


def test_a_question_without_the_word_open_leads_to_the_poll(talk: Conversation) -> None:
    """As it is typed for other poll bots: the suggestion opens it."""
    listed, plain = talk.say("@amina /poll Which one? | This | That"), talk.say("@amina /poll Shall we meet?")

    assert suggestion(listed) == "/poll open Which one? | This | That"
    assert suggestion(plain) == "/poll open Shall we meet? | Yes | No"
    assert talk.say(f"@amina {suggestion(plain)}").created == ("PNE-P1",)


@pytest.mark.parametrize(
    ("line", "leads"),
    [
        ("how do I vote?", "/pn help vote"),
        ("how do I vote in a poll?", "/pn help poll vote"),
        ("how do I start a vote?", "/pn help poll open"),
        ("Where can I add a member?", "/pn help pn member add"),
        ("how do I undo a vote?", "/pn help undo"),
        ("When is our meeting?", "/pn help meeting"),
        ("when is the next meeting?", "/pn help meeting"),
        ("is down", "/pn help"),
        ("voter oui", "/pn help"),
        ("what can I type", "/pn help"),
        ("/halp", "/pn help"),
    ],
)
def test_a_question_leads_to_what_it_names(talk: Conversation, line: str, leads: str) -> None:
    """Whoever writes as to a person is shown where it is told."""
    reply = talk.say(f"@li {line}")

    assert reply.error == "unknown_command"
    assert suggestion(reply) == leads
    assert talk.say(f"@li {leads}").error is None


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("I'm here", "/here"),
        ("I’m here!", "/here!"),
        ("i am present", "/attend"),
        ("please vote 2", "/poll vote 2"),
        ("i i i", "/pn help"),
    ],
)
def test_what_is_said_as_to_a_person_leads_to_its_command(talk: Conversation, line: str, better: str) -> None:
    """Nobody on a telephone looks for the sign first."""
    talk.given("@amina /poll open A? | B | C", "@amina /meeting plan tomorrow 13:00", "@amina /meeting open now:yes")

    reply = talk.say(f"@li {line}")

    assert reply.text.startswith("I do not understand that.")
    assert suggestion(reply) == better
    assert talk.say(f"@li {suggestion(reply)}").error is None


@pytest.mark.parametrize(
    ("line", "leads"),
    [
        ("/poll create Which? | A | B", "/poll open Which? | A | B"),
        ("/poll propose Which? | A | B", "/poll open Which? | A | B"),
        ("/poll end P1", "/poll close P1"),
        ("/poll P1", "/poll results P1"),
        ("/meeting M1", "/pn help meeting agenda"),
        ("/poll show P1", "/poll results P1"),
        ("/meeting schedule tomorrow 10:00 UTC", "/meeting plan tomorrow 10:00 UTC"),
        ("/pol", "/pn help poll"),
    ],
)
def test_other_words_for_a_command_lead_to_it(talk: Conversation, line: str, leads: str) -> None:
    """As other programs call it, or nearly as it is called here."""
    talk.given("@amina /poll open A? | B | C")

    assert suggestion(talk.say(f"@amina {line}")) == leads


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("yes", "/poll vote yes"),
        ("2", "/poll vote 2"),
        ("!2", "!poll vote 2"),
        ("3", "/pn help"),
        ("/milestone", "/pn help milestones"),
    ],
)
def test_a_word_alone_is_a_choice_or_a_topic(talk: Conversation, line: str, better: str) -> None:
    """As an answer to the poll that the bot has just opened."""
    talk.given("@amina /poll open Tea? | Yes | No")

    assert suggestion(talk.say(f"@li {line}")) == better
    assert talk.say(f"@li {better}").error is None


def test_a_word_alone_is_no_choice_while_a_poll_is_secret(talk: Conversation) -> None:
    """Nothing that the bot says ties a choice to a secret poll."""
    talk.given("@amina /poll open Tea? | Yes | No secret:yes")

    assert suggestion(talk.say("@li yes")) == "/pn help"
