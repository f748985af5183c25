"""What was opened, as buttons of the message that tells of it: polls to vote in, meetings to be at."""

from collections.abc import Iterable, Iterator

from chatbot.adapters.slack import blocks
from chatbot.adapters.slack.showing import Block
from storage.ids import read_label
from storage.state import Poll, State


def controls(state: State, opened: Iterable[str]) -> list[Block]:
    """Return the buttons of what has these full ids and is open still."""
    opened = list(opened)
    ballots = [block for poll in polls(state, opened) if not poll.is_ended for block in blocks.ballot(poll)]
    return ballots + [block for label in _meetings(state, opened) for block in blocks.check_in(label)]


def polls(state: State, opened: Iterable[str]) -> list[Poll]:
    """Return the polls that have these full ids."""
    return [state.poll(code, number) for noun, code, number in _named(opened) if noun == "poll"]


def _meetings(state: State, opened: Iterable[str]) -> Iterator[str]:
    for noun, code, number in _named(opened):
        if noun == "meeting" and (meeting := state.meeting(code, number)).is_open:
            yield meeting.label


def _named(opened: Iterable[str]) -> Iterator[tuple[str, str, int]]:
    for label in opened:
        if named := read_label(label):
            yield named.noun, named.code or "", named.number
