"""Imported memberships and people: their terms, and what they changed of themselves."""

from datetime import timedelta

import pytest

from storage.events import (
    EVER,
    MembershipAccepted,
    MembershipEnded,
    MembershipRequested,
    Role,
    RolesChanged,
)
from storage.people import Person
from tests.storage.office import AMINA, AT, PNE, SEED, Office, at, membership


def test_members_are_found_or_made_by_the_file(office: Office) -> None:
    """A membership names its person with or without an @; one who is in no row is a member of the working group."""
    said = office.take(
        AMINA
        + "memberships:\n"
        + "- {pn: PNE, person: '@Amina', roles: [MWG, Co-Chair], group: Civil Society, region: Africa,"
        + " disciplines: [law; data], organisation: Demo, from: 2021-03-01, to: 2021-05-31, id: m1}\n"
    )
    found = membership(office, "amina")

    assert said == "1 network, 1 person, 1 membership imported; 0 skipped"
    assert found.terms == [
        (at("2021-03-01T00:00:00"), frozenset({Role.MWG, Role.CO_CHAIR})),
        (at("2021-05-31T23:59:59"), frozenset()),
    ]
    assert (found.group, found.region, found.disciplines) == ("Civil Society", "Africa", ("law; data",))
    assert (str(found.organisation), found.ref) == ("Demo", "m1")


@pytest.mark.parametrize("roles", ["", "role: mwg", "roles: mwg", "roles: [mwg]", "roles: []"])
def test_a_membership_is_of_the_working_group_if_nothing_else_is_said(office: Office, roles: str) -> None:
    """Without a date it holds since ever."""
    office.take(AMINA + f"memberships: [{{pn: PNE, person: amina, {roles}}}]")

    assert membership(office, "amina").terms == [(EVER, frozenset({Role.MWG}))]


def test_a_person_may_have_several_terms(office: Office) -> None:
    """Each row is a term; without a `to` it lasts until the next one."""
    file = AMINA + (
        "memberships: [{pn: PNE, person: amina}, {pn: PNE, person: amina, role: co-chair, from: 2021-04-01}]"
    )
    office.take(file)

    assert membership(office, "amina").terms == [
        (EVER, frozenset({Role.MWG})),
        (at("2021-04-01T00:00:00"), frozenset({Role.CO_CHAIR})),
    ]
    assert office.take(file) == "0 networks, 0 people, 0 memberships imported; 4 skipped"


def test_an_end_that_was_known_before_its_time_stays(office: Office) -> None:
    """Another role in between does not put it off; who leaves earlier and comes back is there without it."""
    office.take(AMINA + "memberships: [{pn: PNE, person: amina, to: 2021-12-31}]")
    amina, last = office.known("amina").id, at("2021-12-31T23:59:59")
    office.note(RolesChanged(network="PNE", person=amina, roles=(Role.CO_CHAIR,)))
    changed = [membership(office, "amina").roles_at(last + timedelta(seconds=seconds)) for seconds in (-1, 0)]
    office.note(MembershipEnded(network="PNE", person=amina))
    gone = membership(office, "amina").roles_at(AT)
    office.note(MembershipAccepted(network="PNE", person=amina, roles=(Role.MWG,)))

    assert changed == [{Role.CO_CHAIR}, set()]
    assert gone == set()
    assert membership(office, "amina").roles_at(last) == {Role.MWG}


def test_terms_may_stand_in_any_order(office: Office) -> None:
    """Each holds in its time, whichever row comes first."""
    rows = ["{pn: PNE, person: amina, from: 2021-04-01, role: co-chair}", "{pn: PNE, person: amina, to: 2021-03-01}"]
    office.take(AMINA + f"memberships: [{', '.join(rows)}]")
    found = membership(office, "amina")
    days = ("2021-02-01T00:00", "2021-03-15T00:00", "2021-04-01T00:00", "2021-06-01T00:00")

    assert [found.roles_at(at(day)) for day in days] == [{Role.MWG}, set(), {Role.CO_CHAIR}, {Role.CO_CHAIR}]


