"""What a person has in front of them: forms that are opened, and the app's own page."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from slack_sdk.web.async_client import AsyncWebClient

from chatbot.adapters.slack.ballot import ballot_form
from chatbot.adapters.slack.calls import Declined, Lost, ask, ask_until
from chatbot.adapters.slack.forms import FORMS, Place
from chatbot.adapters.slack.home import home
from chatbot.adapters.slack.reading import Asked
from chatbot.compose import Bot
from storage.i18n import speak
from storage.ids import label, read_label
from storage.state import Poll


class Screens:
    """Opens forms and publishes pages."""

    def __init__(self, client: AsyncWebClient, bot: Bot) -> None:
        self._client = client
        self._bot = bot

    async def open(self, asked: Asked, line: str, text: str = "") -> bool:
        """Open the form of a line, and tell whether it is open: what triggers it lives three seconds, and once."""
        if not asked.trigger:
            return False
        self._speak(asked.user)
        place = Place(asked.place, asked.prefix)
        poll = self._voted_in(line)
        if poll is None and line not in FORMS:
            return False
        view = ballot_form(poll, place, self._zone(asked.user)) if poll else FORMS[line](place, text)
        try:
            await ask(self._client.views_open, trigger_id=asked.trigger, view=view)
        except (Declined, Lost):
            return False
        return True

    def _voted_in(self, line: str) -> Poll | None:
        """Return the poll that a line votes in which names no choice, while it is open."""
        named = read_label(line.removeprefix("/poll vote "))
        if named is None or not line.startswith("/poll vote "):
            return None
        poll = self._bot.record.state().open_polls.get(label(named.code or "", "poll", named.number))
        return poll if poll and poll.is_open(datetime.now(UTC)) else None

    async def publish(self, user: str) -> None:
        """Show somebody's page as the record has it now. Raise `Declined`."""
        self._speak(user)
        person = self._bot.people.with_handle(f"slack:{user}")
        view = home(self._bot.record.state(), person, datetime.now(UTC))
        await ask_until(self._client.views_publish, user_id=user, view=view)

    def _zone(self, user: str) -> ZoneInfo:
        person = self._bot.people.with_handle(f"slack:{user}")
        return ZoneInfo(person.zone if person else "UTC")

    def _speak(self, user: str) -> None:
        person = self._bot.people.with_handle(f"slack:{user}")
        speak(person.language if person else "en")
