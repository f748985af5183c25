"""The work plan: its milestones, and where each stands."""

from typing import Final

from storage.i18n import N_, _
from storage.measures.milestones import Plan, Stage
from storage.public.wording.texts import share

_MILESTONE_STAGES: Final = {
    Stage.DROPPED: N_("Dropped"),
    Stage.MET: N_("Met"),
    Stage.LATE: N_("Late"),
    Stage.AT_RISK: N_("At risk"),
    Stage.ON_TRACK: N_("On track"),
    Stage.UNDATED: N_("No date"),
}


def plan(counted: Plan) -> str:
    """Return for example "4 of 5 on track (80%), 1 at risk, 2 met"; without a dated milestone, "n/a"."""
    if not counted.total:
        return _("none yet")
    if not counted.dated:
        tracked = _("on track n/a (none is dated)")
    else:
        rate = share(counted.on_track, counted.dated)
        tracked = _("{on_track} of {dated} on track ({share})").format(**counted._asdict(), share=rate)
    return _("{tracked}, {at_risk} at risk, {met} met").format(tracked=tracked, **counted._asdict())


def milestone_stage(stage: Stage) -> str:
    """Return where a milestone stands."""
    return _(_MILESTONE_STAGES[stage])
