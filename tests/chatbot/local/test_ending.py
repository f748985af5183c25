"""A program that has children is told to end, and its children can be told to."""

import signal
import subprocess
import sys

PROGRAM = """
import os, signal, subprocess, sys
from chatbot.local.ending import told_to_end
try:
    with told_to_end():
        os.kill(os.getpid(), signal.SIGTERM)
        print("went on")
except KeyboardInterrupt:
    os.kill(os.getpid(), signal.SIGINT)
    child = subprocess.run(["sh", "-c", "kill -TERM $$; echo survived"], stdout=subprocess.PIPE, check=False)
    print(child.returncode, child.stdout)
"""


def test_one_signal_ends_it_and_a_child_that_starts_then_can_be_ended_too() -> None:
    """A second signal breaks no tidying up; a child that ignored its signal was killed after ten seconds."""
    found = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)

    assert found.stdout == f"{-signal.SIGTERM} b''\n"


def test_who_asked_for_no_hangup_gets_none() -> None:
    """`nohup` ignores it before the program starts."""
    program = (
        "import os, signal\n"
        "from chatbot.local.ending import told_to_end\n"
        "with told_to_end():\n    os.kill(os.getpid(), signal.SIGHUP)\n    print('went on')"
    )
    found = subprocess.run(["nohup", sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert found.stdout == "went on\n"