def test_memberships_are_recognised_by_network_and_person(office: Office) -> None:
    """Neither a new role nor a departure in the chat makes the row different; a changed row is."""
    file = AMINA + "memberships: [{pn: PNE, person: amina, region: Africa, from: 2021-03-01}]"
    office.take(file)
    amina = office.known("amina").id
    office.note(RolesChanged(network="PNE", person=amina, roles=(Role.CO_CHAIR,)), source="a")
    office.note(MembershipEnded(network="PNE", person=amina), source="b")

    assert office.take(file) == "0 networks, 0 people, 0 memberships imported; 3 skipped"
    assert office.refusal(file.replace("Africa", "GRULAC")) == (
        "line 3: amina in PNE is in the record already with another region."
    )
    assert office.refusal(file.replace("03-01", "03-02")).endswith("another from or to date.")
    assert office.refusal(file.replace("region", "role: co-chair, region")).endswith("another list of roles.")


def test_who_only_asked_to_join_is_accepted(office: Office) -> None:
    """A request is no membership yet."""
    office.take(AMINA)
    office.note(MembershipRequested(network="PNE", person=office.known("amina").id))
    said = office.take("memberships: [{pn: PNE, person: amina}]")

    assert said == "1 membership imported; 0 skipped"
    assert membership(office, "amina").requested is None


def test_an_erased_person_keeps_the_place(office: Office) -> None:
    """An export writes the opaque id that is left of somebody; an import takes it."""
    office.take(PNE + "memberships: [{pn: PNE, person: p0123456789ab}]")

    assert list(office.state.network("PNE").memberships) == ["p0123456789ab"]
    assert list(office.people.everyone()) == []


# People


def test_people_go_to_the_directory_alone(office: Office) -> None:
    """A file of people makes no entry."""
    said = office.take(
        "people: [{name: '@josé', full_name: José María, handles: ['slack:U1', 'matrix:@j:example.org'],"
        " zone: Europe/Paris, language: FR, id: p0123456789ab}]"
    )

    assert said == "1 person imported; 0 skipped"
    assert office.record.history.seq == 0
    assert office.known("josé") == Person(
        "p0123456789ab", "josé", ("slack:U1", "matrix:@j:example.org"), "José María", "Europe/Paris", "fr"
    )


def test_what_people_changed_of_themselves_stays(office: Office) -> None:
    """Zone, language and further handles are theirs; another full name or an unknown handle is refused."""
    file = "people: [{name: amina, full_name: Amina A, handles: [slack:U1], zone: UTC}]"
    office.take(file)
    amina = office.known("amina")
    changed = Person(amina.id, "amina", ("slack:u1", "matrix:@a:b"), "Amina A", "Asia/Kolkata", "hi")
    office.people.keep(changed)

    assert office.take(file) == "0 people imported; 1 skipped"
    assert office.known("amina") == changed
    assert office.refusal(file.replace("Amina A", "Amina B")) == (
        "line 1: @amina is in the directory already with another full_name; correct the row or take it out."
    )
    assert office.refusal(file.replace("U1", "U2")).startswith("line 1: @amina is in the directory already with anoth")


def test_a_mere_name_is_completed(office: Office) -> None:
    """Whom the commitments made known by a given name gets the rest from a row of people."""
    office.take(SEED)
    giacomo = office.known("Giacomo").id
    said = office.take("people: [{name: giacomo, full_name: Giacomo M, handles: [slack:U7]}]")

    assert said == "1 person imported; 0 skipped"
    assert office.people.with_handle("slack:U7") == Person(giacomo, "Giacomo", ("slack:U7",), "Giacomo M")


def test_a_handle_belongs_to_one_person(office: Office) -> None:
    """Nobody gets a second name by an import."""
    office.take(AMINA)

    assert office.refusal("people: [{name: li, handles: [SLACK:u1]}]") == (
        "line 1: SLACK:u1 is @amina already; write that name, or leave the handle out."
    )
