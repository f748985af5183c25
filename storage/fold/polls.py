"""What events about polls do to the state."""

from datetime import datetime
from functools import cache

from storage import events as happened
from storage.events import PersonId, Text
from storage.fold.registry import folds
from storage.measures.electorate import has_left, leavers
from storage.moments import tell_minute
from storage.state import LEVELS, Ballot, Extension, Network, Poll, Standing, State

_standing = cache(Standing)
"""Return a standing; the same for all who have it, and for all their polls."""


@folds(happened.PollProposed)
def poll_proposed(state: State, event: happened.PollProposed, at: datetime) -> None:
    """Put it into its network; it takes no votes before it is opened."""
    poll = Poll(
        event.network,
        event.poll,
        event.question,
        event.options or _fixed_options(event),
        event.kind,
        event.closes,
        event.proposer,
        proposed=at,
        rules=event.rules,
        times=event.times,
    )
    state.network(event.network).polls[event.poll] = poll


@folds(happened.PollOpened)
def poll_opened(state: State, event: happened.PollOpened, at: datetime) -> None:
    poll = state.poll(event.network, event.poll)
    poll.opened, poll.opener, poll.electorate = at, event.opener, frozenset(event.electorate)
    poll.salt, poll.box = event.salt, event.box
    state.open_polls[poll.label] = poll


@folds(happened.BallotCast)
def ballot_cast(state: State, event: happened.BallotCast, at: datetime) -> None:
    ballot = Ballot(event.choice, at, event.maybe, event.reason, event.via)
    state.poll(event.network, event.poll).ballots[event.person] = ballot


@folds(happened.BallotWithdrawn)
def ballot_withdrawn(state: State, event: happened.BallotWithdrawn, at: datetime) -> None:
    poll = state.poll(event.network, event.poll)
    poll.ballots.pop(event.person, None)
    poll.unvoted[event.person] = at


@folds(happened.OptionAdded)
def option_added(state: State, event: happened.OptionAdded, at: datetime) -> None:
    state.poll(event.network, event.poll).options += (event.text,)


@folds(happened.PollExtended)
def poll_extended(state: State, event: happened.PollExtended, at: datetime) -> None:
    poll = state.poll(event.network, event.poll)
    poll.extensions.append(Extension(event.closes, at, event.reason, before=poll.closes))
    poll.closes = event.closes


@folds(happened.PollRead)
def poll_read(state: State, event: happened.PollRead, at: datetime) -> None:
    state.poll(event.network, event.poll).reading = event


@folds(happened.PollEnded)
def poll_ended(state: State, event: happened.PollEnded, at: datetime) -> None:
    poll = state.poll(event.network, event.poll)
    poll.ended, poll.awaiter = at, event.person


@folds(happened.PollClosed)
def poll_closed(state: State, event: happened.PollClosed, at: datetime) -> None:
    poll = state.poll(event.network, event.poll)
    poll.unnamed = tuple(Ballot(ballot.choice, at, ballot.maybe) for ballot in event.ballots)
    _end_poll(state, poll, at)


@folds(happened.PollWithdrawn)
def poll_withdrawn(state: State, event: happened.PollWithdrawn, at: datetime) -> None:
    poll = state.poll(event.network, event.poll)
    poll.withdrawn = event.reason
    _end_poll(state, poll, at)


@folds(happened.PollVoided)
def poll_voided(state: State, event: happened.PollVoided, at: datetime) -> None:
    poll = state.poll(event.network, event.poll)
    poll.void = True
    _end_poll(state, poll, at)


def _fixed_options(event: happened.PollProposed) -> tuple[Text, ...]:
    """Return the options of a poll for which none were typed: its times, or the levels of consensus."""
    if event.times:
        return tuple(Text(tell_minute(time)) for time in event.times)
    return tuple(Text(level) for level in LEVELS)


def _end_poll(state: State, poll: Poll, at: datetime) -> None:
    """Close a poll. Who had left by then, and who was of which group, is settled, whatever becomes known later."""
    poll.closed = at
    state.open_polls.pop(poll.label, None)
    network = state.network(poll.network)
    members = ((person, network.memberships.get(person)) for person in poll.electorate)
    poll.standings = {person: _standing(member.group, member.region) for person, member in members if member}
    poll.leavers = leavers(network, poll, at)


def note_leaver(state: State, network: Network, person: PersonId, at: datetime) -> None:
    """Keep up for open polls who of the electorate is in the network no more."""
    for poll in state.open_polls.values():
        if poll.network == network.code and person in poll.electorate:
            left = has_left(network, poll, person, at)
            (poll.leavers.add if left else poll.leavers.discard)(person)
