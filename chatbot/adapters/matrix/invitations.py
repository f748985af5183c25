"""Invitations: the Secretariat's are accepted, the others turned down."""

import asyncio
from typing import Any, Final

import nio

from chatbot.adapters.matrix.answers import Answers
from chatbot.adapters.matrix.rooms import Rooms
from chatbot.compose import Bot

MOST_DECLINED: Final = 10
"""Invitations that are turned down at the same time; more of them are left alone."""


class Invitations:
    """Sees to the invitations of one account, `user`."""

    def __init__(self, user: str, bot: Bot, rooms: Rooms) -> None:
        self._user = user
        self._bot = bot
        self._rooms = rooms
        self._declining: set[asyncio.Task[None]] = set()

    def take(self, response: Any) -> Answers:  # noqa: ANN401  nio is untyped
        """Accept those of the Secretariat, and turn down the others, as many at once as do no harm."""
        accepted: Answers = []
        for room, info in response.rooms.invite.items():
            if self._is_trusted(info):
                accepted.append(asyncio.create_task(self._rooms.accept(room)))
            elif len(self._declining) < MOST_DECLINED:
                self._declining.add(task := asyncio.create_task(self._rooms.decline(room)))
                task.add_done_callback(self._declining.discard)
        return accepted

    def _is_trusted(self, info: Any) -> bool:  # noqa: ANN401
        """Tell whether somebody of the Secretariat invites. The homeserver's own event is the last: others may lie."""
        mine = [one for one in info.invite_state if isinstance(one, nio.InviteMemberEvent)]
        invited = [one for one in mine if one.state_key == self._user]
        person = self._bot.people.with_handle(f"matrix:{invited[-1].sender}") if invited else None
        return person is not None and person.id in self._bot.record.state().secretariat
