"""`pn run` closes what ended while nothing ran; `pn dashboard` leaves nothing behind."""

import signal
import socket
from contextlib import closing

import pytest

from chatbot.local.ports import any_port
from tests.chatbot.cli.machine import SETUP, Machine


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


@pytest.mark.parametrize(("sign", "status"), [(signal.SIGTERM, 0), (signal.SIGINT, 0), (signal.SIGKILL, -9)])
def test_a_dashboard_ends_with_the_program_that_serves_it(machine: Machine, sign: signal.Signals, status: int) -> None:
    """However that is ended: nobody is left who listens."""
    port = any_port()
    served = machine.start("dashboard", "--port", str(port))
    try:
        assert served.stdout
        assert served.stdout.readline() == f"Dashboard: http://127.0.0.1:{port}\n"
    finally:
        served.send_signal(sign)

    assert served.wait(timeout=20) == status
    with closing(socket.socket()) as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
