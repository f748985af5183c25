"""Instant run-off: against another library, against every way in which ties can be broken, and as published."""

import itertools
import random
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress

import pyrankvote
import pytest
from hypothesis import given
from hypothesis import strategies as st
from votelib.convert import RankedToCondorcetVotes
from votelib.evaluate.condorcet import CondorcetWinner
from votelib.evaluate.sequential import TransferableVoteSelector

from storage.events import Ties
from storage.measures.ranked import Ranking, instant_runoff, pairwise, preferred_to_all
from tests.storage.measures.elections import rankings

ELECTIONS = st.integers(1, 5).flatmap(lambda options: st.tuples(st.lists(rankings(options)), st.just(options)))


def repeated(counted: Mapping[Ranking, int]) -> list[Ranking]:
    """Return each ranking as often as it was cast."""
    return [ranking for ranking, count in counted.items() for _ in range(count)]


TENNESSEE = repeated({(1, 2, 3, 4): 42, (2, 3, 4, 1): 26, (3, 4, 2, 1): 15, (4, 3, 2, 1): 17})
"""Memphis, Nashville, Chattanooga, Knoxville, in percent of the voters; see `storage/samples/polls/ranked.txt`."""


def possible_ends(cast: list[Ranking], left: frozenset[int]) -> set[int]:
    """Return where a count may end if any one of the lowest may go out: written as plainly as can be."""
    tops = Counter(next((option for option in ranking if option in left), 0) for ranking in cast)
    counts = {option: tops[option] for option in left}
    if len(left) == 1 or 2 * max(counts.values()) > sum(counts.values()):
        return {max(counts, key=lambda option: counts[option])}
    lowest = [option for option in left if counts[option] == min(counts.values())]
    return {end for out in lowest for end in possible_ends(cast, left - {out})}


@given(ELECTIONS, st.sampled_from(Ties))
def test_a_count_ends_where_some_order_of_breaking_ties_ends(election: tuple[list[Ranking], int], ties: Ties) -> None:
    """And where it ends at one option without a rule for ties, every order ends there."""
    cast, options = election
    if not cast:
        assert instant_runoff(cast, options, ties).leading == ()
        return
    ends = possible_ends(cast, frozenset(range(1, options + 1)))
    count = instant_runoff(cast, options, ties)

    if ties is Ties.REPORT and len(count.leading) == 1:
        assert ends == set(count.leading)
    if ties in (Ties.LISTED, Ties.EARLIER) and len(count.leading) == 1:
        assert set(count.leading) <= ends
    if ties is Ties.LISTED:
        assert len(count.leading) == 1


def test_another_library_counts_the_same() -> None:
    """pyrankvote breaks ties at random; where none decides, thousands of random elections end alike."""
    dice, compared = random.Random(2021), 0
    for _ in range(5000):
        options, voters = dice.randint(2, 5), dice.randint(5, 40)
        names = [pyrankvote.Candidate(str(number)) for number in range(1, options + 1)]
        cast = [tuple(dice.sample(range(1, options + 1), dice.randint(1, options))) for _ in range(voters)]
        count = instant_runoff(cast, options)
        if len(count.leading) != 1:
            continue
        theirs = pyrankvote.instant_runoff_voting(
            names, [pyrankvote.Ballot([names[option - 1] for option in ranking]) for ranking in cast]
        )
        compared += 1

        assert [int(winner.name) for winner in theirs.get_winners()] == list(count.leading)
    assert compared > 2000


def test_a_third_library_counts_the_same() -> None:
    """votelib, by the same rule; and by pairs, whom most prefer to each other one."""
    dice, compared, preferred = random.Random(2022), 0, 0
    for _ in range(3000):
        options, voters = dice.randint(2, 5), dice.randint(5, 40)
        cast = Counter(tuple(dice.sample(range(1, options + 1), options)) for _ in range(voters))
        best = preferred_to_all(pairwise(cast.elements(), options))
        pairs = RankedToCondorcetVotes().convert(cast)
        assert CondorcetWinner().evaluate(pairs) == ([best] if best else [])
        preferred += best is not None
        count = instant_runoff(cast.elements(), options)
        with suppress(NotImplementedError):  # it breaks no tie for going out
            theirs = TransferableVoteSelector(quota_function="hare", mandatory_quota=False).evaluate(dict(cast), 1)
            assert theirs == list(count.leading)
            compared += 1
    assert compared > 1500
    assert preferred > 1500


