"""The public room: anybody reads it, only the bot and the Secretariat write, and it says what the record says."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from chatbot.local.caller import CLIENT, Caller, Declined
from tests.chatbot.adapters.matrix.household import Household
from tests.chatbot.adapters.matrix.member import everything, place
from tests.waiting import until

pytestmark = pytest.mark.long

SOON = 2.0
"""Seconds until the public room shows what was typed, by the homeserver's own clock: tests may wait for longer."""
POLL = "poll open Which first? | Connectivity | Inclusion"


def texts(household: Household, room: str = "") -> list[str]:
    """Return what stands in the public room, or another; nothing of what was taken away."""
    return [post["content"]["body"] for post in household.posts(room) if post["content"]]


def entered(household: Household, name: str) -> str:
    """Let somebody join the public room, and return it."""
    room = household.public_room() or ""
    household[name].caller.post(f"{CLIENT}/join/{quote(room)}")
    return room


def console(household: Household, who: str, line: str) -> str:
    """Type a line in another process."""
    command = [str(Path(sys.executable).parent / "pn"), "console", "--as", who, "--in", "PNE"]
    environment = {**os.environ, **household.environment}
    done = subprocess.run(command, input=line, env=environment, capture_output=True, text=True, check=True, timeout=60)
    return done.stdout


def moment(household: Household, event: str, room: str = "") -> float:
    """Return when an event reached the homeserver, in seconds."""
    found = household["sec"].caller.get(f"{place(room or household.room)}/event/{quote(event)}")
    return float(found["origin_server_ts"]) / 1000


def moments(household: Household) -> list[float]:
    """Return when each post in the public room reached the homeserver, in seconds."""
    return [post["origin_server_ts"] / 1000 for post in household.posts()]


# What stands there


def test_a_poll_is_posted_within_two_seconds(household: Household) -> None:
    """With its numbered options; also one that was typed in another process."""
    typed = moment(household, household["amina"].say(household.room, f"!{POLL}"))
    until(lambda: texts(household))
    console(household, "amina", "/poll open And then? | Capacity | Care")
    recorded = household.entries()[-1].at.timestamp()
    until(lambda: len(texts(household)) == 2)
    posted = moments(household)

    assert texts(household)[0].startswith("PNE-P1 is open: Which first?\n1. Connectivity\n2. Inclusion\n3 members")
    assert texts(household)[1].startswith("PNE-P2 is open: And then?\n1. Capacity\n2. Care")
    assert [posted[0] - typed < SOON, posted[1] - recorded < SOON] == [True, True], (posted, typed, recorded)


def test_what_is_taken_back_is_taken_away_within_two_seconds(household: Household) -> None:
    """Nobody can read it any more; that something stood there is said."""
    sec = household["sec"]
    sec.ask(household.room, "!publish A secret.")
    until(lambda: texts(household))
    undone = moment(household, sec.say(household.room, "!pn undo"))
    until(lambda: "taken back" in str(texts(household)))
    redacted = household.posts()[0]["unsigned"]["redacted_because"]["origin_server_ts"] / 1000

    assert moments(household)[-1] - undone < SOON
    assert redacted - undone < SOON
    assert texts(household)[-1].startswith("PNE: recorded by mistake and taken back on ")
    assert texts(household)[-1].endswith("the update published for PNE.")
    assert "secret" not in str(household.posts())


def test_all_parts_of_a_long_post_are_taken_away(household: Household) -> None:
    """A text that took several messages leaves none of them."""
    sec = household["sec"]
    sec.ask(
        household.room,
        "!poll open " + " | ".join(["Which?", *(f"{n} " + "\N{SLIGHTLY SMILING FACE}" * 290 for n in range(9))]),
    )
    until(lambda: len(texts(household)) > 1)
    sec.ask(household.room, "!pn undo")
    until(lambda: "taken back" in str(texts(household)))

    assert len(texts(household)) == 1


def test_a_crash_posts_nothing_twice(household: Household) -> None:
    """Killed again and again while it posts: each update stands there once, in its order."""
    for n in range(2):
        console(household, "sec", f"/publish Update {n}.")
        until(lambda n=n: len(household.posts()) > n or household.status is not None)  # type: ignore[misc]
        household.kill()
        console(household, "sec", f"/publish Update {n}b.")
        household.begin()
    until(lambda: len(texts(household)) >= 4)

    assert texts(household) == [f"PNE · Public update: Update {n}{more}." for n in range(2) for more in ("", "b")]


