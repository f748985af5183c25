"""How a milestone is told: a line with its date, where it stands, and its commitments."""

from chatbot.call import Call
from chatbot.commands.commitment_text import describe, tell_dropped, tell_slips
from storage.i18n import _
from storage.measures.commitments import is_finished
from storage.measures.milestones import children, stage
from storage.public import wording
from storage.public.wording import written
from storage.state import Milestone


def describe_milestone(call: Call, milestone: Milestone) -> str:
    """Return a milestone in one line."""
    network = call.state.network(milestone.network)
    due = _("by {time}").format(time=call.time(milestone.due)) if milestone.due else _("no date")
    if milestone.original_due and milestone.original_due != milestone.due:
        due = _("{now}, originally {before}").format(now=due, before=call.time(milestone.original_due))
    mine = children(network, milestone)
    finished = sum(is_finished(one) for one in mine)
    counted = _("{finished} of {total} commitments done").format(finished=finished, total=len(mine))
    standing = wording.milestone_stage(stage(network, milestone, call.now)).lower()
    line = " · ".join(dict.fromkeys([due, standing, counted if mine else _("no commitments")]))
    return f"{milestone.label}: {written(milestone.title)} · {line}"


def describe_plan(call: Call, milestone: Milestone) -> str:
    """Return a milestone with a line for each change of it, and for each of its commitments."""
    mine = children(call.state.network(milestone.network), milestone)
    changes = tell_slips(call, milestone.slips)
    if milestone.dropped:
        changes.append(tell_dropped(call, milestone.dropped, milestone.reason))
    return "\n".join([describe_milestone(call, milestone), *changes, *(f"- {describe(call, one)}" for one in mine)])
