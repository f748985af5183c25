"""What a poll says: voters per option, turnout, and where it stands."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from heapq import nsmallest
from typing import NamedTuple

from storage.events import BallotCast, SecretBallot
from storage.state import Network, Poll


class Stage(StrEnum):
    """Where a poll stands."""

    PROPOSED = "proposed"
    WITHDRAWN = "withdrawn"
    OPEN = "open"
    CLOSED = "closed"


class Tally(NamedTuple):
    """Voters per option, in the order of the options, and how many of the electorate voted."""

    counts: tuple[int, ...]
    voters: int
    electorate: int

    @property
    def leading(self) -> tuple[int, ...]:
        """The numbers of the options with most voters, from 1: several when tied, none without a vote."""
        most = max(self.counts, default=0)
        return tuple(number for number, count in enumerate(self.counts, 1) if most and count == most)


def stage(poll: Poll, as_of: datetime) -> Stage:
    """Return where the poll stands at a moment: past its deadline it is closed, whether that is recorded yet or not."""
    if poll.opened is None:
        return Stage.WITHDRAWN if poll.closed else Stage.PROPOSED
    return Stage.OPEN if poll.is_open(as_of) else Stage.CLOSED


def tally(poll: Poll) -> Tally:
    """Count voters per option. Everyone of the electorate counts at most once an option, whatever they sent."""
    ballots = [ballot for person, ballot in poll.ballots.items() if person in poll.electorate]
    ballots += poll.unnamed
    counts = Counter(option for ballot in ballots for option in set(ballot.choice))
    return Tally(
        tuple(counts[number] for number in range(1, len(poll.options) + 1)), len(ballots), len(poll.electorate)
    )


def without_names(ballots: Iterable[BallotCast]) -> tuple[SecretBallot, ...]:
    """Return what ballots say, sorted: nothing is left of who cast them, when, or in which order."""
    return tuple(sorted(SecretBallot(ballot.choice) for ballot in ballots))


def with_stage(network: Network, wanted: Stage, as_of: datetime) -> list[Poll]:
    """Return the network's polls that stand there at a moment, oldest first."""
    return [poll for poll in network.polls.values() if stage(poll, as_of) is wanted]


def latest(network: Network, as_of: datetime, most: int) -> list[Poll]:
    """Return the polls that were opened: open ones first, then the newest. Proposals are not public."""
    opened = [poll for poll in network.polls.values() if poll.opened]
    return nsmallest(most, opened, key=lambda poll: (not poll.is_open(as_of), -poll.number))
