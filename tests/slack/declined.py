"""What the workspace answers when it does not do what it was asked."""

from collections.abc import Sequence
from typing import Any


class Declined(Exception):
    """An answer with `ok: false`, with Slack's own word for why."""

    def __init__(self, error: str, *, messages: Sequence[str] = (), **details: Any) -> None:  # noqa: ANN401
        super().__init__(error)
        self.answer: dict[str, Any] = {"ok": False, "error": error, **details}
        if messages:
            told = [f"[ERROR] {message}" for message in messages]
            self.answer |= {"errors": list(messages), "response_metadata": {"messages": told}}


class TooMany(Declined):
    """The answer 429."""

    def __init__(self, wait: int) -> None:
        super().__init__("ratelimited")
        self.wait = wait
