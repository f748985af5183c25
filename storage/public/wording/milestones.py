"""The work plan: its milestones, and where each stands."""

from typing import Final

from storage.i18n import N_, _
from storage.measures.milestones import Plan, Stage
from storage.public.wording.texts import part_of

_MILESTONE_STAGES: Final = {
    Stage.DROPPED: N_("Dropped"),
    Stage.MET: N_("Met"),
    Stage.LATE: N_("Late"),
    Stage.AT_RISK: N_("At risk"),
    Stage.ON_TRACK: N_("On track"),
    Stage.UNDATED: N_("No date"),
}


def plan(counted: Plan) -> str:
    """Return for example "2 met, 2 on track, 1 late. Met, or not due and nothing overdue: 4 of 5 (80%)".

    Each milestone is counted once in the first sentence; without a dated one the second is "n/a".
    """
    if not counted.total:
        return _("none yet")
    counts = {
        Stage.MET: counted.met,
        Stage.ON_TRACK: counted.total - counted.met - counted.at_risk - counted.late - counted.undated,
        Stage.AT_RISK: counted.at_risk,
        Stage.LATE: counted.late,
    }
    told = [f"{count} {milestone_stage(one).lower()}" for one, count in counts.items() if count]
    if counted.undated:
        told.append(_("{count} without a date").format(count=counted.undated))
    rate = part_of(counted.on_track, counted.dated) if counted.dated else _("n/a (none is dated)")
    return _("{told}. Met, or not due and nothing overdue: {rate}").format(told=", ".join(told), rate=rate)


def milestone_stage(stage: Stage) -> str:
    """Return where a milestone stands."""
    return _(_MILESTONE_STAGES[stage])
