"""Long work draws a bar, on a terminal and nowhere else."""

import json
import os
import pty
import select
import subprocess

from tests.chatbot.cli.machine import PN, SETUP, Machine

BAR = "━"
ERASED = "\x1b[2K"


def read_all(terminal: int) -> str:
    """Return all that is written to a terminal until nobody has it open any more."""
    parts: list[bytes] = []
    try:
        while part := os.read(terminal, 65536):
            parts.append(part)
    except OSError:
        pass  # so Linux says that the other side is closed
    return b"".join(parts).decode()


def read_until(terminal: int, sign: str) -> str:
    """Return what is written to a terminal up to a sign."""
    seen = ""
    while sign not in seen:
        assert select.select([terminal], [], [], 60)[0], seen
        seen += os.read(terminal, 65536).decode(errors="replace")
    return seen


def start(machine: Machine, *words: str) -> "tuple[subprocess.Popen[bytes], int]":
    """Start `pn` on a terminal, and return it with the terminal's other side."""
    ours, its = pty.openpty()
    environment = {**machine.environment, "TERM": "xterm"}
    running = subprocess.Popen([PN, *words], cwd=machine.folder, env=environment, stdin=its, stdout=its, stderr=its)
    os.close(its)
    return running, ours


def test_a_long_import_shows_that_it_goes_on(machine: Machine) -> None:
    """The bar is erased before the answer; an import that is over soon, or is on no terminal, draws none."""
    file = machine.folder / "rows.yaml"
    os.mkfifo(file)
    running, terminal = start(machine, "import", file.name)
    drawn = read_until(terminal, BAR)
    file.write_text("policy_networks: [{id: PNE, name: Environment}]\n")
    told = read_all(terminal)

    assert running.wait() == 0
    assert drawn
    assert told.splitlines()[-1].rpartition(ERASED)[2] == "1 network imported; 0 skipped"
    file.unlink()
    file.write_text("policy_networks: [{id: PNE, name: Environment}]\n")
    assert machine.pn("import", file.name).stderr == ""


def test_the_bar_of_a_replay_gives_way_to_the_answers(machine: Machine) -> None:
    """Each answer has its line for itself."""
    script = machine.folder / "script.pn"
    script.write_text(SETUP)
    _running, terminal = start(machine, "replay", script.name, "--json")
    lines = [line.rpartition(ERASED)[2] for line in read_all(terminal).splitlines()]
    answers = [json.loads(line) for line in lines if "ok" in line]

    assert BAR in "".join(lines)
    assert [answer["ok"] for answer in answers] == [True] * 4


def test_the_answers_of_a_replay_go_where_they_are_led(machine: Machine) -> None:
    """The bar stays on the terminal."""
    script = machine.folder / "script.pn"
    script.write_text(SETUP)
    answers = machine.folder / "answers"
    ours, its = pty.openpty()
    with answers.open("w") as file:
        running = subprocess.Popen(
            [PN, "replay", script.name],
            cwd=machine.folder,
            env={**machine.environment, "TERM": "xterm"},
            stdout=file,
            stderr=its,
        )
    os.close(its)

    assert BAR in read_all(ours)
    assert running.wait() == 0
    assert BAR not in answers.read_text()
    assert "Vote now" in answers.read_text()
