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
    return person in poll.electorate and person in leavers(network, poll, (person,), as_of)


def leavers(network: Network, poll: Poll, people: Iterable[PersonId], as_of: datetime) -> set[PersonId]:
    """Return who of these of a poll's electorate is in the network no more; what comes after its end is late."""
    electors, moment = ELECTORS[poll.rules.audience], min(as_of, poll.ends or as_of)
    members = ((person, network.memberships.get(person)) for person in people)
    return {person for person, member in members if member and electors.isdisjoint(member.roles_at(moment))}


def digest(people: Iterable[PersonId], salt: str) -> str:
    """Return the SHA-256, in hex, of the salt and the sorted ids, a line each, in UTF-8, without a line break at last.

    Whoever has the record can check that nobody was added or left out; whoever has not cannot guess who is in it.
    """
    return hashlib.sha256("\n".join([salt, *sorted(people)]).encode()).hexdigest()
