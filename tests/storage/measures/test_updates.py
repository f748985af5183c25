"""How long the public waits: for an update, and for the summary of a meeting."""

from datetime import UTC, datetime, timedelta

import pytest

from storage.events import EVER, MeetingKind, Text
from storage.measures.updates import SummaryLag, staleness, summary_lag
from storage.public import wording
from storage.state import Meeting, Minutes, Network, Publication, Sitting

START = datetime(2021, 5, 1, 20, 0, tzinfo=UTC)


def held(number: int, *published: int | None) -> Meeting:
    """Make a meeting that ended at 20:00 UTC, with versions of its minutes so many days later, or without a date."""
    dates = [EVER if days is None else START + timedelta(days=days) for days in published]
    minutes = [Minutes(Text("# Minutes"), at, None) for at in dates]
    sitting = Sitting(START, START, START)
    return Meeting("PNE", number, [sitting], Text("Call"), MeetingKind.COMMUNITY, closed=START, minutes=minutes)


@pytest.mark.parametrize(
    ("hours", "days", "words"), [(0, 0, "today"), (5, 1, "1 day ago"), (24 * 30, 30, "30 days ago")]
)
def test_the_last_update_is_told_in_days(hours: int, days: int, words: str) -> None:
    """Days are those of the calendar in UTC; an update of a later time is not there yet."""
    later = Publication(Text("Later."), START + timedelta(days=90))
    network = Network("PNE", "", publications=[Publication(Text("News."), START), later])
    found = staleness(network, START + timedelta(hours=hours))

    assert (found, wording.staleness(found)) == (days, words)


def test_without_an_update_there_is_no_number() -> None:
    """Nor where the only one is not dated."""
    assert staleness(Network("PNE", ""), START) is None
    assert staleness(Network("PNE", "", publications=[Publication(Text("Old."), EVER)]), START) is None
    assert wording.staleness(None) == "none written yet"


@pytest.mark.parametrize(
    ("listed", "lag", "words"),
    [
        ((), SummaryLag(None, 0, 0), "n/a (no meeting ended yet)"),
        ((held(1),), SummaryLag(None, 0, 1), "none published, 1 missing"),
        ((held(1, 0),), SummaryLag(0, 1, 0), "typically on the day of the meeting (1 published)"),
        (
            (held(1, 2, 40), held(2, 5), held(3)),
            SummaryLag(3.5, 2, 1),
            "typically 3.5 days after the meeting (2 published), 1 missing",
        ),
        ((held(1, -1),), SummaryLag(0, 1, 0), "typically on the day of the meeting (1 published)"),
        ((held(1, None), held(2)), SummaryLag(None, 1, 1), "1 published, not dated, 1 missing"),
        ((held(1, None), held(2, 3)), SummaryLag(3, 2, 0), "typically 3 days after the meeting (2 published)"),
    ],
)
def test_a_summary_is_the_first_version_of_the_minutes(
    listed: tuple[Meeting, ...], lag: SummaryLag, words: str
) -> None:
    """A correction does not count, nor do imported minutes whose date nobody wrote; without any is told apart.

    Those of a meeting that was opened again, and ended later, were there at its end.
    """
    found = summary_lag(Network("PNE", "", meetings={one.number: one for one in listed}))

    assert found == lag
    assert wording.summary_lag(found) == words
