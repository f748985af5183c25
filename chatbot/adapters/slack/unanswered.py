"""Answers in a network's channel that were recorded and never posted, because the bot that was to do so was ended.

Slack sends no command again, so the next bot looks for the answers of the last minutes, and posts what is missing.
"""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Final

from chatbot.adapters.slack.board import ChannelBoard
from chatbot.public import News, Unavailable, Voice
from chatbot.replies import opened_by
from storage.errors import StorageFault
from storage.events import Entry
from storage.history import History
from storage.i18n import speak
from storage.record import Record

LATELY: Final = timedelta(minutes=10)
"""How old an answer may be that is looked for: an older one is no answer any more, and hard to find."""
MOST: Final = 50
"""How many are looked for, the last ones, among the messages that are looked through."""
WHILE: Final = 3.0
"""Seconds that another bot on the record may need to post an answer."""


def unanswered(history: History, before: int, channel: str, now: datetime) -> list[Entry]:
    """Return the entries, up to one, whose answers everybody in a channel was to read lately."""
    heard = [entry for entry in history.recent if entry.seq <= before and entry.heard == channel]
    lately = [entry for entry in heard if entry.at > now - LATELY and entry.seq not in history.undone]
    return lately[-MOST:]


async def make_up(board: ChannelBoard, record: Record, before: int, voice: Voice) -> None:
    """Post what is not there yet of these answers. Where nothing can be posted now, it is let be."""
    speak("en")
    with suppress(Unavailable, StorageFault):
        state = record.state()
        entries = unanswered(record.history, before, board.name, datetime.now(UTC))
        told = [(entry, voice.announce(state, entry, entry.events, board.name)) for entry in entries]
        wanted = [News(entry.key, text, opened_by(entry.events)) for entry, text in told if text]
        if wanted:
            await asyncio.sleep(WHILE)
            await board.keep(wanted)
