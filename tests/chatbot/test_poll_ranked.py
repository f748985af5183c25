"""The result of a ranked poll: its rounds and all pairs."""

from tests.chatbot.polls import result, say_all
from tests.conversation import Conversation

FOUR = "@amina /poll open Capital? | Memphis | Nashville | Chattanooga | Knoxville kind:ranked"


def test_a_ranked_poll_shows_every_round_and_all_pairs(talk: Conversation) -> None:
    """What went out and where its ballots went stands there."""
    talk.given("@sec /pn member add @dara", "@sec /pn member add @esi", FOUR)
    told = say_all(talk, "1>2>3>4", "2>3", "4>3>2")
    talk.given("@dara /poll vote P1 1", "@esi /poll vote P1 2>1")

    assert told[0] == "Your vote in PNE-P1: 1. Memphis > 2. Nashville > 3. Chattanooga > 4. Knoxville"
    assert result(talk)[1:] == [
        "1. Memphis: first choice of 2",
        "2. Nashville: first choice of 2",
        "3. Chattanooga: first choice of 0",
        "4. Knoxville: first choice of 1",
        "Turnout: 5 of 5 (100%).",
        "Round 1: Memphis 2 · Nashville 2 · Knoxville 1 · Chattanooga 0",
        "   out: 3. Chattanooga",
        "Round 2: Memphis 2 · Nashville 2 · Knoxville 1",
        "   out: 4. Knoxville",
        "Round 3: Nashville 3 · Memphis 2",
        "At the end “Nashville” has 3 of 5 ballots.",
        "In pairs, how many ballots prefer the one to the other:",
        "   Memphis: 2–3 against Nashville · 3–2 against Chattanooga · 3–1 against Knoxville",
        "   Nashville: 3–1 against Chattanooga · 3–1 against Knoxville",
        "   Chattanooga: 2–1 against Knoxville",
        "More ballots prefer “Nashville” to each other option than the other way round.",
        "Closed on Mon 1 March 2021 09:00 UTC.",
    ]


def test_long_options_are_shortened_in_rounds_and_stay_apart(talk: Conversation) -> None:
    """A line of a telephone has room for the beginning of each; their numbers tell equal beginnings apart."""
    same = "Capacity building for parliaments"
    talk.given(f"@amina /poll open Which? | {same} in Africa | {same} in Asia | Water kind:ranked")
    say_all(talk, "2>1", "3>2")

    assert "Round 1: 2. Capacity building for p… 1 · Water 1 · 1. Capacity building for p… 0" in result(talk)


def test_twenty_options_still_fit_a_telephone(talk: Conversation) -> None:
    """Their names are shorter, and pairs go by number."""
    options = [f"{letter}{'orem ipsum ' * 9}" for letter in "abcdefghijklmnopqrst"]
    talk.given(f"@amina /poll open Which? | {' | '.join(options)} kind:ranked")
    say_all(talk, "20>3", "2>3>4", "3>19")
    told = result(talk)

    assert any(line.startswith("Round 1: borem i… 1 · corem i… 1 · torem i… 1 · aorem i… 0") for line in told)
    assert any(": 1–2 against 3 · " in line for line in told)
    assert max(map(len, told)) < 400
