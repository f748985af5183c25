"""What a kind of argument is: how a value is read from the front of a text, and what may be meant by what is none."""

from collections.abc import Iterable
from typing import Any, Protocol, runtime_checkable

from chatbot.call import Call

Taken = tuple[Any, str] | None


class Kind(Protocol):
    """How a value is read. `shape` is how it stands in a usage line."""

    @property
    def shape(self) -> str: ...

    def take(self, text: str, call: Call) -> Taken:
        """Return the value and the text that is left, or None when the text does not start with such a value."""
        ...


@runtime_checkable
class Guesses(Protocol):
    """A kind that can tell what may be meant by what it cannot take."""

    def likeliest(self, word: str) -> str:
        """Return the word that may be meant by one that is none; "" where nobody can tell."""
        ...


@runtime_checkable
class Choice(Guesses, Protocol):
    """A kind that takes one of a few words."""

    @property
    def words(self) -> Iterable[str]: ...
