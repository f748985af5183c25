"""For Slack: a bot in an imitation workspace."""

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tests.chatbot.adapters.slack.office import Office, held

T = TypeVar("T")
Hold = Callable[..., Any]
"""Takes what people do with an office, and settings; returns what came of it."""


@pytest.fixture
def hold(pne: Path, tmp_path: Path) -> Hold:
    """Let people talk with a bot that runs in PNE's channel."""

    def hold(talk: Callable[[Office], Coroutine[Any, Any, T]], **environment: str) -> T:
        return held(pne, tmp_path, talk, **environment)

    return hold
