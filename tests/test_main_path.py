"""The main job, end to end: what `make run` starts, commands typed into it, the progress in a browser."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.long

PN = Path(sys.executable).parent / "pn"
SOON = 2000
"""Milliseconds in which a command shows on the dashboard."""


class Local:
    """`pn local` with a pipe for a keyboard."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.greeting = ""
        self.address = ""

    def read_until(self, wanted: str) -> str:
        """Return the output up to the first line that has `wanted` in it."""
        assert self.process.stdout
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            if wanted in line:
                return "".join(lines)
        raise AssertionError("".join(lines))

    def type(self, line: str, answer: str) -> str:
        """Type a line and return what is said up to the line that has `answer` in it."""
        assert self.process.stdin
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.read_until(answer)


@contextmanager
def local(folder: Path) -> Iterator[Local]:
    """Start everything and end it like a service manager does."""
    environment = {**os.environ, "PN_RECORD": "tinydb:./data"}
    with subprocess.Popen(
        [PN, "local", "--no-matrix"],
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    ) as process:
        started = Local(process)
        try:
            started.greeting = started.read_until("Dashboard: ")
            address = re.search(r"Dashboard: (\S+)", started.greeting)
            assert address
            started.address = address[1]
            started.read_until("ends everything")
            yield started
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)


def is_listening(address: str) -> bool:
    """Tell whether something answers at the address."""
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", int(address.rpartition(":")[2]))) == 0


@pytest.mark.timeout(180)
def test_what_is_typed_shows_on_the_dashboard(tmp_path: Path, page: Page) -> None:
    """Polls, votes, attendance and commitments of several people show within two seconds; a restart finds them."""
    expect.set_options(timeout=SOON)
    with local(tmp_path) as started:
        page.goto(f"{started.address}/network?pn=PNE", wait_until="networkidle")
        expect(page.get_by_text("Contract consultant").first).to_be_visible(timeout=20_000)

        started.type("/poll open Which theme first? | Connectivity | Inclusion", "temperature")
        expect(page.get_by_text("PNE-P1: Which theme first?").first).to_be_visible()

        started.type("/poll vote 1", "Your vote")
        started.type("/as li", "You type as @li")
        started.type("/poll vote 2", "Your vote")
        expect(page.get_by_text("Turnout: 2 of 3 (67%)").first).to_be_visible()

        started.type("/commit Draft the data section by:in 2 weeks", "PNE-C5")
        expect(page.get_by_text("Draft the data section").first).to_be_visible()

        started.type("/commit done C5 https://example.org/draft", "done")
        expect(page.get_by_text("done 1").first).to_be_visible()

        started.type("/as amina", "You type as @amina")
        started.type("/meeting plan tomorrow 13:00 UTC title:Monthly call", "PNE-M1")
        started.type("/meeting open", "is open")
        started.type("/attend", "present")
        expect(page.get_by_text("1 of 3 members").first).to_be_visible()

        assert "amina" not in page.content()
        address = started.address
    assert not is_listening(address)

    with local(tmp_path) as again:
        answer = again.type("/poll results P1", "So far")

    assert "2. Inclusion: 1" in answer


def test_a_busy_port_is_named_and_the_next_one_taken(tmp_path: Path) -> None:
    """Somebody else's server on the usual port is no reason not to start."""
    with closing(socket.socket()) as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if not is_listening("127.0.0.1:8501"):
            other.bind(("127.0.0.1", 8501))
            other.listen()

        with local(tmp_path) as started:
            greeting, port = started.greeting, int(started.address.rpartition(":")[2])

    assert "Port 8501 is busy" in greeting
    assert port > 8501
