"""The ground that everything stands on: pins, make's targets, the check's exit status, and a browser."""

import os
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from playwright.sync_api import Page

from tests.chromium import NoChromium, chromium, find

ROOT = Path(__file__).parent.parent
PINS = (ROOT / "constraints.txt").read_text().splitlines()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
NEEDS = [Requirement(need) for need in [*PROJECT["dependencies"], *EXTRAS["dev"], *EXTRAS["local"]]]


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """An empty folder to put programs in and use as a PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


def program(path: Path, script: str = "") -> str:
    """Write a shell script that can be run, and return its path."""
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_the_pins_name_no_place() -> None:
    """A pin is a name and a version, so that it can be had from any index."""
    strange = [pin for pin in PINS if "://" in pin or " @ " in pin or not Requirement(pin).specifier]

    assert strange == []


@pytest.mark.parametrize("need", NEEDS, ids=str)
def test_every_dependency_is_pinned(need: Requirement) -> None:
    """What pyproject.toml asks for stands in constraints.txt, in a version that it allows."""
    pins = {canonicalize_name(name): version for name, _, version in (pin.partition("==") for pin in PINS)}
    version = pins.get(canonicalize_name(need.name), "not pinned")

    assert version != "not pinned"
    assert need.specifier.contains(version)


@pytest.mark.parametrize(
    ("target", "last"),
    [
        ("setup", "touch .venv/ready"),
        ("run", "/pn local"),
        ("lint", "/lint-imports"),
        ("test", "/pytest"),
        ("bench", "/python -m bench"),
        ("catalogue", "/pybabel -q compile"),
        ("clean", "rm -rf .venv"),
    ],
)
def test_make_has_the_target(target: str, last: str) -> None:
    """Each target ends with the command that it is there for."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    command = ["make", "--dry-run", "--always-make", "--no-print-directory", target]
    shown = subprocess.run(command, cwd=ROOT, env=plain, capture_output=True, text=True, check=True).stdout

    assert last in shown.splitlines()[-1]


@pytest.mark.parametrize("status", [0, 2])
def test_the_check_ends_with_the_summary_and_fails_as_make_fails(programs: Path, status: int) -> None:
    """`.ci/run` adds nothing after pytest's summary, and its exit status is make's."""
    line = "make: *** [Makefile:1: test] Error 1"
    program(programs / "make", f"echo '== 5 tests =='; echo '{line}' >&2; exit {status}")
    search = f"{programs}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run([ROOT / ".ci/run"], env={"PATH": search}, capture_output=True, text=True, check=False)

    assert done.stdout == "== 5 tests ==\n"
    assert done.returncode == status


def test_the_browser_that_was_asked_for_is_used(programs: Path) -> None:
    """`PN_CHROMIUM` goes before what the PATH has."""
    asked = program(programs / "mine")
    program(programs / "chromium")

    assert find({"PN_CHROMIUM": asked, "PATH": str(programs)}) == asked


def test_a_browser_on_the_path_is_found(programs: Path) -> None:
    """Without a wish, or with an empty one, Chromium goes before Chrome."""
    program(programs / "google-chrome")
    path = program(programs / "chromium")

    assert find({"PN_CHROMIUM": "", "PATH": str(programs)}) == path


@pytest.mark.parametrize("asked", ["", "/no/such/browser"])
def test_a_missing_browser_is_asked_for_in_one_line(programs: Path, asked: str) -> None:
    """Nobody has to guess what to install or to correct."""
    with pytest.raises(NoChromium, match="PN_CHROMIUM") as problem:
        chromium({"PN_CHROMIUM": asked, "PATH": str(programs)})

    assert len(str(problem.value).splitlines()) == 1


def test_the_browser_shows_a_page(page: Page) -> None:
    """Playwright drives the Chromium that was found."""
    page.set_content("<h1>Policy networks</h1>")

    assert page.get_by_role("heading").inner_text() == "Policy networks"
