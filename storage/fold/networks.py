"""What events about the record, networks and members do to the state."""

from datetime import datetime

from storage import events as happened
from storage.fold.polls import note_leaver
from storage.fold.registry import folds
from storage.state import Channel, Membership, Network, Publication, State


@folds(happened.ActedFor)
def acted_for(state: State, event: happened.ActedFor, at: datetime) -> None:
    """Nothing: it says how the entry came about."""


@folds(happened.FormatDeclared)
def format_declared(state: State, event: happened.FormatDeclared, at: datetime) -> None:
    """Nothing: the version concerns how lines are read."""


@folds(happened.EntryUndone)
def entry_undone(state: State, event: happened.EntryUndone, at: datetime) -> None:
    """Nothing: an undone entry is left out of the fold."""


@folds(happened.SecretariatAppointed)
def secretariat_appointed(state: State, event: happened.SecretariatAppointed, at: datetime) -> None:
    state.secretariat.add(event.person)
    state.claims.add(event.claim)


@folds(happened.NetworkAdded)
def network_added(state: State, event: happened.NetworkAdded, at: datetime) -> None:
    state.networks[event.network] = Network(event.network, event.name, at)


@folds(happened.MembershipRequested)
def membership_requested(state: State, event: happened.MembershipRequested, at: datetime) -> None:
    _membership(state, event).requested = at


@folds(happened.MembershipAccepted)
def membership_accepted(state: State, event: happened.MembershipAccepted, at: datetime) -> None:
    """Begin a term; what it does not say of the person stays as it was in an earlier one."""
    membership = _membership(state, event)
    membership.requested = None
    membership.begin(at, frozenset(event.roles))
    note_leaver(state, state.network(event.network), event.person, at)
    membership.group = event.group or membership.group
    membership.region = event.region or membership.region
    membership.disciplines = event.disciplines or membership.disciplines
    membership.organisation = event.organisation or membership.organisation
    membership.ref = event.ref or membership.ref


@folds(happened.RolesChanged)
def roles_changed(state: State, event: happened.RolesChanged, at: datetime) -> None:
    membership = _membership(state, event)
    membership.begin(at, frozenset(event.roles))
    note_leaver(state, state.network(event.network), event.person, at)


@folds(happened.MembershipEnded)
def membership_ended(state: State, event: happened.MembershipEnded, at: datetime) -> None:
    membership = _membership(state, event)
    membership.requested = None
    membership.begin(at, frozenset())
    note_leaver(state, state.network(event.network), event.person, at)


@folds(happened.Published)
def published(state: State, event: happened.Published, at: datetime) -> None:
    state.network(event.network).publications.append(Publication(event.text, at))


@folds(happened.ChannelBound)
def channel_bound(state: State, event: happened.ChannelBound, at: datetime) -> None:
    state.channels[event.channel] = Channel(event.network, event.public)


@folds(happened.ChannelReleased)
def channel_released(state: State, event: happened.ChannelReleased, at: datetime) -> None:
    state.channels.pop(event.channel, None)


def _membership(
    state: State,
    event: happened.MembershipRequested
    | happened.MembershipAccepted
    | happened.RolesChanged
    | happened.MembershipEnded,
) -> Membership:
    memberships = state.network(event.network).memberships
    return memberships.setdefault(event.person, Membership(event.person))
