"""What becomes of a milestone: `/pn milestone met`, `move`, `drop`, `reopen`."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from chatbot.arguments import Argument, OneOf
from chatbot.call import Call
from chatbot.command import BECAUSE, CHANNEL, Table
from chatbot.commands.commitment_rules import check_future
from chatbot.commands.milestone import A_MILESTONE
from chatbot.commands.milestone_text import describe_milestone, describe_plan
from chatbot.message import Refused
from chatbot.moving import NewDeadline
from chatbot.rights import Right
from storage.events import (
    AnyEvent,
    CommitmentSlipped,
    MilestoneDropped,
    MilestoneMet,
    MilestoneMoved,
    MilestoneReopened,
    Text,
)
from storage.i18n import N_, _, plural
from storage.measures.commitments import is_finished
from storage.measures.milestones import children, moves_with
from storage.state import Milestone

TABLE: Final = Table()


class Fate(StrEnum):
    """What becomes of the commitments of a milestone that moves."""

    MOVE = "move"
    STAY = "stay"


def require_standing(milestone: Milestone) -> None:
    """Raise `Refused` for a milestone that is met or dropped."""
    if milestone.met or milestone.dropped:
        state = _("met") if milestone.met else _("dropped")
        sentence = _("{milestone} is {state} already.").format(milestone=milestone.label, state=state)
        raise Refused("conflict", sentence, f"/pn milestone reopen {milestone.label}")


@TABLE.command(
    "pn milestone met",
    summary=N_("Record that a milestone is reached"),
    who=Right.PLAN_WORK,
    audience=CHANNEL,
    example="/pn milestone met W2",
    arguments=[A_MILESTONE],
)
class Met:
    """Marks a milestone."""

    def decide(self, call: Call, milestone: Milestone) -> Sequence[AnyEvent]:
        """Return that it is met, whatever its commitments say."""
        require_standing(milestone)
        return [MilestoneMet(network=milestone.network, milestone=milestone.number)]

    def answer(self, call: Call, event: MilestoneMet) -> str:
        """Render it, and which of its commitments are still open."""
        milestone = call.state.milestone(event.network, event.milestone)
        left = [one.label for one in children(call.network, milestone) if not is_finished(one)]
        lines = [describe_milestone(call, milestone)]
        if left:
            lines.append(_("Not finished under it: {commitments}").format(commitments=", ".join(left)))
        return "\n".join(lines)


@TABLE.command(
    "pn milestone move",
    summary=N_("Move a milestone; asks whether its commitments move by as many days"),
    who=Right.PLAN_WORK,
    audience=CHANNEL,
    example="/pn milestone move W2 by:in 8 weeks commitments:move",
    arguments=[A_MILESTONE],
    options=[
        Argument("by", NewDeadline(), N_("the new date")),
        Argument("commitments", OneOf(Fate, {"keep": Fate.STAY}), N_("whether they move with it"), required=False),
        BECAUSE,
    ],
)
class Move:
    """Moves a date; the first one is kept."""

    def decide(
        self, call: Call, milestone: Milestone, by: datetime, commitments: Fate | None, because: str | None
    ) -> Sequence[AnyEvent]:
        """Return the new date, and those of the commitments that move with it. With any, it must be said which.

        Where that is the date already, and no reason is added, there is nothing to record.
        """
        require_standing(milestone)
        check_future(call, by)
        if by == milestone.due and not because:
            return []
        shift = by - milestone.due if milestone.due else timedelta(0)
        moving = moves_with(call.network, milestone) if shift else []
        if moving and commitments is None:
            raise self._asking(call, milestone, shift)
        reason = Text.if_any(because)
        slips = []
        for one in moving if commitments is Fate.MOVE else ():
            assert one.due
            check_future(call, one.due + shift)
            due = one.due + shift
            slips.append(CommitmentSlipped(network=one.network, commitment=one.number, due=due, reason=reason))
        moved = MilestoneMoved(network=milestone.network, milestone=milestone.number, due=by, reason=reason)
        return [moved, *slips]

    def _asking(self, call: Call, milestone: Milestone, shift: timedelta) -> Refused:
        """Return the question, with what would move and to when."""
        lines = [
            f"- {one.label}: {one.text} · {call.time(one.due)} → {call.time(one.due + shift)}"
            for one in moves_with(call.network, milestone)
            if one.due
        ]
        days = plural("{count} day", "{count} days", abs(shift.days))
        direction = _("later") if shift > timedelta(0) else _("earlier")
        sentence = _(
            "{milestone} would be due {days} {direction}. With `commitments:move` these move as far, with "
            "`commitments:stay` they keep their dates:"
        ).format(milestone=milestone.label, days=days, direction=direction)
        line = f"{call.line} commitments:move"
        return Refused("ambiguous", "\n".join([sentence, *lines]), line)

    def answer(self, call: Call, event: MilestoneMoved, *more: CommitmentSlipped) -> str:
        """Render the milestone with its commitments as they are due now."""
        return describe_plan(call, call.state.milestone(event.network, event.milestone))


class Told:
    """An answer that shows the milestone as it now stands."""

    def answer(self, call: Call, event: MilestoneReopened | MilestoneDropped) -> str:
        return describe_milestone(call, call.state.milestone(event.network, event.milestone))


@TABLE.command(
    "pn milestone drop",
    summary=N_("Take a milestone out of the work plan; its commitments stay"),
    who=Right.PLAN_WORK,
    audience=CHANNEL,
    example="/pn milestone drop W2 because:merged with W3",
    arguments=[A_MILESTONE],
    options=[BECAUSE],
)
class Drop(Told):
    """Ends a milestone."""

    def decide(self, call: Call, milestone: Milestone, because: str | None) -> Sequence[AnyEvent]:
        require_standing(milestone)
        reason = Text.if_any(because)
        return [MilestoneDropped(network=milestone.network, milestone=milestone.number, reason=reason)]


@TABLE.command(
    "pn milestone reopen",
    summary=N_("Take up a milestone again that was met or dropped"),
    who=Right.PLAN_WORK,
    audience=CHANNEL,
    example="/pn milestone reopen W2",
    arguments=[A_MILESTONE],
)
class Reopen(Told):
    """Puts a milestone back into the plan."""

    def decide(self, call: Call, milestone: Milestone) -> Sequence[AnyEvent]:
        if not (milestone.met or milestone.dropped):
            sentence = _("{milestone} is neither met nor dropped.").format(milestone=milestone.label)
            raise Refused("conflict", sentence, f"/pn milestone show {milestone.label}")
        return [MilestoneReopened(network=milestone.network, milestone=milestone.number)]
