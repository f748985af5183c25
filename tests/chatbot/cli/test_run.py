"""`pn run` closes what ended while nothing ran."""

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
