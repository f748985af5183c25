"""What `make run` starts ends with it, however that is told to end."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psutil
import pytest

from chatbot.local.caller import ask
from chatbot.local.ports import is_busy
from tests.waiting import until

pytestmark = pytest.mark.long

PN = str(Path(sys.executable).parent / "pn")
ROOT = Path(__file__).parents[3]
WITHOUT_EXTRA = """
import sys
sys.modules["synapse"] = None
from chatbot.__main__ import main
sys.argv = ["pn", "local"]
main()
"""


@contextmanager
def started(folder: Path, *command: str, stdin: int = subprocess.PIPE) -> Iterator["subprocess.Popen[str]"]:
    """Start a program in a session of its own; whatever the test leaves of it is killed."""
    environment = {**os.environ, "PN_RECORD": f"tinydb:{folder / 'data'}", "PORT": "8080"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=stdin, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        try:
            yield process
        finally:
            for left in of_session(process.pid):
                left.kill()


def of_session(leader: int) -> list[psutil.Process]:
    """Return what runs in a session."""
    found = []
    for process in psutil.process_iter():
        try:
            if os.getsid(process.pid) == leader and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except (ProcessLookupError, psutil.NoSuchProcess):
            continue
    return found


def read_until(process: "subprocess.Popen[str]", wanted: str) -> str:
    """Return what is said up to the line that has `wanted` in it."""
    assert process.stdout
    lines = []
    for line in process.stdout:
        lines.append(line)
        if wanted in line:
            return "".join(lines)
    raise AssertionError("".join(lines))


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
@pytest.mark.parametrize("early", [True, False], ids=["while it starts", "at the prompt"])
def test_a_signal_ends_everything(tmp_path: Path, sign: signal.Signals, early: bool) -> None:
    """SIGTERM and a closed terminal are as good as Ctrl-C, with nothing on standard input to end it, at any time."""
    matrix = "--matrix" if early else "--no-matrix"
    with started(tmp_path, PN, "local", matrix, stdin=subprocess.DEVNULL) as process:
        read_until(process, "Starting" if early else "ends everything")
        until(lambda: len(of_session(process.pid)) > 1)
        process.send_signal(sign)

        assert process.wait(timeout=20) == 0
        until(lambda: not of_session(process.pid))
    assert not (tmp_path / "data" / "local" / "ready.json").exists()


def test_make_passes_the_signal_on(tmp_path: Path) -> None:
    """`make run` itself is what a person or a service manager knows of."""
    with started(tmp_path, "make", "run", "MATRIX=no", stdin=subprocess.DEVNULL) as process:
        read_until(process, "ends everything")
        running = of_session(process.pid)
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)

        until(lambda: not of_session(process.pid))
    assert len(running) > 1


def test_the_end_of_what_is_typed_ends_everything(tmp_path: Path) -> None:
    """As a script wants it."""
    with started(tmp_path, PN, "local", "--no-matrix") as process:
        said, _nothing = process.communicate("/pn help\n", timeout=60)

        assert process.returncode == 0
        assert "/pn help" in said
        until(lambda: not of_session(process.pid))


def test_a_record_of_ones_own_is_no_reason_not_to_start(tmp_path: Path) -> None:
    """It has a network of the seed's under another name: a line says so, and the prompt comes in that network."""
    environment = {**os.environ, "PN_RECORD": f"tinydb:{tmp_path / 'data'}", "PN_SECRETARIAT": "console:helen"}
    subprocess.run(
        [PN, "console", "--as", "helen"], input="/pn add PNE Our own", env=environment, text=True, check=True
    )
    with started(tmp_path, PN, "local", "--no-matrix") as process:
        said, _nothing = process.communicate("/commit Begin\n", timeout=60)

    assert process.returncode == 0
    assert "The tables of the 2021 concept are left out: " in said
    assert "You type as @sec, the Secretariat." in said
    assert "PNE-C1" in said


def test_a_second_one_in_the_folder_is_refused(tmp_path: Path) -> None:
    """Two homeservers on one database would spoil it; the first is not disturbed."""
    with started(tmp_path, PN, "local", "--no-matrix", stdin=subprocess.DEVNULL) as first:
        read_until(first, "ends everything")
        environment = {**os.environ, "PN_RECORD": f"tinydb:{tmp_path / 'data'}"}
        second = subprocess.run([PN, "local"], env=environment, capture_output=True, text=True, check=False, timeout=60)

        assert second.returncode == 1
        assert "at work" in second.stderr
        assert first.poll() is None


def test_without_the_extra_it_goes_on_without_matrix(tmp_path: Path) -> None:
    """And says in one line what is missing."""
    with started(tmp_path, sys.executable, "-c", WITHOUT_EXTRA, stdin=subprocess.DEVNULL) as process:
        said = read_until(process, "ends everything")

    assert "extra `local`" in said
    assert "Rooms:" not in said


def test_busy_ports_are_named(tmp_path: Path) -> None:
    """Somebody else's servers on the usual ports are no reason not to start."""
    with closing(socket.socket()) as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if not is_busy(8008):
            other.bind(("127.0.0.1", 8008))
            other.listen()
        with started(tmp_path, PN, "local", stdin=subprocess.DEVNULL) as process:
            said = read_until(process, "Port 8008 is busy")

    assert "Port 8008 is busy; trying 8009." in said


def test_without_matrix_the_public_page_is_there_too(tmp_path: Path) -> None:
    """What is typed at the prompt stands there; with nobody to type, nobody is told what to type."""
    with started(tmp_path, PN, "local", "--no-matrix", stdin=subprocess.DEVNULL) as process:
        said = read_until(process, "ends everything")
        told = json.loads((tmp_path / "data" / "local" / "ready.json").read_text())
        status, page = ask(int(told["public_page"].rpartition(":")[2]), "/")

    assert f"Dashboard: {told['dashboard']}\nPublic page: {told['public_page']}\n" in said
    assert status == 200
    assert b"PNMA" in page
    assert "Nobody types here" in said
    assert "You type as" not in said


def test_a_script_learns_where_the_year_is_shown(tmp_path: Path) -> None:
    """`ready.json` lies beside the year's own record, until the end."""
    ready = tmp_path / "data-year" / "local" / "ready.json"
    with started(tmp_path, PN, "local", "--demo", "year", stdin=subprocess.DEVNULL) as process:
        read_until(process, "ends everything")
        told = json.loads(ready.read_text())
        status, page = ask(int(told["public_page"].rpartition(":")[2]), "/")
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)

    assert status == 200
    assert b"YEAR" in page
    assert not ready.exists()
