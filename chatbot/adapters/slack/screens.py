"""What a person has in front of them: forms that are opened, and the app's own page."""

import asyncio
import logging
from datetime import UTC, datetime
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from chatbot.adapters.payload import Payload, first_of, text_in, within
from chatbot.adapters.slack.asked import Asked
from chatbot.adapters.slack.ballot import ballot_form
from chatbot.adapters.slack.calls import Declined, LoggedOut, Lost, ask, ask_until
from chatbot.adapters.slack.client import Client
from chatbot.adapters.slack.fields import Place, View
from chatbot.adapters.slack.forms import FORMS, Form
from chatbot.adapters.slack.home import home
from chatbot.adapters.slack.poll_form import changed_form, is_poll_form
from chatbot.compose import Bot
from chatbot.things import find_poll
from storage.measures import polls
from storage.state import Poll

log = logging.getLogger(__name__)
TRIES: Final = 2
"""How often a form is opened when no answer comes back: a trigger opens one form, so it is not there twice."""
NOBODY: Final = ""
"""Whom the directory does not know: somebody who votes in polls for everyone."""
VOTE: Final = "/poll vote "
USED: Final = ("exchanged_trigger_id", "trigger_exchanged")
"""What Slack says of a trigger that opened a form before: what arrived twice, or an opening whose answer was lost."""


class Screens:
    """Opens forms and publishes pages."""

    def __init__(self, client: Client, bot: Bot) -> None:
        self._client = client
        self._bot = bot
        self._stale: set[str] = set()
        self._showing: dict[str, asyncio.Task[None]] = {}
        self._wanted: dict[str, View] = {}
        self._filling: dict[str, asyncio.Task[None]] = {}

    def form_of(self, asked: Asked) -> Form | None:
        """Return the form that a line opens; None where it opens none."""
        if not asked.trigger:
            return None
        poll = self._voted_in(asked.text, asked.user)
        return partial(self._ballot_form, poll, asked.user) if poll else FORMS.get(asked.text)

    async def open(self, asked: Asked, form: Form) -> bool:
        """Open a form, and tell whether it is open: what triggers it lives three seconds, and once."""
        if not asked.trigger:
            return False
        self._bot.speak_to(f"slack:{asked.user}")
        view = form(Place(asked.place, asked.prefix))
        for _try in range(TRIES):
            try:
                await ask(self._client.views_open, trigger_id=asked.trigger, view=view)
            except Lost:
                continue
            except (Declined, LoggedOut) as problem:
                return str(problem) in USED
            return True
        return False

    def _ballot_form(self, poll: Poll, user: str, place: Place) -> View:
        person = self._bot.people.with_handle(f"slack:{user}")
        if person is None:
            return ballot_form(poll, place, ZoneInfo("UTC"), None)
        return ballot_form(poll, place, person.zone_info, poll.ballots.get(person.id))

    def _voted_in(self, line: str, user: str) -> Poll | None:
        """Return the poll that a line votes in which names no choice, while it is open and takes that person's vote."""
        state, now = self._bot.record.state(), datetime.now(UTC)
        poll = find_poll(state, line.removeprefix(VOTE)) if line.startswith(VOTE) else None
        if poll is None or not poll.is_open(now):
            return None
        person = self._bot.people.with_handle(f"slack:{user}")
        who = person.id if person else NOBODY
        return poll if polls.may_vote(state.network(poll.network), poll, who, now) else None

    def refill(self, body: Payload) -> bool:
        """Change the fields of an open form after something in it was chosen, and tell whether it is such a form."""
        view = within(body, "view")
        if not view or not is_poll_form(view):
            return False
        self._bot.speak_to(f"slack:{text_in(within(body, 'user'), 'id')}")
        id = text_in(view, "id")
        self._wanted[id] = changed_form(view, text_in(first_of(body.get("actions")), "action_id"))
        if id not in self._filling:
            self._filling[id] = asyncio.create_task(self._refill(id))
        return True

    async def _refill(self, id: str) -> None:
        """Let a form be as it was wanted last; what is chosen meanwhile comes after it."""
        try:
            while view := self._wanted.pop(id, None):
                await ask_until(self._client.views_update, view_id=id, view=view)
        except (Declined, LoggedOut) as problem:  # closed meanwhile; what it says is looked at when it is sent
            log.info("A form is not there any more: %s", problem)
        finally:
            self._wanted.pop(id, None)
            del self._filling[id]

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
        self._bot.speak_to(f"slack:{user}")
        person = self._bot.people.with_handle(f"slack:{user}")
        view = home(self._bot.record.state(), person, datetime.now(UTC))
        await ask_until(self._client.views_publish, user_id=user, view=view)
