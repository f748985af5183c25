"""What an import records, and what it finds in the record already."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage import samples
from storage.events import (
    EVER,
    OPERATOR,
    CommitmentDone,
    CommitmentMade,
    CommitmentSlipped,
    DeadlineKind,
    EntryUndone,
    MembershipAccepted,
    MembershipEnded,
    MembershipRequested,
    NetworkAdded,
    Owner,
    OwnersAssigned,
    Progress,
    Role,
    RolesChanged,
    Text,
)
from storage.measures.networks import figures
from storage.people import Person
from storage.state import Commitment, Membership
from tests.storage.office import AT, Office

SEED = Path(samples.__path__[0]) / "next_steps_2021.yaml"
PNE = "policy_networks: [{id: PNE, name: Environment}]\n"
AMINA = PNE + "people: [{name: amina, handles: [slack:U1]}]\n"


def at(text: str) -> datetime:
    """Return an instant of an ISO text."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An empty record."""
    return Office(tmp_path)


def commitment(office: Office, ref: str) -> Commitment:
    """Return the commitment with this id."""
    [found] = [
        commitment
        for network in office.state.networks.values()
        for commitment in network.commitments.values()
        if commitment.ref == ref
    ]
    return found


def membership(office: Office, name: str) -> Membership:
    """Return somebody's membership in PNE."""
    return office.state.network("PNE").memberships[office.known(name).id]


def test_the_sample_has_the_figures_of_the_concept(office: Office) -> None:
    """On 16 April 2021 with nothing done, 7 of 13 commitments are overdue, 4 undated, 1 without owner."""
    said = office.take(SEED)
    end = at("2021-04-16T23:59:59")
    state = office.record.history.state_at(end)
    access, environment = (figures(state.network(code), end).commitments for code in ("PNMA", "PNE"))

    assert said == "2 networks, 13 commitments imported; 0 skipped"
    assert (access.total, access.undated, access.ownerless, access.overdue) == (9, 3, 0, 4)
    assert (environment.total, environment.undated, environment.ownerless, environment.overdue) == (4, 1, 1, 3)


def test_an_import_is_one_entry_of_the_operator(office: Office) -> None:
    """All rows of a file are recorded together; the line before declares the format."""
    office.take(SEED)
    _format, entry = office.record.history.entries()

    assert entry.by == OPERATOR
    assert entry.source.startswith("import:")
    assert len(entry.events) == 15
    assert {event.since for event in entry.events} == {EVER}


def test_actors_with_a_role_are_people_and_others_are_bodies(office: Office) -> None:
    """People's names go to the directory alone; every imported owner counts as accepted."""
    office.take(SEED)
    people = [person.name for person in office.people.everyone()]
    first, second = commitment(office, "PNMA-1a"), commitment(office, "PNMA-2a")

    assert people == ["Carlos", "Giacomo", "Karim", "Roberto"]
    assert first.owners == tuple(
        Owner(person=office.known(name).id, role="MAG liaison", accepted=True)
        for name in ("Giacomo", "Carlos", "Roberto", "Karim")
    )
    assert second.owners == (Owner(body="MAG liaisons", accepted=True), Owner(body="IGF Secretariat", accepted=True))
    assert not any(name.encode() in line for line in office.record.history.journal.lines() for name in people)


def test_the_sample_keeps_quotes_notes_and_deadlines(office: Office) -> None:
    """A bare deadline is the end of its day; quote and note stand together."""
    office.take(SEED)
    second, last = commitment(office, "PNMA-2b"), commitment(office, "PNMA-5")

    assert (second.due, second.deadline_kind) == (at("2021-03-26T23:59:59"), DeadlineKind.ON)
    assert second.progress is Progress.UNKNOWN
    assert str(second.note) == "“On 26 March communicate invites”"
    assert str(last.note).splitlines()[0].startswith("“IGF Secretariat shares")
    assert str(last.note).splitlines()[1].startswith("due 7 days before")


