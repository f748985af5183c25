"""A closed poll by stakeholder group and region, so that nobody can work out how few people voted.

A row of turnout is shown only if each of its counts is at least `SMALLEST`; the other rows are told together, if that
holds of their sums as well. Rows that are shown are disjoint and so is what is left, so that no sum or difference of
them is smaller. Where groups and regions together would tell of a part in both that has fewer people, only groups are
shown.

Of choices each count is shown by itself. Left out are those under `SMALLEST`, and so many more that in no column, and
in no row whose sum is known, what is left out adds up to fewer, and that linear algebra finds none of them.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from storage.events import Audience, PersonId, PollKind
from storage.measures import polls
from storage.state import Poll, Standing

SMALLEST: Final = 5
NOTHING_STATED: Final = Standing()
REST: Final = "*"
"""The row of all groups that are not shown by themselves."""
Cells = tuple[int, ...]
Key = Callable[[PersonId], str]
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

    def group(person: PersonId) -> str:
        return poll.standings.get(person, NOTHING_STATED).group

    def region(person: PersonId) -> str:
        return poll.standings.get(person, NOTHING_STATED).region

    voters = {person for person in poll.ballots if polls.counts(poll, person)}
    voted = {person: (int(person in voters), int(person not in voters)) for person in poll.electorate}
    by_group, by_region = shown(voted, group), shown(voted, region)
    if tells_too_much(poll.electorate, [(by_group, group), (by_region, region)]):
        by_region = {}
    chosen = added({person: _choice(poll, person) for person in voters}, group)
    known = [frozenset((name, column) for name in chosen) for column in range(len(poll.options) + 1)]
    if poll.kind in _ADDS_UP:
        rest = frozenset(chosen).difference(by_group)
        told = [rest if name == REST else {name} & chosen.keys() for name in by_group]
        known += [
            frozenset((name, column) for name in names for column in range(len(poll.options) + 1)) for names in told
        ]
    return Breakdown(by_group, by_region, _with_gaps(chosen, [one for one in known if one]))


def _choice(poll: Poll, person: PersonId) -> Cells:
    """Return 1 for each option that a ballot names, or for abstention at last; of a ranking, the first preference."""
    ballot = poll.ballots[person]
    named = ballot.choice[:1] if poll.kind is PollKind.RANKED else ballot.choice
    abstains = int(not ballot.choice and not ballot.maybe)
    return (*(int(number in named) for number in range(1, len(poll.options) + 1)), abstains)


def added(cells: Mapping[PersonId, Cells], key: Key) -> dict[str, Cells]:
    """Return rows, each the sum of the cells of its people."""
    rows = defaultdict(list)
    for person, one in cells.items():
        rows[key(person)].append(one)
    return {name: tuple(map(sum, zip(*rows[name], strict=True))) for name in sorted(rows)}


def _with_gaps(rows: Mapping[str, Cells], known: Sequence[Sum]) -> dict[str, tuple[int | None, ...]]:
    """Return the rows of which something may be shown; `known` are the sums that are known without them."""
    counts = {(name, column): count for name, row in rows.items() for column, count in enumerate(row)}
    seen = {place for place, count in counts.items() if count >= SMALLEST}
    while seen and (too_few := _too_few(counts, known, seen)):
        seen.remove(min(too_few, key=lambda place: (counts[place], place)))
    told = {
        name: tuple(count if (name, column) in seen else None for column, count in enumerate(row))
        for name, row in rows.items()
    }
    return {name: row for name, row in told.items() if any(count is not None for count in row)}


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


def shown(cells: Mapping[PersonId, Cells], key: Key) -> dict[str, Cells]:
    """Return the rows that may be shown, each the sum of the cells of its people."""
    rows = added(cells, key)
    large = {name: row for name, row in rows.items() if min(row) >= SMALLEST}
    small = [row for name, row in rows.items() if name not in large]
    while small and large and min(map(sum, zip(*small, strict=True))) < SMALLEST:
        smallest = min(large, key=lambda name: sum(large[name]))
        small.append(large.pop(smallest))
    if small and large:
        large[REST] = tuple(map(sum, zip(*small, strict=True)))
    return large if len(large) > 1 else {}


def tells_too_much(people: Iterable[PersonId], tables: Sequence[tuple[Mapping[str, Cells], Key]]) -> bool:
    """Tell whether tables of the same people determine the sum of a part that has fewer than `SMALLEST` people.

    Parts are those who are in the same row of each table. A part is determined where its unit vector lies in the space
    that the rows span: linear algebra over fractions.
    """
    places = [tuple(key(one) if key(one) in table else REST for table, key in tables if table) for one in people]
    sizes = Counter(places)
    parts = sorted(sizes)
    spanned = [
        [Fraction(int(part[number] == name)) for part in parts]
        for number, (table, _key) in enumerate([one for one in tables if one[0]])
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
