"""Ranked ballots: instant run-off, round by round, and how each pair of options compares. Pure and exact.

The run-off is the single-winner count of the single transferable vote (Robert's Rules of Order, "preferential
voting"): the option with fewest ballots goes out and each of its ballots passes on to the next option that is still
in, until one option has more than half of the ballots that still name any.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations, product
from typing import NamedTuple

from storage.events import Ties

Ranking = tuple[int, ...]
"""Option numbers from 1, first preference first."""


class Round(NamedTuple):
    """The ballots of each option that is still in, those that name none of them any more, and who goes out."""

    counts: Mapping[int, int]
    exhausted: int
    out: tuple[int, ...] = ()


class Runoff(NamedTuple):
    """A count. `leading` is where it ends, several when tied; none where it stops at a tie for who goes out."""

    rounds: tuple[Round, ...]
    leading: tuple[int, ...]
    tied: tuple[int, ...] = ()
    """The options between which the count stopped."""


def instant_runoff(rankings: Iterable[Ranking], options: int, ties: Ties = Ties.REPORT) -> Runoff:
    """Count rankings of options 1 to `options`; empty ones are exhausted from the start."""
    piles = _Piles(rankings, options)
    rounds: list[Round] = []
    while True:
        counts = piles.counts
        most, cast = max(counts.values(), default=0), sum(counts.values())
        leading = tuple(option for option, count in counts.items() if count == most and cast)
        if not cast or 2 * most > cast or len(counts) == 1:
            return Runoff((*rounds, Round(counts, piles.exhausted)), leading)
        lowest = tuple(option for option, count in counts.items() if count == min(counts.values()))
        out = _who_goes_out(lowest, counts, rounds, ties)
        rounds.append(Round(counts, piles.exhausted, out))
        if not out:
            return Runoff(tuple(rounds), leading if lowest == leading else (), lowest)
        piles.drop(out)


def _who_goes_out(
    lowest: tuple[int, ...], counts: Mapping[int, int], rounds: Sequence[Round], ties: Ties
) -> tuple[int, ...]:
    """Return what goes out of the lowest; nothing where the rule cannot tell."""
    if ties is Ties.LISTED:
        return lowest[-1:]
    if ties is Ties.TOGETHER:
        return lowest if len(lowest) < len(counts) else ()
    earlier = iter(reversed(rounds)) if ties is Ties.EARLIER else iter(())
    for before in earlier:
        fewest = min(before.counts[option] for option in lowest)
        lowest = tuple(option for option in lowest if before.counts[option] == fewest)
    others = [count for option, count in counts.items() if option not in lowest]
    if len(lowest) == 1 or (others and sum(counts[option] for option in lowest) < min(others)):
        return lowest  # together they are fewer than any other: they would go out one by one, in whatever order
    return ()


class _Piles:
    """The ballots, in a pile for each option that is still in; equal ballots lie together."""

    def __init__(self, rankings: Iterable[Ranking], options: int) -> None:
        self._piles: dict[int, list[tuple[Iterator[int], int]]] = {number: [] for number in range(1, options + 1)}
        self.counts: dict[int, int] = dict.fromkeys(self._piles, 0)
        self.exhausted = 0
        for ranking, count in Counter(rankings).items():
            self._place(iter(ranking), count)

    def _place(self, preferences: Iterator[int], count: int) -> None:
        for option in preferences:
            if option in self._piles:
                self._piles[option].append((preferences, count))
                self.counts[option] += count
                return
        self.exhausted += count

    def drop(self, options: Iterable[int]) -> None:
        """Take options out, and pass their ballots on."""
        loose = [pile for option in options for pile in self._piles.pop(option)]
        self.counts = {option: count for option, count in self.counts.items() if option in self._piles}
        for preferences, count in loose:
            self._place(preferences, count)


def pairwise(rankings: Iterable[Ranking], options: int) -> tuple[tuple[int, ...], ...]:
    """Return for each option (row) against each other (column) how many ballots prefer it; ranked beats unranked."""
    every = range(1, options + 1)
    whole = (_completed(ranking, every) for ranking in rankings)
    preferred = Counter(chain.from_iterable(whole))
    return tuple(tuple(preferred[row, column] for column in every) for row in every)


def _completed(ranking: Ranking, every: range) -> Iterator[tuple[int, int]]:
    """Return the pairs of which a ballot prefers the first."""
    ranked = combinations(ranking, 2)
    if len(ranking) == len(every):
        return ranked
    return chain(ranked, product(ranking, set(every).difference(ranking)))


def preferred_to_all(table: Sequence[Sequence[int]]) -> int | None:
    """Return the option that more ballots prefer to each other one than the other way round, if there is one."""
    every = range(len(table))
    found = (one for one in every if all(table[one][other] > table[other][one] for other in every if other != one))
    return next((one + 1 for one in found), None)