def test_the_same_file_again_changes_nothing(office: Office) -> None:
    """Every row is recognised, and no entry is made."""
    office.take(SEED)
    before = office.record.history.seq
    said = office.take(SEED)

    assert said == "0 networks, 0 commitments imported; 15 skipped"
    assert office.record.history.seq == before


def test_what_people_did_since_makes_no_row_different(office: Office) -> None:
    """The record is compared with what the import said, not with what became of it."""
    office.take(SEED)
    office.note(
        OwnersAssigned(network="PNMA", commitment=1, owners=(Owner(body="MWG", accepted=True),)),
        CommitmentSlipped(network="PNMA", commitment=1, due=at("2021-05-01T00:00:00")),
        CommitmentSlipped(network="PNMA", commitment=3, due=at("2021-05-01T00:00:00")),
        CommitmentDone(network="PNMA", commitment=4, evidence=Text.of("https://example.org")),
    )

    assert office.take(SEED) == "0 networks, 0 commitments imported; 15 skipped"


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("due: 2021-04-25", "due: 2021-04-26", "PNMA-4 is in the record already with another due date."),
        ("Contract consultant", "Contract two", "PNE-1 is in the record already with another action."),
        ("[MWG], due: null, deadline_kind: none}", "[], due: null, deadline_kind: none}", "another list of actors."),
        ('deadline_kind: "on"', "deadline_kind: by", "another deadline kind."),
        ("id: PNE-4, pn: PNE", "id: PNE-4, pn: PNMA", "PNE-4 is in the record already with another network."),
        ('note: "two deliverables', 'status: done, note: "two deliverables', "another status."),
        ("two deliverables;", "three deliverables;", "another note."),
        ("name: Policy Network on Environment", "name: Another", "PNE is in the record already with another name."),
        ("actor_role: MAG liaison", "actor_role: MAG", "another list of actors."),
    ],
)
def test_a_changed_row_is_named_with_its_line(office: Office, old: str, new: str, what: str) -> None:
    """Whoever changes the file learns where, and what differs."""
    text = SEED.read_text(encoding="utf-8")
    office.take(SEED)
    line = text[: text.index(old)].count("\n") + 1
    sentence = office.refusal(text.replace(old, new, 1))

    assert sentence.startswith(f"line {line}: ")
    assert sentence.endswith(what)


def test_new_rows_get_the_next_numbers(office: Office) -> None:
    """A file may grow; what was there is skipped."""
    office.take(SEED)
    said = office.take(SEED.read_text(encoding="utf-8") + "- {id: PNE-5, pn: PNE, action: Write}\n")

    assert said == "0 networks, 1 commitment imported; 15 skipped"
    assert commitment(office, "PNE-5").number == 5


def test_rows_without_an_id_are_recognised_by_all_they_say(office: Office) -> None:
    """Such a row is skipped when an equal one is there, and is new otherwise."""
    office.take(PNE + "commitments: [{pn: PNE, action: Meet, due: 2021-04-01}]")
    again = office.take(
        "commitments: [{pn: PNE, action: Meet, due: 2021-04-01}, {pn: PNE, action: Meet, due: 2021-05-01}]"
    )

    assert again == "1 commitment imported; 1 skipped"
    assert [commitment.due for commitment in office.state.network("PNE").commitments.values()] == [
        at("2021-04-01T23:59:59"),
        at("2021-05-01T23:59:59"),
    ]


def test_an_id_as_the_record_shows_it_is_a_number(office: Office) -> None:
    """PNE-C3 keeps its number; rows are taken in the order of their numbers."""
    office.take(PNE + "commitments: [{id: PNE-C3, pn: PNE, action: Third}, {id: c1, pn: PNE, action: First}]")
    found = office.state.network("PNE").commitments

    assert {number: (str(found.text), found.ref) for number, found in found.items()} == {
        1: ("First", ""),
        3: ("Third", ""),
    }
    assert office.state.next_number("PNE", "commitment") == 4
    assert office.refusal("commitments: [{id: PNE-C2, pn: PNE, action: Second}]").startswith("line 1: the number of")
    assert office.refusal("commitments: [{id: PNE-C3, pn: PNE, action: Other}]") == (
        "line 1: PNE-C3 is in the record already with another action."
    )


