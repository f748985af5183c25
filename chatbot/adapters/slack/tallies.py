"""The messages of open polls, which show how each stands: drawn anew from the record, not often, exact at last.

Which message shows which poll is kept in the positions, with what was drawn there last: a restart forgets nothing, and
one bot of several may draw what another posted.
"""

import asyncio
import logging
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from chatbot.adapters.slack.calls import Declined, Limited, LoggedOut, Lost, ask_once
from chatbot.adapters.slack.client import Client
from chatbot.adapters.slack.opened import controls
from chatbot.adapters.slack.opened import polls as polls_of
from chatbot.adapters.slack.poll_message import poll_message
from chatbot.adapters.slack.prefix import known_prefix
from chatbot.adapters.slack.showing import message, messages
from chatbot.commands.poll_result_text import describe_counts, describe_results
from chatbot.commands.poll_text import describe_opening
from chatbot.commands.telling import Teller
from chatbot.compose import Bot
from chatbot.message import with_sign
from chatbot.network_text import taken_back
from chatbot.things import find_poll
from storage.errors import StorageFault
from storage.i18n import speak
from storage.measures import polls
from storage.state import Poll, State

log = logging.getLogger(__name__)
FOLLOWER: Final = "slack:polls"
LOOK_EVERY: Final = 0.25
APART: Final = 2.0
"""Seconds between two drawings of one message."""
Shown = dict[str, Any]
"""A message of a poll in a channel: `channel`, `ts`, `prefix`, and what it was `drawn` from last."""


class Tallies:
    """Draws what has changed: of each message its newest state, never one that is waiting since before."""

    def __init__(self, client: Client, bot: Bot) -> None:
        self._client = client
        self._bot = bot
        self._drawn_at: dict[str, float] = {}
        self._pace = client.paces.of("chat.update")

    @property
    def prefix(self) -> str:
        """What stands before commands in this workspace."""
        return known_prefix(self._bot.positions)

    def contents(self, text: str, opened: Iterable[str], prefix: str) -> list[dict[str, Any]]:
        """Return a text as messages, with the buttons of the polls and meetings that it opens, by their full ids.

        A poll that is too long for one message is told by the message that can be drawn anew.
        """
        state = self._bot.record.state()
        contents = messages(with_sign(text, f"/{prefix}"), controls(state, opened))
        if len(contents) == 1:
            return contents
        return [self.content(poll, prefix) for poll in polls_of(state, opened)] or contents

    def show(self, opened: Iterable[str], channel: str, stamp: str, prefix: str) -> None:
        """Keep that a message, as it is before any vote, shows the polls with these full ids, in this channel alone."""
        shown = {"channel": channel, "ts": stamp, "prefix": prefix, "drawn": []}
        fresh = {f"{poll.label} {channel}": shown for poll in polls_of(self._bot.record.state(), opened)}
        if fresh:
            self._bot.positions.change(FOLLOWER, lambda before: {**before, **fresh})

    def shows(self, opened: Iterable[str], channel: str) -> bool:
        """Tell whether the message in a channel that shows these polls is kept already."""
        shown = self._bot.positions.get(FOLLOWER)
        return all(f"{poll.label} {channel}" in shown for poll in polls_of(self._bot.record.state(), opened))

    async def follow(self) -> None:
        """Draw for ever what is not as the record has it. Raise `LoggedOut`."""
        while True:
            pause = LOOK_EVERY
            try:
                await self._draw_all(self._bot.record.state())
            except LoggedOut:
                raise
            except (Limited, Lost, StorageFault):
                pause = APART
            await asyncio.sleep(pause)

    async def _draw_all(self, state: State) -> None:
        shown = self._bot.positions.get(FOLLOWER)
        for name in sorted(shown, key=lambda name: self._drawn_at.get(name, 0.0)):
            poll, now = _find(state, name), asyncio.get_running_loop().time()
            wanted = _standing(poll)
            if shown[name]["drawn"] == wanted or now < self._drawn_at.get(name, 0.0) + APART:
                continue
            if self._pace.pause:
                return
            self._drawn_at[name] = now
            await self._draw(name, poll, shown[name])
            self._keep(name, shown[name], None if poll is None or poll.closed else wanted)

    def _keep(self, name: str, shown: Shown, drawn: list[int] | None) -> None:
        """Keep what a message was drawn from; one that is final is drawn no more. Another one may show the poll now."""

        def change(before: dict[str, Any]) -> dict[str, Any]:
            if before.get(name, {}).get("ts") != shown["ts"]:
                return before
            others = {other: at for other, at in before.items() if other != name}
            return others if drawn is None else {**others, name: {**shown, "drawn": drawn}}

        self._bot.positions.change(FOLLOWER, change)

    async def _draw(self, name: str, poll: Poll | None, shown: Shown) -> None:
        content = self.content(poll, shown["prefix"]) if poll else _gone(_label(name))
        try:
            await ask_once(self._client.chat_update, channel=shown["channel"], ts=shown["ts"], **content)
        except Limited:
            raise
        except Declined as declined:  # deleted, archived or out of reach: there is nothing to draw on
            log.warning("The message of %s cannot be drawn: %s", _label(name), declined.code)

    def content(self, poll: Poll, prefix: str) -> dict[str, Any]:
        """Return the message of a poll as it stands; `prefix` is what stands before commands there."""
        return poll_message(self._tell, poll, prefix)

    def _tell(self, poll: Poll) -> str:
        """Return a poll as it is told to whoever opened it, in whose zone its text has been from the start."""
        person = self._bot.people.get(poll.opener)
        speak(person.language if person else "en")
        platforms = self._bot.record.state().platforms(poll.network) | {"slack"}
        teller = Teller(datetime.now(UTC), person.zone_info if person else ZoneInfo("UTC"), platforms)
        if poll.is_ended:
            return describe_results(teller, poll)
        return "\n".join([describe_opening(teller, poll), "", *describe_counts(teller, poll)])


def _gone(label: str) -> dict[str, Any]:
    """Return what stands in the place of a poll whose opening was taken back, as `chatbot.network_text` has it."""
    speak("en")
    return message(taken_back(label))


def _label(name: str) -> str:
    """Return the full id of the poll of a message, after which stands its channel where there may be several."""
    return name.partition(" ")[0]


def _find(state: State, name: str) -> Poll | None:
    poll = find_poll(state, _label(name))
    return poll if poll and poll.opened else None


def _standing(poll: Poll | None) -> list[int]:
    """Return what a drawing depends on; nothing for a poll as it opens."""
    if poll is None:
        return [-1]
    tally = polls.tally(poll)
    if not (tally.voters or poll.is_ended or poll.extensions):
        return []
    said = [*tally.counts, *tally.maybe, tally.voters, tally.abstained]
    return [*said, len(poll.options), len(poll.extensions), poll.is_ended + (poll.closed is not None)]
