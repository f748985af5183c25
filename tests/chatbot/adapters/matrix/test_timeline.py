"""The order in which things reached the homeserver counts, however long the bot was away."""

from datetime import UTC, datetime, timedelta

import pytest

from storage.events import BallotCast, CommitmentMade, PollClosed
from tests.chatbot.adapters.matrix.household import Household
from tests.chatbot.adapters.matrix.member import place
from tests.waiting import until

pytestmark = pytest.mark.long

CHATTER = 130
"""More events than a sync response holds."""


def chatter(household: Household, count: int = CHATTER) -> None:
    """Let people talk of other things."""
    for n in range(count):
        household["bruno"].say(household.room, f"That is a good point, number {n}.")


@pytest.mark.timeout(240)
def test_what_a_limited_timeline_leaves_out_is_fetched(household: Household) -> None:
    """Commands before, among and after more than a hundred messages, in two rooms: all are run, in their order."""
    other = household.bind(household.new_room("sec", "amina", "li"))
    until(lambda: household.is_inside(other))
    household.kill()
    before = len(household.entries())
    sent = []
    for n in range(3):
        sent.append(household["amina"].say(household.room, f"!commit Room {n}"))
        sent.append(household["li"].say(other, f"!commit Other {n}"))
        chatter(household, CHATTER // 2)
    household.begin()
    until(lambda: len({*household.answered(), *household.answered(other)} & set(sent)) == len(sent))

    made = [event for entry in household.entries(before) for event in entry.events if isinstance(event, CommitmentMade)]
    wanted = [f"{where} {n}" for n in range(3) for where in ("Room", "Other")]
    assert [str(one.text) for one in made] == wanted


def test_a_vote_in_time_counts_though_the_bot_was_down_at_the_deadline(household: Household) -> None:
    """What reached the homeserver before the deadline is a vote, what came after is not, and its sender is told."""
    amina, li, bruno = (household[name] for name in ("amina", "li", "bruno"))
    closes = (datetime.now(UTC) + timedelta(seconds=12)).replace(microsecond=0)
    amina.ask(household.room, f"!poll open Which? | One | Two closes:{closes:%Y-%m-%d %H:%M:%S} UTC")
    household.kill()
    in_time = li.say(household.room, "!poll vote P1 2")
    chatter(household)
    until(lambda: datetime.now(UTC) > closes)
    late = bruno.say(household.room, "!poll vote P1 1")
    household.begin()
    told = bruno.answer(late)

    assert "Your vote" in li.answer(in_time).text
    assert "Voting in PNE-P1 ended on" in told.text
    assert told.private
    events = [event for entry in household.entries() for event in entry.events]
    choices = [event.choice for event in events if isinstance(event, BallotCast)]
    assert choices == [(2,)]
    assert [event.since for event in events if isinstance(event, PollClosed)] == [closes]
    assert isinstance(events[-1], PollClosed)


def test_a_forged_date_ends_no_poll_and_opens_none_again(household: Household) -> None:
    """Another homeserver may write any time on its events: one of tomorrow is of now, one of before is of now too."""
    li, bruno = household["li"], household["bruno"]
    closes = (datetime.now(UTC) + timedelta(seconds=8)).replace(microsecond=0)
    household["amina"].ask(household.room, f"!poll open Which? | One | Two closes:{closes:%Y-%m-%d %H:%M:%S} UTC")
    future = li.answer(household.forge("li", "!poll vote P1 1", datetime.now(UTC) + timedelta(days=400)))
    in_time = bruno.ask(household.room, "!poll vote P1 2")
    until(lambda: isinstance(household.entries()[-1].events[0], PollClosed))
    past = household["amina"].answer(household.forge("amina", "!poll vote P1 1", closes - timedelta(seconds=5)))
    entries = household.entries()

    assert "Your vote" in future.text
    assert "Your vote" in in_time.text
    assert "closed" in past.text
    assert entries[-1].at <= datetime.now(UTC)
    assert len([1 for entry in entries for event in entry.events if isinstance(event, BallotCast)]) == 2


def test_what_was_said_before_the_bot_came_is_nobodys_command(household: Household) -> None:
    """A room with a long past is entered: what stands there is history, and the next command is run."""
    amina = household["amina"]
    room = household.bind(household.new_room("sec", "amina", invite=[amina.user]))
    for n in range(CHATTER):
        amina.say(room, f"!commit Long ago {n}")
    household["sec"].caller.post(f"{place(room)}/invite", user_id=household.bot)
    until(lambda: household.is_inside(room))
    answer = amina.ask(room, "!commit Today")

    assert answer.text.startswith("PNE-C1: Today")
    assert household.answered(room) == [answer.answers]