@given(ELECTIONS, st.sampled_from(Ties), st.randoms())
def test_every_round_adds_up(election: tuple[list[Ranking], int], ties: Ties, shuffled: random.Random) -> None:
    """No ballot is lost on the way, options only go out, and the order of ballots does not matter."""
    cast, options = election
    count = instant_runoff(cast, options, ties)
    again = list(cast)
    shuffled.shuffle(again)

    assert instant_runoff(again, options, ties) == count
    for one in count.rounds:
        assert sum(one.counts.values()) + one.exhausted == len(cast)
    for one, following in itertools.pairwise(count.rounds):
        assert set(following.counts) == set(one.counts) - set(one.out)
        assert one.out
        assert all(following.counts[option] >= one.counts[option] for option in following.counts)


@given(ELECTIONS)
def test_pairs_are_those_of_the_ballots(election: tuple[list[Ranking], int]) -> None:
    """Each ballot prefers one of a pair, or names neither."""
    cast, options = election
    table = pairwise(cast, options)

    for one, other in itertools.combinations(range(1, options + 1), 2):
        both = table[one - 1][other - 1] + table[other - 1][one - 1]
        assert both == sum(one in ranking or other in ranking for ranking in cast)


def test_the_capital_of_tennessee() -> None:
    """The published rounds; most voters prefer Nashville to each other city, and the run-off ends at Knoxville."""
    count = instant_runoff(TENNESSEE, 4)

    assert [one.counts for one in count.rounds] == [
        {1: 42, 2: 26, 3: 15, 4: 17},
        {1: 42, 2: 26, 4: 32},
        {1: 42, 4: 58},
    ]
    assert count.leading == (4,)
    assert preferred_to_all(pairwise(TENNESSEE, 4)) == 2


@pytest.mark.parametrize(
    ("ties", "leading", "tied"),
    [
        (Ties.REPORT, (), (2, 3)),
        (Ties.LISTED, (2,), ()),
        (Ties.TOGETHER, (1,), ()),
        (Ties.EARLIER, (), (2, 3)),
    ],
)
def test_a_tie_for_going_out_is_dealt_with_as_was_stated(
    ties: Ties, leading: tuple[int, ...], tied: tuple[int, ...]
) -> None:
    """Two are lowest with 3 each, beside one with 4: which one goes out decides where the count ends."""
    cast = repeated({(1,): 4, (2, 1): 3, (3, 2): 3})
    count = instant_runoff(cast, 3, ties)

    assert (count.leading, count.tied) == (leading, tied)


def test_an_earlier_round_tells_who_goes_out() -> None:
    """2 and 3 are level in the second round; 3 had fewer in the first."""
    cast = repeated({(1,): 6, (2,): 4, (3, 2): 3, (4, 3): 1})
    count = instant_runoff(cast, 4, Ties.EARLIER)

    assert [one.out for one in count.rounds[:2]] == [(4,), (3,)]
    assert count.leading == (2,)


def test_burlington_2009() -> None:
    """The mayor of Burlington, Vermont, 2009, its last three: the rounds and the pairs as published.

    https://rangevoting.org/Burlington.html: Kiss, Montroll, Wright; the pairs and the last count stand in
    https://electowiki.org/wiki/2009_Burlington_mayoral_election as well. Most preferred Montroll to each; the
    count ends at Kiss with 4314 against 4064.
    """
    kiss, montroll, wright = 1, 2, 3
    cast = repeated(
        {
            (montroll, kiss, wright): 1332,
            (montroll, wright, kiss): 767,
            (montroll,): 455,
            (kiss, montroll, wright): 2043,
            (kiss, wright, montroll): 371,
            (kiss,): 568,
            (wright, montroll, kiss): 1513,
            (wright, kiss, montroll): 495,
            (wright,): 1289,
        }
    )
    count, table = instant_runoff(cast, 3), pairwise(cast, 3)

    assert [one.counts for one in count.rounds] == [{1: 2982, 2: 2554, 3: 3297}, {1: 4314, 3: 4064}]
    assert (table[1][0], table[0][1], table[1][2], table[2][1], table[0][2]) == (4067, 3477, 4597, 3668, 4314)
    assert preferred_to_all(table) == montroll
