"""Figures in sentences. A zero denominator is "n/a", never 0%; a poll is never won."""

from storage.public.wording.commitments import (
    STATUSES,
    delivery,
    due,
    median_slip,
    on_time,
    standing,
    status,
    unnamed,
)
from storage.public.wording.meetings import (
    attendance,
    begins,
    cadence,
    headcount,
    held,
    meeting_stage,
    meeting_title,
    quorum,
)
from storage.public.wording.members import balance, balance_kinds, band, size, stated
from storage.public.wording.milestones import milestone_stage, plan
from storage.public.wording.polls import RULES, counts, electorate, options, poll_stage, rule, silence, turnout, votes
from storage.public.wording.readings import FINDINGS, finding, reading, whole_finding
from storage.public.wording.texts import day, quote, share, typed, written
from storage.public.wording.updates import staleness, summary_lag, updated

__all__ = [
    "FINDINGS",
    "RULES",
    "STATUSES",
    "attendance",
    "balance",
    "balance_kinds",
    "band",
    "begins",
    "cadence",
    "counts",
    "day",
    "delivery",
    "due",
    "electorate",
    "finding",
    "headcount",
    "held",
    "median_slip",
    "meeting_stage",
    "meeting_title",
    "milestone_stage",
    "on_time",
    "options",
    "plan",
    "poll_stage",
    "quorum",
    "quote",
    "reading",
    "rule",
    "share",
    "silence",
    "size",
    "staleness",
    "standing",
    "stated",
    "status",
    "summary_lag",
    "turnout",
    "typed",
    "unnamed",
    "updated",
    "votes",
    "whole_finding",
    "written",
]
