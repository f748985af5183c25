"""What people do in a poll of Matrix itself, as the commands that it means: the same as if they had typed them."""

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from nio import EncryptionError, MegolmEvent

from chatbot.adapters.matrix import poll_events
from chatbot.adapters.matrix.answers import Answers, Sending
from chatbot.adapters.matrix.calls import Declined, ask
from chatbot.adapters.matrix.known_polls import KnownPolls, label_of, marked
from chatbot.adapters.matrix.timeline import Arrival
from chatbot.compose import Bot
from chatbot.message import Request
from storage.i18n import _
from storage.measures import polls

VOTE: Final = "matrix:vote:"
"""How the ids of votes begin, so that who takes away a vote takes it back, but not who takes away a typed command."""
REMEMBERED: Final = 500
"""Polls of others that the homeserver is not asked about again; busy rooms would make it more and more."""


class PollVotes:
    """Hands votes over. They are answered where they do not count, and in private only: clients show what was chosen.

    `request` makes a request of what arrived and a line.
    """

    def __init__(
        self,
        client: Any,  # noqa: ANN401
        bot: Bot,
        known: KnownPolls,
        sending: Sending,
        request: Callable[[Arrival, str], Request],
    ) -> None:
        self._client = client
        self._bot = bot
        self._known = known
        self._sending = sending
        self._request = request
        self._foreign: deque[str] = deque(maxlen=REMEMBERED)
        self.came = False
        """Whether a vote came since this was last set back."""

    async def take(self, arrival: Arrival) -> Answers:
        """Do what an event of a poll asks for; other events, and those of polls that are not the bot's, ask nothing."""
        if arrival.event.type not in poll_events.RESPONSES + poll_events.ENDS:
            return []
        content = arrival.event.source.get("content") or {}
        mark = await self._mark(poll_events.poll_of(content), arrival.room)
        if mark and arrival.event.type in poll_events.RESPONSES:
            return await self._vote(arrival, mark, poll_events.response(content))
        if mark and arrival.event.type in poll_events.ENDS:
            return await self._end(arrival, mark)
        return []

    async def _mark(self, event: str, room: str) -> str:
        """Return the mark of the poll that an event began; where a crash left it unknown, the event itself tells."""
        mark = self._known.mark(event, room)
        if mark or not event or event in self._foreign:
            return mark
        try:
            found = (await ask(self._client.room_get_event, room, event)).event
            if isinstance(found, MegolmEvent):
                found = self._client.decrypt_event(found)
        except (Declined, EncryptionError):
            return ""
        if found.sender == self._client.user_id and (mark := poll_events.mark(found.source.get("content"))):
            self._known.note(event, room, mark)
        else:
            self._foreign.append(event)
        return mark

    async def take_away(self, arrival: Arrival) -> Answers:
        """Take back a vote whose event its sender took away."""
        request = self._request(arrival, "!")
        reply = await self._bot.dispatcher.take_away(request, f"{VOTE}{arrival.event.redacts}")
        return self._sending.privately(arrival, reply.text) if reply.error else []

    async def _vote(self, arrival: Arrival, mark: str, answers: tuple[str, ...]) -> Answers:
        self.came = True
        poll, label = marked(self._bot.record.state(), mark), label_of(mark)
        chosen = poll_events.chosen(answers, len(poll.options), polls.most_options(poll)) if poll else ()
        line = f"!poll vote {label} {','.join(map(str, chosen))}" if chosen else f"!poll unvote {label}"
        request = replace(self._request(arrival, line), event=f"{VOTE}{arrival.event.event_id}")
        reply = await self._bot.dispatcher.handle(request)
        if reply.error:
            return self._sending.privately(arrival, reply.text)
        if chosen is None:
            sentence = _("Your vote in {poll} names an option that it does not have, so it counts as none.")
            return self._sending.privately(arrival, sentence.format(poll=label))
        return []

    async def _end(self, arrival: Arrival, mark: str) -> Answers:
        """Close the poll for somebody who ended it in the room; who may not is told so."""
        poll = marked(self._bot.record.state(), mark)
        if poll is None or poll.closed:
            return []
        reply = await self._bot.dispatcher.handle(self._request(arrival, f"!poll close {poll.label}"))
        return self._sending.answer(arrival, reply, private=False)
