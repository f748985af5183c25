"""One command on its way: who asks, in which network, at what time, against which state."""

import dataclasses
from datetime import datetime
from typing import Self

import msgspec
from msgspec.structs import replace

from chatbot.clock import Timekeeper
from chatbot.dates import show_moment
from chatbot.grammar import clean
from chatbot.message import Refused, Request
from chatbot.rights import Right, name_roles
from storage.ballot_boxes import Boxes
from storage.events import OPERATOR, Code, PersonId, Role, Via
from storage.history import History
from storage.i18n import _
from storage.people import People, Person
from storage.state import Network, Poll, State


class Call(msgspec.Struct, frozen=True):
    """What a command needs to decide and to answer."""

    request: Request
    person: Person
    """Who asks; someone whom the directory does not know has a fresh id."""
    known: bool
    """Whether the directory knows the person."""
    people: People
    history: History
    state: State
    now: datetime
    boxes: Boxes
    """The ballots of open secret polls."""
    address: str
    """Where the public page is reached from outside; empty where that is not known."""
    newcomers: list[Person]
    """Others whom the directory does not know, and is to know if this is recorded."""
    code: Code | None = None
    """The code of the network that the command is about."""
    actor: Person | None = None
    """Who types it for the person, if that is somebody else."""
    via: Via | None = None
    """How the person let it be known, in that case."""
    clock: Timekeeper | None = None
    """What knows how far each platform was heard; None where nothing is waited for."""

    def within(self, code: Code | None) -> Self:
        """Return the call as one about this network."""
        return replace(self, code=code)

    def of(self, person: Person) -> Self:
        """Return the call as one of this person."""
        return replace(self, person=person)

    def on_behalf(self, person: Person, via: Via) -> Self:
        """Return the call as one of somebody else, who let it be known so."""
        return replace(self, person=person, actor=self.person, via=via)

    def typed(self, line: str) -> Self:
        """Return the call as if this line had been typed."""
        return replace(self, request=dataclasses.replace(self.request, text=line))

    @property
    def line(self) -> str:
        """What was typed, without what nobody sees."""
        return clean(self.request.text)

    @property
    def network(self) -> Network:
        """The network that the command is about."""
        return self.state.network(self.code or "")

    @property
    def platforms(self) -> frozenset[str]:
        """Where the network has a channel, and where the person types."""
        return self.state.platforms(self.code or "") | {self.request.platform}

    @property
    def by(self) -> PersonId:
        """Who is recorded as the one who acts."""
        return OPERATOR if self.request.operator else (self.actor or self.person).id

    @property
    def roles(self) -> frozenset[Role]:
        """What the person is in this network."""
        roles = self.state.roles(self.code, self.person.id, self.now)
        return roles | {Role.SECRETARIAT} if self.request.operator and not self.actor else roles

    @property
    def own_codes(self) -> list[Code]:
        """The networks in which the person has a role now."""
        networks = self.state.networks.items()
        return [code for code, network in networks if network.roles_of(self.person.id, self.now)]

    @property
    def asked_codes(self) -> list[Code]:
        """The networks that the person asked to join, and waits for."""
        asked = ((code, one.memberships.get(self.person.id)) for code, one in self.state.networks.items())
        return [code for code, membership in asked if membership and membership.requested]

    def may(self, right: Right) -> bool:
        """Tell whether the person has a right in this network."""
        return bool(self.roles & right.roles)

    def may_read(self, poll: Poll) -> bool:
        """Tell whether the person may read a poll of this network: proposals are for whoever takes part in it."""
        return poll.opened is not None or self.may(Right.TAKE_PART)

    def require(self, right: Right) -> None:
        """Raise `Refused` unless the person has a right in this network."""
        if self.may(right):
            return
        sentence = _("This is for: {roles}. You are: {mine}.")
        told = sentence.format(roles=name_roles(right.roles), mine=name_roles(self.roles))
        asks = self.roles == {Role.OBSERVER} and Role.MWG in right.roles and self.code
        if asks and self.code in self.asked_codes:
            waits = _("{told} You asked to join {code}; the Secretariat approves that.")
            raise Refused("forbidden", waits.format(told=told, code=self.code), "/pn me")
        raise Refused("forbidden", told, f"/pn join {self.code}" if asks else "/pn help")

    def name(self, person: PersonId) -> str:
        """Return how a person is called, such as "@amina"; only for people who take part in the network."""
        if person == OPERATOR:
            return _("the operator")
        found = self.people.get(person) or (self.person if person == self.person.id else None)
        return f"@{found.name}" if found else _("someone who was erased")

    @property
    def has_heard(self) -> bool:
        """Whether everything that reached any platform by now has been handled."""
        return not self.clock or self.clock.has_heard(self.now, self.request.platform, self.request.now)

    def awaited(self, moment: datetime) -> list[str]:
        """Return which other platforms have yet to tell what was typed by a moment."""
        return self.clock.awaited(moment, self.request.platform) if self.clock else []

    def time(self, moment: datetime) -> str:
        """Return a moment in UTC and in the person's zone."""
        return show_moment(moment, self.person.zone_info)
