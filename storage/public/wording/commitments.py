"""Commitments: by status, on time, late."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from storage.events import Progress
from storage.i18n import N_, _, plural
from storage.measures.delivery import Delivery
from storage.moments import tell_deadline
from storage.public.wording.texts import days, part_of

STATUSES: Final = {
    Progress.OPEN: N_("Open"),
    Progress.IN_PROGRESS: N_("In progress"),
    Progress.DONE: N_("Done"),
    Progress.DROPPED: N_("Dropped"),
    Progress.UNKNOWN: N_("Status unknown"),
}


def standing(counted: Iterable[tuple[Progress, int]]) -> str:
    """Return the commitments by status in a sentence."""
    counts = [(STATUSES[progress], count) for progress, count in counted if count]
    if not counts:
        return _("No commitment is recorded yet.")
    total = plural("{count} commitment", "{count} commitments", sum(count for _name, count in counts))
    parts = ", ".join(f"{_(name).lower()} {count}" for name, count in counts)
    return _("{total}: {parts}.").format(total=total, parts=parts)


def due(deadline: datetime | None) -> str:
    """Return a commitment's deadline."""
    return tell_deadline(deadline) if deadline else _("no deadline")


def unnamed(count: int) -> str:
    """Return how many commitments without a deadline are not told one by one."""
    return plural("and {count} without a deadline", "and {count} without a deadline", count)


def status(progress: Progress, *, overdue: bool) -> str:
    """Return a commitment's status; overdue is said with it."""
    text = _(STATUSES[progress])
    return _("{status}, overdue").format(status=text) if overdue else text


def on_time(counted: Delivery) -> str:
    """Return how many were done by their original deadline, and by the one of now; while nothing is known, why."""
    if not counted.due and not counted.due_as_revised:
        return _part_of_due(0, 0)
    if why := _unreported(counted):
        return why
    return _("{original}; by the deadlines as moved since: {revised}").format(
        original=_part_of_due(counted.on_time, counted.due),
        revised=_part_of_due(counted.on_time_as_revised, counted.due_as_revised),
    )


def _part_of_due(kept: int, due: int) -> str:
    return part_of(kept, due) if due else _("n/a (none was due yet)")


def _unreported(counted: Delivery) -> str:
    """Return why nothing is known of what was due; "" where something is, or nothing was due."""
    if not counted.unknown or counted.unknown < counted.due:
        return ""
    return plural(
        "n/a (nobody has said whether the {count} that was due was done)",
        "n/a (nobody has said whether the {count} that were due were done)",
        counted.unknown,
    )


def median_slip(counted: Delivery) -> str:
    """Return for example "12.5 days late (over 6 commitments)"; early is said, not written with a minus."""
    slip = counted.median_slip
    if slip is None:
        return _("n/a (none was due yet)")
    if why := _unreported(counted):
        return why
    sentence = _("{days} late ({over})") if slip > 0 else _("{days} early ({over})")
    over = plural("over {count} commitment", "over {count} commitments", counted.due)
    if counted.unknown:
        over = _("{over}, of which {count} of unknown status").format(over=over, count=counted.unknown)
    return (sentence if slip else _("none ({over})")).format(days=days(abs(slip)), over=over)


def delivery(counted: Delivery) -> str:
    """Return what was kept in time, in a sentence; a short one where nothing is known of it."""
    kept, slip = on_time(counted), median_slip(counted)
    if kept == slip:  # both say why nothing is known
        return _("Done on time: {kept}").format(kept=kept)
    return _("Done on time: {kept}. Typical delay: {slip}").format(kept=kept, slip=slip)
