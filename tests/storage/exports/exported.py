"""What tests look up in a conversation and in its tables."""

import csv
from pathlib import Path

from storage.history import History
from tests.conversation import Conversation


def history(talk: Conversation) -> History:
    """Return the history of a conversation, read up to now."""
    talk.bot.record.state()
    return talk.bot.record.history


def id_of(talk: Conversation, name: str) -> str:
    """Return somebody's opaque id."""
    person = talk.bot.people.named(name)
    assert person is not None
    return person.id


def table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
