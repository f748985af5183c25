"""A closed poll by stakeholder group and region, so that nobody can work out how few people voted.

A row of turnout is shown only if each of its counts is at least `SMALLEST`; the other rows are told together, if that
holds of their sums as well. Rows that are shown are disjoint and so is what is left, so that no sum or difference of
them is smaller. Where groups and regions together would tell of a part in both that has fewer people, only groups are
shown.

Of choices each count is shown by itself. Left out are those under `SMALLEST`, and so many more that in no column, and
in no row whose sum is known, what is left out adds up to fewer, and that linear algebra finds none of them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import Final, NamedTuple

from storage.events import Audience, PersonId, PollKind
from storage.measures import polls
from storage.state import Ballot, Poll, Standing

SMALLEST: Final = 5
NOTHING_STATED: Final = Standing()
REST: Final = "*"
"""The row of all groups that are not shown by themselves."""
Cells = tuple[int, ...]
Names = Mapping[PersonId, str]
"""The group, or the region, of each of an electorate."""
Place = tuple[str, int]
"""A group, and an option from 0."""
Sum = frozenset[Place]
"""Places whose counts add up to something that everybody knows."""
_ADDS_UP: Final = (PollKind.SINGLE, PollKind.RANKED, PollKind.CONSENSUS)
"""The kinds in which a ballot counts at one place, so that the counts of a group add up to its voters."""


class Breakdown(NamedTuple):
    """Rows by group or region; "" for those who state none, `REST` for all others together.

    A row of turnout has those who voted and those who did not; one of choices has a count an option and abstentions,
    None for what is left out.
    """

    turnout_by_group: Mapping[str, Cells]
    turnout_by_region: Mapping[str, Cells]
    choices_by_group: Mapping[str, tuple[int | None, ...]]


def breakdown(poll: Poll) -> Breakdown | None:
    """Return a closed poll's breakdown, by groups and regions as they were at the close.

    None for one that is secret or for everyone: nobody knows who voted.
    """
    if poll.rules.secret or poll.rules.audience is Audience.EVERYONE:
        return None

    standings = {person: poll.standings.get(person, NOTHING_STATED) for person in poll.electorate}
    groups = {person: one.group for person, one in standings.items()}
    regions = {person: one.region for person, one in standings.items()}
    voters = polls.by_voter(poll)
    by_group, by_region = _turnout(voters, groups), _turnout(voters, regions)
    if _tells_too_much([(by_group, groups), (by_region, regions)]):
        by_region = {}
    names, columns = sorted({groups[person] for person in voters}), range(len(poll.options) + 1)
    counts = Counter(dict.fromkeys(product(names, columns), 0))
    counts.update([(groups[person], column) for person, one in voters.items() for column in _columns(poll, one)])
    known = [frozenset(product(names, [column])) for column in columns]
    if poll.kind in _ADDS_UP:
        rest = set(names).difference(by_group)
        told = [rest if name == REST else {name} & set(names) for name in by_group]
        known += [frozenset(product(row, columns)) for row in told]
    return Breakdown(by_group, by_region, _with_gaps(counts, [one for one in known if one]))


def _columns(poll: Poll, ballot: Ballot) -> set[int]:
    """Return the options that a ballot names, from 0, or at last abstention; of a ranking, the first preference.

    Who approves of none names none, and does not abstain.
    """
    if not ballot.choice and not ballot.maybe:
        return {len(poll.options)}
    named = ballot.choice[:1] if poll.kind is PollKind.RANKED else ballot.choice
    return {number - 1 for number in named if 1 <= number <= len(poll.options)}


def _with_gaps(counts: Mapping[Place, int], known: Sequence[Sum]) -> dict[str, tuple[int | None, ...]]:
    """Return the rows of which something may be shown; `known` are the sums that are known without them."""
    seen = {place for place, count in counts.items() if count >= SMALLEST}
    while seen and (too_few := _too_few(counts, known, seen)):
        seen.remove(min(too_few, key=lambda place: (counts[place], place)))
    return {
        name: tuple(count if place in seen else None for place, count in counts.items() if place[0] == name)
        for name in sorted({name for name, _column in seen})
    }


def _too_few(counts: Mapping[Place, int], known: Sequence[Sum], seen: set[Place]) -> Sum | set[Place]:
    """Return places of which one more must be left out, since a smaller count would follow from all that is seen."""
    for places in known:
        hidden = places - seen
        if hidden and places & seen and sum(counts[place] for place in hidden) < SMALLEST:
            return places & seen
    order = sorted(counts.keys() - seen)
    rows = [[Fraction(int(place in places)) for place in order] for places in known]
    few = [number for number, place in enumerate(order) if counts[place] < SMALLEST]
    alone = any(_is_unit(row, number) for row in _reduced(rows) for number in few)
    return seen if alone and any(places & seen for places in known) else set()


def _turnout(voters: Iterable[PersonId], names: Names) -> dict[str, Cells]:
    """Return the rows of turnout that may be shown."""
    voted, everyone = Counter([names[person] for person in voters]), Counter(names.values())
    rows: dict[str, Cells] = {name: (voted[name], size - voted[name]) for name, size in sorted(everyone.items())}
    large = {name: row for name, row in rows.items() if min(row) >= SMALLEST}
    small = [row for name, row in rows.items() if name not in large]
    while small and large and min(map(sum, zip(*small, strict=True))) < SMALLEST:
        smallest = min(large, key=lambda name: sum(large[name]))
        small.append(large.pop(smallest))
    if small and large:
        large[REST] = tuple(map(sum, zip(*small, strict=True)))
    return large if len(large) > 1 else {}


def _tells_too_much(tables: Sequence[tuple[Mapping[str, Cells], Names]]) -> bool:
    """Tell whether tables of the same people determine the sum of a part that has fewer than `SMALLEST` people.

    Parts are those who are in the same row of each table. A part is determined where its unit vector lies in the space
    that the rows span: linear algebra over fractions.
    """
    shown = [(table, names) for table, names in tables if table]
    rows = [[name if name in table else REST for name in names.values()] for table, names in shown]
    sizes = Counter(zip(*rows, strict=True))
    parts = sorted(sizes)
    spanned = [
        [Fraction(int(part[number] == name)) for part in parts]
        for number, (table, _names) in enumerate(shown)
        for name in table
    ]
    basis = _reduced(spanned)
    small = [place for place, part in enumerate(parts) if sizes[part] < SMALLEST]
    return any(_is_unit(row, place) for row in basis for place in small)


def _reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """Return the reduced row echelon form; a unit vector that lies in the space is then one of its rows."""
    rows, done = [list(row) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((number for number in range(done, len(rows)) if rows[number][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        rows[done] = [value / rows[done][column] for value in rows[done]]
        for number, row in enumerate(rows):
            if number != done and row[column]:
                rows[number] = [value - row[column] * lead for value, lead in zip(row, rows[done], strict=True)]
        done += 1
    return rows[:done]


def _is_unit(row: Sequence[Fraction], place: int) -> bool:
    return all(value == (number == place) for number, value in enumerate(row))
