"""Secret polls on Matrix: voted in by private message; a vote in a room is not counted, and taken out of it."""

from typing import Final

from tests.chatbot.adapters.matrix.household import Household
from tests.chatbot.adapters.matrix.member import everything, place
from tests.waiting import until

OPEN: Final = "!poll open Which theme? | Watermarker | Energymarker secret:yes"


def bodies(household: Household) -> str:
    """Return all that is left to be read in the room."""
    return str([event.get("content") for event in everything(household["sec"].caller, household.room)])


def let_bot_moderate(household: Household) -> None:
    """Give the bot the right to take messages out of the room."""
    maker = household["sec"]
    path = f"{place(household.room)}/state/m.room.power_levels"
    levels = maker.caller.get(path)
    levels.setdefault("users", {})[household.bot] = 50
    maker.caller.put(path, **levels)


def test_a_vote_in_a_room_is_taken_out_and_one_in_private_is_counted(household: Household) -> None:
    """Whoever typed it is told in private; nothing of the choice is repeated."""
    let_bot_moderate(household)
    li = household["li"]
    household["amina"].ask(household.room, OPEN)
    refused = li.ask(household.room, "!poll vote P1 Energymarker")
    until(lambda: "poll vote P1" not in bodies(household))
    private = li.ask(refused.room, "!poll vote P1 1")
    result = household["amina"].ask(household.room, "!poll close P1")

    assert refused.private
    assert "was not counted" in refused.text
    assert "I took your message out" in refused.text
    assert "Energymarker" not in refused.text
    assert private.text.startswith("A ballot from you is in PNE-P1.")
    assert "1. Watermarker: 1" in result.text
    assert "2. Energymarker: 0" in result.text


def test_where_the_bot_may_not_take_it_out_it_says_so(household: Household) -> None:
    """The vote is not counted all the same."""
    household["amina"].ask(household.room, OPEN)
    refused = household["li"].ask(household.room, "!poll vote P1 2")
    result = household["amina"].ask(household.room, "!poll close P1")

    assert "please remove yours there yourself" in refused.text
    assert "Turnout: 0 of 3" in result.text


def test_a_ballot_that_came_before_a_crash_is_counted_once(household: Household) -> None:
    """Delivered again with an older position, and answered once."""
    li = household["li"]
    household["amina"].ask(household.room, OPEN)
    room = li.ask(household.room, "!poll list").room
    old = until(household.position)
    first = li.ask(room, "!poll vote P1 2")
    household.kill()
    household.here().positions.put("matrix", old)
    household.begin()
    result = household["amina"].ask(household.room, "!poll close P1")
    said = [one for one in li.listen() if one.text == first.text]

    assert "Turnout: 1 of 3" in result.text
    assert len(said) == 1
