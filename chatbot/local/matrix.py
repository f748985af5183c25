"""Matrix for the demonstration: a private homeserver, the rooms of the networks, and the bot in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from chatbot.compose import open_bot
from chatbot.local import demonstration, rooms
from chatbot.local.bot import BOT_COMMAND, LocalBot, local_bot
from chatbot.local.caller import Caller, Declined, Unanswered
from chatbot.local.configuration import SERVER_NAME
from chatbot.local.homeserver import Homeserver
from chatbot.local.ports import Ports
from chatbot.local.ready import tell_ready
from chatbot.local.rooms import Room
from chatbot.local.supervisor import Supervisor
from storage.settings import Settings

HOMESERVER_PORT: Final = 8008
ANSWERS_WITHIN: Final = 120.0
"""Seconds from a start to the first answer, on a slow machine."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """The parts: where the record is, the homeserver, and the bot."""

    settings: Settings
    folder: Path
    homeserver: Homeserver
    bot: LocalBot

    def set_up(self, children: Supervisor, dashboard: str) -> None:
        """Start the bot in rooms that are ready for it, and tell in `ready.json` when all of it answers.

        Raise `CannotStart`, `StorageFault`, or what the homeserver says or does not say.
        """
        children.wait_for(self.homeserver.child, self.homeserver.answers, ANSWERS_WITHIN)
        known = rooms.passwords(self.folder)
        operator = self.homeserver.operator()
        callers = rooms.accounts(self.homeserver, operator, known)
        tied = self._networks({name: caller for name, caller in callers.items() if name != "observer"})
        children.add(self.bot.child)
        public = self.homeserver.alias(rooms.PUBLIC)
        children.wait_for(self.bot.child, lambda: self._all_are_inside(callers, public), ANSWERS_WITHIN)
        if not children.is_ending:
            self._tell(known, {**tied, "public": rooms.find(operator, public)}, dashboard)

    def _all_are_inside(self, callers: Mapping[str, Caller], public: str) -> bool:
        """Tell whether the bot is well and the public room is open; then all have entered it, to see it listed."""
        try:
            if not self.bot.is_healthy() or not rooms.is_joined(callers[rooms.BOT], public):
                return False
            for caller in callers.values():
                rooms.join(caller, public)
        except (Unanswered, Declined):
            return False
        return True

    def _networks(self, callers: dict[str, Caller]) -> dict[str, Room]:
        bot = open_bot(self.settings)  # of its own: a record is not for several threads
        demonstration.link(bot.people, SERVER_NAME)
        made = {}
        for code, network in bot.record.state().networks.items():
            made[code] = rooms.network_room(self.homeserver, callers, demonstration.SECRETARIAT, code, network.name)
        for code, room in made.items():
            demonstration.bind(bot, code, room.id, datetime.now(UTC))
        return made

    def _tell(self, known: dict[str, str], made: dict[str, Room], dashboard: str) -> None:
        users = {
            name: {"user_id": self.homeserver.user_id(name), "password": known[name], "role": role}
            for name, role in demonstration.ROLES.items()
        }
        tell_ready(
            self.folder,
            dashboard=dashboard,
            public_page=self.bot.page,
            homeserver=self.homeserver.address,
            server_name=SERVER_NAME,
            users=users,
            bot=self.homeserver.user_id(rooms.BOT),
            rooms={code: {"alias": room.alias, "id": room.id} for code, room in made.items()},
        )


def demonstration_matrix(
    settings: Settings, folder: Path, ports: Ports, bot_command: Sequence[str] = BOT_COMMAND
) -> Matrix:
    """Return the parts on ports that are free, with nothing started yet."""
    homeserver = Homeserver(folder / "synapse", ports.take(HOMESERVER_PORT), log=folder / "synapse.log")
    homeserver.configure()
    password = rooms.passwords(folder)[rooms.BOT]
    values = {
        "MATRIX_HOMESERVER": homeserver.address,
        "MATRIX_USER_ID": homeserver.user_id(rooms.BOT),
        "MATRIX_PASSWORD": password,
        "MATRIX_ACCESS_TOKEN": "",
        "MATRIX_DEVICE_ID": "",
        "MATRIX_PUBLIC_ROOM": homeserver.alias(rooms.PUBLIC),
    }
    return Matrix(settings, folder, homeserver, local_bot(settings, folder, ports, values, bot_command))
