"""The work plan in figures."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.events import EVER, DeadlineKind, Progress, Text
from storage.measures.milestones import Plan, Stage, is_at_risk, moves_with, plan, stage
from storage.public import wording
from storage.state import Commitment, Milestone, Network

AS_OF = datetime(2021, 6, 1, 12, tzinfo=UTC)
Child = tuple[int | None, Progress]


def at(days: int | None) -> datetime | None:
    """Return a moment some days from `AS_OF`."""
    return None if days is None else AS_OF + timedelta(days=days)


def add(
    network: Network, due: int | None, *children: Child, met: int | None = None, dropped: bool = False
) -> Milestone:
    """Add a milestone and its commitments, each with deadline and progress."""
    number = len(network.milestones) + 1
    milestone = Milestone("PNE", number, Text("Outline"), at(due), EVER, at(due), met=at(met))
    milestone.dropped = AS_OF if dropped else None
    network.milestones[number] = milestone
    for days, progress in children:
        place = len(network.commitments) + 1
        kind = DeadlineKind.NONE if days is None else DeadlineKind.BY
        made = Commitment("PNE", place, Text("Do"), (), at(days), kind, progress, EVER, at(days), milestone=number)
        network.commitments[place] = made
    return milestone


@pytest.mark.parametrize(
    ("due", "children", "expected"),
    [
        (30, [(10, Progress.OPEN)], Stage.ON_TRACK),
        (30, [], Stage.ON_TRACK),
        (14, [], Stage.AT_RISK),
        (15, [], Stage.ON_TRACK),
        (14, [(20, Progress.OPEN), (None, Progress.OPEN)], Stage.AT_RISK),
        (14, [(20, Progress.IN_PROGRESS)], Stage.ON_TRACK),
        (14, [(20, Progress.DONE), (20, Progress.OPEN)], Stage.ON_TRACK),
        (14, [(20, Progress.DROPPED)], Stage.AT_RISK),
        (30, [(-1, Progress.OPEN)], Stage.AT_RISK),
        (30, [(-1, Progress.DONE)], Stage.ON_TRACK),
        (30, [(-1, Progress.DROPPED)], Stage.ON_TRACK),
        (-1, [(10, Progress.IN_PROGRESS)], Stage.LATE),
        (None, [], Stage.UNDATED),
        (None, [(-1, Progress.OPEN)], Stage.AT_RISK),
    ],
)
def test_where_a_milestone_stands(due: int | None, children: list[Child], expected: Stage) -> None:
    """At risk with an overdue commitment, or within 14 days of its date when nobody has begun."""
    network = Network("PNE", "Environment")
    milestone = add(network, due, *children)

    assert stage(network, milestone, AS_OF) is expected


def test_met_and_dropped_are_said_by_people() -> None:
    """No commitment changes that."""
    network = Network("PNE", "Environment")
    met = add(network, 30, (-1, Progress.OPEN), met=-2)
    dropped = add(network, -1, (-1, Progress.OPEN), dropped=True)

    assert [stage(network, one, AS_OF) for one in (met, dropped)] == [Stage.MET, Stage.DROPPED]
    assert plan(network, AS_OF) == Plan(total=1, dated=1, on_track=1, at_risk=0, met=1, late=0, undated=0)


def test_what_moves_with_a_milestone() -> None:
    """What is dated and not finished, the earliest first."""
    network = Network("PNE", "Environment")
    milestone = add(network, 30, (20, Progress.OPEN), (None, Progress.OPEN), (5, Progress.DONE), (10, Progress.UNKNOWN))

    assert [one.number for one in moves_with(network, milestone)] == [4, 1]


def test_the_plan_tells_each_milestone_once() -> None:
    """Of the dated ones besides, how many are met or may still be."""
    network = Network("PNE", "Environment")
    add(network, 30, met=-2)
    add(network, 30, (10, Progress.OPEN))
    add(network, 30, (-1, Progress.OPEN))
    add(network, -3, (-1, Progress.OPEN))
    add(network, None)

    assert wording.plan(plan(network, AS_OF)) == (
        "1 met, 1 on track, 1 at risk, 1 late, 1 without a date. Met, or not due and nothing overdue: 2 of 4 (50%)"
    )


MILESTONES = st.lists(
    st.tuples(
        st.none() | st.integers(-30, 30),
        st.lists(st.tuples(st.none() | st.integers(-30, 30), st.sampled_from(Progress)), max_size=4),
        st.none() | st.integers(-30, 0),
        st.booleans(),
    ),
    max_size=6,
)


@given(MILESTONES)
def test_the_plan_counted_a_second_way(listed: list[tuple[int | None, list[Child], int | None, bool]]) -> None:
    """Straight from the words of the definition."""
    network = Network("PNE", "Environment")
    on_track = 0
    for due, children, met, dropped in listed:
        milestone = add(network, due, *children, met=met, dropped=dropped)
        overdue = any(d is not None and d < 0 and p not in ("done", "dropped") for d, p in children)
        on_track += not dropped and due is not None and (met is not None or (due >= 0 and not overdue))
        begun = any(p in ("done", "in_progress") for _d, p in children)
        soon = due is not None and 0 <= due <= 14
        assert is_at_risk(network, milestone, AS_OF) == (
            met is None and not dropped and (overdue or (soon and not begun))
        )
    counted = plan(network, AS_OF)

    stages = [stage(network, one, AS_OF) for one in network.milestones.values() if not one.dropped]
    assert (counted.at_risk, counted.met) == (stages.count(Stage.AT_RISK), stages.count(Stage.MET))
    assert (counted.late, counted.undated) == (stages.count(Stage.LATE), stages.count(Stage.UNDATED))
    assert counted.on_track == on_track
    assert counted.dated == len([one for one in listed if not one[3] and one[0] is not None])
    assert counted.total == len([one for one in listed if not one[3]])
