"""`pn verify` and `pn doctor`: what is noted, what is mended, and what is wrong."""

import os
import shutil
from collections.abc import Sequence

import pytest

from storage.tinydb_journal import TinyDBJournal
from tests.chatbot.cli.machine import SETUP, Machine
from tests.storage.office import SEED


def test_what_a_killed_writer_left_is_no_problem(machine: Machine) -> None:
    """`pn verify` and `pn doctor` note it and end with 0: nobody was told of it, and the next start mends it."""
    machine.pn("replay", "-", typed=SETUP)
    with machine.journal.open("ab") as journal:
        journal.write(b'{"torn":')

    for command in ("verify", "doctor"):
        found = machine.pn(command)

        assert found.returncode == 0, found.stdout
        assert "Note: After line" in found.stdout


@pytest.mark.parametrize("words", [("replay", "-"), ("import", str(SEED)), ("console", "--as", "sec"), ("claim",)])
def test_what_was_mended_is_told(machine: Machine, words: Sequence[str]) -> None:
    """Whatever program opens the record says on standard error what it put aside."""
    TinyDBJournal(machine.folder / "data").close()
    machine.journal.write_bytes(b'{"torn":')
    found = machine.pn(*words)

    assert found.returncode == 0, found.stderr
    assert found.stderr.startswith("8 bytes after entry 0 were no whole entries: they were moved to ")


@pytest.mark.parametrize("place", [0.1, 0.5, 0.999])
def test_one_changed_letter_shows(machine: Machine, place: float) -> None:
    """Wherever a letter of the journal is changed, `pn verify` names a line and ends with 1."""
    machine.pn("replay", "-", typed=SETUP)
    content = bytearray(machine.journal.read_bytes())
    at = next(i for i in range(int(len(content) * place), 0, -1) if chr(content[i]).isalpha())
    content[at] ^= 1
    machine.journal.write_bytes(bytes(content))

    found = machine.pn("verify")

    assert found.returncode == 1
    assert "ine " in found.stdout


def test_a_record_that_is_not_there_is_not_called_clean(machine: Machine) -> None:
    """The address may be wrong."""
    found = machine.pn("verify")

    assert (found.returncode, found.stdout, found.stderr) == (1, "", "There is no record in data.\n")


def test_doctor_finds_nothing_wrong_and_says_what_is(machine: Machine) -> None:
    """A healthy record gives 0; a folder that others can read, or nobody to act for the Secretariat, gives 1."""
    machine.pn("replay", "-", typed=SETUP)
    healthy = machine.pn("doctor")
    (machine.folder / "data").chmod(0o755)
    open_to_others = machine.pn("doctor")

    assert healthy.returncode == 0, healthy.stdout
    assert open_to_others.returncode == 1
    assert "chmod 700" in open_to_others.stdout


def test_boxes_of_open_polls_are_looked_at_and_given_up_only_by_hand(machine: Machine) -> None:
    """`pn verify` opens every ballot; `pn poll void` ends no poll whose ballots are there."""
    lines = ["@amina #pne /poll open Which? | A | B secret:yes", "@li #pne /poll vote P2 1"]
    machine.pn("replay", "-", typed=SETUP + "".join(f"2021-03-01T09:00Z {line}\n" for line in lines))
    ballots = machine.folder / "data" / "ballots"
    clean, refused = machine.pn("verify"), machine.pn("poll", "void", "PNE-P2")
    [box] = ballots.glob("*.box")
    content = box.read_bytes()
    os.truncate(box, len(content) // 2)
    short = machine.pn("verify")
    box.write_bytes(content)
    ballots.rename(machine.folder / "away")
    ballots.mkdir()
    away, told = machine.pn("verify"), machine.pn("doctor")
    void = machine.pn("poll", "void", "PNE-P2")

    assert clean.returncode == 0
    assert refused.returncode == 1
    assert "The ballots of PNE-P2 are there" in refused.stderr
    assert short.returncode == 1
    assert "PNE-P2: " in short.stdout
    assert "cut short" in short.stdout
    assert "is not there: mount it" in away.stdout
    assert "is not there: mount it" in told.stdout
    assert (void.returncode, void.stdout) == (0, "PNE-P2 is void.\n")
    assert machine.pn("verify").returncode == 0


def test_a_record_restored_without_the_folder_of_the_ballots_says_that_its_open_secret_polls_are_void(
    machine: Machine,
) -> None:
    """At the next start of a program that writes; reading ones tell of it before."""
    lines = ["@amina #pne /poll open Which? | A | B secret:yes", "@li #pne /poll vote P2 1"]
    machine.pn("replay", "-", typed=SETUP + "".join(f"2021-03-01T09:00Z {line}\n" for line in lines))
    shutil.rmtree(machine.folder / "data" / "ballots")
    before = machine.pn("verify")
    written = machine.pn("poll", "void", "PNE-P2")

    assert "PNE-P2: its ballots are gone; the next start makes it void." in before.stdout
    assert (
        "as after a restore from a backup: the ballots of PNE-P2 are lost, and these polls are void." in written.stderr
    )
    assert (written.returncode, written.stdout) == (0, "PNE-P2 is void.\n")
    assert machine.pn("verify").returncode == 0
