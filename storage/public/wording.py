"""Figures in sentences. A zero denominator is "n/a", never 0%; a poll is never won."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from storage.events import EVER, MeetingKind, PollKind, Progress, Text
from storage.i18n import N_, _, plural
from storage.measures.meetings import Headcount
from storage.measures.members import LARGEST, SMALLEST, Band, Size
from storage.measures.polls import Stage, Tally
from storage.moments import tell_day, tell_deadline, tell_minute
from storage.state import Meeting

STATUSES: Final = {
    Progress.OPEN: N_("Open"),
    Progress.IN_PROGRESS: N_("In progress"),
    Progress.DONE: N_("Done"),
    Progress.DROPPED: N_("Dropped"),
    Progress.UNKNOWN: N_("Status unknown"),
}
_BANDS: Final = {
    Band.BELOW: N_("below {smallest}–{largest}"),
    Band.INSIDE: N_("within {smallest}–{largest}"),
    Band.ABOVE: N_("above {smallest}–{largest}"),
}
_MEETING_STAGES: Final = {
    "open": N_("Going on now"),
    "between": N_("Between two sittings"),
    "planned": N_("Planned"),
    "not opened": N_("Planned, not opened"),
    "held": N_("Held"),
    "cancelled": N_("Cancelled"),
}


def written(text: Text) -> str:
    """Return what a person wrote, or what the public is told of a text that was erased."""
    return str(text) or (_("(text erased)") if text.digest else "")


def quote(text: str) -> str:
    """Return the text in quotation marks."""
    return _("“{text}”").format(text=text)


def size(counted: Size) -> str:
    """Return for example "22 members: within 15–30"."""
    members = plural("{count} member", "{count} members", counted.size)
    band = _(_BANDS[counted.band]).format(smallest=SMALLEST, largest=LARGEST)
    return _("{members}: {band}").format(members=members, band=band)


def standing(counted: Iterable[tuple[Progress, int]]) -> str:
    """Return the commitments by status in a sentence."""
    counts = [(STATUSES[progress], count) for progress, count in counted if count]
    if not counts:
        return _("No commitment is recorded yet.")
    total = plural("{count} commitment", "{count} commitments", sum(count for _name, count in counts))
    parts = ", ".join(f"{_(name).lower()} {count}" for name, count in counts)
    return _("{total}: {parts}.").format(total=total, parts=parts)


def turnout(tally: Tally) -> str:
    """Return for example "12 of 22 (55%)"; without an electorate, "n/a"."""
    if not tally.electorate:
        return _("n/a")
    return _("{voters} of {electorate} ({share})").format(
        voters=tally.voters, electorate=tally.electorate, share=share(tally.voters, tally.electorate)
    )


def share(part: int, whole: int) -> str:
    """Return a share in percent; of nothing, "n/a"."""
    return f"{part / whole:.0%}" if whole else _("n/a")


def reading(tally: Tally, options: Sequence[str], stage: Stage) -> str:
    """Return what the totals say, and no more: where most votes are, or that they are tied."""
    leading = [options[number - 1] for number in tally.leading]
    most = max(tally.counts, default=0)
    if not leading:
        sentence = _("Nobody has voted yet.") if stage is Stage.OPEN else _("Nobody voted.")
    elif len(leading) > 1:
        names = _("; ").join(quote(option) for option in leading)
        each = plural("{count} vote each", "{count} votes each", most)
        sentence = _("A tie, with {votes}: {options}.").format(votes=each, options=names)
    else:
        votes = plural("{count} vote", "{count} votes", most)
        sentence = _("Most votes: {option}, with {votes}.").format(option=quote(leading[0]), votes=votes)
    return _("So far: {sentence}").format(sentence=sentence) if stage is Stage.OPEN else sentence


def poll_stage(stage: Stage, closes: datetime | None) -> str:
    """Return where a poll stands, and when it closes or closed."""
    if stage is Stage.CLOSED and closes:
        return _("Closed on {time}").format(time=tell_minute(closes))
    if closes:
        return _("Open until {time}").format(time=tell_minute(closes))
    return _("Open, without a closing time")


def rule(kind: PollKind) -> str:
    """Return how many options a ballot may name."""
    several = kind is PollKind.MULTIPLE
    return _("A ballot may name several options.") if several else _("A ballot names one option.")


def headcount(count: Headcount | None) -> str:
    """Return for example "14 of 22 members, 3 others"."""
    if count is None:
        return _("not recorded")
    members = _("{present} of {eligible} members").format(present=count.present, eligible=count.eligible)
    if not count.eligible:
        members = _("members: n/a")
    others = plural("{count} other", "{count} others", count.others)
    return _("{members}, {others}").format(members=members, others=others)


def starts(meeting: Meeting) -> str:
    """Return when the sittings of a meeting start."""
    return _(" and again ").join(tell_minute(sitting.starts) for sitting in meeting.sittings)


def meeting_stage(stage: str) -> str:
    """Return where a meeting stands; see `storage.measures.meetings.stage`."""
    return _(_MEETING_STAGES[stage])


def meeting_title(title: str, kind: MeetingKind) -> str:
    """Return the meeting's title; a community meeting says that it is one."""
    return _("{title} (community meeting)").format(title=title) if kind is MeetingKind.COMMUNITY else title


def due(deadline: datetime | None) -> str:
    """Return a commitment's deadline."""
    return tell_deadline(deadline) if deadline else _("no deadline")


def status(progress: Progress, *, overdue: bool) -> str:
    """Return a commitment's status; overdue is said with it."""
    text = _(STATUSES[progress])
    return _("{status}, overdue").format(status=text) if overdue else text


def day(moment: datetime) -> str:
    """Return the day of something public; an import without a date holds since ever."""
    return _("not dated") if moment == EVER else tell_day(moment)
