"""Children are kept running, and none is left."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from chatbot.local.child import Child
from chatbot.local.ports import Ports, is_busy
from chatbot.local.supervisor import CannotStart, Supervisor
from tests.waiting import until

IDLE = "import signal; print('up', flush=True); signal.pause()"
PARENT = """
import sys, signal
from pathlib import Path
from chatbot.local.child import Child
from chatbot.local.supervisor import Supervisor
with Supervisor() as children:
    child = Child("idle", [sys.executable, "-c", "import signal; signal.pause()"], Path(sys.argv[1]))
    children.add(child)
    children.wait_for(child, child.is_running, 30)
    print(child.pid, flush=True)
    signal.pause()
"""


def idle(folder: Path, script: str = IDLE) -> Child:
    """A child that does nothing until it is told to end."""
    return Child("The idler", [sys.executable, "-c", script], folder / "idle.log")


def test_a_killed_child_is_started_again(tmp_path: Path) -> None:
    """After a short pause there is another one; its log goes on; at the end there is none."""
    child = idle(tmp_path)
    with Supervisor() as children:
        children.add(child)
        until(lambda: "up" in child.log.read_text() if child.log.exists() else False)
        first = child.pid
        assert first
        os.kill(first, signal.SIGKILL)
        until(lambda: child.pid != first and child.log.read_text().count("up") == 2)
        second = child.pid

    assert second
    assert not child.is_running()
    assert not psutil.pid_exists(second)
    assert stat.S_IMODE(child.log.stat().st_mode) == 0o600


def test_a_child_that_dies_again_and_again_is_told_with_its_log(tmp_path: Path) -> None:
    """The sentence says which one, and where to look."""
    child = idle(tmp_path, "raise SystemExit('no such thing')")

    with Supervisor() as children:
        children.add(child)
        with pytest.raises(CannotStart, match="The idler does not start") as problem:
            children.wait_for(child, lambda: False, 60)

    assert str(child.log) in str(problem.value)
    assert "no such thing" in child.log.read_text()


def test_a_program_that_is_not_there_is_told_too(tmp_path: Path) -> None:
    """It is no reason for the others to end."""
    missing, other = Child("It", ["/no/such/program"], tmp_path / "missing.log"), idle(tmp_path)

    with Supervisor() as children:
        children.add(other)
        children.add(missing)
        with pytest.raises(CannotStart, match="It does not start"):
            children.wait_for(missing, lambda: False, 3)
        still_there = other.is_running()

    assert still_there


def test_a_child_that_will_not_end_is_killed(tmp_path: Path) -> None:
    """Patience has an end."""
    child = idle(tmp_path, "import signal; signal.signal(15, signal.SIG_IGN); print('up', flush=True); signal.pause()")
    child.start()
    while "up" not in child.log.read_text():
        assert child.is_running()

    child.wait(0)

    assert not child.is_running()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of their parent's death")
def test_kill_9_of_the_parent_ends_the_children(tmp_path: Path) -> None:
    """Nothing is left running, also when there is nobody left to end it."""
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, tmp_path / "idle.log"], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()

        until(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)


def test_two_programs_never_get_the_same_port(capsys: pytest.CaptureFixture[str]) -> None:
    """A port that was handed out is busy for others before anything listens there, and free again afterwards."""
    with Ports() as ours, Ports() as others:
        first = ours.take(18_700)
        second = others.take(first)
        listening = is_busy(first)
    with Ports() as later:
        again = later.take(first)

    assert (second, again, listening) == (first + 1, first, False)
    assert f"Port {first} is busy; trying {first + 1}." in capsys.readouterr().out
