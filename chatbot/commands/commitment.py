"""Commitments: who does what by when. `/commit`, and what becomes of it: `accept`, `start`, `done`, `slip` …"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final, NoReturn

from chatbot.arguments import Argument, Id, Moment, OneOf, Rest
from chatbot.call import Call
from chatbot.command import CHANNEL, PRIVATE, Table
from chatbot.commands.commitment_text import describe, describe_all
from chatbot.commands.owners import Owners
from chatbot.grammar import clean, without_sign
from chatbot.message import Refused
from chatbot.rights import Right
from storage.events import (
    AnyEvent,
    CommitmentDone,
    CommitmentDropped,
    CommitmentMade,
    CommitmentSlipped,
    CommitmentStarted,
    DeadlineKind,
    Owner,
    OwnerAccepted,
    OwnerDeclined,
    OwnersAssigned,
    Progress,
    Text,
)
from storage.i18n import N_, _
from storage.measures.commitments import is_finished, is_overdue, is_ownerless
from storage.state import Commitment

TABLE: Final = Table()
MAKE: Final = "/commit Draft the data section by:26 March owner:@amina"


def no_commitment_named(call: Call) -> NoReturn:
    """Refuse a command that names no commitment; perhaps its first word was the start of a new one."""
    words = without_sign(clean(call.request.text)).split()
    text = " ".join(words[words.index("commit") + 1 :] if "commit" in words else words[1:])
    sentence = _(
        "Which commitment? Name it, such as C7. To record a new one that starts with this word, use `/commit add`."
    )
    raise Refused("usage", sentence, f"/commit add {text}")


A_COMMITMENT: Final = Argument("commitment", Id("commitment"), N_("the commitment"), default=no_commitment_named)


@TABLE.command(
    "commit",
    summary=N_("Record a commitment; without an owner it is your own, others accept first"),
    who=Right.TAKE_PART,
    audience=CHANNEL,
    example=MAKE,
    arguments=[Argument("text", Rest(N_("WHAT")), N_("what is to be done"))],
    options=[
        Argument("by", Moment(), N_("the deadline"), required=False),
        Argument("on", Moment(), N_("the day itself"), required=False),
        Argument("owner", Owners(), N_("people as @name, bodies by name"), required=False),
    ],
)
class Make:
    """Records who is to do what by when."""

    def decide(
        self, call: Call, text: str, by: datetime | None, on: datetime | None, owner: list[Owner] | None
    ) -> Sequence[AnyEvent]:
        """Return the commitment."""
        if by and on:
            raise Refused("usage", _("A commitment is due `by:` a date or `on:` it, not both."), MAKE)
        due = by or on
        check_future(call, due)
        kind = DeadlineKind.BY if by else DeadlineKind.ON if on else DeadlineKind.NONE
        return [
            CommitmentMade(
                network=call.network.code,
                commitment=call.state.next_number(call.network.code, "commitment"),
                text=Text.of(text),
                owners=tuple(owner or [Owner(person=call.person.id, accepted=True)]),
                due=due,
                deadline_kind=kind,
            )
        ]

    def answer(self, call: Call, event: CommitmentMade) -> str:
        """Render the commitment, and who is asked to accept it."""
        commitment = call.state.commitment(event.network, event.commitment)
        asked = [call.name(owner.person) for owner in commitment.owners if owner.person and not owner.accepted]
        lines = [describe(call, commitment)]
        if asked:
            sentence = _("{names}: take it on with `/commit accept {id}` or turn it down with `/commit decline {id}`.")
            lines.append(sentence.format(names=", ".join(asked), id=commitment.label))
        return "\n".join(lines)


def check_future(call: Call, due: datetime | None) -> None:
    """Raise `Refused` for a deadline that has passed."""
    if due and due < call.now:
        raise Refused("usage", _("{time} has passed; a deadline lies ahead.").format(time=call.time(due)), MAKE)


class Filter(StrEnum):
    """Which commitments to list."""

    ALL = "all"
    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"
    MINE = "mine"


@TABLE.command(
    "commit list",
    summary=N_("List commitments: those not finished, unless you say which"),
    who=Right.READ,
    audience=PRIVATE,
    example="/commit list overdue",
    arguments=[Argument("which", OneOf(Filter, {"late": Filter.OVERDUE}), N_("which"), required=False)],
)
class List:
    """Lists commitments by deadline."""

    def show(self, call: Call, which: Filter | None) -> str:
        """Render a line a commitment."""
        wanted = [c for c in call.network.commitments.values() if self._is_wanted(call, c, which or Filter.OPEN)]
        return describe_all(call, wanted) or _("None.")

    def _is_wanted(self, call: Call, commitment: Commitment, which: Filter) -> bool:
        match which:
            case Filter.OVERDUE:
                return is_overdue(commitment, call.now)
            case Filter.DONE:
                return commitment.progress is Progress.DONE
            case Filter.MINE:
                return find_owner(call, commitment) is not None and not is_finished(commitment)
            case Filter.OPEN:
                return not is_finished(commitment)
        return True


def find_owner(call: Call, commitment: Commitment) -> Owner | None:
    """Return the person's place among the owners, if any."""
    return next((owner for owner in commitment.owners if owner.person == call.person.id), None)


