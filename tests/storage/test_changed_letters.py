"""A record with a changed letter is refused or told of in a sentence, whichever line it is in."""

from contextlib import suppress
from pathlib import Path

import pytest

from storage.errors import StorageFault
from storage.events import EVERYWHERE, OPERATOR, VERSION, Draft, EntryUndone, FormatDeclared
from storage.history import History
from storage.tinydb_journal import TinyDBJournal
from storage.verify import verify
from tests.storage.drafts import AT, draft


@pytest.fixture
def looked_at(data: Path) -> Path:
    """The folder of a record whose first and last line are looked at before they are read."""
    journal = TinyDBJournal(data)
    declared = FormatDeclared(network=EVERYWHERE, version=VERSION)
    undone = EntryUndone(network="PNE", entry=2)
    with journal.exclusive():
        journal.append([Draft(AT, OPERATOR, "format:1", (declared,)), draft("a"), Draft(AT, "p1", "undo", (undone,))])
    journal.close()
    return data


def is_refused(folder: Path) -> bool:
    """Tell whether `pn verify` finds something, or refuses to look further."""
    try:
        return bool(verify(folder).problems)
    except StorageFault:
        return True


@pytest.mark.parametrize("bit", [1, 32, 128])
def test_any_changed_letter_is_told_in_a_sentence(looked_at: Path, bit: int) -> None:
    """To whoever verifies the record, and to whoever reads it, if only by a `StorageFault`."""
    path = looked_at / "journal.jsonl"
    content = path.read_bytes()
    for place, byte in enumerate(content):
        path.write_bytes(content[:place] + bytes([byte ^ bit]) + content[place + 1 :])

        assert is_refused(looked_at), place
        with suppress(StorageFault):
            History(TinyDBJournal(looked_at, read_only=True)).refresh()
