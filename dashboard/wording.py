"""Figures in sentences. A zero denominator is "n/a", never 0%; a poll is never won."""

from datetime import datetime
from typing import Final

import pandas as pd

from dashboard.frames import Row, rows
from storage.events import EVER, MeetingKind, PollKind, Progress
from storage.i18n import N_, _, plural
from storage.measures.members import LARGEST, SMALLEST, Band
from storage.measures.polls import Stage
from storage.moments import tell_day, tell_deadline, tell_minute

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
    "planned": N_("Planned"),
    "not opened": N_("Planned, not opened"),
    "held": N_("Held"),
    "cancelled": N_("Cancelled"),
}


def size(row: Row) -> str:
    """Return for example "22 members: within 15–30"."""
    members = plural("{count} member", "{count} members", row["size"])
    band = _(_BANDS[row["band"]]).format(smallest=SMALLEST, largest=LARGEST)
    return _("{members}: {band}").format(members=members, band=band)


def standing(frame: pd.DataFrame) -> str:
    """Return the commitments by status in a sentence."""
    counts = [(STATUSES[row["status"]], row["count"]) for row in rows(frame) if row["count"]]
    if not counts:
        return _("No commitment is recorded yet.")
    total = plural("{count} commitment", "{count} commitments", sum(count for _name, count in counts))
    parts = ", ".join(f"{_(name).lower()} {count}" for name, count in counts)
    return _("{total}: {parts}.").format(total=total, parts=parts)


def next_meeting(row: Row) -> str:
    """Return when the next meeting starts."""
    return tell_minute(row["next_meeting"]) if row["next_meeting"] else _("none planned")


def last_update(row: Row, as_of: datetime) -> str:
    """Return how many days ago the last public update was."""
    if row["last_update"] is None:
        return _("none yet")
    days = (as_of.date() - row["last_update"].date()).days
    return plural("{count} day ago", "{count} days ago", days) if days else _("today")


def turnout(row: Row) -> str:
    """Return for example "12 of 22 (55%)"; without an electorate, "n/a"."""
    if not row["electorate"]:
        return _("n/a")
    return _("{voters} of {electorate} ({share})").format(
        voters=row["voters"], electorate=row["electorate"], share=share(row["voters"], row["electorate"])
    )


def share(part: int, whole: int) -> str:
    """Return a share in percent; of nothing, "n/a"."""
    return f"{part / whole:.0%}" if whole else _("n/a")


def stage(row: Row) -> str:
    """Return where a poll stands, and when it closes or closed."""
    if row["stage"] is Stage.CLOSED:
        return _("Closed on {time}").format(time=tell_minute(row["closes"]))
    if row["closes"]:
        return _("Open until {time}").format(time=tell_minute(row["closes"]))
    return _("Open, without a closing time")


def rule(row: Row) -> str:
    """Return how many options a ballot may name."""
    several = row["kind"] is PollKind.MULTIPLE
    return _("A ballot may name several options.") if several else _("A ballot names one option.")


def reading(row: Row, results: pd.DataFrame) -> str:
    """Return what the totals say, and no more: where most votes are, or that they are tied."""
    lines = rows(results)
    leading = [line for line in lines if line["leading"]]
    if not leading:
        sentence = _("Nobody has voted yet.") if row["stage"] is Stage.OPEN else _("Nobody voted.")
    elif len(leading) > 1:
        names = _("; ").join(quote(line["text"]) for line in leading)
        each = plural("{count} vote each", "{count} votes each", leading[0]["votes"])
        sentence = _("A tie, with {votes}: {options}.").format(votes=each, options=names)
    else:
        votes = plural("{count} vote", "{count} votes", leading[0]["votes"])
        sentence = _("Most votes: {option}, with {votes}.").format(option=quote(leading[0]["text"]), votes=votes)
    return _("So far: {sentence}").format(sentence=sentence) if row["stage"] is Stage.OPEN else sentence


def quote(text: str) -> str:
    """Return the text in quotation marks."""
    return _("“{text}”").format(text=text)


def headcount(row: Row) -> str:
    """Return for example "14 of 22 members, 3 others"."""
    if row["present"] is None:
        return _("not recorded")
    members = _("{present} of {eligible} members").format(present=row["present"], eligible=row["eligible"])
    if not row["eligible"]:
        members = _("members: n/a")
    others = plural("{count} other", "{count} others", row["others"])
    return _("{members}, {others}").format(members=members, others=others)


def attendance(row: Row) -> str:
    """Return the headcount of a meeting that began, or of one whose attendance was recorded all the same."""
    return headcount(row) if row["present"] is not None or row["stage"] in ("open", "held") else "–"


def start(row: Row) -> str:
    """Return when a meeting starts."""
    return tell_minute(row["starts"])


def meeting_stage(row: Row) -> str:
    """Return where a meeting stands."""
    return _(_MEETING_STAGES[row["stage"]])


def meeting_title(row: Row) -> str:
    """Return the meeting's title; a community meeting says that it is one."""
    if row["kind"] is not MeetingKind.COMMUNITY:
        return str(row["title"])
    return _("{title} (community meeting)").format(title=row["title"])


def due(row: Row) -> str:
    """Return a commitment's deadline."""
    return tell_deadline(row["due"]) if row["due"] else _("no deadline")


def status(row: Row) -> str:
    """Return a commitment's status; overdue is said with it."""
    text = _(STATUSES[row["status"]])
    return _("{status}, overdue").format(status=text) if row["overdue"] else text


def day(moment: datetime) -> str:
    """Return the day of something public; an import without a date holds since ever."""
    return _("not dated") if moment == EVER else tell_day(moment)