def test_an_undone_import_can_be_done_again(office: Office) -> None:
    """What was taken back is not in the record; the people it named are known."""
    office.take(SEED)
    office.note(EntryUndone(network="*", entry=2), source="undo")

    assert office.take(SEED) == "2 networks, 13 commitments imported; 0 skipped"
    assert commitment(office, "PNE-1").number == 5
    assert len(list(office.people.everyone())) == 4


def test_what_was_recorded_in_the_chat_is_compared_as_it_is(office: Office) -> None:
    """A network that somebody added is equal when it has the same name since the same time."""
    office.note(NetworkAdded(network="PNE", name="Environment"))

    assert office.refusal(PNE) == "line 1: PNE is in the record already with another since date."
    assert office.take(f"policy_networks: [{{id: pne, name: Environment, since: '{AT:%Y-%m-%dT%H:%M}Z'}}]") == (
        "0 networks imported; 1 skipped"
    )


@pytest.mark.parametrize(
    ("fields", "progress", "done"),
    [
        ("status: done, done: 2021-03-25", Progress.DONE, at("2021-03-25T23:59:59")),
        ("done: 2021-03-25", Progress.DONE, at("2021-03-25T23:59:59")),
        ("status: Done", Progress.DONE, EVER),
        ("status: in progress", Progress.IN_PROGRESS, None),
        ("status: open", Progress.OPEN, None),
        ("status: dropped", Progress.DROPPED, None),
        ("", Progress.UNKNOWN, None),
    ],
)
def test_a_status_is_recorded_as_facts(office: Office, fields: str, progress: Progress, done: datetime | None) -> None:
    """What is done holds since the day it was done, or since ever."""
    office.take(PNE + f"commitments: [{{id: A, pn: PNE, action: Write, due: 2021-03-24, {fields}}}]")
    found = commitment(office, "A")
    before = office.record.history.state_at(at("2021-03-24T00:00:00")).network("PNE").commitments[1]

    assert (found.progress, found.done) == (progress, done)
    assert (before.progress is Progress.DONE) == (done == EVER)


def test_a_moved_deadline_keeps_the_original_one(office: Office) -> None:
    """The first deadline stands beside the one of now, from the day on which it moved."""
    row = "{id: A, pn: PNE, action: Write, due: 2021-05-01, original_due: 2021-04-01, slipped: 2021-03-30}"
    office.take(PNE + f"commitments: [{row}]")
    found = commitment(office, "A")
    before = office.record.history.state_at(at("2021-03-29T00:00:00")).network("PNE").commitments[1]

    assert (found.original_due, found.due) == (at("2021-04-01T23:59:59"), at("2021-05-01T23:59:59"))
    assert before.due == at("2021-04-01T23:59:59")


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


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_what_is_done_holds_in_the_state_of_now_as_in_that_of_any_time(office: Office, days: int) -> None:
    """Nothing is done before its time: state now and the state at this moment count the same."""
    done = AT + timedelta(days=days)
    row = f"{{id: A, pn: PNE, action: Write, done: '{done.isoformat()}'}}"
    if done > AT:
        office.refusal(PNE + f"commitments: [{row}]")
        return
    office.take(PNE + f"commitments: [{row}]")
    now, then = office.state, office.record.history.state_at(AT)

    assert figures(now.network("PNE"), AT) == figures(then.network("PNE"), AT)
    assert figures(now.network("PNE"), AT).commitments.done == 1


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


def test_people_are_found_by_full_name(office: Office) -> None:
    """A name of two words becomes a short name once, and is found again."""
    file = PNE + "commitments: [{id: A, pn: PNE, action: Write, actors: [José María], actor_role: MAG liaison}]"
    office.take(file)
    office.take(file.replace("id: A", "id: B"))

    assert [(person.name, person.full_name) for person in office.people.everyone()] == [("JoséMaría", "José María")]
    assert commitment(office, "A").owners == commitment(office, "B").owners


