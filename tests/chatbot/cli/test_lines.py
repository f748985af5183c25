"""`pn replay` and `pn console`: lines in, answers out, also of several programs at once."""

import json
import signal
import subprocess

import pytest

from storage.tinydb_journal import TinyDBJournal
from tests.chatbot.cli.machine import PN, SETUP, Machine


def test_replay_answers_each_line_with_json(machine: Machine) -> None:
    """One object a line, exit status 0 also with refusals; without --json a refusal gives 1."""
    script = SETUP + "2021-03-02T09:00Z @li #pne /poll vote P1 9\n"

    found = machine.pn("replay", "-", "--json", typed=script)
    plain = machine.pn("replay", "-", typed="2021-03-03T09:00Z @li #pne /poll vote P1 9\n")

    answers = [json.loads(line) for line in found.stdout.splitlines()]
    assert [answer["ok"] for answer in answers] == [True, True, True, True, False]
    assert answers[3]["created"] == ["PNE-P1"]
    assert (found.returncode, plain.returncode) == (0, 1)


def test_a_replay_from_the_future_records_nothing(machine: Machine) -> None:
    """Not even the Secretariat's appointment; a script with times that have passed still runs."""
    found = machine.pn("replay", "-", "--json", typed="2999-01-01T09:00Z @sec /pn add PNMA Meaningful Access")
    before = machine.journal.read_bytes()
    after = machine.pn("replay", "-", typed=SETUP)

    assert json.loads(found.stdout)["error"] == "conflict"
    assert "2999-01-01T09:00:00Z lies in the future" in found.stdout
    assert before == b""
    assert after.returncode == 0


def test_a_replay_into_a_later_record_is_refused(machine: Machine) -> None:
    """A script that starts before the last entry records nothing."""
    machine.pn("replay", "-", typed=SETUP)
    before = machine.journal.read_bytes()

    found = machine.pn("replay", "-", "--json", typed="2021-03-01T08:59Z @sec /pn add PNMA Meaningful Access")

    assert found.returncode == 1
    assert "later than the script" in found.stderr
    assert json.loads(found.stdout)["error"] == "storage"
    assert machine.journal.read_bytes() == before


def test_a_console_that_cannot_open_the_record_says_so_in_json(machine: Machine) -> None:
    """A program that reads its lines gets an object there, a person a sentence, and the exit status is 1."""
    TinyDBJournal(machine.folder / "data").close()
    machine.journal.unlink()
    (machine.folder / "data" / "head").write_text("")
    machine.journal.mkdir()

    found = machine.pn("console", "--as", "sec", "--json", typed="/pn list\n")

    [told] = [json.loads(line) for line in found.stdout.splitlines()]
    assert (told["ok"], told["error"]) == (False, "storage")
    assert told["text"] == found.stderr.strip()
    assert found.returncode == 1


def test_two_consoles_at_once(machine: Machine) -> None:
    """Two processes write to one record through pipes: everything that was acknowledged is there."""
    machine.pn("replay", "-", typed=SETUP)
    consoles = [machine.start("console", "--as", who, "--in", "PNE", "--json") for who in ("amina", "li")]
    lines = "".join(f"/commit Thing {number}\n" for number in range(50))

    answers = [console.communicate(lines, timeout=60)[0] for console in consoles]

    created = [json.loads(line)["created"][0] for answer in answers for line in answer.splitlines()]
    assert len(set(created)) == 100
    assert machine.status("PNE")["networks"]["PNE"]["commitments"]["total"] == 100
    assert machine.pn("verify").returncode == 0


def test_kill_9_loses_nothing_that_was_acknowledged(machine: Machine) -> None:
    """A console killed at work leaves a clean record with every acknowledged commitment in it."""
    machine.pn("replay", "-", typed=SETUP)
    console = machine.start("console", "--as", "li", "--in", "PNE", "--json")
    assert console.stdin
    assert console.stdout
    acknowledged = 0
    for number in range(20):
        console.stdin.write(f"/commit Thing {number}\n")
        console.stdin.flush()
        acknowledged += json.loads(console.stdout.readline())["ok"]
    console.stdin.write("/commit One more\n" * 20)
    console.stdin.flush()
    console.send_signal(signal.SIGKILL)
    console.wait(timeout=10)

    reopened = machine.pn("console", "--as", "li", "--in", "PNE", typed="/commit After\n")

    assert reopened.returncode == 0, reopened.stderr
    assert machine.pn("verify").returncode == 0
    assert machine.status("PNE")["networks"]["PNE"]["commitments"]["total"] > acknowledged


def test_the_first_secretariat_by_a_code(machine: Machine) -> None:
    """The code that `pn claim` prints works once, in the chat."""
    machine.environment["PN_SECRETARIAT"] = ""
    told = machine.pn("claim").stdout
    code = told.split()[-1]

    assert "on Matrix with `!`" in told

    first = machine.pn("console", "--as", "helen", typed=f"/pn claim {code}\n/pn add PNE Environment\n")
    second = machine.pn("console", "--as", "mallory", typed=f"/pn claim {code}\n")

    assert first.returncode == 0, first.stdout
    assert second.returncode == 1
    assert "not valid" in second.stdout


def test_lines_and_answers_are_utf_8_whatever_the_locale(machine: Machine) -> None:
    """Also with the mark that editors and shells of Windows put first."""
    machine.environment.update(LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0", PYTHONIOENCODING="latin-1")
    script = machine.folder / "script.pn"
    script.write_text(SETUP.lstrip(), encoding="utf-8-sig")
    replayed = machine.pn("replay", str(script))

    found = machine.pn("console", "--as", "@sec", typed="\ufeff/pn add PNMA Accès 有意义\n/pn list\n")

    assert replayed.returncode == 0, replayed.stdout
    assert (found.returncode, found.stderr) == (0, "")
    assert "PNMA: Accès 有意义. 0 members (below 15–30)" in found.stdout


@pytest.mark.parametrize("nobody", ["", "@", "a b"])
def test_a_console_is_somebodys(machine: Machine, nobody: str) -> None:
    """Nothing is opened for a name that nobody can have."""
    found = machine.pn("console", "--as", nobody, typed="/pn list\n")

    assert found.returncode == 2
    assert "write one word, such as amina" in found.stderr


def test_a_console_without_anything_to_read_ends(machine: Machine) -> None:
    """As one that a service starts with its input closed."""
    command = ["sh", "-c", 'exec "$0" console --as sec <&-', str(PN)]
    found = subprocess.run(command, cwd=machine.folder, env=machine.environment, capture_output=True, check=False)

    assert (found.returncode, found.stderr) == (0, b"")
