"""Who makes up the working group, and how it is told."""

from collections import Counter
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from storage.events import Role
from storage.measures.balance import Balance, balance
from storage.public.wording import balance as told
from storage.state import Membership, Network

NOW = datetime(2021, 5, 1, tzinfo=UTC)
VALUES = st.sampled_from(["", "Africa", "IGO", "GRULAC"])


def network(*members: Membership) -> Network:
    """Make a network of these members."""
    return Network("PNE", "Environment", memberships={one.person: one for one in members})


def member(name: str, group: str, region: str, *disciplines: str, role: Role = Role.MWG) -> Membership:
    """Make a member of the working group."""
    terms = [(datetime(2021, 1, 1, tzinfo=UTC), frozenset({role}))]
    return Membership(name, terms=terms, group=group, region=region, disciplines=disciplines)


def test_groups_regions_and_disciplines_are_counted_by_example() -> None:
    """What nobody states is a value too; spellings are one; who is not in the working group is not counted."""
    found = balance(
        network(
            member("a", "Civil society", "Africa", "law", "health"),
            member("b", "civil society", "IGO", "Law", "LAW"),
            member("c", "", "Africa"),
            member("d", "government", "Africa", "law", role=Role.CONSULTANT),
        ),
        NOW,
    )

    assert found == Balance(3, {"Civil society": 2, "": 1}, {"Africa": 2, "IGO": 1}, {"law": 2, "health": 1, "": 1})
    assert told(found) == [
        "By stakeholder group: Civil society 2 (67%), not stated 1 (33%)",
        "By region: Africa 2 (67%), IGO 1 (33%)",
        "By discipline: law 2 (67%), health 1 (33%), not stated 1 (33%)",
    ]


def test_where_nobody_states_anything_that_is_said_once() -> None:
    """And of nobody nothing is said, rather than 0%."""
    assert told(balance(network(member("a", "", "")), NOW)) == [
        "Balance: stakeholder group, region and discipline are not stated"
    ]
    assert told(balance(network(), NOW)) == []


def test_what_nobody_states_is_left_out() -> None:
    """Of what somebody does, those who do not are counted all the same: the shares add up."""
    found = balance(network(member("a", "", "Africa"), member("b", "", "")), NOW)

    assert told(found) == ["By region: Africa 1 (50%), not stated 1 (50%)"]


@given(st.lists(st.tuples(VALUES, VALUES), max_size=30))
def test_everybody_has_one_group_and_one_region(stated: list[tuple[str, str]]) -> None:
    """Counted a second way, they add up to the size."""
    found = balance(network(*(member(str(number), *both) for number, both in enumerate(stated))), NOW)

    assert dict(found.groups) == Counter(group for group, _region in stated)
    assert sum(found.regions.values()) == found.size == len(stated)
