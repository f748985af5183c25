"""Voting in polls of Matrix itself, and counting them as any client does that knows MSC3381 and not this program."""

from typing import Any

from chatbot.local.caller import Caller
from storage.measures import polls
from storage.state import Poll
from tests.chatbot.adapters.matrix.household import Household
from tests.chatbot.adapters.matrix.member import Json, Member, everything, place
from tests.waiting import until

START = "org.matrix.msc3381.poll.start"
RESPONSE = "org.matrix.msc3381.poll.response"
END = "org.matrix.msc3381.poll.end"
VOTER, OTHERS_EVENTS = 0, 50


def find(household: Household, kind: str, room: str = "") -> list[Json]:
    """Return the events of a kind that the bot sent in a room and that still say something."""
    events = everything(household["sec"].caller, room or household.room)
    return [
        event for event in events if event["type"] == kind and event["sender"] == household.bot and event["content"]
    ]


def open_poll(household: Household, line: str = "Which first? | Water | Energy | Soil") -> str:
    """Open a poll in the room and return the event that begins it there."""
    before = len(find(household, START))
    answer = household["amina"].ask(household.room, f"!poll open {line}")
    assert "How to vote" in answer.text or "Vote for" in answer.text
    return str(until(lambda: find(household, START)[before:])[0]["event_id"])


def response(start: str, *answers: str) -> Json:
    """Return the content of a vote, as Element sends it."""
    return {"m.relates_to": {"rel_type": "m.reference", "event_id": start}, RESPONSE: {"answers": list(answers)}}


def vote(household: Household, name: str, start: str, *answers: str) -> str:
    """Vote in a poll, and return the event."""
    return household[name].send(household.room, RESPONSE, **response(start, *answers))


def redact(member: Member, room: str, event: str) -> None:
    """Take an event away."""
    member.caller.put(f"{place(room)}/redact/{event}/{event}")


def recorded(household: Household, number: int = 1) -> Poll:
    """Return a poll as the record has it."""
    return household.here().record.state().poll("PNE", number)


def counts(household: Household, number: int = 1) -> tuple[int, ...]:
    """Return the voters per option, by the record."""
    return polls.tally(recorded(household, number)).counts


def until_counted(household: Household, *expected: int, number: int = 1) -> bool:
    """Wait until the record counts so: who votes natively gets no answer to wait for."""
    return bool(until(lambda: counts(household, number) == expected))


def tally(caller: Caller, room: str, start: str) -> tuple[int, ...]:
    """Count a poll by MSC3381 alone, from the events of its room."""
    events = everything(caller, room)
    levels = caller.get(f"{place(room)}/state/m.room.power_levels")
    begun = next(event for event in events if event["event_id"] == start)
    about = [event for event in events if _refers(event, start)]
    ends = [one for one in about if one["type"] == END and _may_end(one["sender"], begun["sender"], levels)]
    over = min((one["origin_server_ts"] for one in ends), default=float("inf"))
    votes: dict[str, Json] = {}
    for one in sorted(about, key=lambda event: event["origin_server_ts"]):
        if one["type"] == RESPONSE and one["origin_server_ts"] <= over:
            votes[one["sender"]] = one["content"]
    poll = begun["content"][START]
    ids = [answer["id"] for answer in poll["answers"]]
    selections = [_selected(content, ids, poll["max_selections"]) for content in votes.values()]
    return tuple(sum(one in selected for selected in selections) for one in ids)


def _refers(event: Json, start: str) -> bool:
    relation = event["content"].get("m.relates_to", {})
    return bool(relation.get("event_id") == start and relation.get("rel_type") == "m.reference")


def _may_end(sender: str, creator: str, levels: Json) -> bool:
    level = levels.get("users", {}).get(sender, levels.get("users_default", VOTER))
    return bool(sender == creator or level >= levels.get("redact", OTHERS_EVENTS))


def _selected(content: Json, ids: list[str], most: int) -> set[Any]:
    answers = content[RESPONSE].get("answers", [])[:most]
    return set(answers) if set(answers) <= set(ids) else set()