def test_a_person_without_a_role_is_written_with_an_at(office: Office) -> None:
    """People and bodies may own a commitment together; who is proposed has yet to accept."""
    office.take(AMINA + "commitments: [{id: A, pn: PNE, action: Write, actors: ['@amina', MWG], proposed: [amina]}]")
    amina = office.known("amina").id

    assert commitment(office, "A").owners == (
        Owner(person=amina, accepted=True),
        Owner(body="MWG", accepted=True),
        Owner(person=amina),
    )


def test_an_erased_person_keeps_the_place(office: Office) -> None:
    """An export writes the opaque id that is left of somebody; an import takes it."""
    office.take(PNE + "memberships: [{pn: PNE, person: p0123456789ab}]")

    assert list(office.state.network("PNE").memberships) == ["p0123456789ab"]
    assert list(office.people.everyone()) == []


def test_a_commitment_of_the_chat_is_equal_to_its_row(office: Office) -> None:
    """Ids are compared in any letter case."""
    office.take(PNE)
    office.note(CommitmentMade(network="PNE", commitment=1, text=Text.of("Write"), ref="A-1", since=EVER))

    assert office.take("commitments: [{id: a-1, pn: pne, action: Write, status: open}]") == (
        "0 commitments imported; 1 skipped"
    )


CSV_FILES = {
    "commas": "id,pn,action,actors,due\nA,PNE,Write,MWG; IGF Secretariat,2021-04-01\n",
    "semicolons": 'ID;PN;Action;Actors;Due\nA;PNE;Write;"MWG; IGF Secretariat";2021-04-01\n',
    "mark": "\ufeffid,pn,action,actors,due\r\nA,PNE,Write,MWG;IGF Secretariat,2021-04-01\r\n",
    "blank lines": "\nid,pn,action,actors,due,\n\n A , PNE ,Write,MWG;;IGF Secretariat;,2021-04-01,\n,,,,,\n",
}


@pytest.mark.parametrize("text", CSV_FILES.values(), ids=CSV_FILES.keys())
def test_csv_files_of_many_makes_say_the_same(office: Office, text: str) -> None:
    """Comma or semicolon, with or without a byte order mark, with any line ends."""
    office.take("id,name\nPNE,Environment\n", "networks.csv")
    said = office.take(text, "Rows.CSV")
    found = commitment(office, "A")

    assert said == "1 commitment imported; 0 skipped"
    assert (str(found.text), found.due) == ("Write", at("2021-04-01T23:59:59"))
    assert [owner.body for owner in found.owners] == ["MWG", "IGF Secretariat"]


def test_csv_and_yaml_rows_are_the_same(office: Office) -> None:
    """A file can be turned into the other form and imported again."""
    office.take(SEED)
    text = "id,pn,action,actors,due\nPNE-1,PNE,Contract consultant,IGF Secretariat,2021-04-10\n"

    assert office.refusal(text, "rows.csv") == "line 2: PNE-1 is in the record already with another note."
    assert office.take(text.replace("due", "due,note").replace("-10", "-10,a Saturday"), "rows.csv").endswith(
        "1 skipped"
    )


@pytest.mark.parametrize(
    ("header", "row", "kind"),
    [
        ("id,name", "PNE,Environment", "1 network"),
        ("name", "amina", "1 person"),
        ("name,handles,zone", "amina,slack:U1; matrix:@a:b,Asia/Tokyo", "1 person"),
        ("id,name,language", "p0123456789ab,amina,fr", "1 person"),
    ],
)
def test_the_header_tells_the_kind(office: Office, header: str, row: str, kind: str) -> None:
    """Nobody has to say what a table holds."""
    assert office.take(f"{header}\n{row}\n", "rows.csv") == f"{kind} imported; 0 skipped"


def test_a_table_without_rows_is_no_fault(office: Office) -> None:
    """An export of a record without members can be imported."""
    assert office.take("pn,person\n", "memberships.csv") == "0 memberships imported; 0 skipped"
    assert office.take("people:\ncommitments: []\n") == "0 people, 0 commitments imported; 0 skipped"
