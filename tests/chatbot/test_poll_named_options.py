"""Several options that are named in one ballot, by words and by numbers."""

import pytest

from tests.conversation import Conversation, suggestion

NAMED = "@amina /poll open Which? | Alpha | Beta | Gamma, the third | Gamma"


@pytest.mark.parametrize(
    ("typed", "options"),
    [
        ("Beta, Alpha", (2, 1)),
        ("beta;ALPHA", (2, 1)),
        ("Alpha > Gamma", (1, 4)),
        ("Gamma, the third, Beta", (3, 2)),
        ("Beta, Gamma, the third", (2, 3)),
        ("Gamma, the third", (3,)),
        ("2, Alpha", (2, 1)),
        ("“Beta”, “Gamma”", (2, 4)),
        ("4,3,2,1", (4, 3, 2, 1)),
    ],
)
@pytest.mark.parametrize("kind", ["multiple", "approval", "ranked"])
def test_options_are_named_one_after_the_other(
    talk: Conversation, kind: str, typed: str, options: tuple[int, ...]
) -> None:
    """By name or number; an option with a comma is found whole first."""
    talk.given(f"{NAMED} kind:{kind}", f"@li /poll vote P1 {typed}")
    (ballot,) = talk.poll().ballots.values()

    assert ballot.choice == (options if kind == "ranked" else tuple(sorted(options)))


@pytest.mark.parametrize(
    ("kind", "typed", "told"),
    [
        ("multiple", "2 and 1", "1. A, 2. B"),
        ("multiple", "A & B", "1. A, 2. B"),
        ("multiple", "B and A and C", "2. B, 3. A and C"),
        ("approval", "option 1 and option 2", "1. A, 2. B"),
        ("ranked", "B→A", "2. B > 1. A"),
        ("ranked", "B -> A", "2. B > 1. A"),
        ("ranked", "B then A then A and C", "2. B > 1. A > 3. A and C"),
        ("ranked", "2 THEN 1", "2. B > 1. A"),
    ],
)
def test_words_and_arrows_stand_between_options(talk: Conversation, kind: str, typed: str, told: str) -> None:
    """“And” where there is no order, “then” where there is one; an option that holds the word is found whole."""
    talk.given(f"@amina /poll open Which? | A | B | A and C kind:{kind}")

    assert talk.say(f"@li /poll vote P1 {typed}").text.startswith(f"Your vote in PNE-P1: {told}")


YEARS = "@amina /poll open Which years? | 2026 | 2027 | 2028 kind:"


@pytest.mark.parametrize(
    ("kind", "typed", "told"),
    [
        ("multiple", "2026, 2028", "1. 2026, 3. 2028"),
        ("multiple", "2028 2026", "1. 2026, 3. 2028"),
        ("multiple", "2027, 1", "1. 2026, 2. 2027"),
        ("approval", "2028", "3. 2028"),
        ("ranked", "2028>2026", "3. 2028 > 1. 2026"),
    ],
)
def test_a_number_that_is_no_place_is_the_option_that_is_called_so(
    talk: Conversation, kind: str, typed: str, told: str
) -> None:
    """Years are named as they stand there."""
    talk.given(f"{YEARS}{kind}")

    assert talk.say(f"@li /poll vote P1 {typed}").text.startswith(f"Your vote in PNE-P1: {told}")


@pytest.mark.parametrize("typed", ["5", "5, 1", "2 5"])
def test_a_number_that_is_a_place_and_another_options_name_is_asked_about(talk: Conversation, typed: str) -> None:
    """So many were written in that there is an option of this number besides."""
    talk.given("@amina /poll open How many? | 5 | 6 kind:multiple write-in:yes")
    talk.given(*(f"@li /poll vote P1 write-in:{name}" for name in ("some", "more", "none at all")))
    reply = talk.say(f"@bruno /poll vote P1 {typed}")

    assert reply.error == "ambiguous"
    assert reply.text.startswith("“5” may be option 5 of PNE-P1, or option 1, which is called so: write 1 for that one")
    assert talk.say("@bruno /poll vote P1 1, none at all").text == "Your vote in PNE-P1: 1. 5, 5. none at all"


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("Beta, Alhpa", "/poll vote PNE-P1 2>1"),
        ("Beta > 1 > Gmama", "/poll vote PNE-P1 2>1>4"),
        ("Alpha, Zeta", "/poll results PNE-P1"),
        ("Alpha, Alpha", "/poll vote PNE-P1 1"),
        ("Alpha, 9", "/poll results PNE-P1"),
        ("Alpha" + ",Zeta" * 90, "/poll results PNE-P1"),
    ],
)
def test_of_named_options_an_unknown_one_refuses_all(talk: Conversation, typed: str, better: str) -> None:
    """What is suggested leaves none of them out."""
    talk.given(f"{NAMED} kind:ranked")
    reply = talk.say(f"@li /poll vote P1 {typed}")

    assert reply.error == "usage"
    assert suggestion(reply) == better
    assert not talk.poll().ballots
