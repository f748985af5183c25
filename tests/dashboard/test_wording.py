"""Rows of the frames in sentences."""

from dataclasses import replace

import pytest

from dashboard import frames, wording
from storage.measures.members import Band
from storage.state import Network
from tests.dashboard import world


@pytest.fixture
def network() -> Network:
    """The network of the small world."""
    return world.state().network("PNE")


@pytest.mark.parametrize(
    ("count", "band", "words"),
    [
        (1, Band.BELOW, "1 member: below 15–30"),
        (22, Band.INSIDE, "22 members: within 15–30"),
        (31, Band.ABOVE, "31 members: above 15–30"),
    ],
)
def test_the_size_is_told_against_the_agreed_range(count: int, band: Band, words: str) -> None:
    """The number alone does not say whether it is right."""
    assert wording.size({"size": count, "band": band}) == words


def test_a_meeting_to_come_has_no_attendance_yet() -> None:
    """Only a meeting that began can lack a record."""
    assert wording.attendance({"stage": "planned", "headcount": None}) == ""
    assert wording.attendance({"stage": "held", "headcount": None}) == "not recorded"


def test_the_commitments_are_told_in_a_sentence(network: Network) -> None:
    """What a chart shows, its sentence says."""
    assert wording.standing(frames.standing(network, world.day(20))) == (
        "3 commitments: open 1, done 1, status unknown 1."
    )


def test_no_commitment_is_said_too() -> None:
    """An empty chart explains itself."""
    empty = world.state(world.SMALL[:1]).network("PNE")

    assert wording.standing(frames.standing(empty, world.day(1))) == "No commitment is recorded yet."


def test_a_commitment_tells_its_deadline_and_whether_it_is_missed(network: Network) -> None:
    """Overdue is said in words, not by a colour alone."""
    rows = {row["id"]: row for row in frames.rows(frames.urgent_commitments(network, world.day(20)))}

    assert wording.status(rows["PNE-C3"]) == "Open, overdue"
    assert wording.status(rows["PNE-C1"]) == "Done"
    assert wording.due(rows["PNE-C3"]) == "13 March 2021, 09:00 UTC"
    assert wording.due(rows["PNE-C2"]) == "no deadline"


def test_a_poll_tells_its_close(network: Network) -> None:
    """Nobody has to guess until when a vote counts."""
    row = frames.poll_row(network.polls[2], world.day(20))

    assert wording.stage(row) == "Open until 31 March 2021, 09:00 UTC"
    assert wording.stage({**row, "closes": None}) == "Open, without a closing time"


def test_a_poll_that_ended_is_closed_when_it_is_counted(network: Network) -> None:
    """Closed by hand, or at its deadline: votes of before may still arrive, and the result is not final."""
    poll = network.polls[2]
    late = frames.poll_row(poll, world.day(40))
    by_hand = frames.poll_row(replace(poll, closes=None, ended=world.day(6)), world.day(20))
    closed = frames.poll_row(replace(poll, closed=world.day(6)), world.day(20))

    assert wording.stage(late) == "Voting ended on 31 March 2021, 09:00 UTC; being counted"
    assert wording.stage(by_hand) == "Voting ended on 7 March 2021, 09:00 UTC; being counted"
    assert wording.stage(closed) == "Closed on 7 March 2021, 09:00 UTC"
