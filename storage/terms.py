"""The terms of a membership: from when to when a person had the same roles in a network."""

from datetime import datetime
from typing import NamedTuple

from storage.events import Role
from storage.state import Membership


class Term(NamedTuple):
    """Roles that a person had from `since` until the next term, or until they left."""

    roles: frozenset[Role]
    since: datetime
    until: datetime | None
    """When the person left with no further role; None where another term follows, or nothing yet."""


def terms(membership: Membership) -> list[Term]:
    """Return the terms in the order of time. Of changes that hold from the same instant, the last counts."""
    found: list[Term] = []
    for since, roles in dict(membership.terms).items():
        if roles:
            found.append(Term(roles, since, None))
        elif found and found[-1].until is None:
            found[-1] = found[-1]._replace(until=since)
    return found
