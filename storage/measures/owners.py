"""Who is named in public as the owner of a commitment: bodies by name, people by what they are, and how many."""

from collections import Counter
from datetime import datetime
from typing import Final, NamedTuple

from storage.events import Owner, PersonId, Role
from storage.i18n import _, forms, plural
from storage.measures.commitments import is_finished
from storage.state import Commitment, Network

ROLES: Final = {
    Role.CO_CHAIR: forms("co-chair", "{count} co-chairs"),
    Role.CONSULTANT: forms("expert consultant", "{count} expert consultants"),
    Role.MAG_LIAISON: forms("MAG liaison", "{count} MAG liaisons"),
    Role.MWG: forms("MWG member", "{count} MWG members"),
    Role.SECRETARIAT: forms("member of the IGF Secretariat", "{count} members of the IGF Secretariat"),
    Role.CONTACT: forms("contact of an NRI, BPF or DC", "{count} contacts of NRIs, BPFs or DCs"),
    Role.COMMUNITY: forms("community member", "{count} community members"),
    Role.OBSERVER: forms("observer", "{count} observers"),
}
"""One person and several of a role. Of a person's several roles, the first in this order is said."""
_TYPED: Final = {
    **{role.replace("-", " "): role for role in Role},
    **{one.casefold(): role for role, (one, _many) in ROLES.items()},
}
"""The role that was meant by what somebody typed, in lower case without hyphens."""


class _Shown(NamedTuple):
    """What stands for an owner: a known role, or a text as it was recorded; neither for a person without a role."""

    role: Role | None = None
    text: str = ""


def promised(network: Network, person: PersonId) -> list[Commitment]:
    """Return the commitments, not finished, that a person has or is to take on."""
    return [one for one in network.commitments.values() if not is_finished(one) and find_owner(one, person)]


def find_owner(commitment: Commitment, person: PersonId) -> Owner | None:
    """Return a person's place among the owners, if any: proposed, or accepted."""
    return next((owner for owner in commitment.owners if owner.person == person), None)


def speakers(network: Network, commitment: Commitment, as_of: datetime) -> list[PersonId]:
    """Return the people in the network who speak for a body that owns the commitment, by their organisation."""
    bodies = {owner.body.casefold() for owner in commitment.owners if owner.body}
    return [
        person
        for person, one in network.memberships.items()
        if one.organisation and str(one.organisation).casefold() in bodies and one.roles_at(as_of)
    ]


def public_owners(network: Network, commitment: Commitment, as_of: datetime) -> list[str]:
    """Return the owners of a moment as the public may read them, in the order of the record; proposed ones last.

    A person is never named. The role that was recorded with the commitment stands for them, else a role that they
    have in the network at that moment, else "another person".
    """
    owners = dict.fromkeys(commitment.owners_at(as_of))
    counts = Counter((owner.accepted, _shown(network, owner, as_of)) for owner in owners)
    told = [(accepted, _in_words(shown, count)) for (accepted, shown), count in counts.items()]
    return [owner for accepted, owner in told if accepted] + [
        _("{owner} (proposed)").format(owner=owner) for accepted, owner in told if not accepted
    ]


def _shown(network: Network, owner: Owner, as_of: datetime) -> _Shown:
    if owner.body:
        return _Shown(text=owner.body)
    if owner.role:
        role = _TYPED.get(owner.role.casefold().replace("-", " "))
        return _Shown(role) if role else _Shown(text=owner.role)
    membership = network.memberships.get(owner.person)
    roles = membership.roles_at(as_of) if membership else frozenset()
    return _Shown(next((role for role in ROLES if role in roles), None))


def _in_words(shown: _Shown, count: int) -> str:
    if shown.role:
        return plural(*ROLES[shown.role], count)
    if not shown.text:
        return plural("another person", "{count} other people", count)
    return shown.text if count == 1 else _("{role} ({count} people)").format(role=shown.text, count=count)
