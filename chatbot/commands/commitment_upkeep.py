"""What else can be done with a commitment: `/commit show`, `reopen`, `note`, `snooze`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from chatbot.arguments import Argument, Moment, Rest
from chatbot.call import Call
from chatbot.command import CHANNEL, PRIVATE, Table
from chatbot.commands.commitment_rules import (
    A_COMMITMENT,
    Told,
    check_future,
    require_say,
    require_unfinished,
)
from chatbot.commands.commitment_text import describe, describe_fully
from chatbot.message import Refused
from chatbot.rights import Right
from storage.events import AnyEvent, CommitmentNoted, CommitmentReopened, RemindersSnoozed, Text
from storage.i18n import N_, _
from storage.measures.commitments import is_finished
from storage.measures.owners import find_owner
from storage.measures.reminders import co_chairs, reminded
from storage.state import Commitment

TABLE: Final = Table()


@TABLE.command(
    "commit show",
    summary=N_("Show a commitment with its deadlines, notes and evidence"),
    who=Right.READ,
    audience=PRIVATE,
    example="/commit show C7",
    arguments=[A_COMMITMENT],
)
class Show:
    """Shows one commitment; what people wrote beside it is for those who take part."""

    def show(self, call: Call, commitment: Commitment) -> str:
        """Render all that is recorded of it."""
        return describe_fully(call, commitment)


@TABLE.command(
    "commit reopen",
    summary=N_("Take up again what was done or dropped"),
    who=Right.TAKE_PART,
    audience=CHANNEL,
    example="/commit reopen C7",
    for_others=True,
    arguments=[A_COMMITMENT],
)
class Reopen(Told):
    """Makes a finished commitment an open one."""

    def decide(self, call: Call, commitment: Commitment) -> Sequence[AnyEvent]:
        require_say(call, commitment, or_maker=True)
        if not is_finished(commitment):
            sentence = _("{commitment} is not finished.").format(commitment=commitment.label)
            raise Refused("conflict", sentence, f"/commit show {commitment.label}")
        return [CommitmentReopened(network=commitment.network, commitment=commitment.number)]


@TABLE.command(
    "commit note",
    summary=N_("Add a note to a commitment, for those who take part"),
    who=Right.TAKE_PART,
    audience=CHANNEL,
    example="/commit note C7 the first draft is with the reviewers",
    for_others=True,
    arguments=[A_COMMITMENT, Argument("note", Rest(N_("NOTE")), N_("the note"))],
)
class AddNote(Told):
    """Keeps what somebody wants to be known beside it."""

    def decide(self, call: Call, commitment: Commitment, note: str) -> Sequence[AnyEvent]:
        return [CommitmentNoted(network=commitment.network, commitment=commitment.number, note=Text.of(note))]


@TABLE.command(
    "commit snooze",
    summary=N_("Be reminded of a commitment no earlier than on a day; only you are concerned"),
    who=Right.TAKE_PART,
    audience=PRIVATE,
    example="/commit snooze C7 until:in 10 days",
    for_others=True,
    arguments=[A_COMMITMENT],
    options=[Argument("until", Moment(), N_("when to be reminded again"))],
)
class Snooze:
    """Stops the reminders of one person for a while."""

    def decide(self, call: Call, commitment: Commitment, until: datetime) -> Sequence[AnyEvent]:
        """Return the pause. The deadline stays as it is."""
        require_unfinished(commitment)
        me, network = call.person.id, call.state.network(commitment.network)
        told = reminded(network, commitment, co_chairs(network, call.now), call.now)
        if not find_owner(commitment, me) and me not in told:
            sentence = _("{commitment} is not yours, so you are not reminded of it.")
            mine = f"/commit list mine in:{call.code}"
            raise Refused("forbidden", sentence.format(commitment=commitment.label), mine)
        check_future(call, until, ("until",))
        return [RemindersSnoozed(network=commitment.network, commitment=commitment.number, person=me, until=until)]

    def answer(self, call: Call, event: RemindersSnoozed) -> str:
        """Say until when, and that the deadline did not move."""
        commitment = call.state.commitment(event.network, event.commitment)
        sentence = _("No reminder of {commitment} before {time}. Its deadline stays: {line}")
        time, line = call.time(event.until), describe(call, commitment)
        return sentence.format(commitment=commitment.label, time=time, line=line)
