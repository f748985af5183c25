"""One's own membership: `/pn join` and `/pn leave`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from chatbot.call import Call
from chatbot.command import NETWORK, PRIVATE, Table
from chatbot.message import Refused
from chatbot.rights import Right
from storage.events import AnyEvent, MembershipEnded, MembershipRequested, PersonId, Role
from storage.i18n import N_, _
from storage.state import Network

TABLE: Final = Table()


@TABLE.command(
    "pn join",
    summary=N_("Ask to join a network's working group"),
    who=Right.SELF,
    audience=PRIVATE,
    example="/pn join PNE",
    arguments=[NETWORK],
)
class Join:
    """Asks the Secretariat for a membership."""

    def decide(self, call: Call, network: str | None) -> Sequence[AnyEvent]:
        """Return the request. Refuse members of the working group, and whoever has asked already."""
        membership = call.network.memberships.get(call.person.id)
        if membership and Role.MWG in membership.roles_at(call.now):
            sentence = _("You are in the working group of {code} already.").format(code=call.code)
            raise Refused("conflict", sentence, f"/pn status {call.code}")
        if membership and membership.requested:
            sentence = _("You have asked to join {code} already; the Secretariat answers.").format(code=call.code)
            raise Refused("conflict", sentence, f"/pn status {call.code}")
        return [MembershipRequested(network=call.network.code, person=call.person.id)]

    def answer(self, call: Call, event: MembershipRequested) -> str:
        return _(
            "You asked to join {code}; the Secretariat approves. You are called @{name} here: `/pn me name:…` changes "
            "that. I keep your handle, a short name, your time zone and what you record; only your network sees names."
        ).format(code=event.network, name=call.person.name)


@TABLE.command(
    "pn leave",
    summary=N_("Leave a network"),
    who=Right.SELF,
    audience=PRIVATE,
    example="/pn leave PNE",
    arguments=[NETWORK],
)
class Leave:
    """Ends one's own membership or request."""

    def decide(self, call: Call, network: str | None) -> Sequence[AnyEvent]:
        if not is_in(call.network, call.person.id, call.now):
            raise Refused("conflict", _("You are not in {code}.").format(code=call.code), f"/pn join {call.code}")
        return [MembershipEnded(network=call.network.code, person=call.person.id)]

    def answer(self, call: Call, event: MembershipEnded) -> str:
        return _("You have left {code}. A mistake? `/pn undo` takes it back, within 10 minutes.").format(
            code=event.network
        )


def is_in(network: Network, person: PersonId, now: datetime) -> bool:
    """Tell whether a person is in a network at this time, or has asked to be."""
    membership = network.memberships.get(person)
    return membership is not None and bool(membership.roles_at(now) or membership.requested)
