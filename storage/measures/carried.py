"""Which commitments come back at a meeting: derived from the record, so that none is copied and none is forgotten."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Final

from storage.events import MeetingKind, Progress
from storage.measures.commitments import LAST, as_it_stood
from storage.state import Commitment, Meeting, Network

MANY: Final = 3
"""Commitments without a deadline that are told one by one at every meeting."""
_WAITING: Final = frozenset((Progress.OPEN, Progress.IN_PROGRESS))


def carried(network: Network, meeting: Meeting, as_of: datetime) -> list[Commitment]:
    """Return the commitments that a meeting of the working group is to go through, the earliest deadline first.

    They were not finished when it began (before it begins: at `as_of`), and were made in the meeting before or since it
    began, or are due by the end of its day in UTC, or have no deadline. Imported ones of which nobody said how far they
    are stand on the dashboard alone, and other kinds of meetings have none.
    """
    if meeting.kind is not MeetingKind.MWG or meeting.cancelled:
        return []
    begins, at = meeting.opened or meeting.starts, meeting.opened or as_of
    since = _last_before(network, begins, as_of) or LAST
    day_ends = datetime.combine(begins.astimezone(UTC), time.max, UTC)
    every = [(as_it_stood(one, at), one) for one in network.commitments.values() if one.made < at]
    found = [
        (stood.due or LAST, one.number, one)
        for stood, one in every
        if stood.progress in _WAITING and (stood.due is None or stood.due <= day_ends or one.made >= since)
    ]
    return [one for _due, _number, one in sorted(found)]


def named(network: Network, meeting: Meeting, back: Sequence[Commitment], as_of: datetime) -> list[Commitment]:
    """Return those of the commitments that come back which are told one by one.

    Where more than `MANY` have no deadline, these come back each time: of them only those made since the last meeting.
    """
    at = meeting.opened or as_of
    undated = [one for one in back if as_it_stood(one, at).due is None]
    if len(undated) <= MANY:
        return list(back)
    since = _last_before(network, meeting.opened or meeting.starts, as_of)
    return [one for one in back if one not in undated or (since is not None and one.made >= since)]


def _last_before(network: Network, begins: datetime, as_of: datetime) -> datetime | None:
    """Return when the meeting before a moment began, or is to begin; one that nobody opened in time is passed over."""
    every = [one for one in network.meetings.values() if one.kind is MeetingKind.MWG and not one.cancelled]
    times = (one.opened or one.starts for one in every if one.opened or one.starts >= as_of)
    return max((starts for starts in times if starts < begins), default=None)
