"""Nothing is lost and nothing done twice: with the bot down, killed in between, or told the same again."""

import pytest

from chatbot.adapters.matrix.position import FOLLOWER
from tests.chatbot.adapters.matrix.household import Household
from tests.waiting import until

pytestmark = pytest.mark.long

MANY = 120


def recorded(household: Household, after: int) -> list[str]:
    """Return the texts of the commitments made after an entry, in their order."""
    return [str(getattr(event, "text", "")) for entry in household.entries(after) for event in entry.events]


def lines(household: Household) -> int:
    """Return how many lines the journal has; quicker than reading them."""
    return (household.folder / "journal.jsonl").read_bytes().count(b"\n")


@pytest.mark.timeout(240)
def test_commands_sent_while_the_bot_is_down_and_a_crash_in_the_middle(household: Household) -> None:
    """120 commands, kill -9 after 60: each is recorded once, in its order, and answered once."""
    household.kill()
    before = lines(household)
    sent = [household[("amina", "li")[n % 2]].say(household.room, f"!commit Thing {n}") for n in range(MANY)]
    household.begin()
    until(lambda: lines(household) >= before + MANY // 2)
    household.kill()
    at_the_crash = lines(household) - before
    household.begin()
    until(lambda: len(set(household.answered())) >= MANY)
    last = household["li"].ask(household.room, "!commit The last thing")

    assert MANY // 2 <= at_the_crash < MANY
    assert last.text.startswith(f"PNE-C{MANY + 1}: The last thing")
    assert recorded(household, before) == [*(f"Thing {n}" for n in range(MANY)), "The last thing"]
    assert sorted(household.answered()) == sorted([*sent, last.answers])


def test_what_is_delivered_again_is_neither_recorded_nor_answered_again(household: Household) -> None:
    """A restart with an older position: answers in the room, in private, and marks all stand there once."""
    amina, li = household["amina"], household["li"]
    old = until(household.position)
    amina.ask(household.room, "!meeting plan tomorrow 13:00 UTC")
    amina.ask(household.room, "!meeting open")
    li.ask(household.room, "!attend")
    private = li.ask(household.room, "!poll list")
    until(lambda: household.position() != old)
    household.stop()
    before, answered = len(household.entries()), sorted(household.answered())
    household.here().positions.put(FOLLOWER, old)
    household.begin()
    last = li.ask(household.room, "!commit Something new")

    assert private.private
    assert len(household.entries()) == before + 1
    assert sorted(household.answered()) == sorted([*answered, last.answers])
    assert [one.event for one in li.listen() if one.private] == [private.event]


def test_a_bot_that_ends_in_good_order_goes_on_where_it_was(household: Household) -> None:
    """What is typed around the end and the start of the bot is recorded once."""
    li = household["li"]
    sent = []
    for n in range(3):
        sent.append(li.say(household.room, f"!commit Thing {n}"))
        household.stop()
        sent.append(li.say(household.room, f"!commit Thing {n}b"))
        household.begin()
    until(lambda: len(household.answered()) >= len(sent))

    assert recorded(household, 0)[-6:] == ["Thing 0", "Thing 0b", "Thing 1", "Thing 1b", "Thing 2", "Thing 2b"]
    assert sorted(household.answered()) == sorted(sent)


def test_what_was_refused_is_not_decided_anew(household: Household) -> None:
    """Told again after a crash, when it would be possible: who was told no would have voted without knowing."""
    amina, li = household["amina"], household["li"]
    amina.ask(household.room, "!poll open One? | Yes | No")
    old = until(household.position)
    refused = li.ask(household.room, "!poll vote P2 1")
    amina.ask(household.room, "!poll open Two? | Yes | No")
    until(lambda: household.position() != old)
    household.stop()
    before = len(household.entries())
    household.here().positions.put(FOLLOWER, old)
    household.begin()
    li.ask(household.room, "!commit Something new")

    assert "P2" in refused.text
    assert refused.private
    assert len(household.entries()) == before + 1
    assert [one.text for one in li.listen() if one.private] == [refused.text]
