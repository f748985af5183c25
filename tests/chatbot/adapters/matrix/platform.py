"""Matrix as a platform of the contract suite."""

import re
from collections.abc import Iterable
from typing import Any, Final

from storage.events import Entry
from storage.people import People
from tests.chatbot.adapters.matrix.household import Household
from tests.platforms import Told

LETTER: Final = "proposes that you take this on"
"""What is in the letters that this conversation causes."""


class MatrixPlatform:
    """Everybody types in the room of PNE, and mentions people as Element does: by a link, under a display name."""

    marks = True

    def __init__(self, household: Household) -> None:
        self._household = household
        self._start = len(household.entries())

    @property
    def people(self) -> People:
        """The directory."""
        return self._household.here().people

    @property
    def entries(self) -> Iterable[Entry]:
        """What the conversation recorded."""
        return self._household.entries(self._start)

    def say(self, who: str, line: str) -> Told:
        """Type a line with `!` before it. A letter that comes before the answer is none."""
        member = self._household[who]
        event = member.say(self._household.room, **self._typed(f"!{line}"))
        heard = member.answer(event)
        while LETTER in heard.text:
            heard = member.answer(event)
        plain = heard.text.replace("`!", "`/").replace(":localhost", "").replace("@\u2060room", "@room")
        return Told(plain, heard.private)

    def _typed(self, line: str) -> dict[str, Any]:
        users = {name: self._household[name].user for name in re.findall(r"@(\w+)", line) if self._is_here(name)}
        if not users:
            return {"text": line}
        html = line.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
        for name, user in users.items():
            link = f'<a href="https://matrix.to/#/{user}">Dr {name.title()}</a>'
            html, line = html.replace(f"@{name}", link), line.replace(f"@{name}", f"Dr {name.title()}")
        return {
            "text": line,
            "format": "org.matrix.custom.html",
            "formatted_body": html,
            "m.mentions": {"user_ids": list(users.values())},
        }

    def _is_here(self, name: str) -> bool:
        return name in self._household.members
