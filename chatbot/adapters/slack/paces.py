"""How often Slack takes each call: the bot waits for its turn rather than be refused.

The rates are the tiers of Slack's reference pages, a little less of each, for what another run of the bot asked for
within the same minute.
"""

import asyncio
from collections.abc import Mapping
from typing import Final, NamedTuple

MINUTE: Final = 60.0


class Rate(NamedTuple):
    """So many at once, and so many more in a minute."""

    at_once: int
    a_minute: int


TIER_3: Final = Rate(5, 40)
"""Slack takes fifty in a minute."""
TIER_4: Final = Rate(40, 40)
"""Slack takes a hundred in a minute."""
POSTS: Final = Rate(1, 60)
"""What one channel takes: about a post a second."""
RATES: Final[Mapping[str, Rate]] = {
    "apps.connections.open": TIER_3,
    "auth.test": TIER_4,
    "chat.postEphemeral": TIER_4,
    "chat.update": TIER_3,
    "conversations.history": TIER_3,
    "conversations.info": TIER_3,
    "conversations.open": TIER_3,
    "files.completeUploadExternal": TIER_4,
    "files.getUploadURLExternal": TIER_4,
    "users.info": TIER_4,
    "views.open": TIER_4,
    "views.publish": TIER_4,
    "views.update": TIER_4,
}


class Pace:
    """When something may be done again that is done at a rate, by the clock of the running loop."""

    def __init__(self, rate: Rate) -> None:
        self._apart = MINUTE / rate.a_minute
        self._slack = (rate.at_once - 1) * self._apart
        self._next = 0.0
        self._clock = asyncio.get_running_loop().time

    @property
    def pause(self) -> float:
        """The seconds until it may be done; nothing when it may be done now."""
        return max(0.0, self._next - self._slack - self._clock())

    @property
    def left(self) -> int:
        """How often it may be done now, at once."""
        return int((self._slack - max(0.0, self._next - self._clock())) / self._apart + 1 + 1e-9)

    def turn(self) -> float:
        """Take a turn, and return the seconds until it comes."""
        pause = self.pause
        self._next = max(self._next, self._clock()) + self._apart
        return pause

    def hold(self, seconds: float) -> None:
        """Let nobody's turn come for so long: Slack asked for it."""
        self._next = max(self._next, self._clock() + self._slack + seconds)


class Paces:
    """The pace of each method, and of posts in each channel."""

    def __init__(self) -> None:
        self._of: dict[str, Pace] = {}

    def of(self, method: str, channel: str = "") -> Pace:
        """Return the pace of a call; only posts are counted by channel."""
        rate = RATES.get(method)
        name = method if rate else f"{method} {channel}"
        if name not in self._of:
            self._of[name] = Pace(rate or POSTS)
        return self._of[name]
