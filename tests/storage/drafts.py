"""Entries to be, and what is left of them in a journal."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from storage.events import BallotCast, Draft, NetworkAdded, Published, Text
from storage.journal import Journal
from storage.line import decode

AT = datetime(2021, 3, 1, 9, tzinfo=UTC)


def draft(source: str, by: str = "p1") -> Draft:
    """Return a network's beginning, a ballot or a text, by the length of the source, so that lines differ."""
    kinds = (
        NetworkAdded(network="PNE", name="Environment"),
        BallotCast(network="PNE", poll=1, person=by, choice=(1, 2)),
        Published(network="PNE", text=Text(text=f"Ação {source}", salt="00ff00ff00ff00ff")),
    )
    return Draft(AT + timedelta(minutes=len(source)), by, source, (kinds[len(source) % len(kinds)],))


def drafts(*sources: str) -> list[Draft]:
    """Return a batch with an entry for each source."""
    return [draft(source) for source in sources]


def record(journal: Journal, *sources: str) -> None:
    """Append one batch."""
    with journal.exclusive():
        journal.append(drafts(*sources))


def sources(lines: Iterable[bytes]) -> list[str]:
    """Return the source of each line."""
    return [decode(line).source for line in lines]
