"""What happens because time passes: polls close at their deadline, whoever is late."""

from datetime import datetime
from typing import Protocol

from storage.events import AnyEvent, PollClosed
from storage.record import Record
from storage.state import Poll, State


def due(state: State, now: datetime) -> list[tuple[str, AnyEvent]]:
    """Return the source and the event of everything that is due by now, oldest first.

    The close holds since its deadline, however late it is recorded; its source makes sure that it is recorded once.
    """
    late = [poll for poll in state.open_polls.values() if poll.closes and poll.closes <= now]
    late.sort(key=lambda poll: (poll.closes, poll.label))
    return [(f"clock:close:{poll.label}", _close(poll)) for poll in late]


def _close(poll: Poll) -> PollClosed:
    return PollClosed(network=poll.network, since=poll.closes, poll=poll.number)


def next_due(state: State) -> datetime | None:
    """Return the instant at which something is due next, if anything is."""
    return min((poll.closes for poll in state.open_polls.values() if poll.closes), default=None)


class Platform(Protocol):
    """A place that people type in."""

    @property
    def heard(self) -> datetime:
        """Everything that was typed there by then has been handled."""
        ...


class Timekeeper:
    """Records what is due, as its time comes: never before everything that was typed until then has been handled.

    So a vote that reached a chat server before the deadline counts, though the bot was down or behind.
    """

    def __init__(self, record: Record) -> None:
        self._record = record
        self.platforms: list[Platform] = []

    def next_due(self) -> datetime | None:
        """Return the instant at which something is due next, if anything is."""
        return next_due(self._record.state())

    def tick(self, now: datetime) -> None:
        """Record what is due by now, or by the time until which everything was heard. Raise `StorageFault`."""
        heard = min([now, *(platform.heard for platform in self.platforms)])
        due = self.next_due()
        if due and due <= heard:
            self._record.catch_up(heard)
