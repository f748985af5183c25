"""What a workspace puts before the words of commands where `/poll` belongs to another app: `pn-` for `/pn-poll`.

Slack tells it with slash commands alone. It is kept for whatever else is told there: after a mention, in letters.
"""

from contextlib import suppress
from typing import Final

from storage.errors import StorageFault
from storage.positions import Positions

_FOLLOWER: Final = "slack:prefix"


def known_prefix(positions: Positions) -> str:
    """Return what the latest slash command had before its word; empty where that cannot be read."""
    with suppress(StorageFault):
        return str(positions.get(_FOLLOWER).get("prefix", ""))
    return ""


def learn_prefix(positions: Positions, prefix: str) -> None:
    """Keep what a slash command has before its word. It is answered all the same where that cannot be kept."""
    with suppress(StorageFault):
        if prefix != known_prefix(positions):
            positions.put(_FOLLOWER, {"prefix": prefix})
