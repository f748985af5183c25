"""The fold: what each event does to the state. A line or three an event, no rules, and nothing is refused here."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from storage import events as happened
from storage.events import AnyEvent, Event
from storage.fold import commitments, meetings, networks, polls  # noqa: F401  they declare their folds
from storage.fold.registry import FOLDS
from storage.state import Absent, State

NUMBERED: Final[dict[type[Event], str]] = {
    happened.PollProposed: "poll",
    happened.MeetingPlanned: "meeting",
    happened.CommitmentMade: "commitment",
    happened.MilestoneAdded: "milestone",
}
"""The events that give out a number, and the noun that has it."""


def apply(state: State, events: Iterable[AnyEvent], at: datetime, as_of: datetime | None = None) -> None:
    """Fold the events of an entry of time `at`; with `as_of`, only what held by then.

    An event about something that is not there (undone, or later than `as_of`) says nothing.
    """
    for event in events:
        kind, since = type(event), event.since or at
        if kind in NUMBERED:
            reserve(state, event)
        if as_of is None or since <= as_of:
            try:
                FOLDS[kind](state, event, since)
            except Absent:
                continue


def reserve(state: State, event: AnyEvent) -> None:
    """Note the number that an event used, so that no other poll, meeting or commitment gets it."""
    noun = NUMBERED.get(type(event))
    if noun:
        state.used[event.network, noun] = getattr(event, noun)


__all__ = ["FOLDS", "NUMBERED", "apply", "reserve"]
