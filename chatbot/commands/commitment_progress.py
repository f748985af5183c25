"""What becomes of a commitment: `/commit start`, `done`, `slip`, `drop`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from chatbot.arguments import Argument, Rest
from chatbot.call import Call
from chatbot.command import BECAUSE, CHANNEL, Table
from chatbot.commands.commitment_again import next_of
from chatbot.commands.commitment_rules import A_COMMITMENT, Told, check_future, refuse_several, require_owner
from chatbot.commands.commitment_text import describe, tell_kept
from chatbot.message import Refused
from chatbot.moving import NewDeadline
from chatbot.rights import Right
from storage.events import (
    AnyEvent,
    CommitmentDone,
    CommitmentDropped,
    CommitmentMade,
    CommitmentSlipped,
    CommitmentStarted,
    Progress,
    Text,
)
from storage.i18n import N_, _
from storage.state import Commitment

TABLE: Final = Table()


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
        refuse_several(evidence or "", f"/commit done {commitment.label}")
        text = Text.if_any(evidence)
        done = CommitmentDone(network=commitment.network, commitment=commitment.number, evidence=text)
        return [done, *next_of(call, commitment)]

    def answer(self, call: Call, event: CommitmentDone, following: CommitmentMade | None = None) -> str:
        """Render the commitment with its evidence, and the next one where it recurs."""
        commitment = call.state.commitment(event.network, event.commitment)
        lines = [describe(call, commitment), *tell_kept(call, commitment, event)]
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
    options=[Argument("by", NewDeadline(), N_("the new deadline")), BECAUSE],
)
class Slip(Told):
    """Moves a deadline."""

    def decide(self, call: Call, commitment: Commitment, by: datetime, because: str | None) -> Sequence[AnyEvent]:
        """Return the new deadline; none where that is the deadline already, and no reason is added."""
        require_owner(call, commitment, or_maker=True)
        check_future(call, by)
        if by == commitment.due and not because:
            return []
        reason = Text.if_any(because)
        return [CommitmentSlipped(network=commitment.network, commitment=commitment.number, due=by, reason=reason)]


@TABLE.command(
    "commit drop",
    summary=N_("Record that a commitment will not be kept"),
    who=Right.TAKE_PART,
    audience=CHANNEL,
    example="/commit drop C7 because:merged with C8",
    for_others=True,
    arguments=[A_COMMITMENT],
    options=[BECAUSE],
)
class Drop(Told):
    """Ends a commitment without a result."""

    def decide(self, call: Call, commitment: Commitment, because: str | None) -> Sequence[AnyEvent]:
        require_owner(call, commitment, or_maker=True)
        reason = Text.if_any(because)
        return [CommitmentDropped(network=commitment.network, commitment=commitment.number, reason=reason)]
