"""The documentation says what the code says."""

import re
from pathlib import Path

import pytest

from chatbot.cli.reference import PAGES, with_tables
from chatbot.commands import COMMANDS

ROOT = Path(__file__).parent.parent
EVERY_PAGE = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", PAGES)
def test_the_tables_are_made_from_the_declarations(page: str) -> None:
    """`make docs` would change nothing."""
    text = (ROOT / page).read_text()

    assert with_tables(text) == text


@pytest.mark.parametrize("page", EVERY_PAGE, ids=lambda page: page.name)
def test_what_a_page_links_to_is_there(page: Path) -> None:
    """Every link to a file of the repository leads somewhere."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text())

    missing = [link for link in links if not (page.parent / link).exists()]

    assert not missing


def test_every_command_stands_in_the_readme() -> None:
    """Nobody has to read the code to learn what there is to type."""
    text = (ROOT / "README.md").read_text()

    assert all(f"`/{command.path}" in text for command in COMMANDS)
