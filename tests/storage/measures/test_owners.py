"""Who is named in public as an owner."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.events import DeadlineKind, Owner, Progress, Role, Text
from storage.measures.owners import public_owners
from storage.state import Commitment, Membership, Network

NOW = datetime(2021, 4, 1, tzinfo=UTC)


def network(**roles: Role | tuple[Role, ...]) -> Network:
    """Make a network with these people in these roles."""
    found = Network("PNE", "Environment")
    for person, role in roles.items():
        terms = [(NOW, frozenset({role} if isinstance(role, Role) else role))]
        found.memberships[person] = Membership(person, terms=terms)
    return found


def commitment(*owners: Owner) -> Commitment:
    """Make a commitment of these owners."""
    return Commitment("PNE", 1, Text("Write"), owners, None, DeadlineKind.NONE, Progress.OPEN, NOW)


def accepted(person: str = "", body: str = "", role: str = "") -> Owner:
    """Make an owner who took the commitment on."""
    return Owner(person, body, role, accepted=True)


def test_a_body_is_named() -> None:
    """Organisations and bodies stand under their own name, once."""
    owners = [accepted(body="IGF Secretariat"), accepted(body="MWG"), accepted(body="MWG")]

    assert public_owners(network(), commitment(*owners), NOW) == ["IGF Secretariat", "MWG"]


def test_the_recorded_role_goes_before_the_role_in_the_network() -> None:
    """Who acted as MAG liaison is that, also when they are a member as well; people of one role are counted."""
    people = network(p1=Role.MWG, p2=Role.MWG)
    owners = [accepted("p1", role="MAG liaison"), accepted("p2", role="mag-liaison"), accepted("p3", role="Rapporteur")]

    assert public_owners(people, commitment(*owners), NOW) == ["2 MAG liaisons", "Rapporteur"]


def test_people_are_counted_by_their_role() -> None:
    """Without a recorded role, what a person is in the network stands for them."""
    people = network(p1=Role.MWG, p2=(Role.MWG, Role.CO_CHAIR), p3=Role.MWG)
    owners = [accepted("p1"), accepted("p2"), accepted("p3")]

    assert public_owners(people, commitment(*owners), NOW) == ["2 MWG members", "co-chair"]


def test_people_without_a_role_are_counted_too() -> None:
    """Who left, or was never a member, is another person."""
    owners = [accepted("p1"), accepted("p2"), accepted("p3", role="Rapporteur"), accepted("p4", role="Rapporteur")]

    assert public_owners(network(), commitment(owners[0]), NOW) == ["another person"]
    assert public_owners(network(), commitment(*owners), NOW) == ["2 other people", "Rapporteur (2 people)"]


def test_a_role_counts_while_it_lasts() -> None:
    """Before a term, and after its end, its owner is another person."""
    owner, day = commitment(accepted("p1")), timedelta(days=1)
    people = network(p1=Role.CO_CHAIR)
    people.memberships["p1"].begin(NOW + 2 * day, frozenset())

    shown = [public_owners(people, owner, NOW + days * day) for days in (-1, 0, 1, 2)]

    assert shown == [["another person"], ["co-chair"], ["co-chair"], ["another person"]]


def test_who_did_not_accept_is_proposed() -> None:
    """A proposed owner does not look like one who promised."""
    owners = [Owner("p1"), accepted(body="IGF Secretariat")]

    assert public_owners(network(p1=Role.MWG), commitment(*owners), NOW) == ["IGF Secretariat", "MWG member (proposed)"]


def test_a_body_called_like_a_role_is_not_a_role() -> None:
    """A body named "mwg" and a member are two owners."""
    owners = [accepted(body="mwg"), accepted("p1")]

    assert public_owners(network(p1=Role.MWG), commitment(*owners), NOW) == ["mwg", "MWG member"]


@pytest.mark.parametrize("text", ["{count}", "{0}", "%s", "{"])
def test_braces_in_a_name_are_text(text: str) -> None:
    """What people typed is not a pattern."""
    assert public_owners(network(), commitment(accepted(body=text), Owner("p1", role=text)), NOW) == [
        text,
        f"{text} (proposed)",
    ]


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["", "MAG liaison"]), st.booleans()), max_size=8))
def test_no_owner_is_shown_by_their_id(drawn: list[tuple[int, str, bool]]) -> None:
    """Whatever is recorded, ids of people do not come out, and nobody who owns is left out."""
    people = network(person0=Role.MWG, person1=Role.CO_CHAIR, person2=Role.OBSERVER)
    owners = [Owner(f"person{number}", role=role, accepted=taken) for number, role, taken in drawn]
    shown = public_owners(people, commitment(*owners), NOW)

    assert not any(f"person{number}" in words for words in shown for number, _, _ in drawn)
    assert bool(shown) == bool(owners)
