"""What happens because time passes: polls close at their deadline, whoever is late."""

from datetime import datetime

from storage.events import AnyEvent, PollClosed
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
