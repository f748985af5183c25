"""What happens because time passes: polls close at their deadline, whoever is late."""

from collections.abc import Iterator
from datetime import datetime

from storage.events import AnyEvent, PollClosed
from storage.state import State


def due(state: State, now: datetime) -> Iterator[tuple[str, AnyEvent]]:
    """Yield the source and the event of everything that is due by now, oldest first.

    The close holds since its deadline, however late it is recorded; its source makes sure that it is recorded once.
    """
    late = [poll for poll in state.open_polls.values() if poll.closes and poll.closes <= now]
    for poll in sorted(late, key=lambda poll: (poll.closes, poll.label)):
        yield f"clock:close:{poll.label}", PollClosed(network=poll.network, since=poll.closes, poll=poll.number)


def next_due(state: State) -> datetime | None:
    """Return the instant at which something is due next, if anything is."""
    return min((poll.closes for poll in state.open_polls.values() if poll.closes), default=None)
