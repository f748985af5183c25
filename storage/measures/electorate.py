"""Who may vote: taken from the memberships at the opening and frozen there; its digest is public, its names are not."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from storage.events import Audience, PersonId
from storage.state import ELECTORS, Network, Poll


def electorate(network: Network, audience: Audience, as_of: datetime) -> frozenset[PersonId]:
    """Return the people whom a poll of this audience is for at a moment; nobody by name where it is for everyone."""
    if audience is Audience.EVERYONE:
        return frozenset()
    roles = ELECTORS[audience]
    memberships = network.memberships.items()
    return frozenset(person for person, membership in memberships if roles & membership.roles_at(as_of))


def has_left(network: Network, poll: Poll, person: PersonId, as_of: datetime) -> bool:
    """Tell whether somebody of a poll's electorate is in the network no more; what comes after its end is late."""
    return person in poll.electorate and _is_out(network, poll, person, min(as_of, poll.ends or as_of))


def leavers(network: Network, poll: Poll, as_of: datetime) -> set[PersonId]:
    """Return who of a poll's electorate has left; see `has_left`."""
    moment = min(as_of, poll.ends or as_of)
    return {person for person in poll.electorate if _is_out(network, poll, person, moment)}


def _is_out(network: Network, poll: Poll, person: PersonId, moment: datetime) -> bool:
    membership = network.memberships.get(person)
    return membership is not None and ELECTORS[poll.rules.audience].isdisjoint(membership.roles_at(moment))


def digest(people: Iterable[PersonId], salt: str) -> str:
    """Return the SHA-256, in hex, of the salt and the sorted ids, a line each, in UTF-8, without a line break at last.

    Whoever has the record can check that nobody was added or left out; whoever has not cannot guess who is in it.
    """
    return hashlib.sha256("\n".join([salt, *sorted(people)]).encode()).hexdigest()
