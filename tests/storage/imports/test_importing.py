"""What an import of a file records, and what it finds in the record already."""

import pytest

from storage.events import (
    EVER,
    OPERATOR,
    CommitmentDone,
    CommitmentSlipped,
    DeadlineKind,
    EntryUndone,
    NetworkAdded,
    Owner,
    OwnersAssigned,
    Progress,
    Text,
)
from storage.measures.networks import figures
from tests.storage.office import AT, PNE, SEED, Office, at, commitment


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


def test_the_sittings_of_a_meeting_may_be_a_list_of_yaml(office: Office) -> None:
    """As every other list may; an empty one is missing."""
    meeting = PNE + "meetings: [{pn: PNE, title: Call, sittings: [2021-05-12T05:00Z, 2021-05-12T15:00Z]}]"

    office.take(meeting)

    sittings = office.state.meeting("PNE", 1).sittings
    assert [one.starts for one in sittings] == [at("2021-05-12T05:00"), at("2021-05-12T15:00")]
    assert office.refusal("meetings: [{pn: PNE, title: Other, sittings: []}]") == "line 1: sittings is missing."
