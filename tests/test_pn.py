"""The command line `pn`, run as a person runs it: as a program of its own."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from chatbot.local.ports import any_port
from storage.errors import StorageFault
from storage.settings import read_settings
from storage.tinydb_journal import TinyDBJournal

pytestmark = pytest.mark.long

PN = Path(sys.executable).parent / "pn"
SEED = Path(__file__).parent.parent / "storage" / "samples" / "next_steps_2021.yaml"
SETUP = """
2021-03-01T09:00Z @sec /pn add PNE Policy Network on Environment
2021-03-01T09:00Z @sec /pn member add @amina PNE role:mwg, co-chair
2021-03-01T09:00Z @sec /pn member add @li PNE
2021-03-01T09:00Z @amina #pne /poll open Which? | A | B
"""


class Machine:
    """A folder with a record, and `pn` on the path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {**os.environ, "PN_RECORD": "tinydb:./data", "PN_SECRETARIAT": "console:sec"}
        self.environment["PORT"] = str(any_port())

    @property
    def journal(self) -> Path:
        """The file that holds the journal."""
        return self.folder / "data" / "journal.jsonl"

    def pn(self, *words: str, typed: str = "") -> "subprocess.CompletedProcess[str]":
        """Run `pn` to its end."""
        return subprocess.run(
            [PN, *words],
            cwd=self.folder,
            env=self.environment,
            input=typed,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def exported(self) -> Any:  # noqa: ANN401  any JSON
        """Return the whole record as JSON."""
        return json.loads(self.pn("export", "json").stdout)

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """Start `pn` with pipes."""
        return subprocess.Popen(
            [PN, *words],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )

    def status(self, *words: str) -> dict[str, Any]:
        """Return what `pn status --json` prints."""
        found: dict[str, Any] = json.loads(self.pn("status", *words, "--json").stdout)
        return found


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """An empty folder."""
    return Machine(tmp_path)


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


def test_status_has_the_documented_shape(machine: Machine) -> None:
    """Each network comes with name, working group, commitments, polls and meetings."""
    machine.pn("replay", "-", typed=SETUP)

    found = machine.status("pne")

    assert list(found) == ["as_of", "networks"]
    assert found["networks"]["PNE"]["mwg"] == {"size": 2, "band": "below"}
    assert found["networks"]["PNE"]["polls"] == {"open": 1, "closed": 0}
    assert found["networks"]["PNE"]["meetings"] == {"planned": 0, "not_opened": 0, "held": 0, "next": None}


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


def test_members_of_the_command_line(machine: Machine) -> None:
    """`pn member` takes the words of the chat and acts as the operator."""
    machine.pn("replay", "-", typed=SETUP)

    added = machine.pn("member", "add", "@bruno", "PNE", "role:consultant")
    refused = machine.pn("member", "add", "@bruno", "PNE")

    assert (added.returncode, refused.returncode) == (0, 1)
    assert "consultant" in added.stdout
    assert "already" in refused.stderr


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


def test_the_first_secretariat_by_a_code(machine: Machine) -> None:
    """The code that `pn claim` prints works once, in the chat."""
    machine.environment["PN_SECRETARIAT"] = ""
    code = machine.pn("claim").stdout.split()[-1]

    first = machine.pn("console", "--as", "helen", typed=f"/pn claim {code}\n/pn add PNE Environment\n")
    second = machine.pn("console", "--as", "mallory", typed=f"/pn claim {code}\n")

    assert first.returncode == 0, first.stdout
    assert second.returncode == 1
    assert "not valid" in second.stdout


def test_doctor_finds_nothing_wrong_and_says_what_is(machine: Machine) -> None:
    """A healthy record gives 0; a folder that others can read, or nobody to act for the Secretariat, gives 1."""
    machine.pn("replay", "-", typed=SETUP)
    healthy = machine.pn("doctor")
    (machine.folder / "data").chmod(0o755)
    open_to_others = machine.pn("doctor")

    assert healthy.returncode == 0, healthy.stdout
    assert open_to_others.returncode == 1
    assert "chmod 700" in open_to_others.stdout


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


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("PN_SECRETARIAT", "console:sec, foo", "PN_SECRETARIAT: “foo” is no handle; write the platform before it"),
        ("PN_SECRETARIAT", "@foo:bar", "PN_SECRETARIAT: “@foo:bar” is no handle"),
        ("PORT", "abc", "PORT: Input should be a valid integer"),
        ("PN_RECORD", "mysql://somewhere", "PN_RECORD is “mysql://somewhere”; write `tinydb:`"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    """One sentence that begins with the variable."""
    monkeypatch.setenv(variable, value)

    with pytest.raises(StorageFault) as refused:
        read_settings()
    assert str(refused.value).startswith(said)


def test_an_empty_record_setting_means_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a line of a `.env` file that was not filled in."""
    monkeypatch.setenv("PN_RECORD", "")

    assert read_settings().folder == Path("data")


def test_a_person_has_real_handles(machine: Machine) -> None:
    """What nobody can be on any platform is refused, and nothing is kept."""
    refused = machine.pn("person", "add", "x", "--handle", "nocolon")
    everyone = machine.pn("person", "add", "@everyone")

    assert refused.returncode == 1
    assert refused.stderr.startswith("“nocolon” is no handle; write the platform before it, as in console:amina")
    assert (everyone.returncode, everyone.stderr[:40]) == (1, "“@everyone” means everybody in a channel")
    assert machine.pn("person", "list").stdout == ""


def test_run_keeps_a_deadline(machine: Machine) -> None:
    """A poll whose deadline passed while nothing ran is closed by `pn run`, with the deadline as its time."""
    script = SETUP + "2021-03-01T09:01Z @amina #pne /poll open Soon? | A | B closes:2021-03-01 10:00 UTC\n"
    machine.pn("replay", "-", typed=script)
    bot = machine.start("run")
    try:
        assert bot.stdout
        assert "Public page" in bot.stdout.readline()
        assert "runs" in bot.stdout.readline()
    finally:
        bot.terminate()

    assert bot.wait(timeout=10) == 0
    [line] = [line for line in machine.journal.read_text().splitlines() if '"poll_closed"' in line]
    assert '"since":"2021-03-01T10:00:00Z"' in line


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
