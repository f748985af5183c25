"""Of several bots on one record one has the lead: it alone draws, and posts in public channels."""

import asyncio
from pathlib import Path
from typing import Final

from storage.errors import Busy
from storage.files import Lock

LOOK_EVERY: Final = 0.5
"""Seconds between two tries to get the lead; a process that dies gives it up."""
LOCK: Final = "slack.lock"
"""The file that whoever has the lead locks for as long as it runs."""


async def lead(folder: Path) -> Lock:
    """Return a lock as soon as no other bot has it; closing it gives up the lead. Raise `StorageFault`."""
    lock = Lock(folder / LOCK)
    while True:
        try:
            lock.take(0)
        except Busy:
            await asyncio.sleep(LOOK_EVERY)
        else:
            return lock
