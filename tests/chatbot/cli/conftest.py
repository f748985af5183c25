"""A machine on which `pn` runs."""

from pathlib import Path

import pytest

from tests.chatbot.cli.machine import Machine


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """An empty folder."""
    return Machine(tmp_path)
