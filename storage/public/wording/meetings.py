"""Meetings: when they are, who was there, how often they are held."""

from typing import Final

from storage.events import MeetingKind
from storage.i18n import N_, _, plural
from storage.measures.meetings import Attended, Cadence, Headcount, Quorum
from storage.moments import tell_minute
from storage.public.wording.texts import share
from storage.state import Meeting

_MEETING_STAGES: Final = {
    "open": N_("Going on now"),
    "between": N_("Between two sittings"),
    "planned": N_("Planned"),
    "not opened": N_("Planned, not opened"),
    "held": N_("Held"),
    "cancelled": N_("Cancelled"),
}


def headcount(count: Headcount | None) -> str:
    """Return for example "14 of 22 members, 3 others"."""
    if count is None:
        return _("not recorded")
    members = _("{present} of {eligible} members").format(present=count.present, eligible=count.eligible)
    if not count.eligible:
        members = _("members: n/a")
    if count.proxies:
        represented = plural("{count} represented by proxy", "{count} represented by proxy", count.proxies)
        members = _("{members}, {represented}").format(members=members, represented=represented)
    others = plural("{count} other", "{count} others", count.others)
    return _("{members}, {others}").format(members=members, others=others)


def cadence(counted: Cadence | None) -> str:
    """Return for example "in 11 of 12 complete months (92%)"."""
    if counted is None:
        return _("n/a (no complete month known since it was formed)")
    months = plural("{count} complete month", "{count} complete months", counted.months)
    return _("in {met} of {months} ({share})").format(
        met=counted.met, months=months, share=share(counted.met, counted.months)
    )


def attendance(counted: Attended | None) -> str:
    """Return for example "74% over 12 meetings"."""
    if counted is None:
        return _("n/a (no attendance recorded)")
    over = plural("{count} recorded meeting", "{count} recorded meetings", counted.meetings)
    return _("{share} over {meetings}").format(share=share(counted.present, counted.eligible), meetings=over)


def held(counted: Cadence | None, attended: Attended | None) -> str:
    """Return how often the working group met, and how many came, in a sentence."""
    return _("Monthly meeting held: {cadence}. Attendance: {attendance}").format(
        cadence=cadence(counted), attendance=attendance(attended)
    )


def quorum(counted: Quorum) -> str:
    """Return whether there was a quorum, with the numbers."""
    sentence = _("Quorum ({part}): {needed} needed, {present} present")
    if not counted.met:
        sentence = _("No quorum ({part}): {needed} needed, {present} present")
    return sentence.format(part=counted.agreed, present=counted.present, needed=counted.needed)


def begins(meeting: Meeting) -> str:
    """Return when the sittings of a meeting began; of those that did not, when they start."""
    return _(" and again ").join(tell_minute(sitting.begins) for sitting in meeting.sittings)


def meeting_stage(stage: str) -> str:
    """Return where a meeting stands; see `storage.measures.meetings.stage`."""
    return _(_MEETING_STAGES[stage])


def meeting_title(title: str, kind: MeetingKind) -> str:
    """Return the meeting's title; a community meeting says that it is one."""
    return _("{title} (community meeting)").format(title=title) if kind is MeetingKind.COMMUNITY else title