def require_unfinished(commitment: Commitment) -> None:
    """Raise `Refused` for a commitment that is done or dropped."""
    if is_finished(commitment):
        state = _("done") if commitment.progress is Progress.DONE else _("dropped")
        sentence = _("{commitment} is {state} already.").format(commitment=commitment.label, state=state)
        raise Refused("conflict", sentence, "/commit list")


def require_owner(call: Call, commitment: Commitment) -> None:
    """Raise `Refused` unless the person owns the commitment or may correct others'."""
    require_unfinished(commitment)
    owner = find_owner(call, commitment)
    if call.may(Right.CORRECT_COMMITMENTS) or (owner and owner.accepted):
        return
    if owner:
        sentence = _("{commitment} was proposed to you; accept it first.").format(commitment=commitment.label)
        raise Refused("conflict", sentence, f"/commit accept {commitment.label}")
    sentence = _("{commitment} is not yours; its owners, a co-chair or the Secretariat can do this.")
    raise Refused("forbidden", sentence.format(commitment=commitment.label), "/commit list mine")


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
        | CommitmentDropped,
    ) -> str:
        """Render the commitment."""
        return describe(call, call.state.commitment(event.network, event.commitment))


@TABLE.command(
    "commit accept",
    summary=N_("Take on a commitment that was proposed to you"),
    who=Right.TAKE_PART,
    audience=CHANNEL,
    example="/commit accept C7",
    arguments=[A_COMMITMENT],
)
class Accept(Told):
    """Makes a proposed owner an owner."""

    def decide(self, call: Call, commitment: Commitment) -> Sequence[AnyEvent]:
        """Return the acceptance."""
        require_unfinished(commitment)
        owner = find_owner(call, commitment)
        if owner is None:
            sentence = _("{commitment} was not proposed to you.").format(commitment=commitment.label)
            raise Refused("forbidden", sentence, f"/commit assign {commitment.label} @{call.person.name}")
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
    arguments=[A_COMMITMENT],
)
class Decline(Told):
    """Takes a person off the owners."""

    def decide(self, call: Call, commitment: Commitment) -> Sequence[AnyEvent]:
        """Return the refusal."""
        require_unfinished(commitment)
        if find_owner(call, commitment) is None:
            sentence = _("{commitment} was not proposed to you.").format(commitment=commitment.label)
            raise Refused("forbidden", sentence, "/commit list mine")
        return [OwnerDeclined(network=commitment.network, commitment=commitment.number, person=call.person.id)]


@TABLE.command(
    "commit start",
    summary=N_("Say that work on a commitment began"),
    who=Right.TAKE_PART,
    audience=CHANNEL,
    example="/commit start C7",
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
    arguments=[A_COMMITMENT, Argument("evidence", Rest(N_("EVIDENCE")), N_("a link or a sentence"), required=False)],
)
class Done(Told):
    """Records that a commitment was kept."""

    def decide(self, call: Call, commitment: Commitment, evidence: str | None) -> Sequence[AnyEvent]:
        """Return the fact, with its evidence."""
        require_owner(call, commitment)
        text = Text.of(evidence) if evidence else None
        return [CommitmentDone(network=commitment.network, commitment=commitment.number, evidence=text)]


@TABLE.command(
    "commit slip",
    summary=N_("Move a deadline; the original one is kept beside it"),
    who=Right.TAKE_PART,
    audience=CHANNEL,
    example="/commit slip C7 by:22 April because:waiting for the reviewers",
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
        require_owner(call, commitment)
        check_future(call, by)
        reason = Text.of(because) if because else None
        return [CommitmentSlipped(network=commitment.network, commitment=commitment.number, due=by, reason=reason)]


@TABLE.command(
    "commit drop",
    summary=N_("Record that a commitment will not be kept"),
    who=Right.TAKE_PART,
    audience=CHANNEL,
    example="/commit drop C7 because:merged with C8",
    arguments=[A_COMMITMENT],
    options=[Argument("because", Rest(N_("REASON"), 500), N_("why"), required=False)],
)
class Drop(Told):
    """Ends a commitment without a result."""

    def decide(self, call: Call, commitment: Commitment, because: str | None) -> Sequence[AnyEvent]:
        """Return the end."""
        require_owner(call, commitment)
        reason = Text.of(because) if because else None
        return [CommitmentDropped(network=commitment.network, commitment=commitment.number, reason=reason)]


@TABLE.command(
    "commit assign",
    summary=N_("Propose owners; people accept, bodies are recorded as named"),
    who=Right.COMMIT_FOR_ANOTHER,
    audience=CHANNEL,
    example="/commit assign C7 @amina",
    arguments=[A_COMMITMENT, Argument("owners", Owners(), N_("people as @name, bodies by name"))],
)
class Assign(Told):
    """Gives a commitment other owners."""

    def decide(self, call: Call, commitment: Commitment, owners: list[Owner]) -> Sequence[AnyEvent]:
        """Return the new owners; whoever takes part may propose them where there are none."""
        if is_ownerless(commitment):
            require_unfinished(commitment)
        else:
            require_owner(call, commitment)
        return [OwnersAssigned(network=commitment.network, commitment=commitment.number, owners=tuple(owners))]
