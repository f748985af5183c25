"""A breakdown against somebody who knows everybody's group and region, and all about sums and differences."""

from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from storage.events import NONE, PollKind, Rules, Text
from storage.measures.breakdown import REST, SMALLEST, Cells, breakdown
from storage.state import Ballot, Poll, Standing
from tests.storage.measures.elections import AT

GROUPS = st.sampled_from(["", "civil", "government", "technical"])
REGIONS = st.sampled_from(["", "AFRICA", "GRULAC", "WEOG"])
PEOPLE = st.lists(st.tuples(GROUPS, REGIONS, st.sampled_from([None, (), (1,), (2,)])), max_size=90)
Person = tuple[str, str, tuple[int, ...] | None]
CHOICES: list[tuple[int, ...]] = [(1,), (2,), ()]


def held(people: list[Person]) -> Poll:
    """Return a closed poll in which these people could vote; None did not."""
    ids = [f"p{number:02}" for number in range(len(people))]
    options = (Text("A"), Text("B"))
    poll = Poll("PNE", 1, Text("Which?"), options, PollKind.SINGLE, None, "p0", AT, Rules(), opened=AT, closed=AT)
    poll.electorate = frozenset(ids)
    known = list(zip(ids, people, strict=True))
    poll.standings = {one: Standing(group, region) for one, (group, region, _choice) in known}
    poll.ballots = {one: Ballot(choice, AT) for one, (_group, _region, choice) in known if choice is not None}
    return poll


def many(group: str, choice: tuple[int, ...], count: int) -> list[Person]:
    """Return people of a group who all chose the same."""
    return [(group, "", choice)] * count


def sums(rows: dict[str, Cells]) -> list[Cells]:
    """Return what all sums of some of the rows come to."""
    chosen = [some for count in range(1, len(rows) + 1) for some in combinations(rows.values(), count)]
    return [tuple(map(sum, zip(*some, strict=True))) for some in chosen]


@given(PEOPLE)
@settings(max_examples=300)
def test_no_sum_or_difference_is_small(people: list[Person]) -> None:
    """Neither a shown count, nor what is left of the totals without some of them."""
    found = breakdown(held(people))
    assert found is not None
    voted = [choice for _group, _region, choice in people if choice is not None]
    turnout = (len(voted), len(people) - len(voted))

    for rows, total in (
        (found.turnout_by_group, turnout),
        (found.turnout_by_region, turnout),
    ):
        for one in sums(dict(rows)):
            left = [all_ - some for all_, some in zip(total, one, strict=True)]
            assert min(one) >= SMALLEST
            assert min(left) >= SMALLEST or not any(left)


@given(PEOPLE)
@settings(max_examples=300)
def test_no_choice_of_few_follows_from_what_is_shown(people: list[Person]) -> None:
    """Whoever knows the result and the turnout of each row that is shown learns no count under five from the others."""
    found = breakdown(held(people))
    assert found is not None
    voted = [(group, choice) for group, _region, choice in people if choice is not None]
    groups = sorted({group for group, _choice in voted})
    places = [(group, choice) for group in groups for choice in CHOICES]
    counts = {place: voted.count(place) for place in places}
    shown = {
        (group, choice): count
        for group, row in found.choices_by_group.items()
        for choice, count in zip(CHOICES, row, strict=True)
        if count is not None
    }

    def vector(wanted: set[tuple[str, tuple[int, ...]]]) -> list[Fraction]:
        return [Fraction(int(place in wanted)) for place in places]

    known = [vector({place for place in places if place[1] == choice}) for choice in CHOICES]
    for name in found.turnout_by_group:
        rest = {place for place in places if place[0] not in found.turnout_by_group}
        known.append(vector(rest if name == REST else {place for place in places if place[0] == name}))
    more = [*known, *(vector({place}) for place in shown)]
    assert all(count == counts[place] and count >= SMALLEST for place, count in shown.items())
    for place in (place for place in places if counts[place] < SMALLEST):
        if rank([*known, vector({place})]) > rank(known):
            assert rank([*more, vector({place})]) > rank(more)


@given(PEOPLE)
@settings(max_examples=300)
def test_linear_algebra_finds_no_few_people(people: list[Person]) -> None:
    """Of no part of fewer than five, by group and region, the turnout follows from all that is shown."""
    found = breakdown(held(people))
    assert found is not None
    parts = sorted({(group, region) for group, region, _choice in people})
    known = [[Fraction(1)] * len(parts)]
    known += [
        [Fraction(int((group if group in found.turnout_by_group else REST) == name)) for group, _region in parts]
        for name in found.turnout_by_group
    ]
    known += [
        [Fraction(int((region if region in found.turnout_by_region else REST) == name)) for _group, region in parts]
        for name in found.turnout_by_region
    ]

    for place, part in enumerate(parts):
        if sum((group, region) == part for group, region, _choice in people) < SMALLEST and len(parts) > 1:
            unit = [Fraction(int(number == place)) for number in range(len(parts))]
            assert rank([*known, unit]) > rank(known)


def rank(rows: list[list[Fraction]]) -> int:
    """Return the rank of a matrix, by elimination."""
    left, found = [list(row) for row in rows], 0
    for column in range(len(left[0])):
        pivot = next((row for row in left if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        found += 1
        left = [
            [value - row[column] / pivot[column] * lead for value, lead in zip(row, pivot, strict=True)] for row in left
        ]
    return found


def test_what_is_large_enough_is_shown() -> None:
    """Each group with five voters and five others; the rest together, if it is large enough too."""
    people: list[Person] = [("civil", "AFRICA", (1,))] * 6 + [("civil", "AFRICA", None)] * 5
    people += [("government", "WEOG", (2,))] * 5 + [("technical", "WEOG", None)] * 5
    found = breakdown(held(people))

    assert found is not None
    assert found.turnout_by_group == {"civil": (6, 5), REST: (5, 5)}
    assert found.turnout_by_region == {"AFRICA": (6, 5), "WEOG": (5, 5)}
    assert found.choices_by_group == {}


def test_a_choice_of_many_is_shown_beside_one_of_few() -> None:
    """What is left out of a row and of a column is at least five as well."""
    people = many("civil", (1,), 8) + many("civil", (2,), 3) + many("government", (1,), 6)
    people += many("government", (2,), 4) + many("technical", (1,), 5)
    found = breakdown(held(people))

    assert found is not None
    assert found.turnout_by_group == {}
    assert found.choices_by_group == {
        "civil": (8, None, None),
        "government": (6, None, None),
        "technical": (5, None, None),
    }


def test_a_choice_is_left_out_that_would_tell_of_another() -> None:
    """With all others of a column, the total tells the last one."""
    found = breakdown(held(many("civil", (1,), 8) + many("government", (1,), 2) + many("technical", (1,), 6)))

    assert found is not None
    assert found.choices_by_group == {"civil": (8, None, None)}


def test_to_approve_of_none_is_neither_an_option_nor_an_abstention() -> None:
    """Each row has a cell an option and one for abstentions, and no more."""
    people = many("civil", (1,), 6) + many("civil", NONE, 7) + many("government", (1,), 6) + many("government", NONE, 6)
    poll = held(people)
    poll.kind = PollKind.APPROVAL
    found = breakdown(poll)

    assert found is not None
    assert found.choices_by_group == {"civil": (6, None, None), "government": (6, None, None)}
