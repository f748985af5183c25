"""Figures in sentences."""

import pytest

from storage.events import EVER, PollKind, Progress, Text
from storage.measures.meetings import Headcount
from storage.measures.polls import Stage, Tally, first
from storage.public import wording

OPTIONS = ("Data", "Food", "Water")


@pytest.mark.parametrize(
    ("voters", "electorate", "words"), [(12, 22, "12 of 22 (55%)"), (0, 22, "0 of 22 (0%)"), (0, 0, "n/a")]
)
def test_turnout_is_told_with_its_numbers(voters: int, electorate: int, words: str) -> None:
    """Without an electorate there is no percentage, not even 0%."""
    assert wording.turnout(Tally((), voters, electorate, ())) == words


@pytest.mark.parametrize(
    ("counts", "stage", "words"),
    [
        ((2, 1, 0), Stage.CLOSED, "Most votes: “Data”, with 2 votes."),
        ((0, 0, 1), Stage.CLOSED, "Most votes: “Water”, with 1 vote."),
        ((2, 2, 1), Stage.CLOSED, "A tie, with 2 votes each: “Data”; “Food”."),
        ((0, 0, 0), Stage.CLOSED, "Nobody voted."),
        ((0, 0, 0), Stage.OPEN, "So far: Nobody has voted yet."),
        ((0, 1, 0), Stage.OPEN, "So far: Most votes: “Food”, with 1 vote."),
    ],
)
def test_a_poll_says_where_the_votes_are_and_no_more(counts: tuple[int, ...], stage: Stage, words: str) -> None:
    """Ties are ties, open polls say "so far", and nothing is won."""
    assert wording.reading(Tally(counts, sum(counts), 16, first(counts)), OPTIONS, stage) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (Headcount(14, 22, 0, 3), "14 of 22 members, 3 others"),
        (Headcount(0, 22, 0, 1), "0 of 22 members, 1 other"),
        (Headcount(0, 0, 0, 2), "members: n/a, 2 others"),
        (None, "not recorded"),
    ],
)
def test_a_headcount_is_told_of_how_many(count: Headcount | None, words: str) -> None:
    """What was not recorded is not zero."""
    assert wording.headcount(count) == words


def test_a_poll_tells_how_many_options_a_ballot_names() -> None:
    """Nobody has to guess."""
    assert wording.rule(PollKind.SINGLE) == "A ballot names one option."
    assert wording.rule(PollKind.MULTIPLE) == "A ballot may name several options."


def test_an_import_without_a_date_is_not_dated() -> None:
    """Nothing is said to have happened in the year 1."""
    assert wording.day(EVER) == "not dated"


def test_every_status_has_words() -> None:
    """A new status cannot be forgotten here."""
    assert set(wording.STATUSES) == set(Progress)


def test_an_erased_text_says_so() -> None:
    """Where a text was erased, the reader is not left with an empty place."""
    assert wording.written(Text(digest="ab")) == "(text erased)"
    assert wording.written(Text("Call")) == "Call"
