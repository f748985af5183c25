"""Invitations: the Secretariat's are accepted, the others turned down."""

import asyncio
import logging
from typing import Any, Final

import nio

from chatbot.adapters.matrix.answers import Answers
from chatbot.adapters.matrix.messenger import PrivateRooms
from chatbot.adapters.matrix.rooms import Rooms
from chatbot.compose import Bot
from chatbot.letters.mail import Unreachable
from storage.i18n import _, speak
from storage.people import Person

log = logging.getLogger(__name__)
MOST_DECLINED: Final = 10
"""Invitations that are turned down at the same time; more of them are left alone."""


class Invitations:
    """Sees to the invitations of one account, `user`."""

    def __init__(self, user: str, bot: Bot, rooms: Rooms, messenger: PrivateRooms) -> None:
        self._user = user
        self._bot = bot
        self._rooms = rooms
        self._messenger = messenger
        self._declining: set[asyncio.Task[None]] = set()

    def take(self, response: Any) -> Answers:  # noqa: ANN401  nio is untyped
        """Accept those of the Secretariat, and turn down the others, as many at once as do no harm."""
        accepted: Answers = []
        for room, info in response.rooms.invite.items():
            inviter = self._inviter(info)
            person = self._bot.people.with_handle(inviter) if inviter else None
            if person and person.id in self._bot.record.state().secretariat:
                accepted.append(asyncio.create_task(self._rooms.accept(room)))
            elif len(self._declining) < MOST_DECLINED:
                self._declining.add(task := asyncio.create_task(self._turn_down(room, inviter, person)))
                task.add_done_callback(self._declining.discard)
        return accepted

    def _inviter(self, info: Any) -> str:  # noqa: ANN401
        """Return the handle of who invites. The homeserver's own event is the last: others may lie."""
        mine = [one for one in info.invite_state if isinstance(one, nio.InviteMemberEvent)]
        invited = [one for one in mine if one.state_key == self._user]
        return f"matrix:{invited[-1].sender}" if invited else ""

    async def _turn_down(self, room: str, inviter: str, person: Person | None) -> None:
        """Leave the room, and tell somebody whom the record knows where to write instead."""
        await self._rooms.decline(room)
        if person is None:
            return
        speak(person.language)
        sentence = _(
            "I turned your invitation down: I go where the Secretariat invites me. In private, write to me here; "
            "`/pn mine` shows what waits for you."
        )
        try:
            await self._messenger.write(inviter, f"invited-{room}", sentence)
        except Unreachable as problem:
            log.warning("Who invited the bot could not be written to: %s", problem)
