"""Commitments are listed, and one of them is named."""

from datetime import UTC, datetime, timedelta

import pytest

from storage.events import Progress
from tests.chatbot.commitments import DRAFT
from tests.conversation import START, Conversation, suggestion


def test_the_list_shows_what_is_not_finished_by_deadline(talk: Conversation) -> None:
    """The earliest first, undated ones last."""
    talk.given("@li /commit Later by:26 March", "@li /commit Undated", "@li /commit Sooner by:5 March")
    talk.given("@li /commit Over", "@li /commit done C4")

    assert [line.partition(" ·")[0] for line in talk.say("@li /commit list").text.splitlines()] == [
        "PNE-C3: Sooner",
        "PNE-C1: Later",
        "PNE-C2: Undated",
    ]


@pytest.mark.parametrize(
    ("which", "ids"),
    [("all", [1, 2, 3]), ("open", [1, 2]), ("overdue", [1]), ("late", [1]), ("done", [3]), ("mine", [2])],
)
def test_lists_of_some(talk: Conversation, which: str, ids: list[int]) -> None:
    """All, open, overdue, done, one's own."""
    talk.given("@bruno /commit One by:5 March", "@li /commit Two", "@li /commit Three", "@li /commit done C3")
    talk.now = datetime(2021, 3, 6, tzinfo=UTC)

    lines = talk.say(f"@li /commit list {which}").text.splitlines()

    assert sorted(int(line.partition(":")[0].removeprefix("PNE-C")) for line in lines) == ids


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("@li", [1, 3]),
        ("@li @bruno", [1, 2, 3]),
        ("late @li", [1]),
        ("@li late", [1]),
        ("@bruno owner:IGF Secretariat", [2, 4]),
        ("me", []),
    ],
)
def test_lists_of_somebody(talk: Conversation, line: str, ids: list[int]) -> None:
    """By name, before or after the word that says which."""
    talk.given("@li /commit One by:5 March", "@bruno /commit Two", "@li /commit Three")
    talk.given("@ines /commit Four owner:IGF Secretariat")
    talk.now = datetime(2021, 3, 6, tzinfo=UTC)

    found = talk.say(f"@amina /commit list {line}").text

    assert [number for number in range(1, 5) if f"PNE-C{number}:" in found] == ids


def test_whose_is_for_those_who_take_part(talk: Conversation) -> None:
    """An observer learns of nobody what they promised."""
    talk.given("@li /commit One")

    assert talk.say("@stranger /commit list @li").error == "forbidden"


@pytest.mark.parametrize(
    ("line", "better"),
    [("li", "@li"), ("igf secretariat", "owner:IGF Secretariat"), ("W1", "milestone:W1")],
)
def test_what_is_listed_lacks_its_sign_or_key(talk: Conversation, line: str, better: str) -> None:
    """The line to copy has it."""
    talk.given("@li /commit One owner:IGF Secretariat, @li", "@amina /pn milestone add Outline by:30 April")
    reply = talk.say(f"@amina /commit list {line}")

    assert suggestion(reply) == f"/commit list {better}"
    assert talk.say(f"@amina {suggestion(reply)}").error is None


def test_a_commitment_is_overdue_after_its_deadline_not_at_it(talk: Conversation) -> None:
    """The deadline's own instant is still in time."""
    talk.given(f"@li {DRAFT} by:in 10 minutes")

    talk.now = START + timedelta(minutes=10)
    at = talk.say("@li /commit list overdue").text
    talk.now += timedelta.resolution
    after = talk.say("@li /commit list overdue").text

    assert at == "There are no such commitments in PNE."
    assert after.endswith("open, overdue")


@pytest.mark.parametrize("which", ["", "all", "mine"])
def test_observers_read_what_and_when_but_not_who(talk: Conversation, which: str) -> None:
    """People stand there as what they are in the network, bodies by name."""
    talk.given(f"@li {DRAFT} owner:IGF Secretariat, @amina @bruno", "@amina /commit accept C1", "@li /commit Own")
    talk.given("@sec /pn member add @friend PNE role:community", "@sec /pn add PNMA Other")
    talk.given("@sec /pn member add @elsewhere PNMA")

    for who in ("stranger", "friend", "elsewhere"):
        shown = talk.say(f"@{who} /commit list {which}").text

        assert "@" not in shown
        assert which == "mine" or "IGF Secretariat, co-chair, MWG member (proposed)" in shown


@pytest.mark.parametrize("typed", ["C1", "c1", "PNE-C1", "С1", "Ｃ１", "C١", "“C1”", "C1,", "\u2068PNE-C1\u2069"])
def test_an_id_is_understood_as_it_is_typed(talk: Conversation, typed: str) -> None:
    """In other letters, digits and quotes."""
    talk.given(f"@li {DRAFT}", f"@li /commit done {typed}")

    assert talk.commitment().progress is Progress.DONE


# Two networks


@pytest.fixture
def two(talk: Conversation) -> Conversation:
    """C1 in PNE and in PNMA, both li's."""
    talk.given("@sec /pn add PNMA Meaningful Access", "@sec /pn member add @li PNMA")
    talk.given("@li /commit Ours", "@li #pnma /commit Theirs")
    return talk


@pytest.mark.parametrize(
    "line", ["/commit done C1 see PNMA-C1", "/commit drop C1 because:see PNMA-C1", "/commit slip C1 by:Friday in:pne"]
)
def test_an_id_within_the_text_changes_nothing_elsewhere(two: Conversation, line: str) -> None:
    """The id right after the command is the one that is meant, in the channel's network."""
    before = two.bot.record.state().commitment("PNMA", 1)

    two.given(f"@li {line}")

    assert two.bot.record.state().commitment("PNMA", 1) == before


def test_a_full_id_works_in_any_channel(two: Conversation) -> None:
    """The answer names the network too."""
    reply = two.say("@li /commit done PNMA-C1")

    assert reply.text == "PNMA-C1: Theirs · no deadline · @li · done"
    assert two.commitment().progress is Progress.OPEN


def test_numbers_run_apart_in_each_network(two: Conversation) -> None:
    """The second of each is C2."""
    assert two.say("@li /commit Second").created == ("PNE-C2",)
    assert two.say("@li #pnma /commit Second").created == ("PNMA-C2",)
