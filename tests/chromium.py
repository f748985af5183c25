"""The Chromium that the tests of pages drive: found, or installed when we are root, or asked for in one line."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from typing import Final

NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
QUIET: Final = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
    "--disable-quic",
)
"""Arguments that keep the browser from talking to anyone but the page under test."""
_APT: Final = ("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300")
_INSTALL: Final = ("install", "-y", "--no-install-recommends", "chromium", "fonts-liberation")


class NoChromium(Exception):
    """There is no Chromium to be had; the message says what to do."""


def find(environment: Mapping[str, str]) -> str | None:
    """Return the path in `PN_CHROMIUM`, else of the first of `NAMES` on the PATH."""
    asked = environment.get("PN_CHROMIUM")
    if asked:
        if shutil.which(asked) is None:
            raise NoChromium(f"PN_CHROMIUM is {asked}, which is no program that can be run.")
        return asked
    found = (shutil.which(name, path=environment.get("PATH")) for name in NAMES)
    return next((path for path in found if path), None)


def install(environment: Mapping[str, str]) -> None:
    """Install Debian's package where we may; do nothing elsewhere."""
    if os.geteuid() != 0 or shutil.which("apt-get", path=environment.get("PATH")) is None:
        return
    print("Installing Chromium for the tests of pages", file=sys.stderr)
    for step in (("update",), _INSTALL):
        subprocess.run(
            [*_APT, *step],
            env={**environment, "DEBIAN_FRONTEND": "noninteractive"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )


def chromium(environment: Mapping[str, str]) -> str:
    """Return the path of a Chromium, installed first if need be; raise `NoChromium` when there is none."""
    path = find(environment)
    if path is None:
        install(environment)
        path = find(environment)
    if path is None:
        raise NoChromium("The tests of pages need Chromium: install it, or set PN_CHROMIUM to its path.")
    return path


def arguments() -> list[str]:
    """Return the browser's arguments; root cannot use the sandbox."""
    return [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else list(QUIET)


if __name__ == "__main__":
    try:
        print(chromium(os.environ))
    except NoChromium as problem:
        sys.exit(str(problem))
