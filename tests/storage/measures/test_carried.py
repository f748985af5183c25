"""Which commitments come back at a meeting."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from storage.events import DeadlineKind, MeetingKind, Progress, Text
from storage.measures.carried import carried
from storage.measures.commitments import as_it_stood
from storage.state import Commitment, Meeting, Network, Sitting, Slip

START = datetime(2021, 1, 13, 13, tzinfo=UTC)
HOURS = st.integers(0, 4 * 28 * 24)
ENDS = st.tuples(st.sampled_from([Progress.DONE, Progress.DROPPED]), HOURS) | st.none()


def at(hours: int) -> datetime:
    """Return a moment some hours after the first meeting began."""
    return START + timedelta(hours=hours)


def meetings_of(network: Network, kind: MeetingKind = MeetingKind.MWG) -> list[Meeting]:
    """Hold a meeting of an hour every four weeks, five times."""
    for number in range(1, 6):
        begins = at(28 * 24 * (number - 1))
        sitting = Sitting(begins, begins, begins + timedelta(hours=1))
        network.meetings[number] = Meeting("PNE", number, [sitting], Text("Call"), kind, closed=sitting.closed)
    return list(network.meetings.values())


def promise(network: Network, made: int, due: int | None, end: tuple[Progress, int] | None = None) -> Commitment:
    """Add a commitment, made and due at some hours, and finished at others."""
    number, moment = len(network.commitments) + 1, None if due is None else at(due)
    kind = DeadlineKind.NONE if due is None else DeadlineKind.BY
    one = Commitment("PNE", number, Text("Do"), (), moment, kind, Progress.OPEN, at(made), moment, first_due=moment)
    if end:
        one.progress = end[0]
        one.done, one.dropped = (at(end[1]), None) if end[0] is Progress.DONE else (None, at(end[1]))
    network.commitments[number] = one
    return one


@given(HOURS, HOURS | st.none(), ENDS, st.integers(0, 4))
def test_what_was_made_comes_back(made: int, due: int | None, end: tuple[Progress, int] | None, place: int) -> None:
    """Once after it was made, when it is due by then, and without a deadline each time; unless it was finished."""
    network = Network("PNE", "Environment")
    held = meetings_of(network)
    one = promise(network, made, due, end and (end[0], max(made, end[1])))
    begins = held[place].starts
    ended = one.done or one.dropped
    is_open = one.made < begins and (ended is None or ended > begins)
    is_new = place > 0 and one.made >= held[place - 1].starts
    is_due = one.due is None or one.due.date() <= begins.date()

    assert carried(network, held[place], at(9999)) == ([one] if is_open and (is_new or is_due) else [])


def test_a_meeting_still_to_come_counts_from_the_one_before_it() -> None:
    """What the last one made stands on the agenda of the next one alone; one that nobody opened is passed over."""
    network = Network("PNE", "Environment")
    *_held, last = meetings_of(network)
    one = promise(network, 4 * 28 * 24, 9 * 28 * 24)
    one.made += timedelta(minutes=5)
    missed, following, after = (
        Meeting("PNE", number, [Sitting(last.starts + timedelta(days=days))], Text("Call"), MeetingKind.MWG)
        for number, days in ((6, 28), (7, 56), (8, 84))
    )
    network.meetings |= {one.number: one for one in (missed, following, after)}
    now = missed.starts + timedelta(days=2)

    assert carried(network, following, now) == [one]
    assert carried(network, after, now) == []


def test_what_was_imported_without_a_status_stays_on_the_dashboard() -> None:
    """It may be years old. Nor does a community meeting go through the working group's commitments."""
    network = Network("PNE", "Environment")
    meeting = meetings_of(network)[1]
    promise(network, -99, -9).progress = Progress.UNKNOWN

    assert carried(network, meeting, at(9999)) == []

    promise(network, -99, -9)
    assert [one.number for one in carried(network, meeting, at(9999))] == [2]
    meeting.kind = MeetingKind.COMMUNITY
    assert carried(network, meeting, at(9999)) == []


def test_a_commitment_stands_as_it_stood() -> None:
    """The deadline of that moment, whether it had begun, and what was still to come is left out of account."""
    network = Network("PNE", "Environment")
    one = promise(network, 0, 10, (Progress.DONE, 40))
    one.slips.append(Slip(at(30), at(20), None))
    one.started, one.due = at(15), at(30)
    stood = [as_it_stood(one, at(hours)) for hours in (5, 12, 15, 20, 35, 40)]

    assert [each.progress for each in stood] == [
        Progress.OPEN, Progress.OPEN, Progress.IN_PROGRESS, Progress.IN_PROGRESS, Progress.IN_PROGRESS, Progress.DONE,
    ]  # fmt: skip
    assert [each.due for each in stood] == [at(10), at(10), at(10), at(30), at(30), at(30)]
    assert [each.overdue for each in stood] == [False, True, True, False, True, False]


def test_a_deadline_that_came_later_was_none_before() -> None:
    """An undated commitment that got a deadline had none until then."""
    network = Network("PNE", "Environment")
    one = promise(network, 0, None)
    one.slips.append(Slip(at(30), at(20), None))
    one.due = one.original_due = at(30)

    assert [as_it_stood(one, at(hours)).due for hours in (19, 20)] == [None, at(30)]
