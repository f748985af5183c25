"""`pn status`, and what `pn` says of words and settings that it cannot use."""

from collections.abc import Sequence

import pytest

from tests.chatbot.cli.machine import SETUP, Machine


def test_status_has_the_documented_shape(machine: Machine) -> None:
    """Each network comes with name, working group, commitments, polls and meetings."""
    machine.pn("replay", "-", typed=SETUP)

    found = machine.status("pne")

    assert list(found) == ["as_of", "networks"]
    assert found["networks"]["PNE"]["mwg"] == {"size": 2, "band": "below"}
    assert found["networks"]["PNE"]["polls"] == {"open": 1, "closed": 0}
    assert found["networks"]["PNE"]["meetings"] == {"planned": 0, "not_opened": 0, "held": 0, "next": None}


def test_an_empty_record_says_how_it_begins(machine: Machine) -> None:
    """Not the time alone, as if the rest had been lost."""
    assert "No network is recorded. The Secretariat adds one: `/pn add PNE" in machine.pn("status").stdout


@pytest.mark.parametrize(
    "words",
    [
        ("frob",),
        ("status", "--as-of", "yesterday-ish"),
        ("console",),
        ("dashboard", "--port", "0"),
        ("person", "add", "li", "--zone", "EST"),
    ],
)
def test_usage_errors_end_with_2(machine: Machine, words: Sequence[str]) -> None:
    """What click cannot read is a usage error."""
    assert machine.pn(*words).returncode == 2


def test_an_unusable_setting_is_no_traceback(machine: Machine) -> None:
    """A wrong PN_RECORD is one sentence and exit status 1."""
    machine.environment["PN_RECORD"] = "mysql://somewhere"

    found = machine.pn("status")

    assert found.returncode == 1
    assert "mysql://somewhere" in found.stderr
    assert "Traceback" not in found.stderr
