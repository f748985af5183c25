"""What a person has in front of them: forms that are opened, and the app's own page."""

from datetime import UTC, datetime

from slack_sdk.web.async_client import AsyncWebClient

from chatbot.adapters.slack.calls import Declined, Lost, ask, ask_until
from chatbot.adapters.slack.forms import FORMS, Place
from chatbot.adapters.slack.home import home
from chatbot.adapters.slack.reading import Asked
from chatbot.compose import Bot
from storage.i18n import speak


class Screens:
    """Opens forms and publishes pages."""

    def __init__(self, client: AsyncWebClient, bot: Bot) -> None:
        self._client = client
        self._bot = bot

    async def open(self, asked: Asked, line: str, text: str = "") -> bool:
        """Open the form of a line, and tell whether it is open: what triggers it lives three seconds, and once."""
        if line not in FORMS or not asked.trigger:
            return False
        self._speak(asked.user)
        view = FORMS[line](Place(asked.place, asked.prefix), text)
        try:
            await ask(self._client.views_open, trigger_id=asked.trigger, view=view)
        except (Declined, Lost):
            return False
        return True

    async def publish(self, user: str) -> None:
        """Show somebody's page as the record has it now. Raise `Declined`."""
        self._speak(user)
        person = self._bot.people.with_handle(f"slack:{user}")
        view = home(self._bot.record.state(), person, datetime.now(UTC))
        await ask_until(self._client.views_publish, user_id=user, view=view)

    def _speak(self, user: str) -> None:
        person = self._bot.people.with_handle(f"slack:{user}")
        speak(person.language if person else "en")
