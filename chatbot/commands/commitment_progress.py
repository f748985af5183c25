"""What becomes of a commitment: `/commit accept`, `decline`, `start`, `done`, `slip`, `drop`, `assign`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NoReturn

from msgspec.structs import replace

from chatbot.arguments import Argument, Id, Moment, Rest, read_id
from chatbot.call import Call
from chatbot.command import CHANNEL, Table
from chatbot.commands.commitment_again import next_of
from chatbot.commands.commitment_text import describe
from chatbot.commands.owners import Owners, ask_proposed, tell_new_bodies
from chatbot.grammar import clean, read_numbers, without_sign
from chatbot.message import Refused
from chatbot.rights import Right
from chatbot.suggestion import revalue
from storage.events import (
    AnyEvent,
    CommitmentDone,
    CommitmentDropped,
    CommitmentMade,
    CommitmentNoted,
    CommitmentReopened,
    CommitmentSlipped,
    CommitmentStarted,
    Owner,
    OwnerAccepted,
    OwnerDeclined,
    OwnersAssigned,
    Progress,
    Text,
)
from storage.i18n import N_, _
from storage.measures.commitments import is_finished, is_ownerless
from storage.measures.owners import find_owner, speakers
from storage.state import Commitment

TABLE: Final = Table()


def no_commitment_named(call: Call) -> NoReturn:
    """Refuse a command that names no commitment; a new one is never suggested, as nothing of this line asks for it."""
    words = without_sign(clean(call.request.text)).split()
    starts = [place for place, word in enumerate(words[:2]) if word.casefold() == "commit"]
    verb, *rest = words[starts[0] + 1 if starts else 1 :]
    numbers = read_numbers(" ".join(rest))
    if numbers or not rest or ":" in rest[0]:
        meant = next((number for number in numbers or () if number in call.network.commitments), None)
        better = f"/commit {verb} C{meant}" if meant else f"/commit list mine in:{call.code}"
        raise Refused("usage", _("Which commitment? Name it, such as C7."), better)
    sentence = _("Which commitment? Name it, such as C7. A new one that starts with this word needs `/commit add`.")
    raise Refused("usage", sentence, f"/commit list mine in:{call.code}")


A_COMMITMENT: Final = Argument("commitment", Id("commitment"), N_("the commitment"), default=no_commitment_named)


def check_future(call: Call, due: datetime | None, keys: Sequence[str] = ("by", "on")) -> None:
    """Raise `Refused` for a deadline that has passed."""
    if due and due < call.now:
        sentence = _("{time} has passed; a deadline lies ahead.").format(time=call.time(due))
        raise Refused("usage", sentence, revalue(call, keys, "in 2 weeks"))


def require_unfinished(commitment: Commitment) -> None:
    """Raise `Refused` for a commitment that is done or dropped."""
    if is_finished(commitment):
        state = _("done") if commitment.progress is Progress.DONE else _("dropped")
        sentence = _("{commitment} is {state} already.").format(commitment=commitment.label, state=state)
        raise Refused("conflict", sentence, f"/commit list in:{commitment.network}")


def require_owner(call: Call, commitment: Commitment, *, or_maker: bool = False) -> None:
    """Raise `Refused` unless the person owns the commitment or may correct others'.

    With `or_maker`, whoever made it will do as well, as long as nobody has taken it on.
    """
    require_unfinished(commitment)
    require_say(call, commitment, or_maker=or_maker)


def require_say(call: Call, commitment: Commitment, *, or_maker: bool = False) -> None:
    """Raise `Refused` unless the person owns the commitment, finished or not, or may correct others'.

    Whoever speaks for a body that owns it has its say.
    """
    owner = find_owner(commitment, call.person.id)
    if call.may(Right.CORRECT_COMMITMENTS) or (owner and owner.accepted) or speaks_for_it(call, commitment):
        return
    if or_maker and commitment.maker == call.by and is_ownerless(commitment):
        return
    if owner:
        sentence = _("{commitment} was proposed to you; accept it first.").format(commitment=commitment.label)
        raise Refused("conflict", sentence, f"/commit accept {commitment.label}")
    sentence = _("{commitment} is not yours; its owners, a co-chair or the Secretariat can do this.")
    raise Refused("forbidden", sentence.format(commitment=commitment.label), f"/commit list mine in:{call.code}")


def speaks_for_it(call: Call, commitment: Commitment) -> bool:
    """Tell whether the person speaks for a body that owns the commitment."""
    return call.person.id in speakers(call.state.network(commitment.network), commitment, call.now)


class Told:
    """An answer that shows the commitment as it now stands."""

    def answer(
        self,
        call: Call,
        event: OwnerAccepted
        | OwnerDeclined
        | OwnersAssigned
        | CommitmentStarted
        | CommitmentDone
        | CommitmentSlipped
        | CommitmentDropped
        | CommitmentReopened
        | CommitmentNoted,
    ) -> str:
        """Render the commitment."""
        return describe(call, call.state.commitment(event.network, event.commitment))


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
        """Return the acceptance."""
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
        """Return the refusal."""
        require_unfinished(commitment)
        if find_owner(commitment, call.person.id) is None:
            sentence = _("{commitment} was not proposed to you.").format(commitment=commitment.label)
            raise Refused("forbidden", sentence, f"/commit list mine in:{call.code}")
        return [OwnerDeclined(network=commitment.network, commitment=commitment.number, person=call.person.id)]


@TABLE.command(
    "commit start",
    summary=N_("Say that work on a commitment began"),
    who=Right.TAKE_PART,
    audience=CHANNEL,
    example="/commit start C7",
    for_others=True,
    arguments=[A_COMMITMENT],
)
class Start(Told):
    """Moves a commitment to "in progress"."""

    def decide(self, call: Call, commitment: Commitment) -> Sequence[AnyEvent]:
        """Return the start."""
        require_owner(call, commitment)
        if commitment.progress is Progress.IN_PROGRESS:
            sentence = _("{commitment} is in progress already.").format(commitment=commitment.label)
            raise Refused("conflict", sentence, f"/commit done {commitment.label}")
        return [CommitmentStarted(network=commitment.network, commitment=commitment.number)]


@TABLE.command(
    "commit done",
    summary=N_("Report a commitment done, with a link or a sentence as evidence"),
    who=Right.TAKE_PART,
    audience=CHANNEL,
    example="/commit done C7 https://example.org/draft",
    for_others=True,
    arguments=[A_COMMITMENT, Argument("evidence", Rest(N_("EVIDENCE")), N_("a link or a sentence"), required=False)],
)
class Done:
    """Records that a commitment was kept; of a recurring one, the next is made."""

    def decide(self, call: Call, commitment: Commitment, evidence: str | None) -> Sequence[AnyEvent]:
        """Return the fact, with its evidence."""
        require_owner(call, commitment)
        if evidence and read_id(evidence):
            raise Refused("usage", _("One commitment a line, please."), f"/commit done {commitment.label}")
        text = Text.of(evidence) if evidence else None
        done = CommitmentDone(network=commitment.network, commitment=commitment.number, evidence=text)
        return [done, *next_of(call, commitment)]

    def answer(self, call: Call, event: CommitmentDone, following: CommitmentMade | None = None) -> str:
        """Render the commitment, and the next one where it recurs."""
        lines = [describe(call, call.state.commitment(event.network, event.commitment))]
        if following:
            next_one = call.state.commitment(event.network, following.commitment)
            lines.append(_("Next: {commitment}").format(commitment=describe(call, next_one)))
        return "\n".join(lines)


@TABLE.command(
    "commit slip",
    summary=N_("Move a deadline; the original one is kept beside it"),
    who=Right.TAKE_PART,
    audience=CHANNEL,
    example="/commit slip C7 by:in 2 weeks because:waiting for the reviewers",
    for_others=True,
    arguments=[A_COMMITMENT],
    options=[
        Argument("by", Moment(), N_("the new deadline")),
        Argument("because", Rest(N_("REASON"), 500), N_("why"), required=False),
    ],
)
class Slip(Told):
    """Moves a deadline."""

    def decide(self, call: Call, commitment: Commitment, by: datetime, because: str | None) -> Sequence[AnyEvent]:
        """Return the new deadline."""
        require_owner(call, commitment, or_maker=True)
        check_future(call, by)
        reason = Text.of(because) if because else None
        return [CommitmentSlipped(network=commitment.network, commitment=commitment.number, due=by, reason=reason)]


@TABLE.command(
    "commit drop",
    summary=N_("Record that a commitment will not be kept"),
    who=Right.TAKE_PART,
    audience=CHANNEL,
    example="/commit drop C7 because:merged with C8",
    for_others=True,
    arguments=[A_COMMITMENT],
    options=[Argument("because", Rest(N_("REASON"), 500), N_("why"), required=False)],
)
class Drop(Told):
    """Ends a commitment without a result."""

    def decide(self, call: Call, commitment: Commitment, because: str | None) -> Sequence[AnyEvent]:
        """Return the end."""
        require_owner(call, commitment, or_maker=True)
        reason = Text.of(because) if because else None
        return [CommitmentDropped(network=commitment.network, commitment=commitment.number, reason=reason)]


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
    """Gives a commitment other owners."""

    def decide(self, call: Call, commitment: Commitment, owners: list[Owner]) -> Sequence[AnyEvent]:
        """Return the new owners. Where nobody was even proposed, whoever takes part may propose.

        Who accepted need not do so again.
        """
        if commitment.owners:
            require_owner(call, commitment, or_maker=True)
        else:
            require_unfinished(commitment)
        settled = {owner.person for owner in commitment.owners if owner.accepted}
        kept = tuple(replace(owner, accepted=True) if owner.person in settled else owner for owner in owners)
        return [OwnersAssigned(network=commitment.network, commitment=commitment.number, owners=kept, maker=call.by)]

    def answer(self, call: Call, event: OwnersAssigned) -> str:
        """Render the commitment."""
        commitment = call.state.commitment(event.network, event.commitment)
        more = [*tell_new_bodies(call, commitment), *ask_proposed(call, commitment)]
        return "\n".join([describe(call, commitment), *more])
