"""Slack's rates: tiers a minute for each method, and about one post a second in a channel."""

import math
from collections import defaultdict, deque
from collections.abc import Callable

from tests.slack.declined import TooMany

TIERS = {1: 1, 2: 20, 3: 50, 4: 100}
BURST = 3
"""Posts that a channel takes at once after a silence."""


class Rates:
    """Counts only when switched on: `workspace.rates.on = True`."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.on = False
        self._now = now
        self._calls: dict[str, deque[float]] = defaultdict(deque)
        self._posts: dict[str, tuple[float, float]] = {}

    def call(self, method: str, tier: int) -> None:
        """Count a call, or refuse it. Tier 0 has no limit of its own."""
        if not self.on or not tier:
            return
        now, calls = self._now(), self._calls[method]
        while calls and calls[0] <= now - 60:
            calls.popleft()
        if len(calls) >= TIERS[tier]:
            raise TooMany(max(1, math.ceil(calls[0] + 60 - now)))
        calls.append(now)

    def post(self, channel: str) -> None:
        """Count a post in a channel, or refuse it."""
        if not self.on:
            return
        now = self._now()
        left, since = self._posts.get(channel, (float(BURST), now))
        left = min(float(BURST), left + now - since)
        if left < 1:
            self._posts[channel] = left, now
            raise TooMany(1)
        self._posts[channel] = left - 1, now
