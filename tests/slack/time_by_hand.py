"""A clock that tests move."""


class Clock:
    """Stands still until it is moved. Give its `now` to a workspace."""

    def __init__(self, start: float = 1_620_000_000.0) -> None:
        self.at = start

    def now(self) -> float:
        """Return the seconds since 1970."""
        return self.at

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.at += seconds
