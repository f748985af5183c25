"""Members, as the Secretariat keeps them: `/pn member add`, `approve`, `remove`, `role`, `list`."""

from collections.abc import Sequence
from typing import Final

from chatbot.arguments import Argument, Mentions, Rest
from chatbot.call import Call
from chatbot.command import CHANNEL, NETWORK, PRIVATE, Table
from chatbot.commands.joining import is_in
from chatbot.commands.roles import GIVEN, Roles
from chatbot.message import Refused
from chatbot.rights import ROLE_NAMES, Right, name_roles
from storage.events import (
    AnyEvent,
    MembershipAccepted,
    MembershipEnded,
    Role,
    RolesChanged,
    Text,
)
from storage.i18n import N_, _, plural
from storage.measures.members import mwg
from storage.people import Person
from storage.state import Membership

TABLE: Final = Table()
WHO: Final = Argument("person", Mentions(many=False), N_("the person, as @name"))
ROLE: Final = Argument("role", Roles(), N_("the roles"), required=False)


class Told:
    """An answer that says who somebody is in a network now, and how large its working group is."""

    def answer(self, call: Call, event: MembershipAccepted | RolesChanged) -> str:
        """Tell the person's roles and the size of the group; ask about roles that bring no vote."""
        network, name = call.state.network(event.network), call.name(event.person)
        roles = network.roles_of(event.person, call.now)
        told = _("{name} in {code}: {roles}. The working group has {size}.").format(
            name=name,
            code=network.code,
            roles=name_roles(roles) or _("no role"),
            size=plural("{count} member", "{count} members", len(mwg(network, call.now))),
        )
        if Role.MWG in roles or not roles & {Role.CO_CHAIR, Role.MAG_LIAISON}:
            return told
        voteless = _("Outside the working group, and so without a vote? Else `/pn member role {name} mwg {code}`")
        return "\n".join([told, voteless.format(name=name, code=network.code)])


@TABLE.command(
    "pn member add",
    summary=N_("Add a person to a network, at once; as a member of the working group unless you say otherwise"),
    who=Right.MANAGE,
    audience=CHANNEL,
    example="/pn member add @amina PNE role:mwg group:civil society region:Africa",
    arguments=[Argument("person", Mentions(many=False, new=True), N_("the person, as @name")), NETWORK],
    options=[
        ROLE,
        Argument("group", Rest(N_("GROUP"), 100), N_("the stakeholder group"), required=False),
        Argument("region", Rest(N_("REGION"), 100), N_("the region"), required=False),
        Argument("disciplines", Rest(N_("DISCIPLINES"), 300), N_("with commas between them"), required=False),
        Argument("organisation", Rest(N_("ORGANISATION"), 200), N_("for whom the person speaks"), required=False),
    ],
)
class Add(Told):
    """Accepts a person, who may be new to the directory."""

    def decide(  # noqa: PLR0913  each option of the command
        self,
        call: Call,
        *,
        person: Person,
        network: str | None,
        role: frozenset[Role] | None,
        group: str | None,
        region: str | None,
        disciplines: str | None,
        organisation: str | None,
    ) -> Sequence[AnyEvent]:
        """Return the membership; somebody unknown is added to the directory. Refuse who is in already."""
        if before := call.network.roles_of(person.id, call.now):
            sentence = _("@{name} is in {code} already.").format(name=person.name, code=call.code)
            asked = min((role or frozenset()) - before, default=Role.CO_CHAIR)
            raise Refused("conflict", sentence, f"/pn member role @{person.name} {asked} {call.code}")
        if call.people.get(person.id) is None:
            call.newcomers.append(person)
        return [
            MembershipAccepted(
                network=call.network.code,
                person=person.id,
                roles=tuple(sorted(role or {Role.MWG})),
                group=group or "",
                region=region or "",
                disciplines=tuple(part.strip() for part in (disciplines or "").split(",") if part.strip()),
                organisation=Text.if_any(organisation),
            )
        ]


