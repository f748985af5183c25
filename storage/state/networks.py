"""A policy network and all that is recorded of it."""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import datetime

from storage.events import EVER, Code, PersonId, Role, Text
from storage.state.commitments import Commitment, Milestone
from storage.state.meetings import Meeting
from storage.state.polls import Poll


class Absent(LookupError):
    """There is no such network, poll, meeting, commitment or membership in this state."""


@dataclass(slots=True)
class Membership:
    """A person's place in a network. `terms` is its history in the order of time: from then on, these roles."""

    person: PersonId
    requested: datetime | None = None
    terms: list[tuple[datetime, frozenset[Role]]] = field(default_factory=list)
    group: str = ""
    region: str = ""
    disciplines: tuple[str, ...] = ()
    organisation: Text | None = None
    ref: str = ""

    def roles_at(self, moment: datetime) -> frozenset[Role]:
        """Return the roles that the person has at a moment; none for one who only asked, or left."""
        for since, roles in reversed(self.terms):
            if since <= moment:
                return roles
        return frozenset()

    def begin(self, since: datetime, roles: frozenset[Role]) -> None:
        """Add a term in its place. An end goes before a later one that was known already: nothing is left to end."""
        place = bisect_right(self.terms, since, key=lambda term: term[0])
        while not roles and place < len(self.terms) and not self.terms[place][1]:
            del self.terms[place]
        self.terms.insert(place, (since, roles))


@dataclass(slots=True, frozen=True)
class Publication:
    """A public update of a network."""

    text: Text
    at: datetime


@dataclass(slots=True)
class Network:
    """A policy network and all that is recorded of it."""

    code: Code
    name: str
    since: datetime = EVER
    memberships: dict[PersonId, Membership] = field(default_factory=dict)
    polls: dict[int, Poll] = field(default_factory=dict)
    meetings: dict[int, Meeting] = field(default_factory=dict)
    commitments: dict[int, Commitment] = field(default_factory=dict)
    milestones: dict[int, Milestone] = field(default_factory=dict)
    publications: list[Publication] = field(default_factory=list)
    quorums: list[tuple[datetime, str]] = field(default_factory=list)
    """What was agreed as a quorum of a meeting, each since a time."""

    def roles_of(self, person: PersonId, moment: datetime) -> frozenset[Role]:
        """Return the roles that a person has here at a moment."""
        membership = self.memberships.get(person)
        return membership.roles_at(moment) if membership else frozenset()

    def poll(self, number: int) -> Poll:
        """Return a poll or raise `Absent`."""
        try:
            return self.polls[number]
        except KeyError:
            raise Absent(number) from None

    def meeting(self, number: int) -> Meeting:
        """Return a meeting or raise `Absent`."""
        try:
            return self.meetings[number]
        except KeyError:
            raise Absent(number) from None

    def commitment(self, number: int) -> Commitment:
        """Return a commitment or raise `Absent`."""
        try:
            return self.commitments[number]
        except KeyError:
            raise Absent(number) from None

    def milestone(self, number: int) -> Milestone:
        """Return a milestone or raise `Absent`."""
        try:
            return self.milestones[number]
        except KeyError:
            raise Absent(number) from None
