"""What is typed as a choice: the option that is meant, or a refusal that counts nothing."""

import pytest

from tests.chatbot.polls import TEA, counts
from tests.conversation import Conversation, suggestion


@pytest.mark.parametrize(
    "line",
    [
        "/poll vote P1 2",
        "/poll vote PNE-P1 2",
        "/poll vote pne-p1 2",
        "/poll vote 2",
        "/poll vote P1 coffee",
        "/poll vote Coffee",
        "/pn poll vote P1 2",
        "!poll vote P1 2",
        "！poll vote P1 2",
        "/POLL Vote p1 2",
        "/poll vote Р1 2",  # Cyrillic
        "/poll vote Ｐ１ ２",
        "/poll vote P١ ٢",
        "/poll vote “P1” “2”",
        "/poll vote P1: 2)",
        "/poll vote P1 #2.",
        "/poll vote P1 2\ufe0f\u20e3",  # a keycap emoji
        "/poll vote\nP1\n2",
        "/poll\u00a0vote P1\u00a02",
        "/poll vote P1 2 in:pne",
        "/poll vote \u2068PNE-P1\u2069 2",
        *(f"/poll vote PNE{dash}P1 2" for dash in "‐‑‒–—―−－﹣"),
        *(f"/poll vote P1 {choice}" for choice in ("option 2", "Option: 2", "[2]", "(2)", "№2", "№ 2")),
        "/poll vote <P1> 2",
        "/poll vote &lt;PNE–P1&gt; 2",
    ],
)
def test_a_vote_is_understood_as_it_is_typed(talk: Conversation, line: str) -> None:
    """Ids, digits and words of every script and shape name the same option."""
    talk.given(f"@amina {TEA}")

    reply = talk.say(f"@li {line}")

    assert reply.text == "Your vote in PNE-P1: 2. Coffee"
    assert reply.private
    assert counts(talk) == (0, 1)


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ("", "No choice, so nothing changed: your vote in PNE-P1 is 1. Tea. `/poll unvote PNE-P1` takes it back."),
        ("3", "There is no option 3 in PNE-P1; its options are 1 to 2."),
        ("0", "There is no option 0 in PNE-P1; its options are 1 to 2."),
        ("-1", "I cannot read “-1” as a choice; write the number of an option, 1 to 2."),
        ("1.5", "I cannot read “1.5” as a choice; write the number of an option, 1 to 2."),
        ("chai", "I cannot read “chai” as a choice; write the number of an option, 1 to 2."),
        ("1 please", "I cannot read “1 please” as a choice; write the number of an option, 1 to 2."),
        ("1,2", "PNE-P1 takes one option."),
        ("2>1", "PNE-P1 takes one option."),
        ("2 2", "You named an option twice."),
    ],
)
def test_what_is_no_vote_is_refused_and_counts_nothing(talk: Conversation, choice: str, said: str) -> None:
    """The earlier vote stands, and the suggestion is a vote that would count."""
    talk.given(f"@amina {TEA}", "@li /poll vote P1 1")

    reply = talk.say(f"@li /poll vote P1 {choice}")

    assert reply.error == "usage"
    assert reply.text.startswith(said)
    assert counts(talk) == (1, 0)
    assert talk.say(f"@li {suggestion(reply)}").error is None


def test_a_vote_without_a_choice_is_told_how_one_votes(talk: Conversation) -> None:
    """There is nothing that could stand."""
    talk.given(f"@amina {TEA}")

    reply = talk.say("@li /poll vote P1")

    assert reply.error == "usage"
    assert reply.text.startswith("Missing: your choice. Vote for one option: `/poll vote PNE-P1 1`.")


@pytest.mark.parametrize("choice", ["1,3", "3>1", "3&gt;1", "1 3", "3، 1"])
def test_a_multiple_poll_takes_several_options(talk: Conversation, choice: str) -> None:
    """Each named option gets one voter, whatever stands between the numbers."""
    talk.given("@amina /poll open Which? | A | B | C kind:multiple", f"@li /poll vote P1 {choice}")

    assert counts(talk) == (1, 0, 1)


def test_an_option_that_is_a_year_is_chosen_by_its_own_words(talk: Conversation) -> None:
    """A number beyond the options can only be the words of one."""
    talk.given("@amina /poll open Which year? | 2021 | 2022", "@li /poll vote P1 2022")

    assert counts(talk) == (0, 1)


@pytest.mark.parametrize(
    ("rules", "typed", "better"),
    [
        ("| Water | Energy", "Enrgy", "vote PNE-P1 2"),
        ("| Water | Energy", "wat", "vote PNE-P1 1"),
        ("| Water | Energy", "4", "results PNE-P1"),
        ("| Water | Energy", "coffee", "results PNE-P1"),
        ("| Water | Energy", "2nd", "vote PNE-P1 2"),
        ("| Water | Energy", "not 1", "results PNE-P1"),
        ("| Water | Data kind:multiple", "1 or 2", "results PNE-P1"),
        ("| Water | Energy", "1 and 2", "results PNE-P1"),
        ("| Water | Energy kind:multiple", "1 with 2", "vote PNE-P1 1,2"),
        ("| Water | Energy kind:ranked", "1 and 2", "vote PNE-P1 1>2"),
        ("| Water | Data kind:multiple", "Dta and Watr", "vote PNE-P1 2,1"),
        ("| Water | Energy kind:ranked", "2 before 1", "vote PNE-P1 2>1"),
        ("| Water | Energy kind:ranked", "2>2", "vote PNE-P1 2"),
        ("kind:consensus", "agre", "vote PNE-P1 agree"),
        ("kind:consensus", "disagree", "results PNE-P1"),
    ],
)
def test_a_vote_that_cannot_be_read_is_never_shown_as_one_for_something_else(
    talk: Conversation, rules: str, typed: str, better: str
) -> None:
    """What is likely meant is suggested, or else a look at the options."""
    talk.given(f"@amina /poll open Which? {rules}")
    reply = talk.say(f"@li /poll vote P1 {typed}")

    assert reply.error == "usage"
    assert suggestion(reply) == f"/poll {better}"
    assert talk.say(f"@li {suggestion(reply)}").error is None


@pytest.mark.parametrize(("typed", "option"), [("Dta", "Data"), ("Watr", "Water"), ("WATE", "Water")])
def test_the_option_that_is_nearly_named_is_asked_about(talk: Conversation, typed: str, option: str) -> None:
    """By its name; the line to copy has its number."""
    talk.given("@amina /poll open Which? | Water | Data")

    told = talk.say(f"@li /poll vote P1 {typed}").text
    assert told.startswith(f"I cannot read “{typed}” as a choice. Did you mean “{option}”?")
