"""What a person has in front of them: forms that are opened, and the app's own page."""

import asyncio
import logging
from datetime import UTC, datetime

from chatbot.adapters.slack.asked import Asked
from chatbot.adapters.slack.calls import FAILED, Declined, LoggedOut, ask, ask_until
from chatbot.adapters.slack.client import Client
from chatbot.adapters.slack.forms import FORMS, Place
from chatbot.adapters.slack.home import home
from chatbot.compose import Bot
from storage.i18n import speak

log = logging.getLogger(__name__)


class Screens:
    """Opens forms and publishes pages."""

    def __init__(self, client: Client, bot: Bot) -> None:
        self._client = client
        self._bot = bot
        self._stale: set[str] = set()
        self._showing: dict[str, asyncio.Task[None]] = {}

    def has(self, asked: Asked) -> bool:
        """Tell whether a line opens a form."""
        return asked.text in FORMS and bool(asked.trigger)

    async def open(self, asked: Asked, line: str, text: str = "") -> bool:
        """Open the form of a line, and tell whether it is open: what triggers it lives three seconds, and once."""
        if not asked.trigger:
            return False
        self._speak(asked.user)
        view = FORMS[line](Place(asked.place, asked.prefix), text)
        try:
            await ask(self._client.views_open, trigger_id=asked.trigger, view=view)
        except FAILED:
            return False
        return True

    def show(self, user: str) -> None:
        """Let somebody's page be as the record has it; what changes meanwhile is shown together."""
        self._stale.add(user)
        if user not in self._showing:
            self._showing[user] = asyncio.create_task(self._show(user))

    async def _show(self, user: str) -> None:
        try:
            while user in self._stale:
                self._stale.discard(user)
                await self._publish(user)
        except (Declined, LoggedOut) as problem:
            log.warning("A page cannot be shown: %s", problem)
        finally:
            self._stale.discard(user)
            del self._showing[user]

    async def _publish(self, user: str) -> None:
        self._speak(user)
        person = self._bot.people.with_handle(f"slack:{user}")
        view = home(self._bot.record.state(), person, datetime.now(UTC))
        await ask_until(self._client.views_publish, user_id=user, view=view)

    def _speak(self, user: str) -> None:
        person = self._bot.people.with_handle(f"slack:{user}")
        speak(person.language if person else "en")
