"""Following one journal for all visitors: what makes a page anew, and what it is made of."""

import logging
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard import network_sheet, news, overview_sheet
from dashboard.live import Glance, Live, next_turn
from storage.errors import StorageFault
from storage.events import (
    EVER,
    AnyEvent,
    CommitmentDone,
    EntryUndone,
    MeetingPlanned,
    NetworkAdded,
    Published,
    Text,
)
from storage.state import State
from storage.tinydb_journal import TinyDBJournal
from tests.dashboard import world

NOW = world.day(20)
ONE_DAY = st.floats(0, 1).map(world.day)
"""Moments on both sides of one midnight."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a record, which is not there yet."""
    return tmp_path / "data"


@pytest.fixture
def live(folder: Path) -> Live:
    """Somebody who follows the record of `folder`."""
    return following(folder)


def following(folder: Path) -> Live:
    """Follow the record of a folder."""
    live = Live()
    live.follow(lambda: TinyDBJournal(folder, read_only=True))
    return live


def told(live: Live, as_of: datetime | None = None) -> list[str]:
    """Return the news of the network, the latest first."""
    with live.glance(NOW, as_of) as glance:
        return list(news.latest(glance, glance.state.network("PNE"))["news"])


def test_a_record_that_is_not_there_yet_is_an_empty_one(folder: Path, live: Live) -> None:
    """The dashboard may be started first, and sees the record as soon as it appears."""
    before = live.look(NOW)
    world.record(folder)

    assert before.seq == 0
    assert live.look(NOW).seq == len(world.SMALL) + 1


def test_a_look_changes_when_something_was_recorded_and_only_then(folder: Path, live: Live) -> None:
    """A page is not made anew for nothing."""
    world.record(folder)
    first = live.look(NOW)
    again = live.look(NOW + timedelta(seconds=1))
    world.add(folder, NOW, Published(network="PNE", text=Text.of("News")))

    assert again == first
    assert live.look(NOW) != first


def test_time_alone_makes_a_page_anew(folder: Path, live: Live) -> None:
    """At a deadline it counts what was due, a moment later what is overdue: three pages."""
    world.record(folder)
    due = world.day(12)
    earlier, before, at, after = (live.look(due + timedelta(milliseconds=late)) for late in (-2, -1, 0, 1))

    assert earlier == before
    assert len({before, at, after}) == 3


def test_a_replaced_journal_is_read_anew(folder: Path, live: Live) -> None:
    """Another record in the same place is another epoch, even of the same length."""
    world.record(folder)
    first = live.look(NOW)
    told_first = told(live)
    shutil.rmtree(folder)
    world.record(folder, [*world.SMALL[:-1], (11, [Published(network="PNE", text=Text.of("Other news"))])])
    second = live.look(NOW)

    assert (second.seq, second.epoch > first.epoch) == (first.seq, True)
    assert told_first[0] == "Public update: The call is open."
    assert told(live)[0] == "Public update: Other news"


def test_the_past_is_shown_as_it_was(folder: Path, live: Live) -> None:
    """State and news of a past moment know nothing of what came later."""
    world.record(folder)
    live.look(NOW)
    with live.glance(NOW, world.day(5.5)) as glance:
        poll = glance.state.poll("PNE", 1)

        assert (len(poll.ballots), poll.closed) == (5, None)
    assert told(live, world.day(5.5))[0] == "PNE-P1 was opened: Which theme first?"


def test_a_moment_to_come_is_shown_with_what_is_known_now(folder: Path, live: Live) -> None:
    """The figures are of that moment, the facts are today's."""
    world.record(folder)
    live.look(NOW)

    with live.glance(NOW, world.day(400)) as glance:
        assert glance.as_of == world.day(400)
        assert len(glance.state.network("PNE").commitments) == 3


def test_what_was_undone_is_no_news(folder: Path, live: Live) -> None:
    """An entry that was taken back, and what followed from it, is not told."""
    world.record(folder, world.SMALL[:2])
    world.add(folder, world.day(1), world.commitment(1, "A mistake"))
    world.add(folder, world.day(1), CommitmentDone(network="PNE", commitment=1))
    world.add(folder, world.day(1), Published(network="PNE", text=Text.of("Too early")))
    live.look(NOW)
    before = told(live)
    world.add(folder, world.day(1), EntryUndone(network="PNE", entry=4))
    world.add(folder, world.day(1), EntryUndone(network="PNE", entry=6))
    live.look(NOW)

    assert before[:3] == ["Public update: Too early", "PNE-C1 was done: A mistake", "PNE-C1 was made: A mistake"]
    assert told(live) == ["PNE begins: Policy Network on Environment"]


def test_the_latest_entry_is_public_and_stands(folder: Path, live: Live) -> None:
    """What was taken back, what the clock reminded of and what is not public do not count."""
    none = live.latest_entry()
    world.record(folder, world.SMALL[:1])
    world.add(folder, world.day(1), world.member("zq1"))
    world.add(folder, world.day(2), Published(network="PNE", text=Text.of("Too early")))
    live.look(NOW)
    with_it = live.latest_entry()
    world.add(folder, world.day(2), EntryUndone(network="PNE", entry=4))
    live.look(NOW)

    assert (none, with_it, live.latest_entry()) == (None, world.day(2), world.day(0))


