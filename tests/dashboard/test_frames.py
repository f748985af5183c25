"""The figures and lists of the dashboard, against the measures and by example."""

from datetime import datetime, timedelta

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from dashboard import frames, wording
from storage.events import (
    AnyEvent,
    CommitmentDone,
    CommitmentDropped,
    MeetingCancelled,
    MeetingOpened,
    MeetingPlanned,
    NetworkAdded,
    Owner,
    PollClosed,
    PollKind,
    Published,
    Text,
)
from storage.measures import commitments, meetings, members, polls
from storage.measures.networks import figures
from storage.state import Network
from tests.conversation import Conversation
from tests.dashboard import world

POLL = ("id", "question", "stage", "closes", "is_counted")
NUMBERS = st.integers(1, 6)
DAYS = st.none() | st.floats(0, 20).map(world.day)
EVENTS: st.SearchStrategy[AnyEvent] = st.one_of(
    st.builds(world.member, st.sampled_from(world.PEOPLE)),
    st.builds(
        world.commitment,
        NUMBERS,
        due=DAYS,
        owners=st.lists(st.builds(Owner, person=st.sampled_from(world.PEOPLE), accepted=st.booleans()), max_size=3),
    ),
    st.builds(CommitmentDone, network=st.just("PNE"), commitment=NUMBERS),
    st.builds(CommitmentDropped, network=st.just("PNE"), commitment=NUMBERS),
    st.builds(
        world.proposal,
        NUMBERS,
        st.just("Which?"),
        st.lists(st.text(max_size=5), min_size=2, max_size=4),
        kind=st.sampled_from(PollKind),
        closes=DAYS,
    ),
    st.builds(world.opening, NUMBERS, st.lists(st.sampled_from(world.PEOPLE), max_size=5).map(tuple)),
    st.tuples(NUMBERS, st.integers(1, 4), st.integers(0, 15)).map(
        lambda vote: world.ballots(vote[0], *[vote[1]] * (vote[2] + 1))[-1]
    ),
    st.builds(PollClosed, network=st.just("PNE"), poll=NUMBERS),
    st.builds(MeetingPlanned, network=st.just("PNE"), meeting=NUMBERS, starts=st.floats(0, 20).map(world.day),
              title=st.just(Text("Call"))),
    st.builds(MeetingOpened, network=st.just("PNE"), meeting=NUMBERS),
    st.builds(MeetingCancelled, network=st.just("PNE"), meeting=NUMBERS),
    st.tuples(NUMBERS, st.sampled_from(world.PEOPLE)).map(lambda who: world.attendance(*who)[0]),
    st.builds(Published, network=st.just("PNE"), text=st.just(Text("News"))),
)  # fmt: skip


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Draw a network in which anything may have happened, in any order that the fold takes."""
    listed: list[AnyEvent] = draw(st.lists(EVENTS, max_size=40))
    happened = [(number / 2, [event]) for number, event in enumerate(listed)]
    return world.state([(0, [NetworkAdded(network="PNE", name="Environment")]), *happened]).network("PNE")


MOMENTS = st.floats(0, 25).map(world.day)


def all_frames(network: Network, as_of: datetime) -> list[pd.DataFrame]:
    """Return every frame of a network."""
    shown = polls.latest(network, as_of, frames.LONGEST)
    return [
        frames.frame([frames.network_row(network, as_of)], frames.NETWORKS),
        frames.standing(network, as_of),
        frames.urgent_commitments(network, as_of),
        frames.frame([frames.poll_row(poll, as_of) for poll in shown], POLL),
        *(frames.results(poll) for poll in shown),
        frames.listed_meetings(network, as_of),
        frames.size(network, as_of),
    ]


@given(networks(), MOMENTS)
def test_figures_are_the_measures(network: Network, as_of: datetime) -> None:
    """What a card shows is what the bot would answer."""
    row, counted = frames.network_row(network, as_of), figures(network, as_of)

    assert {name: row[name] for name in counted.commitments._fields} == counted.commitments._asdict()
    assert members.Size(row["size"], row["band"]) == counted.mwg
    assert row["open_polls"] == counted.open_polls


@given(networks(), MOMENTS)
def test_statuses_add_up(network: Network, as_of: datetime) -> None:
    """Every commitment has one status, and the chart shows all of them."""
    frame = frames.standing(network, as_of)

    assert sum(frame["count"]) == len(network.commitments)


@given(networks(), MOMENTS)
def test_overdue_commitments_stand_first(network: Network, as_of: datetime) -> None:
    """Overdue ones lead, none is lost, and their number is the measure's."""
    frame = frames.urgent_commitments(network, as_of)
    overdue = list(frame["overdue"])

    assert overdue == sorted(overdue, reverse=True)
    assert sum(overdue) == commitments.standing(network.commitments.values(), as_of).overdue
    assert sorted(frame["id"]) == sorted(found.label for found in network.commitments.values())


