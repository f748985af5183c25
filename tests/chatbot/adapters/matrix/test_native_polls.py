"""Polls of Matrix itself: they stand beside the text, and votes there and typed ones are the same ballots."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from chatbot.adapters.matrix.known_polls import FOLLOWER as KNOWN
from chatbot.adapters.matrix.position import FOLLOWER
from chatbot.local.caller import CLIENT
from storage.events import BallotCast
from tests.chatbot.adapters.matrix.booth import (
    END,
    RESPONSE,
    START,
    counts,
    find,
    open_poll,
    recorded,
    redact,
    response,
    tally,
    until_counted,
    vote,
)
from tests.chatbot.adapters.matrix.encrypted import SEALED, Sealed
from tests.chatbot.adapters.matrix.household import Household
from tests.chatbot.adapters.matrix.member import everything
from tests.chatbot.adapters.matrix.town import PASSWORD
from tests.waiting import until

pytestmark = pytest.mark.long


def test_native_and_typed_votes_are_the_same_ballots(household: Household) -> None:
    """The last one counts, in whichever way it came; nothing is said, and another client counts native ones alike."""
    start = open_poll(household)
    vote(household, "li", start, "1")
    until_counted(household, 1, 0, 0)
    household["li"].ask(household.room, "!poll vote P1 3")
    typed_last = counts(household)
    vote(household, "li", start, "2")
    until_counted(household, 0, 1, 0)
    vote(household, "bruno", start, "2", "3")
    until_counted(household, 0, 2, 0)
    vote(household, "amina", start, "2")
    until_counted(household, 0, 3, 0)
    whispers = [one.text for name in ("li", "bruno") for one in household[name].listen() if one.private]
    household["amina"].ask(household.room, "!poll close P1")
    until(lambda: find(household, END))

    assert typed_last == (0, 0, 1)
    assert whispers == ["Your vote in PNE-P1: 3. Soil"]
    assert tally(household["sec"].caller, household.room, start) == counts(household) == (0, 3, 0)


def test_several_options_spoiled_votes_and_none(household: Household) -> None:
    """As many as may be are counted; an unknown one spoils the vote, which its voter is told; nothing is no vote."""
    start = open_poll(household, "Which? | Water | Energy | Soil kind:multiple choose:2")
    vote(household, "li", start, "3", "1", "2")
    vote(household, "bruno", start, "2", "2", "1")
    vote(household, "amina", start, "3")
    until_counted(household, 1, 1, 2)
    agreed = [tally(household["sec"].caller, household.room, start)]
    vote(household, "li", start, "1", "pizza")
    vote(household, "amina", start)
    until_counted(household, 0, 1, 0)
    agreed.append(tally(household["sec"].caller, household.room, start))
    told = household["li"].whispered("names an option that it does not have")

    assert agreed == [(1, 1, 2), (0, 1, 0)]
    assert told.text == "Your vote in PNE-P1 names an option that it does not have, so it counts as none."
    assert len(recorded(household).ballots) == 1


def test_a_vote_that_is_taken_away_gives_way_to_the_one_before(household: Household) -> None:
    """Only by who gave it; a typed command that is removed stays recorded; an end settles it all."""
    li, amina = household["li"], household["amina"]
    start = open_poll(household)
    first = vote(household, "li", start, "1")
    second = vote(household, "li", start, "2")
    until_counted(household, 0, 1, 0)
    redact(li, household.room, second)
    until_counted(household, 1, 0, 0)
    agreed = [tally(li.caller, household.room, start)]
    typed = li.say(household.room, "!poll vote P1 3")
    li.answer(typed)
    redact(li, household.room, typed)
    redact(li, household.room, first)
    vote(household, "bruno", start, "2")
    until_counted(household, 0, 1, 1)
    last = vote(household, "amina", start, "2")
    until_counted(household, 0, 2, 1)
    amina.ask(household.room, "!poll close P1")
    redact(amina, household.room, last)
    told = amina.whispered("takes no votes any more")

    assert agreed == [(1, 0, 0)]
    assert told.text.startswith("PNE-P1 takes no votes any more: yours stays as it was counted.")
    assert counts(household) == (0, 2, 1)


def test_who_may_not_vote_and_who_is_late_are_told_so(household: Household) -> None:
    """In private; the record counts neither, though the room's clients may have shown their vote."""
    start = open_poll(household)
    vote(household, "ines", start, "1")
    forbidden = household["ines"].whispered("PNE-P1")
    household["amina"].ask(household.room, "!poll close P1")
    until(lambda: find(household, END))
    vote(household, "li", start, "1")
    late = household["li"].whispered("PNE-P1")

    assert forbidden.text.startswith("PNE-P1 is for those who were working group members of PNE when it opened.")
    assert "PNE-P1 closed on" in late.text
    assert counts(household) == (0, 0, 0)
    assert tally(household["sec"].caller, household.room, start) == (1, 0, 0)


def test_a_person_with_two_devices_has_one_vote(household: Household) -> None:
    """The later one, as in any client."""
    start = open_poll(household)
    vote(household, "li", start, "1")
    other = household.homeserver.login("li", PASSWORD)
    path = f"{CLIENT}/rooms/{quote(household.room)}/send/{RESPONSE}/another-device"
    other.put(path, **response(start, "2"))
    until_counted(household, 0, 1, 0)

    assert tally(household["sec"].caller, household.room, start) == (0, 1, 0)


