"""`pn import` and `pn export`, on the seed and on a record of one's own."""

import subprocess
from pathlib import Path

from tests.chatbot.cli.machine import PN, SETUP, Machine
from tests.storage.office import SEED


def test_the_seed_is_imported_once(machine: Machine) -> None:
    """A second import changes nothing; the figures are those of the concept's tables on 16 April 2021."""
    first = machine.pn("import", str(SEED))
    again = machine.pn("import", str(SEED))
    networks = machine.status("--as-of", "2021-04-16")["networks"]

    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    figures = {code: network["commitments"] for code, network in networks.items()}
    assert {code: counts["total"] for code, counts in figures.items()} == {"PNMA": 9, "PNE": 4}
    assert sum(counts["undated"] for counts in figures.values()) == 4
    assert sum(counts["ownerless"] for counts in figures.values()) == 1
    assert sum(counts["overdue"] for counts in figures.values()) == 7
    assert sum(counts["unknown"] for counts in figures.values()) == 13


def test_an_export_is_imported_as_a_folder(machine: Machine) -> None:
    """Into another record, all files at once; the second time it says nothing new.

    Whoever was made the Secretariat there has another id, and is the same person all the same.
    """
    made = "2021-03-02T09:00Z @amina #pne /commit Draft owner:@sec @li by:in 20 days\n"
    machine.pn("replay", "-", typed=SETUP + made)
    machine.pn("export", "csv", "--to", "tables")
    told = machine.exported()
    machine.environment["PN_RECORD"] = "tinydb:./other"
    first, again = (machine.pn("import", "tables").stdout for _ in range(2))
    nothing = machine.pn("import", "no such folder")

    assert first.startswith("1 network, 2 people, ")
    assert ", 1 commitment, " in first
    assert first.endswith(" imported; 1 skipped\n")
    assert ", 0 commitments, " in again
    assert machine.exported()["networks"] == [{**told["networks"][0], "polls": []}]
    assert nothing.returncode == 1
    assert "no such folder cannot be read: No such file or directory." in nothing.stderr


def test_output_that_does_not_fit_the_disk_is_told_in_a_sentence(machine: Machine) -> None:
    """As where an export is written by the shell."""
    command = [str(PN), "export", "json"]
    with Path("/dev/full").open("w") as full:
        found = subprocess.run(
            command, cwd=machine.folder, env=machine.environment, stdout=full, stderr=subprocess.PIPE, check=False
        )

    assert found.returncode == 1
    assert found.stderr == b"pn: No space left on device\n"
