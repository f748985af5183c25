"""A record into which files are imported."""

from pathlib import Path

import pytest

from tests.storage.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An empty record."""
    return Office(tmp_path)
