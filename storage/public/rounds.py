"""A ranked count in sentences: its rounds, where it ends, and how options compare in pairs."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from storage.events import Ties
from storage.i18n import _
from storage.measures import polls
from storage.measures.ranked import Round, Runoff, pairwise, preferred_to_all
from storage.public import wording
from storage.state import Poll

ROOM: Final = 120
"""Characters for the names of all options where they stand in a line."""
LEAST, MOST = 8, 24
"""Characters of an option's name there at least, and at most."""
FEW: Final = 6
"""Options whose pairs are told by name; those of more by number, as there are many."""


def tell_tie(tied: tuple[int, ...], names: Sequence[str], ties: Ties) -> str:
    """Return which options are tied, and what the rule stated at the opening makes of it."""
    told = _("A tie between {options}.").format(options=_named(tied, names))
    if ties is not Ties.LISTED:
        return told
    rule = _("By the rule stated at the opening, option {number} stands first: it is listed first.")
    return f"{told} {rule.format(number=tied[0])}"


def rounds(poll: Poll, names: Sequence[str]) -> Iterator[str]:
    """Yield every round of a ranked poll, and how options compare in pairs; `names` are those of the options."""
    count, cut, short = polls.runoff(poll), _cut(names), _short(names)
    for number, one in enumerate(count.rounds, 1):
        yield _("Round {number}: {counts}").format(number=number, counts=_round(one, short))
        if one.out:
            yield _("   out: {options}").format(options=", ".join(f"{out}. {cut[out - 1]}" for out in one.out))
    yield from _outcome(count, names)
    rankings = polls.rankings(poll)
    if rankings:
        yield from _pairs(pairwise(rankings, len(names)), names)


def _named(numbers: Iterable[int], names: Sequence[str]) -> str:
    """Return options by their short names; the last two are joined in words."""
    short = _short(names)
    *others, last = (wording.quote(short[number - 1]) for number in numbers)
    return _(" and ").join([", ".join(others), last])


def _short(names: Sequence[str]) -> list[str]:
    """Return names that are short enough to stand beside each other, numbered where they would be the same."""
    cut = _cut(names)
    return [name if cut.count(name) == 1 else f"{number}. {name}" for number, name in enumerate(cut, 1)]


def _cut(names: Sequence[str]) -> list[str]:
    longest = min(MOST, max(LEAST, ROOM // max(len(names), 1)))
    return [name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…" for name in names]


def _round(one: Round, names: Sequence[str]) -> str:
    ordered = sorted(one.counts.items(), key=lambda item: (-item[1], item[0]))
    counts = [f"{names[option - 1]} {count}" for option, count in ordered]
    if one.exhausted:
        counts.append(_("no further preference {count}").format(count=one.exhausted))
    return " · ".join(counts)


def _outcome(count: Runoff, names: Sequence[str]) -> Iterator[str]:
    last = count.rounds[-1]
    if count.tied and count.tied != count.leading:
        tied = _named(count.tied, names)
        yield _("The count stops here, at a tie for going out between {options}.").format(options=tied)
    elif len(count.leading) > 1:
        yield tell_tie(count.leading, names, Ties.REPORT)
    elif count.leading:
        first = count.leading[0]
        sentence = _("At the end {option} has {count} of {all} ballots.")
        yield sentence.format(
            option=wording.quote(names[first - 1]), count=last.counts[first], all=sum(last.counts.values())
        )


def _pairs(table: tuple[tuple[int, ...], ...], names: Sequence[str]) -> Iterator[str]:
    """Yield how many ballots prefer each option to each other one; for a phone, a line an option."""
    yield _("In pairs, how many ballots prefer the one to the other:")
    short = _short(names)
    others = short if len(names) <= FEW else [str(number) for number in range(1, len(names) + 1)]
    for row, counts in enumerate(table):
        rest = range(row + 1, len(table))
        sums = ((f"{counts[column]}–{table[column][row]}", others[column]) for column in rest)
        against = [_("{sum} against {other}").format(sum=told, other=other) for told, other in sums]
        if against:
            yield f"   {short[row]}: {' · '.join(against)}"
    best = preferred_to_all(table)
    if best and len(names) > 1:
        sentence = _("More ballots prefer {option} to each other option than the other way round.")
        yield sentence.format(option=wording.quote(names[best - 1]))
