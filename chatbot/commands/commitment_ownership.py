"""Who owns a commitment: `/commit accept`, `decline`, `assign`."""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from chatbot.arguments import Argument
from chatbot.call import Call
from chatbot.command import CHANNEL, Table
from chatbot.commands.commitment_rules import A_COMMITMENT, Told, require_owner, require_unfinished
from chatbot.commands.commitment_text import describe
from chatbot.commands.owners import Owners, ask_proposed, tell_new_bodies
from chatbot.message import Refused
from chatbot.rights import Right
from storage.events import (
    AnyEvent,
    Owner,
    OwnerAccepted,
    OwnerDeclined,
    OwnersAssigned,
)
from storage.i18n import N_, _
from storage.measures.owners import find_owner
from storage.state import Commitment

TABLE: Final = Table()


@TABLE.command(
    "commit accept",
    summary=N_("Take on a commitment that was proposed to you"),
    who=Right.TAKE_PART,
    audience=CHANNEL,
    example="/commit accept C7",
    for_others=True,
    arguments=[A_COMMITMENT],
)
class Accept(Told):
    """Makes a proposed owner an owner."""

    def decide(self, call: Call, commitment: Commitment) -> Sequence[AnyEvent]:
        """Return that the speaker accepts. Refuse what was not proposed to them, or is finished."""
        require_unfinished(commitment)
        owner = find_owner(commitment, call.person.id)
        if owner is None:
            sentence = _("{commitment} was not proposed to you.").format(commitment=commitment.label)
            may_assign = not commitment.owners or call.may(Right.CORRECT_COMMITMENTS)
            assign = f"/commit assign {commitment.label} @{call.person.name}"
            raise Refused("forbidden", sentence, assign if may_assign else f"/commit list mine in:{call.code}")
        if owner.accepted:
            sentence = _("{commitment} is yours already.").format(commitment=commitment.label)
            raise Refused("conflict", sentence, f"/commit done {commitment.label}")
        return [OwnerAccepted(network=commitment.network, commitment=commitment.number, person=call.person.id)]


@TABLE.command(
    "commit decline",
    summary=N_("Turn down a commitment that was proposed to you"),
    who=Right.TAKE_PART,
    audience=CHANNEL,
    example="/commit decline C7",
    for_others=True,
    arguments=[A_COMMITMENT],
)
class Decline(Told):
    """Takes a person off the owners."""

    def decide(self, call: Call, commitment: Commitment) -> Sequence[AnyEvent]:
        require_unfinished(commitment)
        if find_owner(commitment, call.person.id) is None:
            sentence = _("{commitment} was not proposed to you.").format(commitment=commitment.label)
            raise Refused("forbidden", sentence, f"/commit list mine in:{call.code}")
        return [OwnerDeclined(network=commitment.network, commitment=commitment.number, person=call.person.id)]


@TABLE.command(
    "commit assign",
    summary=N_("Propose owners; people accept, bodies are recorded as named"),
    who=Right.COMMIT_FOR_ANOTHER,
    audience=CHANNEL,
    example="/commit assign C7 @amina",
    for_others=True,
    arguments=[A_COMMITMENT, Argument("owners", Owners(), N_("people as @name, bodies by name"))],
)
class Assign:
    """Gives a commitment other owners. Who has it keeps it until somebody has taken it on."""

    def decide(self, call: Call, commitment: Commitment, owners: list[Owner]) -> Sequence[AnyEvent]:
        """Return the new owners. Where nobody was even proposed, whoever takes part may propose.

        Who accepted need not do so again.
        """
        if commitment.owners:
            require_owner(call, commitment, or_maker=True)
        else:
            require_unfinished(commitment)
        settled = {owner.person for owner in commitment.owners if owner.accepted}
        kept = [replace(owner, accepted=True) if owner.person in settled else owner for owner in owners]
        if not any(owner.accepted for owner in kept):
            kept = [*(replace(owner, leaving=True) for owner in commitment.owners if owner.accepted), *kept]
        return [
            OwnersAssigned(network=commitment.network, commitment=commitment.number, owners=tuple(kept), maker=call.by)
        ]

    def answer(self, call: Call, event: OwnersAssigned) -> str:
        commitment = call.state.commitment(event.network, event.commitment)
        more = [*tell_new_bodies(call, commitment), *ask_proposed(call, commitment)]
        return "\n".join([describe(call, commitment), *more])
