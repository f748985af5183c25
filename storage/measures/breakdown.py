"""A closed poll by stakeholder group and region, so that nobody can work out how few people voted.

A row is shown only if each of its counts is at least `SMALLEST`; the other rows are told together, if that holds of
their sums as well. Rows that are shown are disjoint and so is what is left, so that no sum or difference of them is
smaller. Where groups and regions together would tell of a part in both that has fewer people, only groups are shown.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from storage.events import Audience, PersonId, PollKind
from storage.measures import polls
from storage.state import Membership, Network, Poll

SMALLEST: Final = 5
REST: Final = "*"
"""The row of all groups that are not shown by themselves."""
Cells = tuple[int, ...]
Key = Callable[[PersonId], str]


class Breakdown(NamedTuple):
    """Rows by group or region; "" for those who state none, `REST` for all others together.

    A row of turnout has those who voted and those who did not; one of choices has a count an option and abstentions.
    """

    turnout_by_group: Mapping[str, Cells]
    turnout_by_region: Mapping[str, Cells]
    choices_by_group: Mapping[str, Cells]


def breakdown(network: Network, poll: Poll) -> Breakdown | None:
    """Return a closed poll's breakdown; None for one that is secret or for everyone: nobody knows who voted."""
    if poll.rules.secret or poll.rules.audience is Audience.EVERYONE:
        return None
    members = network.memberships

    def group(person: PersonId) -> str:
        return members.get(person, Membership(person)).group

    def region(person: PersonId) -> str:
        return members.get(person, Membership(person)).region

    voters = {person for person in poll.ballots if polls.counts(poll, person)}
    voted = {person: (int(person in voters), int(person not in voters)) for person in poll.electorate}
    by_group, by_region = shown(voted, group), shown(voted, region)
    if tells_too_much(poll.electorate, [(by_group, group), (by_region, region)]):
        by_region = {}
    chosen = {person: _choice(poll, person) for person in voters}
    return Breakdown(by_group, by_region, shown(chosen, group))


def _choice(poll: Poll, person: PersonId) -> Cells:
    """Return 1 for each option that a ballot names, or for abstention at last; of a ranking, the first preference."""
    ballot = poll.ballots[person]
    named = ballot.choice[:1] if poll.kind is PollKind.RANKED else ballot.choice
    abstains = int(not ballot.choice and not ballot.maybe)
    return (*(int(number in named) for number in range(1, len(poll.options) + 1)), abstains)


def shown(cells: Mapping[PersonId, Cells], key: Key) -> dict[str, Cells]:
    """Return the rows that may be shown, each the sum of the cells of its people."""
    rows: dict[str, Cells] = {}
    for person, one in cells.items():
        rows[key(person)] = tuple(map(sum, zip(rows.get(key(person), (0,) * len(one)), one, strict=True)))
    large = {name: row for name, row in sorted(rows.items()) if min(row) >= SMALLEST}
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
