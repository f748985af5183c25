"""A record and a directory in a folder, into which tests import files."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from storage import samples
from storage.ballot_boxes import Boxes
from storage.events import AnyEvent, PersonId
from storage.imports import BadFile, Import, read
from storage.people import People, Person
from storage.proposal import Decision, Proposal
from storage.record import Record
from storage.state import Commitment, Membership, State
from storage.tinydb_journal import TinyDBJournal

AT: Final = datetime(2021, 6, 20, 12, 0, tzinfo=UTC)
SEED = Path(samples.__path__[0]) / "next_steps_2021.yaml"
PNE = "policy_networks: [{id: PNE, name: Environment}]\n"
AMINA = PNE + "people: [{name: amina, handles: [slack:U1]}]\n"


class Office:
    """Where an operator imports files, one after the other."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.people = People(folder / "data")
        self.record = Record(TinyDBJournal(folder / "data"), lambda state, now: (), Boxes(folder / "data"))

    @property
    def state(self) -> State:
        """What the record says."""
        return self.record.state()

    def take(self, content: str | Path, name: str = "rows.yaml") -> str:
        """Import a text as a file of this name, or a file, and return the summary."""
        path = content if isinstance(content, Path) else self.folder / name
        if isinstance(content, str):
            path.write_text(content, encoding="utf-8", newline="")
        importing = Import([read(path)], self.people, self.record.history)
        self.record.submit_now(importing.proposal(AT))
        return importing.summary

    def refusal(self, content: str | Path, name: str = "rows.yaml") -> str:
        """Import what is refused, and return the sentence; nothing was recorded, nobody was added."""
        before = self.record.history.seq, list(self.people.everyone())
        with pytest.raises(BadFile) as refused:
            self.take(content, name)
        assert before == (self.record.history.seq, list(self.people.everyone()))
        return str(refused.value)

    def note(self, *events: AnyEvent, by: PersonId = "p1", source: str = "") -> None:
        """Record facts as a person would."""
        source = source or f"chat:{self.record.history.seq}"
        self.record.submit_now(Proposal(AT, source, lambda state, now: Decision(by, events)))

    def known(self, name: str) -> Person:
        """Return somebody of the directory."""
        person = self.people.named(name)
        assert person is not None
        return person


def at(text: str) -> datetime:
    """Return an instant of an ISO text."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


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
