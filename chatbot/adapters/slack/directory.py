"""Who people are in the workspace: what Slack tells of an id, kept for an hour. Nothing of it is ever written down."""

import asyncio
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, Final, NamedTuple

from chatbot.adapters.slack.calls import FAILED, ask
from chatbot.adapters.slack.client import Client
from storage.codes import zone_named

LASTS: Final = 3600.0
"""Seconds for which an answer is good."""
PATIENCE: Final = 1.0
"""Seconds that a command waits for names; without them it goes on, in time for Slack."""
KEPT: Final = 20
"""Questions at once that are kept for people who are new."""
MOST: Final = 5000
"""People who are kept at once."""


class Profile(NamedTuple):
    """What Slack tells of somebody."""

    name: str = ""
    zone: str = "UTC"
    deactivated: bool = False


class Profiles:
    """Profiles by user id. Whom there is no turn to ask of stays unknown for now: nobody waits long for a name."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._kept: dict[str, tuple[float, Profile]] = {}
        self._asking: dict[str, asyncio.Task[None]] = {}
        self._pace = client.paces.of("users.info")

    async def of(self, new: Iterable[str], known: Iterable[str] = ()) -> dict[str, Profile]:
        """Return what is known of people. One whom Slack does not tell of, or not in time, has an empty profile.

        `known` are those whom the directory knows: that they are active is all that is asked of them.
        """
        wanted = {**dict.fromkeys(known, KEPT), **dict.fromkeys(new, 0)}
        asking = [task for user, reserve in wanted.items() if (task := self._asked(user, reserve))]
        if asking:
            await asyncio.wait(asking, timeout=PATIENCE)
        return {user: self._kept[user][1] if user in self._kept else Profile() for user in wanted}

    def _asked(self, user: str, reserve: int) -> asyncio.Task[None] | None:
        """Return the question about somebody, if there is one: several who wait for the same person ask once."""
        if user not in self._asking and not self._is_fresh(user) and self._pace.left > reserve + len(self._asking):
            self._asking[user] = asyncio.create_task(self._ask(user))
        return self._asking.get(user)

    def _is_fresh(self, user: str) -> bool:
        return user in self._kept and time.monotonic() < self._kept[user][0]

    async def _ask(self, user: str) -> None:
        try:
            with suppress(*FAILED):
                found = await ask(self._client.users_info, user=user)
                if len(self._kept) >= MOST:
                    self._kept.clear()
                self._kept[user] = time.monotonic() + LASTS, read(found.get("user") or {})
        finally:
            del self._asking[user]


def read(user: dict[str, Any]) -> Profile:
    """Return a profile of the `user` object of `users.info`."""
    profile = user.get("profile") or {}
    names = (profile.get("display_name"), user.get("name"), profile.get("real_name"), user.get("real_name"))
    zone = zone_named(str(user.get("tz") or "UTC"))
    return Profile(
        next((str(name) for name in names if name), ""), zone.key if zone else "UTC", bool(user.get("deleted"))
    )
