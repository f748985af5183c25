"""How far the bot has listened on a homeserver; kept when everything until there is answered."""

import asyncio
import logging
import secrets
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from chatbot.adapters.matrix import account_data
from chatbot.adapters.matrix.answers import Answers
from chatbot.adapters.matrix.calls import Declined, LoggedOut, ask
from chatbot.adapters.matrix.timeline import Arrival
from chatbot.faults import note
from storage.errors import StorageFault
from storage.events import EVER
from storage.i18n import _
from storage.moments import tell_minute
from storage.positions import Position, Positions

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
        self.after: datetime | None = None
        """Where the homeserver knows no such position: from when on the events of its rooms are not handled."""
        self._account: str = kept.get("account", "")
        self._last: list[str] = kept.get("last", [])
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
            self.since, self._last = "", []
        self._account = mark

    async def is_ahead(self, client: Any) -> bool:  # noqa: ANN401
        """Tell whether the homeserver does not know the last event: it was restored from a backup of before."""
        if not self._last:
            return False
        try:
            await ask(client.room_get_event, *self._last)
        except Declined as declined:
            return declined.code == "M_NOT_FOUND"
        return False

    def go_back(self) -> None:
        """Let go of a position that the homeserver does not know: what its rooms have since then is handled."""
        sentence = _(
            "The Matrix homeserver is older than when the bot heard it last, as after a restored backup: the bot goes "
            "on with what its rooms have since {time}."
        )
        log.warning("%s", sentence.format(time=tell_minute(self.heard)))
        self.since, self._last, self.after = "", [], self.heard

    def handled(self, arrived: Sequence[Arrival]) -> None:
        """Note that these events were handled."""
        self.after = None
        if arrived:
            self._last = [arrived[-1].room, arrived[-1].event.event_id]

    def keep(self, answers: Answers) -> None:
        """Keep where the bot is now, once these answers and all before them are sent."""
        position = {
            "since": self.since,
            "heard": self.heard.isoformat(),
            "account": self._account,
            "last": self._last,
        }
        self._kept = asyncio.create_task(self._keep_after(self._kept, answers, position))

    def check(self) -> None:
        """Raise what made keeping fail, if that makes going on useless."""
        if self._kept and self._kept.done():
            self._kept.result()

    def cancel(self) -> None:
        """Keep nothing more."""
        if self._kept:
            self._kept.cancel()

    async def _keep_after(self, before: "asyncio.Task[None] | None", answers: Answers, position: Position) -> None:
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
