"""What a poll says: voters per option, turnout, and where it stands."""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from heapq import nsmallest
from typing import NamedTuple

from storage.events import Audience, BallotCast, PersonId, PollKind, SecretBallot
from storage.measures.electorate import has_left
from storage.measures.ranked import Ranking, Runoff, instant_runoff
from storage.state import Ballot, Network, Poll


class Stage(StrEnum):
    """Where a poll stands."""

    PROPOSED = "proposed"
    WITHDRAWN = "withdrawn"
    OPEN = "open"
    CLOSED = "closed"


class Silence(StrEnum):
    """Why there are no figures of a poll."""

    HIDDEN = "hidden"
    """It is secret, and open or being counted."""
    VOID = "void"
    """Its ballots were lost."""
    WITHDRAWN = "withdrawn"
    """It ended without a result."""


class Tally(NamedTuple):
    """Voters per option, in the order of the options, and how many of the electorate voted."""

    counts: tuple[int, ...]
    """Who chose the option; in a ranked poll, first preferences; in one on dates, whom the time suits."""
    voters: int
    """Everyone with a ballot; to abstain is one."""
    electorate: int | None
    """None where the poll is for everyone."""
    leading: tuple[int, ...]
    """The options, numbered from 1, that stand first: several when tied, none without a vote."""
    abstained: int = 0
    maybe: tuple[int, ...] = ()
    """In a poll on dates, for whom the time will do if need be."""
    kind: PollKind = PollKind.SINGLE
    silence: Silence | None = None
    """Why these are no figures, if they are none."""

    @property
    def deciding(self) -> int:
        """The ballots that are no abstention."""
        return self.voters - self.abstained


def stage(poll: Poll, as_of: datetime) -> Stage:
    """Return where the poll stands at a moment: past its deadline it is closed, whether that is recorded yet or not."""
    if poll.withdrawn:
        return Stage.WITHDRAWN
    if poll.opened is None:
        return Stage.WITHDRAWN if poll.closed else Stage.PROPOSED
    return Stage.OPEN if poll.is_open(as_of) else Stage.CLOSED


def most_options(poll: Poll) -> int:
    """Return how many options a ballot may name at most."""
    return 1 if poll.kind is PollKind.SINGLE else poll.rules.choose or len(poll.options)


def is_plain(poll: Poll) -> bool:
    """Tell whether a platform's own poll can stand for this one: all may see who chose what, among fixed options."""
    return poll.kind in (PollKind.SINGLE, PollKind.MULTIPLE) and not poll.rules.secret and not poll.rules.write_in


def ballots(poll: Poll) -> list[Ballot]:
    """Return the ballots that count: one of each voter, the last; those who left lose theirs where the rules say so.

    Of a withdrawn poll none counts.
    """
    if poll.withdrawn:
        return []
    return [*by_voter(poll).values(), *poll.unnamed]


def by_voter(poll: Poll) -> dict[PersonId, Ballot]:
    """Return the ballots that count, by whose they are and who had left when the poll closed, or has left so far."""
    cast = poll.ballots.items()
    return {person: ballot for person, ballot in cast if _stands(poll, person, left=person in poll.leavers)}


def may_vote(network: Network, poll: Poll, person: PersonId, as_of: datetime) -> bool:
    """Tell whether a person's ballot would count if the poll closed at a moment."""
    return _stands(poll, person, left=has_left(network, poll, person, as_of))


def still_to_vote(network: Network, poll: Poll, voted: Container[PersonId], as_of: datetime) -> list[PersonId]:
    """Return who of the electorate may vote and has not; of a poll for everyone nobody is expected to."""
    return [
        person for person in sorted(poll.electorate) if person not in voted and may_vote(network, poll, person, as_of)
    ]


def _stands(poll: Poll, person: PersonId, *, left: bool) -> bool:
    return poll.admits(person) and (poll.rules.leavers_keep or not left)


def rankings(poll: Poll) -> list[Ranking]:
    """Return the rankings of a ranked poll; abstentions are none."""
    return [ballot.choice for ballot in ballots(poll) if ballot.choice]


def runoff(poll: Poll) -> Runoff:
    """Count a ranked poll."""
    return instant_runoff(rankings(poll), len(poll.options), poll.rules.ties)


def tally(poll: Poll) -> Tally:
    """Count voters per option. Everyone counts at most once an option, whatever they sent."""
    cast = ballots(poll)
    ranked = poll.kind is PollKind.RANKED
    chosen = _count((ballot.choice[:1] if ranked else ballot.choice for ballot in cast), len(poll.options))
    maybe = _count((ballot.maybe for ballot in cast), len(poll.options)) if poll.kind is PollKind.DATES else ()
    return Tally(
        chosen,
        voters=len(cast),
        electorate=None if poll.rules.audience is Audience.EVERYONE else len(poll.electorate),
        leading=runoff(poll).leading if ranked else first(chosen, maybe),
        abstained=sum(not ballot.choice and not ballot.maybe for ballot in cast),
        maybe=maybe,
        kind=poll.kind,
        silence=_silence(poll),
    )


def _silence(poll: Poll) -> Silence | None:
    if poll.withdrawn:
        return Silence.WITHDRAWN
    return Silence.HIDDEN if poll.is_hidden else Silence.VOID if poll.void else None


def _count(choices: Iterable[Iterable[int]], options: int) -> tuple[int, ...]:
    counts = Counter(option for choice in choices for option in set(choice))
    return tuple(counts[number] for number in range(1, options + 1))


def first(counts: Sequence[int], maybe: Sequence[int] = ()) -> tuple[int, ...]:
    """Return the options with most voters; on dates, those when most can come, and of these those that suit most."""
    able = [sum(both) for both in zip(counts, maybe, strict=True)] if maybe else counts
    standing = [(able[place], count) for place, count in enumerate(counts)]
    most = max(standing, default=(0, 0))
    return tuple(number for number, one in enumerate(standing, 1) if one == most and one[0])


def without_names(ballots: Iterable[BallotCast]) -> tuple[SecretBallot, ...]:
    """Return what ballots say, sorted: nothing is left of who cast them, when, or in which order."""
    return tuple(sorted(SecretBallot(ballot.choice, ballot.maybe) for ballot in ballots))


def with_stage(network: Network, wanted: Stage, as_of: datetime) -> list[Poll]:
    """Return the network's polls that stand there at a moment, oldest first."""
    return [poll for poll in network.polls.values() if stage(poll, as_of) is wanted]


def latest(network: Network, as_of: datetime, most: int) -> list[Poll]:
    """Return the polls that were opened: open ones first, then the newest. Proposals are not public."""
    opened = [poll for poll in network.polls.values() if poll.opened]
    return nsmallest(most, opened, key=lambda poll: (not poll.is_open(as_of), -poll.number))
