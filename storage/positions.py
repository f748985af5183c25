"""How far each follower has come: the chat platforms in their events, the public channels in the journal.

Ordinary TinyDB documents, one a follower, by name. Nothing personal stands here.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tinydb import where

from storage.documents import Documents

Position = dict[str, Any]


class Positions:
    """The positions in `FOLDER/positions.json`."""

    def __init__(self, folder: Path) -> None:
        self._documents = Documents(folder, "positions")
        self._known: dict[str, Position] = {}

    def get(self, follower: str) -> Position:
        """Return what a follower put here last; empty for a new one. Raise `StorageFault` for another file."""
        tables = self._documents.look()
        if tables is not None:
            try:
                kept = tables.get("positions", {}).values()
                self._known = {document["follower"]: dict(document["at"]) for document in kept}
            except (AttributeError, KeyError, TypeError, ValueError) as problem:
                raise self._documents.unreadable() from problem
        return self._known.get(follower, {})

    def put(self, follower: str, at: Position) -> None:
        """Keep where a follower is, durably. Raise `StorageFault` if that fails."""
        self.change(follower, lambda _before: at)

    def change(self, follower: str, change: Callable[[Position], Position]) -> None:
        """Keep where a follower is from where it was: for one that several processes move. Raise as `put` does."""
        with self._documents.changing() as database:
            table, its = database.table("positions"), where("follower") == follower
            kept = table.get(its)
            at = change(kept["at"] if isinstance(kept, Mapping) else {})
            table.upsert({"follower": follower, "at": at}, its)
