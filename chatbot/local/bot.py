"""The bot beside the prompt: `pn run`, which serves the public page, and answers on Matrix where that is started."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from chatbot.local.caller import Unanswered, ask
from chatbot.local.child import Child
from chatbot.local.ports import LOOPBACK, Ports
from storage.i18n import _
from storage.settings import Settings, environment_with

BOT_COMMAND: Final = str(Path(sys.executable).parent / "pn"), "run"
NO_MATRIX: Final[Mapping[str, str]] = {"MATRIX_HOMESERVER": "", "MATRIX_USER_ID": ""}


@dataclass(frozen=True, slots=True)
class LocalBot:
    """The bot as a child of ours, and the port of its page."""

    child: Child
    port: int

    @property
    def page(self) -> str:
        """The address of the public page."""
        return f"http://{LOOPBACK}:{self.port}"

    def is_healthy(self) -> bool:
        """Tell whether the bot's own page says that it is well."""
        return is_healthy(self.port)


def local_bot(
    settings: Settings,
    folder: Path,
    ports: Ports,
    values: Mapping[str, str] = NO_MATRIX,
    command: Sequence[str] = BOT_COMMAND,
) -> LocalBot:
    """Return the bot on a port that is free, with further settings in `values`; it is not started yet."""
    port = ports.take(settings.port)
    chosen = {"PN_RECORD": settings.record, "PN_HOST": LOOPBACK, "PORT": str(port), **values}
    return LocalBot(Child(_("The bot"), command, folder / "bot.log", environment_with(chosen)), port)


def is_healthy(port: int) -> bool:
    """Tell whether the page of a bot says that it is well."""
    try:
        return ask(port, "/healthz")[0] == 200
    except Unanswered:
        return False