def test_the_news_tell_everything_public_and_nothing_else(folder: Path, live: Live) -> None:
    """Results with turnout, headcounts without names; no ballot, no proposal, no note, no evidence."""
    world.record(folder)
    live.look(NOW)
    shown = told(live)

    assert shown == [
        "Public update: The call is open.",
        "PNE-M2 is planned for 10 April 2021, 09:00 UTC: Consultation",
        "PNE-M1 ended: March call (attendance: 9 of 16 members, 2 others)",
        "PNE-M1 began: March call",
        "PNE-M1 is planned for 10 March 2021, 09:00 UTC: March call",
        "PNE-P2 was opened: Is the outline complete?",
        "PNE-P1 was closed: “Which theme first?” Turnout: 5 of 16 (31%). A tie, with 2 votes each: “Data”; “Food”.",
        "PNE-P1 was opened: Which theme first?",
        "PNE-C1 was done: Contract consultant",
        "PNE-C3 was made: Set milestones",
        "PNE-C2 was made: Form the working group",
        "PNE-C1 was made: Contract consultant",
        "PNE begins: Policy Network on Environment",
    ]
    assert not [text for text in shown if any(hidden in text for hidden in world.HIDDEN)]


def test_an_imported_event_stands_at_its_own_time(folder: Path, live: Live) -> None:
    """What holds since ever is the oldest news, whenever it was imported."""
    imported = Published(network="PNE", text=Text.of("Long ago"), since=EVER)
    world.record(folder, [*world.SMALL, (12, [imported])])
    live.look(NOW)

    with live.glance(NOW) as glance:
        oldest = news.latest(glance, glance.state.network("PNE")).iloc[-1]
    assert (oldest["day"], oldest["news"]) == ("not dated", "Public update: Long ago")


def test_the_news_are_no_longer_than_asked(folder: Path, live: Live) -> None:
    """A long history is not sent to a browser."""
    many = [(number, [Published(network="PNE", text=Text.of(f"News {number}"))]) for number in range(100)]
    world.record(folder, [*world.SMALL[:1], *many])
    live.look(world.day(200))

    with live.glance(world.day(200)) as glance:
        shown = news.latest(glance, glance.state.network("PNE"))
    assert len(shown) == news.MOST
    assert shown["news"][0] == "Public update: News 99"


def test_a_fault_is_logged_once_and_got_over(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The operator reads what is wrong, not a line for every visitor, and the record is read as soon as it can be."""
    live = Live()
    faulty = [True]

    def opened() -> TinyDBJournal:
        if faulty:
            raise StorageFault("The disk is on fire.")
        return TinyDBJournal(folder, read_only=True)

    live.follow(opened)
    for _visitor in range(3):
        with pytest.raises(StorageFault):
            live.look(NOW)
    faulty.clear()

    assert live.look(NOW).seq == 0
    assert [(entry.levelno, entry.message) for entry in caplog.records] == [(logging.ERROR, "The disk is on fire.")]


def test_nothing_is_followed_without_a_record() -> None:
    """Who asks too early gets a fault, not an empty page."""
    with pytest.raises(StorageFault):
        Live().look(NOW)


def by_deadline(number: int, moment: datetime) -> list[AnyEvent]:
    """Make a commitment that is overdue from then on."""
    return [world.commitment(number, due=moment)]


def by_close(number: int, moment: datetime) -> list[AnyEvent]:
    """Make a poll that closes then."""
    return [world.proposal(number, "Which?", ["A", "B"], closes=moment), world.opening(number)]


def by_start(number: int, moment: datetime) -> list[AnyEvent]:
    """Make a meeting that starts then."""
    return [MeetingPlanned(network="PNE", meeting=number, starts=moment, title=Text("Call"))]


@given(
    st.lists(st.tuples(st.sampled_from([by_deadline, by_close, by_start]), ONE_DAY), max_size=3),
    ONE_DAY,
    st.floats(0, 1),
)
@example([(by_deadline, world.day(0.5))], world.day(0.1), 1)
@example([(by_close, world.day(0.5))], world.day(0.1), 1)
@example([(by_start, world.day(0.5))], world.day(0.1), 1)
def test_between_two_turns_a_page_stays_the_same(
    depending: list[tuple[Callable[[int, datetime], list[AnyEvent]], datetime]], now: datetime, share: float
) -> None:
    """Until the next turn, whatever a page says of deadlines, closes, starts and days stays true."""
    happened: list[AnyEvent] = [NetworkAdded(network="PNE", name="Environment")]
    happened.append(Published(network="PNE", text=Text("News")))
    for number, (make, moment) in enumerate(depending, 1):
        happened += make(number, moment)
    state = world.state([(0, happened)])
    turn = next_turn(state, now)
    later = min(now + (turn - now) * share, turn - timedelta.resolution)

    assert page(state, now) == page(state, later)


def page(state: State, now: datetime) -> tuple[network_sheet.NetworkSheet, overview_sheet.OverviewSheet]:
    """Return all that is shown of a state at a moment."""
    glance = Glance(state, now, None, lambda _code: iter(()))
    return network_sheet.network(glance, "PNE"), overview_sheet.overview(glance)