def test_nobody_votes_or_opens_a_poll_in_the_name_of_another(household: Household) -> None:
    """Who sent an event is told by the homeserver; polls of others are not the bot's, whatever they bear."""
    start = open_poll(household)
    [begun] = find(household, START)
    forged = household["bruno"].send(household.room, START, **begun["content"])
    household["li"].send(household.room, RESPONSE, **response(forged, "1"), sender=household["amina"].user)
    household["bruno"].send(household.room, RESPONSE, **response(start, "2"), sender=household["amina"].user)
    until_counted(household, 0, 1, 0)
    [(person, ballot)] = recorded(household).ballots.items()
    bruno = household.here().people.with_handle(f"matrix:{household['bruno'].user}")

    assert bruno
    assert (person, ballot.choice) == (bruno.id, (2,))


def test_votes_while_the_bot_is_down_are_counted_in_their_order(household: Household) -> None:
    """Told again, they are counted once; the poll that ended meanwhile is ended once."""
    until(household.position)
    start = open_poll(household, "Which? | Water | Energy | Soil closes:in 20 minutes")
    old = until(household.position)
    household.stop()
    vote(household, "li", start, "1")
    vote(household, "bruno", start, "3")
    vote(household, "li", start, "2")
    taken = vote(household, "amina", start, "1")
    redact(household["amina"], household.room, taken)
    household.start()
    until_counted(household, 0, 1, 1)
    household["li"].ask(household.room, "!poll list")
    household.stop()
    before = len(household.entries())
    household.here().positions.put(FOLLOWER, old)
    household.start()
    household["amina"].ask(household.room, "!poll close P1")
    until(lambda: find(household, END))
    household.stop()
    household.start()
    household["li"].ask(household.room, "!commit Something new")
    cast = [event.choice for entry in household.entries() for event in entry.events if isinstance(event, BallotCast)]

    assert len(household.entries()) == before + 2
    assert cast == [(1,), (3,), (2,)]
    assert (len(find(household, START)), len(find(household, END))) == (1, 1)
    assert tally(household["sec"].caller, household.room, start) == (0, 1, 1)


def test_a_poll_that_was_posted_just_before_a_crash_is_found(household: Household) -> None:
    """It is not posted again, and takes votes."""
    start = open_poll(household)
    household.kill()
    household.here().positions.put(KNOWN, {"polls": {}})
    household.start()
    vote(household, "li", start, "2")
    until_counted(household, 0, 1, 0)

    assert [event["event_id"] for event in find(household, START)] == [start]


def test_polls_that_have_no_native_form(household: Household) -> None:
    """Secret ones, those that take write-ins, and other kinds; one that is withdrawn or taken back ends."""
    amina = household["amina"]
    for rules in ("secret:yes", "write-in:yes", "kind:ranked", "kind:approval"):
        amina.ask(household.room, f"!poll open Which? | Water | Energy {rules}")
    start = open_poll(household)
    amina.ask(household.room, "!pn undo")
    until(lambda: not find(household, START))
    event = next(one for one in everything(amina.caller, household.room) if one["event_id"] == start)
    open_poll(household, "Which next? | Sea | Land")

    assert event["unsigned"]["redacted_because"]["sender"] == household.bot
    assert len(find(household, START)) == 1


def test_a_co_chair_ends_a_poll_in_the_room(household: Household) -> None:
    """It closes, and the result is told; who may not close it is told so, and it goes on."""
    start = open_poll(household)
    relation = {"m.relates_to": {"rel_type": "m.reference", "event_id": start}, END: {}}
    household["li"].send(household.room, END, **relation)
    refused = household["li"].whispered("!poll close")
    is_open = recorded(household).closed is None
    event = household["amina"].send(household.room, END, **relation)
    answer = household["amina"].answer(event)

    assert refused.private
    assert is_open
    assert recorded(household).closed
    assert "Which first?" in answer.text
    assert not answer.private


def test_an_encrypted_room(household: Household, tmp_path: Path) -> None:
    """Polls are sealed as well, and so are votes; the bot reads its own after a restart."""
    li = Sealed(household, "li", tmp_path / "li")
    room = household.bind(household.new_room("sec", "li", initial_state=[SEALED]))
    until(lambda: household.is_inside(room))
    household["amina"].ask(household.room, "!poll open Which first? | Water | Energy")
    start = li.poll(room, START)
    household.stop()
    household.start()
    li.send(room, RESPONSE, **response(start, "2"))
    until_counted(household, 0, 1)
    sent = [event["type"] for event in everything(household["sec"].caller, room) if event["sender"] == household.bot]
    li.close()

    assert START not in sent


def test_the_deadline_while_the_bot_is_down(household: Household) -> None:
    """Votes that reached the homeserver before it count, who was late is told so, and the poll is ended, once."""
    closes = (datetime.now(UTC) + timedelta(seconds=12)).replace(microsecond=0)
    start = open_poll(household, f"Which? | Water | Energy closes:{closes:%Y-%m-%d %H:%M:%S} UTC")
    household.kill()
    vote(household, "li", start, "1")
    until(lambda: datetime.now(UTC) > closes)
    vote(household, "bruno", start, "2")
    household.begin()
    late = household["bruno"].whispered("PNE-P1")
    until(lambda: find(household, END))
    household.kill()
    household.start()
    household["li"].ask(household.room, "!commit Something new")

    assert "Voting in PNE-P1 ended on" in late.text
    assert recorded(household).closed == closes
    assert counts(household) == (1, 0)
    assert len(find(household, END)) == 1
