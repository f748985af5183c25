"""How long the public waits: since the last update, and from a meeting to its summary."""

from datetime import datetime
from statistics import median
from typing import NamedTuple

from storage.events import EVER
from storage.measures import meetings
from storage.moments import days_between
from storage.state import Network


class SummaryLag(NamedTuple):
    """From the end of a meeting to its first published minutes, over the meetings that have some."""

    median_days: float | None
    """Days in UTC, over the summaries whose date is known; None without such a one."""
    summaries: int
    missing: int
    """Meetings that ended and have none yet."""


def staleness(network: Network, as_of: datetime) -> int | None:
    """Return the days, in UTC, since a person last published an update; None where nobody ever did."""
    last = max((one.at for one in network.publications if EVER < one.at <= as_of), default=None)
    return days_between(last, as_of) if last else None


def summary_lag(network: Network) -> SummaryLag:
    """Return how long summaries took, of whatever kind of meeting."""
    ended = [(one.closed, one.minutes) for one in meetings.held(network) if one.closed and one.closed != EVER]
    published = [(closed, minutes[0].at) for closed, minutes in ended if minutes]
    lags = [max(0, days_between(closed, at)) for closed, at in published if at != EVER]  # opened again since: none
    return SummaryLag(median(lags) if lags else None, len(published), len(ended) - len(published))