def test_a_room_is_tied_as_a_public_one(household: Household) -> None:
    """It is made read-only, says that it is public, and is told of its network alone from then on."""
    sec = household["sec"]
    sec.ask(household.room, "!publish Before.")
    levels = {"users": {sec.user: 100, household.bot: 100}}
    room = household.new_room("sec", "observer", power_level_content_override=levels)
    until(lambda: household.is_inside(room))
    answer = sec.ask(room, "!pn bind PNE public")
    until(lambda: household.posts(room))
    sec.ask(household.room, "!publish Of PNE.")
    sec.ask(household.room, "!pn add PNMA Meaningful Access")
    sec.ask(household.room, "!publish Of PNMA. in:PNMA")
    sec.ask(household.room, "!publish Of PNE again.")
    until(lambda: "PNE · Public update: Of PNE again." in texts(household, room))

    assert answer.private
    notice, *updates = texts(household, room)
    assert notice.startswith("This channel is public: anybody may read it.")
    assert updates == ["PNE · Public update: Of PNE.", "PNE · Public update: Of PNE again."]
    assert household.state(room, "m.room.history_visibility")["history_visibility"] == "world_readable"
    with pytest.raises(Declined, match="M_FORBIDDEN"):
        household["observer"].say(room, "Hello")


def test_a_room_of_a_network_may_become_public(household: Household) -> None:
    """It says so, and is told of what comes; what is typed there is answered in private from then on."""
    sec = household["sec"]
    room = household.bind(
        household.new_room("sec", power_level_content_override={"users": {sec.user: 100, household.bot: 100}})
    )
    until(lambda: household.is_inside(room))
    before = sec.ask(room, "!publish Before.")
    sec.ask(room, "!pn bind PNE public")
    until(lambda: texts(household, room))
    after = sec.ask(room, "!publish After.")
    until(lambda: "PNE · Public update: After." in texts(household, room))

    assert (before.private, after.private) == (False, True)
    assert texts(household, room)[0].startswith("This channel is public: anybody may read it.")
    assert texts(household, room)[1:] == ["PNE · Public update: After."]


# Who may do what there


def test_it_says_that_it_is_public(household: Household) -> None:
    """It is found in the directory, is not encrypted, and its topic says who reads it and what is posted."""
    room = household.public_room()
    listed = household["observer"].caller.get(f"{CLIENT}/publicRooms?limit=500")
    entered(household, "sec")

    assert room in [one["room_id"] for one in listed["chunk"]]
    assert household.state(room or "", "m.room.topic")["topic"].startswith("This room is public: anybody may read it")
    with pytest.raises(Declined, match="M_NOT_FOUND"):
        household.state(room or "", "m.room.encryption")


def test_an_observer_may_change_nothing(household: Household) -> None:
    """Message, vote, mark, redaction, topic, invitation: the homeserver refuses each."""
    household["sec"].ask(household.room, "!publish Welcome.")
    post = until(household.posts)[0]["event_id"]
    observer, room = household["observer"], entered(household, "observer")
    vote: dict[str, Any] = {
        "m.relates_to": {"rel_type": "m.reference", "event_id": post},
        "org.matrix.msc3381.poll.response": {"answers": ["1"]},
    }
    mark = {"m.relates_to": {"rel_type": "m.annotation", "event_id": post, "key": "👍"}}
    attempts = (
        lambda: observer.say(room, "!poll vote P1 1"),
        lambda: observer.send(room, "org.matrix.msc3381.poll.response", **vote),
        lambda: observer.send(room, "m.reaction", **mark),
        lambda: observer.caller.put(f"{place(room)}/redact/{quote(post)}/1"),
        lambda: observer.caller.put(f"{place(room)}/state/m.room.topic", topic="Mine"),
        lambda: observer.caller.post(f"{place(room)}/invite", user_id=household["li"].user),
    )
    for attempt in attempts:
        with pytest.raises(Declined, match="403 M_FORBIDDEN"):
            attempt()


def test_a_guest_reads_without_joining(household: Household) -> None:
    """Nobody needs an account."""
    household["sec"].ask(household.room, "!publish Welcome.")
    until(household.posts)
    anybody = Caller(household.homeserver.port)
    guest = Caller(household.homeserver.port, anybody.post(f"{CLIENT}/register?kind=guest")["access_token"])
    bodies = [event["content"].get("body") for event in everything(guest, household.public_room() or "")]

    assert "PNE · Public update: Welcome." in bodies


def test_the_secretariat_may_write_there_and_is_answered_in_private(household: Household) -> None:
    """What they type by mistake is shown to nobody as an answer."""
    room = entered(household, "sec")
    until(lambda: household["sec"].user in household.state(room, "m.room.power_levels")["users"])
    answer = household["sec"].ask(room, "!pn member list PNE")

    assert answer.private
    assert "@amina" in answer.text
    assert household.posts() == []
