"""`pn member` and `pn person`: added, and erased from everywhere."""

import pytest

from tests.chatbot.cli.machine import SETUP, Machine


def test_members_of_the_command_line(machine: Machine) -> None:
    """`pn member` takes the words of the chat and acts as the operator."""
    machine.pn("replay", "-", typed=SETUP)

    added = machine.pn("member", "add", "@bruno", "PNE", "role:consultant")
    refused = machine.pn("member", "add", "@bruno", "PNE")

    assert (added.returncode, refused.returncode) == (0, 1)
    assert "consultant" in added.stdout
    assert "already" in refused.stderr


def test_a_name_without_its_sign_is_written_with_it(machine: Machine) -> None:
    """The operator is nobody to be added."""
    machine.pn("replay", "-", typed=SETUP)

    unsigned, missing = machine.pn("member", "add", "zoe", "PNE"), machine.pn("member", "add", "PNE")

    assert "Try: `pn member add @zoe PNE`" in unsigned.stderr
    assert "@operator" not in missing.stderr


def test_a_misspelt_word_of_member_leads_to_one_that_the_shell_knows(machine: Machine) -> None:
    """The words are listed, and the suggestion is a command of the shell."""
    machine.pn("replay", "-", typed=SETUP)

    found = machine.pn("member", "foo")

    assert found.returncode == 1
    assert "after `pn member` stands one of: add, approve, remove, role, list." in found.stderr
    assert "Try: `pn member " in found.stderr
    assert "`/" not in found.stderr


def test_a_person_is_added_and_erased(machine: Machine) -> None:
    """The directory knows a person by name and handle until they are erased."""
    machine.pn("person", "add", "amina", "--handle", "matrix:@amina:example.org", "--zone", "Africa/Nairobi")
    known = machine.pn("person", "list").stdout
    erased = machine.pn("person", "erase", "amina", "--yes")

    assert "matrix:@amina:example.org" in known
    assert erased.returncode == 0
    assert machine.pn("person", "list").stdout == ""


def test_an_erased_person_is_in_no_network_any_more(machine: Machine) -> None:
    """Neither as a member nor as one who asks; what they recorded stays, and so do the figures of earlier days."""
    script = "2021-03-01T10:00Z @li #pne /commit Draft it\n2021-03-01T10:00Z @carlos #pne /pn join\n"
    machine.pn("replay", "-", typed=SETUP + script)

    erased = [machine.pn("person", "erase", name, "--yes").returncode for name in ("li", "carlos")]
    again = machine.pn("person", "erase", "li", "--yes")
    listed = machine.pn("console", "--as", "sec", "--in", "PNE", typed="/pn member list\n").stdout

    assert erased == [0, 0]
    assert (again.returncode, again.stderr) == (1, "Nobody is known as li.\n")
    assert listed.splitlines() == ["MWG member (1): @amina", "co-chair (1): @amina"]
    assert machine.status()["networks"]["PNE"]["mwg"]["size"] == 1
    assert machine.status()["networks"]["PNE"]["commitments"]["total"] == 1
    assert machine.status("--as-of", "2021-03-02")["networks"]["PNE"]["mwg"]["size"] == 2
    assert machine.pn("verify").returncode == 0


def test_a_person_whose_end_cannot_be_recorded_is_not_forgotten(machine: Machine) -> None:
    """Else nobody would know any more whose membership is to be ended."""
    machine.pn("replay", "-", typed=SETUP)
    machine.journal.unlink()

    erased = machine.pn("person", "erase", "li", "--yes")

    assert erased.returncode == 1
    assert "@li" in machine.pn("person", "list").stdout


def test_a_person_has_real_handles(machine: Machine) -> None:
    """What nobody can be on any platform is refused, and nothing is kept."""
    refused = machine.pn("person", "add", "x", "--handle", "nocolon")
    everyone = machine.pn("person", "add", "@everyone")

    assert refused.returncode == 1
    assert refused.stderr.startswith("“nocolon” is no handle; write the platform before it, as in console:amina")
    assert (everyone.returncode, everyone.stderr[:40]) == (1, "“@everyone” means everybody in a channel")
    assert machine.pn("person", "list").stdout == ""


@pytest.mark.parametrize(("name", "better"), [("", "amina"), ("@", "amina"), ("Amina Diallo", "AminaDiallo")])
def test_a_person_has_a_short_name(machine: Machine, name: str, better: str) -> None:
    """One that nobody would type is refused, and another one is not made up in silence."""
    refused = machine.pn("person", "add", name)

    assert refused.returncode == 1
    assert refused.stderr == f"“{name}” is no short name; write {better} here, and the rest as --full-name.\n"
    assert machine.pn("person", "list").stdout == ""
