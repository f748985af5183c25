"""What a text about a poll needs to know of whoever reads it."""

from datetime import datetime
from typing import Protocol


class Telling(Protocol):
    """To whom something is told, and when: a `Call`, or whoever draws what everybody sees."""

    @property
    def now(self) -> datetime:
        """The moment at which it is told."""
        ...

    @property
    def platforms(self) -> frozenset[str]:
        """Where people can vote, as far as whoever reads it needs to know: "matrix", "slack"."""
        ...

    def time(self, moment: datetime) -> str:
        """Return a moment as it is told."""
        ...
