"""Which function folds which event."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from storage.events import Event
from storage.state import State

E = TypeVar("E", bound=Event)


Fold = Callable[[State, Any, datetime], None]


FOLDS: dict[type[Event], Fold] = {}


def folds(kind: type[E]) -> Callable[[Callable[[State, E, datetime], None]], Callable[[State, E, datetime], None]]:
    """Declare the function that folds events of this type; its last argument is the time since which the fact holds."""

    def declare(fold: Callable[[State, E, datetime], None]) -> Callable[[State, E, datetime], None]:
        FOLDS[kind] = fold
        return fold

    return declare