@TABLE.command(
    "pn member approve",
    summary=N_("Approve somebody who asked to join"),
    who=Right.MANAGE,
    audience=CHANNEL,
    example="/pn member approve @amina PNE",
    arguments=[WHO, NETWORK],
    options=[ROLE],
)
class Approve(Told):
    """Turns a request into a membership."""

    def decide(
        self, call: Call, person: Person, network: str | None, role: frozenset[Role] | None
    ) -> Sequence[AnyEvent]:
        """Return the membership that was asked for, with the roles that the person has already."""
        membership = call.network.memberships.get(person.id)
        before = call.network.roles_of(person.id, call.now)
        if membership is None or membership.requested is None:
            sentence = _("@{name} is in {code} already.") if before else _("@{name} has not asked to join {code}.")
            better = f"list {call.code}" if before else f"add @{person.name} {call.code}"
            raise Refused("conflict", sentence.format(name=person.name, code=call.code), f"/pn member {better}")
        roles = tuple(sorted(before | (role or {Role.MWG})))
        return [MembershipAccepted(network=call.network.code, person=person.id, roles=roles)]


@TABLE.command(
    "pn member remove",
    summary=N_("Remove a member, or turn down a request"),
    who=Right.MANAGE,
    audience=PRIVATE,
    example="/pn member remove @amina PNE",
    arguments=[WHO, NETWORK],
)
class Remove:
    """Ends another person's membership."""

    def decide(self, call: Call, person: Person, network: str | None) -> Sequence[AnyEvent]:
        if not is_in(call.network, person.id, call.now):
            sentence = _("@{name} is not in {code}.").format(name=person.name, code=call.code)
            raise Refused("conflict", sentence, f"/pn member list {call.code}")
        return [MembershipEnded(network=call.network.code, person=person.id)]

    def answer(self, call: Call, event: MembershipEnded) -> str:
        return _("{name} is no longer in {code}.").format(name=call.name(event.person), code=event.network)


@TABLE.command(
    "pn member role",
    summary=N_("Give a member a further role, or take one away with `remove:`"),
    who=Right.MANAGE,
    audience=CHANNEL,
    example="/pn member role @amina co-chair",
    arguments=[WHO, Argument("roles", Roles(), N_("the roles"), required=False), NETWORK],
    options=[Argument("remove", Roles(), N_("roles to take away"), required=False)],
)
class ChangeRoles(Told):
    """Changes what a member is."""

    def decide(
        self,
        call: Call,
        person: Person,
        roles: frozenset[Role] | None,
        network: str | None,
        remove: frozenset[Role] | None,
    ) -> Sequence[AnyEvent]:
        """Return the full set of roles that the member has from now on."""
        before = call.network.roles_of(person.id, call.now)
        if not before:
            sentence = _("@{name} is not in {code}.").format(name=person.name, code=call.code)
            raise Refused("conflict", sentence, f"/pn member add @{person.name} {call.code}")
        after = (before | (roles or frozenset())) - (remove or frozenset())
        if not roles and not remove:
            raise Refused("usage", _("Which role?"), f"/pn member role @{person.name} co-chair {call.code}")
        if not after:
            sentence = _("That would leave @{name} without a role.").format(name=person.name)
            raise Refused("conflict", sentence, f"/pn member remove @{person.name} {call.code}")
        if after == before:
            sentence = _("@{name} is that already: {roles}.").format(name=person.name, roles=name_roles(after))
            raise Refused("conflict", sentence, f"/pn member list {call.code}")
        return [RolesChanged(network=call.network.code, person=person.id, roles=tuple(sorted(after)))]


@TABLE.command(
    "pn member list",
    summary=N_("List the members of a network by role"),
    who=Right.READ,
    audience=PRIVATE,
    example="/pn member list PNE",
    arguments=[NETWORK],
)
class List:
    """Lists members; by name to those who take part in the network only."""

    def show(self, call: Call, network: str | None) -> str:
        """Render a line a role, and the requests to those who answer them."""
        lines = [line for role in GIVEN if (line := self._role(call, role))]
        asked = [m for m in call.network.memberships.values() if m.requested]
        if asked and call.may(Right.MANAGE):
            names = ", ".join(call.name(membership.person) for membership in asked)
            lines.append(_("Asked to join: {names}").format(names=names))
        return "\n".join(lines) or _("{code} has no members yet.").format(code=call.code)

    def _role(self, call: Call, role: Role) -> str:
        members: list[Membership] = [m for m in call.network.memberships.values() if role in m.roles_at(call.now)]
        if not members:
            return ""
        name = _(ROLE_NAMES[role])
        if not call.may(Right.TAKE_PART):
            return f"{name}: {len(members)}"
        names = ", ".join(sorted(call.name(member.person) for member in members))
        return f"{name} ({len(members)}): {names}"
