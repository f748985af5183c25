"""Imported commitments: their progress, deadlines and owners."""

from datetime import datetime, timedelta

import pytest

from storage.events import (
    EVER,
    CommitmentMade,
    Owner,
    Progress,
    Text,
)
from storage.measures.networks import figures
from tests.storage.office import AMINA, AT, PNE, Office, at, commitment


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


def test_a_moved_deadline_keeps_the_original_one(office: Office) -> None:
    """The first deadline stands beside the one of now, from the day on which it moved."""
    row = "{id: A, pn: PNE, action: Write, due: 2021-05-01, original_due: 2021-04-01, slipped: 2021-03-30}"
    office.take(PNE + f"commitments: [{row}]")
    found = commitment(office, "A")
    before = office.record.history.state_at(at("2021-03-29T00:00:00")).network("PNE").commitments[1]

    assert (found.original_due, found.due) == (at("2021-04-01T23:59:59"), at("2021-05-01T23:59:59"))
    assert before.due == at("2021-04-01T23:59:59")


def test_a_person_without_a_role_is_written_with_an_at(office: Office) -> None:
    """People and bodies may own a commitment together; who is proposed has yet to accept."""
    office.take(AMINA + "commitments: [{id: A, pn: PNE, action: Write, actors: ['@amina', MWG], proposed: [amina]}]")
    amina = office.known("amina").id

    assert commitment(office, "A").owners == (
        Owner(person=amina, accepted=True),
        Owner(body="MWG", accepted=True),
        Owner(person=amina),
    )


def test_people_are_found_by_full_name(office: Office) -> None:
    """A name of two words becomes a short name once, and is found again."""
    file = PNE + "commitments: [{id: A, pn: PNE, action: Write, actors: [José María], actor_role: MAG liaison}]"
    office.take(file)
    office.take(file.replace("id: A", "id: B"))

    assert [(person.name, person.full_name) for person in office.people.everyone()] == [("JoséMaría", "José María")]
    assert commitment(office, "A").owners == commitment(office, "B").owners


def test_a_commitment_of_the_chat_is_equal_to_its_row(office: Office) -> None:
    """Ids are compared in any letter case."""
    office.take(PNE)
    office.note(CommitmentMade(network="PNE", commitment=1, text=Text.of("Write"), ref="A-1", since=EVER))

    assert office.take("commitments: [{id: a-1, pn: pne, action: Write, status: open}]") == (
        "0 commitments imported; 1 skipped"
    )
