"""Who belongs to the multistakeholder working group (MWG), and how large it is."""

from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from storage.events import PersonId, Role
from storage.state import Network

SMALLEST: Final = 15
LARGEST: Final = 30
"""The concept of 2021: "The MWG would have between 15 and 30 members."""


class Band(StrEnum):
    """Where the size of the working group lies against 15 to 30."""

    BELOW = "below"
    INSIDE = "inside"
    ABOVE = "above"


class Size(NamedTuple):
    """The number of members of the working group, and its band."""

    size: int
    band: Band


def mwg(network: Network, as_of: datetime) -> frozenset[PersonId]:
    """Return the members of the working group at a moment. Consultant and Secretariat are not counted."""
    memberships = network.memberships.items()
    return frozenset([person for person, membership in memberships if Role.MWG in membership.roles_at(as_of)])


def size(network: Network, as_of: datetime) -> Size:
    """Return how many members the working group has at a moment, and where that lies against 15 to 30."""
    count = len(mwg(network, as_of))
    if count < SMALLEST:
        return Size(count, Band.BELOW)
    return Size(count, Band.INSIDE if count <= LARGEST else Band.ABOVE)
