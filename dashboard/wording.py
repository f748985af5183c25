"""Rows of the frames in sentences; the sentences themselves stand in `storage.public.wording`."""

import pandas as pd

from dashboard.frames import Row, rows
from dashboard.markup import Cell, Link
from storage.i18n import _, plural
from storage.measures.meetings import Headcount
from storage.measures.members import Size
from storage.moments import tell_minute
from storage.public import wording


def size(row: Row) -> str:
    """Return for example "22 members: within 15–30"."""
    return wording.size(Size(row["size"], row["band"]))


def standing(frame: pd.DataFrame) -> str:
    """Return the commitments by status in a sentence."""
    return wording.standing((row["status"], row["count"]) for row in rows(frame))


def next_meeting(row: Row) -> str:
    """Return when the next meeting starts, and how many nobody opened though their time has passed."""
    told = tell_minute(row["next_meeting"]) if row["next_meeting"] else _("none planned")
    missed = plural("{count} was not opened in time", "{count} were not opened in time", row["unopened_meetings"])
    return _("{next}; {missed}").format(next=told, missed=missed) if row["unopened_meetings"] else told


def stage(row: Row) -> str:
    """Return where a poll stands, and when it closes or closed; or that it is being counted."""
    return wording.poll_stage(row["stage"], row["closes"], is_counted=row["is_counted"])


def attendance(row: Row) -> str:
    """Return the headcount of a meeting as a rate; of one that did not begin, nothing, unless it was recorded."""
    count: Headcount | None = row["headcount"]
    if count and count.eligible:
        share = wording.share(count.present, count.eligible)
        return _("{share}: {headcount}").format(share=share, headcount=wording.headcount(count))
    return wording.headcount(count) if count or row["stage"] in ("open", "between", "held") else ""


def start(row: Row) -> str:
    """Return when the sittings of a meeting start."""
    return _(" and again ").join(tell_minute(starts) for starts in row["starts"])


def meeting_stage(row: Row, address: str) -> Cell:
    """Return where a meeting stands; with minutes, it leads to them."""
    stage = wording.meeting_stage(row["stage"])
    if not row["minutes"]:
        return stage
    return Link(_("{stage}, minutes version {number}").format(stage=stage, number=row["minutes"]), address)


def meeting_title(row: Row) -> str:
    """Return the meeting's title, which tells a community meeting apart, and its agreed agenda."""
    title = wording.meeting_title(row["title"], row["kind"])
    items = _("; ").join(f"{place}. {text}" for place, text in enumerate(row["agenda"], 1))
    return _("{title}. Agenda: {items}").format(title=title, items=items) if items else title


def due(row: Row) -> str:
    """Return a commitment's deadline."""
    return wording.due(row["due"])


def status(row: Row) -> str:
    """Return a commitment's status; overdue is said with it."""
    return wording.status(row["status"], overdue=row["overdue"])


def moved(row: Row) -> str:
    """Return when a milestone is due, and when it was due at first where that was another date."""
    due = wording.due(row["due"])
    if row["original_due"] in (None, row["due"]):
        return due
    return _("{now}, originally {before}").format(now=due, before=wording.due(row["original_due"]))


def milestone(row: Row) -> str:
    """Return where a milestone stands."""
    return wording.milestone_stage(row["stage"])


def done(row: Row) -> str:
    """Return how many commitments of a milestone are finished, of how many."""
    return (
        _("{finished} of {total}").format(finished=row["finished"], total=row["total"]) if row["total"] else _("none")
    )
