"""The work plan: `/pn milestone add`, `list`, `show`, and which commitments belong to a milestone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from chatbot.arguments import Argument, Moment, Rest, first_word
from chatbot.call import Call
from chatbot.command import CHANNEL, PRIVATE, Table
from chatbot.commands.commitment_rules import check_future
from chatbot.commands.milestone_text import describe_milestone, describe_plan
from chatbot.message import Refused
from chatbot.rights import Right
from chatbot.things import Id, Ids, read_id
from storage.events import AnyEvent, CommitmentPlaced, MilestoneAdded, Text
from storage.i18n import N_, _
from storage.measures.commitments import by_deadline
from storage.state import Commitment, Milestone

TABLE: Final = Table()
A_MILESTONE: Final = Argument("milestone", Id("milestone"), N_("the milestone"))
SOME_COMMITMENTS: Final = Argument("commitments", Ids("commitment"), N_("the commitments"))


@TABLE.command(
    "pn milestone add",
    summary=N_("Add a milestone to the work plan"),
    who=Right.PLAN_WORK,
    audience=CHANNEL,
    example="/pn milestone add Outline agreed by:in 6 weeks",
    arguments=[Argument("title", Rest(N_("TITLE"), 300), N_("what is reached then"))],
    options=[Argument("by", Moment(), N_("when"), required=False)],
)
class Add:
    """Adds a milestone, under the next number, or a later one that is written before its title."""

    def decide(self, call: Call, title: str, by: datetime | None) -> Sequence[AnyEvent]:
        """Return the milestone, under the number that its title begins with, which must be free, or the next."""
        check_future(call, by)
        following = call.state.next_number(call.network.code, "milestone")
        named, rest = read_id(first_word(title)[0]), first_word(title)[1]
        if named and named.noun == "milestone":
            if not rest or named.number < following:
                sentence = _("The next free milestone is W{number}; a title follows.").format(number=following)
                raise Refused("conflict", sentence, f"/pn milestone add W{following} {rest or _('Outline agreed')}")
            title, following = rest, named.number
        return [MilestoneAdded(network=call.network.code, milestone=following, title=Text.of(title), due=by)]

    def answer(self, call: Call, event: MilestoneAdded) -> str:
        """Render the milestone, and how commitments get to it."""
        milestone = call.state.milestone(event.network, event.milestone)
        sentence = _("Put commitments under it with `/pn milestone include {id} C7` or `/commit … milestone:{id}`.")
        undated = _("Without a date nothing is late: `/pn milestone move {id} by:in 6 weeks` sets one.")
        more = [sentence, *([] if milestone.due else [undated])]
        return "\n".join([describe_milestone(call, milestone), *(one.format(id=milestone.label) for one in more)])


@TABLE.command(
    "pn milestone list",
    summary=N_("Show the work plan: each milestone and where it stands"),
    who=Right.READ,
    audience=PRIVATE,
    example="/pn milestone list",
)
class List:
    """Lists milestones by date."""

    def show(self, call: Call) -> str:
        """Render a line a milestone, the earliest first, undated ones last."""
        ordered = by_deadline(call.network.milestones.values())
        lines = [describe_milestone(call, one) for one in ordered if not one.dropped]
        return "\n".join(lines) or _("There are no milestones in {code}.").format(code=call.code)


@TABLE.command(
    "pn milestone show",
    summary=N_("Show a milestone with its commitments"),
    who=Right.READ,
    audience=PRIVATE,
    example="/pn milestone show W2",
    arguments=[A_MILESTONE],
)
class Show:
    """Shows one milestone."""

    def show(self, call: Call, milestone: Milestone) -> str:
        """Render it with a line a commitment."""
        return describe_plan(call, milestone)


@TABLE.command(
    "pn milestone include",
    summary=N_("Put commitments under a milestone"),
    who=Right.PLAN_WORK,
    audience=CHANNEL,
    example="/pn milestone include W2 C7 C8",
    arguments=[A_MILESTONE, SOME_COMMITMENTS],
)
class Include:
    """Places commitments."""

    def decide(self, call: Call, milestone: Milestone, commitments: list[Commitment]) -> Sequence[AnyEvent]:
        """Return a place for each that is not there yet."""
        new = [one for one in commitments if one.milestone != milestone.number]
        return [CommitmentPlaced(network=one.network, commitment=one.number, milestone=milestone.number) for one in new]

    def answer(self, call: Call, event: CommitmentPlaced, *more: CommitmentPlaced) -> str:
        """Render the milestone with all its commitments."""
        return describe_plan(call, call.state.milestone(event.network, event.milestone))


@TABLE.command(
    "pn milestone exclude",
    summary=N_("Take commitments out of their milestone"),
    who=Right.PLAN_WORK,
    audience=CHANNEL,
    example="/pn milestone exclude C7",
    arguments=[SOME_COMMITMENTS],
)
class Exclude:
    """Takes commitments out of the plan; they stay commitments."""

    def decide(self, call: Call, commitments: list[Commitment]) -> Sequence[AnyEvent]:
        """Return the end of each one's place."""
        placed = [one for one in commitments if one.milestone]
        return [CommitmentPlaced(network=one.network, commitment=one.number, milestone=0) for one in placed]

    def answer(self, call: Call, event: CommitmentPlaced, *more: CommitmentPlaced) -> str:
        """Say which belong to no milestone now."""
        found = [call.state.commitment(one.network, one.commitment).label for one in (event, *more)]
        return _("In no milestone now: {commitments}").format(commitments=", ".join(found))
