"""The dashboard's server: how it starts, what it sends, how it ends."""

import signal
import socket
import subprocess
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from dashboard.headers import policy
from tests.dashboard import world
from tests.dashboard.served import Served, command, served


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small world's record."""
    found = tmp_path_factory.mktemp("record") / "data"
    world.record(found)
    return found


@pytest.fixture(scope="module")
def server(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A dashboard that was started in a folder that has nothing to do with it."""
    with served(folder, tmp_path_factory.mktemp("elsewhere")) as found:
        yield found


def get(address: str) -> tuple[int, str, Message]:
    """Return status, text and headers of an answer."""
    try:
        with urlopen(address, timeout=10) as answer:
            return answer.status, answer.read().decode(), answer.headers
    except HTTPError as problem:
        return problem.code, problem.read().decode(), problem.headers


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run a command that is to end by itself."""
    return subprocess.run(list(arguments), capture_output=True, text=True, check=False, timeout=60)


def test_the_address_is_printed_when_it_answers(server: Served) -> None:
    """Who starts it knows where to look, and that it is for this machine only."""
    assert server.address.startswith("http://127.0.0.1:")
    assert get(f"{server.address}/")[0] == 200


def test_ready_tells_how_far_the_record_was_read(server: Served) -> None:
    """A supervisor may ask."""
    assert get(f"{server.address}/ready")[:2] == (200, f"ready {len(world.SMALL) + 1}\n")


@pytest.mark.parametrize("path", ["/", "/network?pn=PNE", "/ready", "/_stcore/health", "/static/none.js"])
def test_every_answer_has_the_headers(server: Served, path: str) -> None:
    """Nothing may be loaded from elsewhere, and no other page may frame ours."""
    headers = get(server.address + path)[2]

    assert headers["Content-Security-Policy"] == policy()
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_the_policy_trusts_no_foreign_place() -> None:
    """Scripts come from the server, or are Streamlit's own inline ones, by their digest."""
    scripts = next(part for part in policy().split("; ") if part.startswith("script-src"))

    assert "unsafe" not in scripts
    assert "'sha256-" in scripts
    assert "http" not in policy()


def test_a_taken_port_is_named() -> None:
    """Exit status 1 and one line, instead of another port that nobody looks at."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run(*command("tinydb:./none", port))

    assert done.returncode == 1
    assert done.stderr == (
        f"The dashboard cannot listen on port {port} of 127.0.0.1: Address already in use. "
        "Choose another with --port.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (command("sqlite:x"), 1, "sqlite:x"),
        (command("tinydb:x", 70000), 2, "70000"),
        (command("tinydb:x")[:3], 2, "--record"),
    ],
)
def test_what_cannot_be_served_is_told(arguments: list[str], status: int, told: str) -> None:
    """1 for a fault, 2 for usage, and the value that was wrong."""
    done = run(*arguments)

    assert done.returncode == status
    assert told in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_it_is_told_to(folder: Path, tmp_path: Path, name: signal.Signals) -> None:
    """SIGTERM and Ctrl-C are a wanted end: exit status 0, and nothing on standard error."""
    with served(folder, tmp_path) as found:
        get(f"{found.address}/ready")
        found.process.send_signal(name)
        status = found.process.wait(20)

        assert status == 0
        assert found.process.stderr
        assert found.process.stderr.read() == ""
