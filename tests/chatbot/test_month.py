"""The page about meetings shows what the tool really answers."""

import re
from pathlib import Path
from typing import Final

from chatbot.adapters.replay import read_steps, replay
from tests.conversation import Conversation

PAGE: Final = Path(__file__).parents[2] / "docs" / "meetings.md"
STEP: Final = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\dZ @.*$", re.MULTILINE)


def test_the_page_about_meetings_can_be_replayed(talk: Conversation) -> None:
    """Line by line, each with the answer that stands under it."""
    script = "".join(re.findall(r"```replay\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL))
    lines, written = STEP.findall(script), [text.strip() for text in STEP.split(script)[1:]]
    answers = [reply.text.strip() for _step, reply in replay(talk.bot.dispatcher, read_steps(lines))]

    assert len(lines) > 20
    assert answers == written
