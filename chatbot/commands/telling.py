"""What a text about a poll needs to know of whoever reads it."""

from datetime import datetime
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from chatbot.dates import show_moment


class Telling(Protocol):
    """To whom something is told, and when: a `Call`, or a `Teller` where nobody typed anything."""

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


class Teller(NamedTuple):
    """Tells somebody in a zone of their own."""

    now: datetime
    zone: ZoneInfo
    platforms: frozenset[str] = frozenset()

    def time(self, moment: datetime) -> str:
        """Return a moment in UTC and in that zone."""
        return show_moment(moment, self.zone)
