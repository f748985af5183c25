"""How far the bot has listened on a homeserver; kept when everything until there is answered."""

import asyncio
import logging
import secrets
import time
from datetime import datetime
from typing import Any, Final

from chatbot.adapters.matrix import account_data
from chatbot.adapters.matrix.answers import Answers
from chatbot.adapters.matrix.calls import Declined, LoggedOut
from chatbot.faults import note
from storage.errors import StorageFault
from storage.events import EVER
from storage.i18n import _
from storage.positions import Positions

log = logging.getLogger(__name__)
FOLLOWER: Final = "matrix"
PUT_PAUSE: Final = 1.0
"""Seconds between two positions that are kept while others follow."""
MARK: Final = "org.igf.policy-network.account"
"""Under which name the account on the homeserver bears a mark: positions are of that account alone."""


class Listened:
    """The bot's position. `since` is the homeserver's word for it, empty where nothing was listened to yet."""

    def __init__(self, positions: Positions) -> None:
        self._positions = positions
        kept = positions.get(FOLLOWER)
        self.since: str = kept.get("since", "")
        self.heard = datetime.fromisoformat(kept["heard"]) if kept else EVER
        """Everything that reached the homeserver by then has been handled."""
        self._account: str = kept.get("account", "")
        self._kept: asyncio.Task[None] | None = None
        self._put_at = 0.0

    async def settle(self, client: Any) -> None:  # noqa: ANN401  nio is untyped
        """Let go of a position that another account has, such as one of this name on a homeserver made anew.

        There the position means nothing, and what is asked for since then would never come.
        """
        mark = str((await account_data.read(client, MARK)).get("mark", ""))
        if not mark:
            mark = secrets.token_hex(8)
            await account_data.write(client, MARK, {"mark": mark})
        if self.since and mark != self._account:
            log.warning("%s", _("The Matrix homeserver, or the account there, is a new one: listening begins now."))
            self.since = ""
        self._account = mark

    def keep(self, answers: Answers) -> None:
        """Keep where the bot is now, once these answers and all before them are sent."""
        position = {"since": self.since, "heard": self.heard.isoformat(), "account": self._account}
        self._kept = asyncio.create_task(self._keep_after(self._kept, answers, position))

    def check(self) -> None:
        """Raise what made keeping fail, if that makes going on useless."""
        if self._kept and self._kept.done():
            self._kept.result()

    def cancel(self) -> None:
        """Keep nothing more."""
        if self._kept:
            self._kept.cancel()

    async def _keep_after(
        self, before: "asyncio.Task[None] | None", answers: Answers, position: dict[str, str]
    ) -> None:
        if before:
            await before
        for answer in answers:
            try:
                await answer
            except Declined as declined:
                log.warning("An answer could not be sent: %s", declined.code)
            except LoggedOut:
                raise
            except Exception as problem:  # noqa: BLE001  one answer that cannot be sent does not hold up the others
                note(problem)
        if asyncio.current_task() is not self._kept and time.monotonic() < self._put_at + PUT_PAUSE:
            return  # a later position follows
        self._put_at = time.monotonic()
        try:
            self._positions.put(FOLLOWER, position)
        except StorageFault as fault:
            log.error("%s", fault)
