"""A real homeserver and the people on it."""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from chatbot.local.caller import Caller
from chatbot.local.homeserver import Homeserver

PASSWORD = "a password of the tests"
PEOPLE = ("sec", "amina", "li", "bruno", "ines")
"""As in `tests.conversation.MEMBERS`."""
OTHERS = ("observer", "stranger")
"""Nobody to the record."""


FORGER: Final = {
    "id": "forger",
    "url": None,
    "as_token": secrets.token_hex(16),
    "hs_token": secrets.token_hex(16),
    "sender_localpart": "forger",
    "namespaces": {"users": [{"exclusive": False, "regex": "@.*"}]},
}
"""A service of the homeserver that may write in everybody's name, at any time: as another homeserver could."""


def forging(folder: Path) -> dict[str, list[str]]:
    """Return the options of a homeserver with such a service."""
    path = folder / "forger.json"
    path.write_text(json.dumps(FORGER))
    return {"app_service_config_files": [str(path)]}


@dataclass(frozen=True, slots=True)
class Town:
    """A homeserver and everybody's login there."""

    homeserver: Homeserver
    callers: Mapping[str, Caller]

    @classmethod
    def founded(cls, homeserver: Homeserver, names: Iterable[str] = (*PEOPLE, *OTHERS)) -> "Town":
        """Register everybody on a homeserver that runs."""
        for name in names:
            homeserver.register(name, PASSWORD)
        return cls(homeserver, {name: homeserver.login(name, PASSWORD) for name in names})
