"""A record that the pages show."""

from pathlib import Path

import pytest

from dashboard.live import LIVE
from storage.tinydb_journal import TinyDBJournal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the record that the pages show; nothing is there yet."""
    LIVE.follow(lambda: TinyDBJournal(tmp_path / "data", read_only=True))
    return tmp_path / "data"
