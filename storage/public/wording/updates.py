"""How long the public waits, in words."""

from storage.i18n import _, plural
from storage.measures.updates import SummaryLag
from storage.public.wording.texts import days


def staleness(since: int | None) -> str:
    """Return how many days ago the last public update was, which is one that a person published."""
    if since is None:
        return _("none written yet")
    return plural("{count} day ago", "{count} days ago", since) if since else _("today")


def summary_lag(lag: SummaryLag) -> str:
    """Return for example "typically 3 days after the meeting (6 published), 1 missing"."""
    if not lag.summaries and not lag.missing:
        return _("n/a (no meeting ended yet)")
    missing = _("{count} missing").format(count=lag.missing)
    if not lag.summaries:
        return _("none published, {missing}").format(missing=missing)
    sentence = _("typically {days} after the meeting ({count} published)")
    if lag.median_days is None:
        sentence = _("{count} published, not dated")
    elif not lag.median_days:
        sentence = _("typically on the day of the meeting ({count} published)")
    told = sentence.format(days=days(lag.median_days or 0), count=lag.summaries)
    return _("{told}, {missing}").format(told=told, missing=missing) if lag.missing else told


def updated(since: int | None, lag: SummaryLag) -> str:
    """Return how long ago the last public update was, and how long summaries take, in a sentence."""
    return _("Last public update: {last}. Summaries of meetings: {lag}").format(
        last=staleness(since), lag=summary_lag(lag)
    )
