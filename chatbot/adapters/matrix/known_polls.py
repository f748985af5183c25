"""Which events began polls of the bot, and which polls of the record they stand for."""

import logging
from typing import Any, Final

from chatbot.things import find_poll
from storage.errors import StorageFault
from storage.positions import Positions
from storage.state import Poll, State

log = logging.getLogger(__name__)
FOLLOWER: Final = "matrix:polls"
MOST: Final = 100
"""Ended polls that are remembered, so that whoever votes late is told so."""


class KnownPolls:
    """The polls in all rooms, by the events that began them; kept, so that a restart posts none again."""

    def __init__(self, positions: Positions) -> None:
        self._positions = positions
        self._polls: dict[str, dict[str, Any]] = dict(positions.get(FOLLOWER).get("polls", {}))

    def note(self, event: str, room: str, mark: str) -> None:
        """Note that an event in a room began a poll with this mark."""
        if event not in self._polls:
            self._keep({**self._polls, event: {"room": room, "mark": mark, "ended": False}})

    def end(self, event: str) -> None:
        """Note that a poll is ended, and forget the oldest."""
        now = {**self._polls, event: {**self._polls[event], "ended": True}}
        over = [one for one, known in now.items() if known["ended"]]
        self._keep({one: known for one, known in now.items() if one not in over[:-MOST]})

    def going_on(self, room: str) -> dict[str, str]:
        """Return the events of a room's polls that are not ended, by mark."""
        return {
            known["mark"]: event for event, known in self._polls.items() if known["room"] == room and not known["ended"]
        }

    def mark(self, event: str, room: str) -> str:
        """Return the mark of the poll that an event in this room began; empty for any other event."""
        known = self._polls.get(event)
        return str(known["mark"]) if known and known["room"] == room else ""

    def _keep(self, now: dict[str, dict[str, Any]]) -> None:
        """Keep what is known. Where that fails, a restart finds open polls in their rooms."""
        self._polls = now
        try:
            self._positions.put(FOLLOWER, {"polls": now})
        except StorageFault as fault:
            log.error("%s", fault)


def mark_of(poll: Poll) -> str:
    """Return what tells this poll from any other, also of another record: its label and when it opened."""
    return f"{poll.label} {poll.opened:%Y%m%dT%H%M%S%f}"


def marked(state: State, mark: str) -> Poll | None:
    """Return the poll with this mark; None where its opening was taken back."""
    poll = find_poll(state, label_of(mark))
    return poll if poll and poll.opened else None


def label_of(mark: str) -> str:
    """Return the full id of the poll with this mark."""
    return mark.partition(" ")[0]
