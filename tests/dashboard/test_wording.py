"""Figures in sentences."""

from datetime import timedelta

import pytest

from dashboard import frames, wording
from storage.events import EVER, PollKind, Progress
from storage.measures.members import Band
from storage.measures.polls import Stage
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


@pytest.mark.parametrize(
    ("voters", "electorate", "words"), [(12, 22, "12 of 22 (55%)"), (0, 22, "0 of 22 (0%)"), (0, 0, "n/a")]
)
def test_turnout_is_told_with_its_numbers(voters: int, electorate: int, words: str) -> None:
    """Without an electorate there is no percentage, not even 0%."""
    assert wording.turnout({"voters": voters, "electorate": electorate}) == words


@pytest.mark.parametrize(
    ("choices", "closed", "words"),
    [
        ([1, 1, 2], True, "Most votes: “Data”, with 2 votes."),
        ([3], True, "Most votes: “Water”, with 1 vote."),
        ([1, 1, 2, 2, 3], True, "A tie, with 2 votes each: “Data”; “Food”."),
        ([], True, "Nobody voted."),
        ([], False, "So far: Nobody has voted yet."),
        ([2], False, "So far: Most votes: “Food”, with 1 vote."),
    ],
)
def test_a_poll_says_where_the_votes_are_and_no_more(choices: list[int], closed: bool, words: str) -> None:
    """Ties are ties, open polls say "so far", and nothing is won."""
    asked = [world.proposal(1, "Which?", ["Data", "Food", "Water"], closes=world.day(6))]
    happened = [world.SMALL[0], (0, asked), (0, [world.opening(1)]), (1, world.ballots(1, *choices))]
    found = world.state(happened).poll("PNE", 1)
    row = frames.poll_row(found, world.day(7 if closed else 2))

    assert wording.reading(row, frames.results(found)) == words


@pytest.mark.parametrize(
    ("present", "eligible", "others", "words"),
    [
        (14, 22, 3, "14 of 22 members, 3 others"),
        (0, 22, 1, "0 of 22 members, 1 other"),
        (0, 0, 2, "members: n/a, 2 others"),
        (None, None, None, "not recorded"),
    ],
)
def test_a_headcount_is_told_of_how_many(
    present: int | None, eligible: int | None, others: int | None, words: str
) -> None:
    """What was not recorded is not zero."""
    assert wording.headcount({"present": present, "eligible": eligible, "others": others}) == words


def test_a_meeting_to_come_has_no_attendance_yet() -> None:
    """Only a meeting that began can lack a record."""
    nothing = {"present": None, "eligible": None, "others": None}

    assert wording.attendance({"stage": "planned", **nothing}) == "–"
    assert wording.attendance({"stage": "held", **nothing}) == "not recorded"


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


@pytest.mark.parametrize(("hours", "words"), [(0, "today"), (20, "1 day ago"), (24 * 30, "30 days ago")])
def test_the_last_update_is_told_in_days(network: Network, hours: int, words: str) -> None:
    """Days are those of the calendar in UTC."""
    row = frames.network_row(network, world.day(11))

    assert wording.last_update(row, world.day(11) + timedelta(hours=hours)) == words
    assert wording.last_update({"last_update": None}, world.day(11)) == "none yet"


def test_a_poll_tells_its_rules_and_its_close(network: Network) -> None:
    """Nobody has to guess how many options a ballot names."""
    row = frames.poll_row(network.polls[2], world.day(20))

    assert wording.stage(row) == "Open until 31 March 2021, 09:00 UTC"
    assert wording.rule(row) == "A ballot names one option."
    assert wording.rule({"kind": PollKind.MULTIPLE}) == "A ballot may name several options."
    assert wording.stage({"stage": Stage.OPEN, "closes": None}) == "Open, without a closing time"
    assert wording.stage({"stage": Stage.CLOSED, "closes": world.day(6)}) == "Closed on 7 March 2021, 09:00 UTC"


def test_an_import_without_a_date_is_not_dated() -> None:
    """Nothing is said to have happened in the year 1."""
    assert wording.day(EVER) == "not dated"


def test_every_status_has_words() -> None:
    """A new status cannot be forgotten here."""
    assert set(wording.STATUSES) == set(Progress)
