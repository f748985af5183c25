"""A folder with a record, in which `pn` runs as a program of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from chatbot.local.ports import any_port

PN = Path(sys.executable).parent / "pn"
SETUP = """
2021-03-01T09:00Z @sec /pn add PNE Policy Network on Environment
2021-03-01T09:00Z @sec /pn member add @amina PNE role:mwg, co-chair
2021-03-01T09:00Z @sec /pn member add @li PNE
2021-03-01T09:00Z @amina #pne /poll open Which? | A | B
"""


class Machine:
    """A folder with a record, and `pn` on the path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {**os.environ, "PN_RECORD": "tinydb:./data", "PN_SECRETARIAT": "console:sec"}
        self.environment["PORT"] = str(any_port())

    @property
    def journal(self) -> Path:
        """The file that holds the journal."""
        return self.folder / "data" / "journal.jsonl"

    def pn(self, *words: str, typed: str = "") -> "subprocess.CompletedProcess[str]":
        """Run `pn` to its end."""
        return subprocess.run(
            [PN, *words],
            cwd=self.folder,
            env=self.environment,
            input=typed,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def exported(self) -> Any:  # noqa: ANN401  any JSON
        """Return the whole record as JSON."""
        return json.loads(self.pn("export", "json").stdout)

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """Start `pn` with pipes."""
        return subprocess.Popen(
            [PN, *words],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )

    def status(self, *words: str) -> dict[str, Any]:
        """Return what `pn status --json` prints."""
        found: dict[str, Any] = json.loads(self.pn("status", *words, "--json").stdout)
        return found