@given(networks(), MOMENTS)
def test_results_are_the_tally(network: Network, as_of: datetime) -> None:
    """Votes stand in the order of the options, as counted by the measure."""
    for poll in polls.latest(network, as_of, frames.LONGEST):
        frame, tally = frames.results(poll), polls.tally(poll)

        assert tuple(frame["votes"]) == tally.counts
        assert tuple(frame["option"][frame["leading"].astype(bool)]) == tally.leading


@given(networks(), MOMENTS)
def test_meetings_are_all_listed_with_their_headcount(network: Network, as_of: datetime) -> None:
    """Each meeting is there once; a meeting without any record has no counts rather than zeros."""
    frame = frames.listed_meetings(network, as_of)
    counts = {found.label: meetings.headcount(network, found, as_of) for found in network.meetings.values()}
    listed = {row["id"]: row["headcount"] for row in frames.rows(frame)}

    assert listed == counts


@given(networks(), MOMENTS)
def test_no_frame_names_a_person(network: Network, as_of: datetime) -> None:
    """Whatever happened, ids of people, notes and affiliations are in no frame."""
    shown = [str(cell) for frame in all_frames(network, as_of) for cell in frame.to_numpy().ravel()]

    assert not [cell for cell in shown if any(hidden in cell for hidden in world.HIDDEN)]


def test_the_small_world_by_example() -> None:
    """The figures of a network that one can count by hand."""
    network = world.state().network("PNE")
    row = frames.network_row(network, world.day(20))

    assert (row["size"], row["band"]) == (16, members.Band.INSIDE)
    assert (row["open"], row["done"], row["unknown"], row["overdue"]) == (1, 1, 1, 1)
    assert (row["undated"], row["ownerless"], row["open_polls"]) == (1, 1, 1)
    assert row["next_meeting"] == world.day(40)
    assert row["staleness"] == 9


def test_proposals_are_not_public() -> None:
    """A poll is shown from its opening on; the open one stands first."""
    listed = polls.latest(world.state().network("PNE"), world.day(20), frames.LONGEST)

    assert [poll.label for poll in listed] == ["PNE-P2", "PNE-P1"]


def test_long_lists_are_cut_to_the_most_urgent() -> None:
    """A browser is not sent thousands of rows."""
    many: list[AnyEvent] = [world.commitment(number, due=world.day(number)) for number in range(1, 1001)]
    network = world.state([(0, [NetworkAdded(network="PNE", name="Environment")]), (1, many)]).network("PNE")
    frame = frames.urgent_commitments(network, world.day(500))

    assert list(frame["id"]) == [f"PNE-C{number}" for number in range(1, frames.LONGEST + 1)]


def test_a_meeting_that_nobody_opened_is_not_next() -> None:
    """A planned meeting whose time has passed is told as what it is."""
    planned = MeetingPlanned(network="PNE", meeting=1, starts=world.day(2), title=Text("Call"))
    network = world.state([(0, [NetworkAdded(network="PNE", name="Environment"), planned])]).network("PNE")

    row = frames.network_row(network, world.day(2) + timedelta(seconds=1))

    assert (row["next_meeting"], row["unopened_meetings"]) == (None, 1)
    assert wording.next_meeting(row) == "none planned; 1 was not opened in time"
    assert meetings.stage(network.meetings[1], world.day(3)) == "not opened"


def test_the_work_plan_names_nobody_and_says_where_each_milestone_stands(talk: Conversation) -> None:
    """The earliest first; what moved keeps its first date; dropped ones are left out."""
    talk.given(
        "@amina /milestone add Undated",
        "@amina /milestone add Outline by:12 March 2021",
        "@li /commit Draft it milestone:W2",
        "@li /commit Read it milestone:W2",
        "@li /commit done C1",
        "@amina /milestone add Final text by:10 March 2021",
        "@amina /milestone move W3 by:30 April 2021",
        "@amina /milestone add Dropped",
        "@amina /milestone drop W4",
    )
    rows = frames.rows(frames.work_plan(talk.network, talk.now))

    assert [(row["id"], row["stage"], row["finished"], row["total"]) for row in rows] == [
        ("PNE-W2", "on_track", 1, 2),
        ("PNE-W3", "on_track", 0, 0),
        ("PNE-W1", "undated", 0, 0),
    ]
    assert wording.moved(rows[1]) == "30 April 2021, originally 10 March 2021"
    assert [wording.done(row) for row in rows] == ["1 of 2", "none", "none"]
