"""A poll of Matrix itself in each room of a network, for each open poll that it can stand for; ended when that ends."""

import asyncio
import logging
from collections.abc import Iterator
from typing import Any, Final

from chatbot.adapters.matrix import poll_events
from chatbot.adapters.matrix.calls import Declined, ask
from chatbot.adapters.matrix.known_polls import KnownPolls, mark_of, marked
from chatbot.adapters.matrix.outbox import Message, Outbox
from chatbot.bound import Tied
from chatbot.faults import note
from storage.errors import StorageFault
from storage.i18n import _, speak
from storage.measures import polls
from storage.public.wording import options, written
from storage.record import Record
from storage.state import Poll, State

log = logging.getLogger(__name__)
LOOK_EVERY: Final = 0.25
"""Seconds between two looks at the record."""
PAUSE: Final = 30.0
"""Seconds after which a room that takes no polls is tried again."""
LOOK_BACK: Final = 100
"""Events among which a poll is looked for that may have been posted before a crash."""


class PollPosts:
    """Sees to the polls in one room that belongs to a network and that people write in."""

    def __init__(self, client: Any, outbox: Outbox, record: Record, known: KnownPolls, tied: Tied) -> None:  # noqa: ANN401
        self._client = client
        self._outbox = outbox
        self._record = record
        self._known = known
        self._tied = tied
        self._seq = -1
        """The entry up to which the room is as it must be; -1 where that is not known."""

    async def follow(self) -> None:
        """Begin and end polls for ever. A room that does not take them has the text of each poll all the same."""
        said = ""
        while True:
            pause = LOOK_EVERY
            try:
                await self._look()
            except StorageFault:
                pass  # the clock logs it
            except Declined as declined:
                if declined.code != said:
                    log.warning("A room does not take what belongs to a poll: %s", declined.code)
                self._seq, pause, said = -1, PAUSE, declined.code
            except Exception as problem:  # noqa: BLE001  the bot goes on, and this room is tried again
                note(problem)
                self._seq, pause = -1, PAUSE
            await asyncio.sleep(pause)

    async def _look(self) -> None:
        """Make the room what it must be, if anything was recorded since the last time."""
        state, seq = self._record.state(), self._record.history.seq
        if seq == self._seq:
            return
        speak("en")
        going_on = self._known.going_on(self._tied.channel)
        wanted = {mark_of(poll): poll for poll in self._open_polls(state)}
        for mark, poll in wanted.items():
            if mark not in going_on:
                event = await self._find(mark) or await self._begin(mark, poll)
                self._known.note(event, self._tied.channel, mark)
        for mark, event in going_on.items():
            if mark not in wanted:
                await self._end(mark, event)
                self._known.end(event)
        self._seq = seq

    def _open_polls(self, state: State) -> Iterator[Poll]:
        return (
            poll for poll in state.open_polls.values() if poll.network == self._tied.network and polls.is_plain(poll)
        )

    async def _find(self, mark: str) -> str | None:
        """Return the event that begins a poll with this mark, where a crash or a lost answer may have left one."""
        if self._seq >= 0:
            return None
        own = {"senders": [self._client.user_id], "types": [poll_events.START, "m.room.encrypted"]}
        found = await ask(self._client.room_messages, self._tied.channel, limit=LOOK_BACK, message_filter=own)
        mine = (event for event in found.chunk if event.sender == self._client.user_id)
        return next((str(one.event_id) for one in mine if poll_events.mark(one.source.get("content")) == mark), None)

    async def _begin(self, mark: str, poll: Poll) -> str:
        content = poll_events.start(written(poll.question), options(poll), polls.most_options(poll), mark)
        message = Message(poll_events.START, content, f"pn-poll-{mark.replace(' ', '-')}")
        return await self._outbox.send(self._tied.channel, message)

    async def _end(self, mark: str, event: str) -> None:
        """End a poll; take it away where its opening was taken back."""
        poll = marked(self._record.state(), mark)
        if poll is None:
            await ask(self._client.room_redact, self._tied.channel, event, tx_id=f"pn-redact-{event}")
            return
        sentence = _("{poll} is withdrawn.") if poll.withdrawn else _("{poll} is closed.")
        content = poll_events.end(event, sentence.format(poll=poll.label))
        await self._outbox.send(self._tied.channel, Message(poll_events.END, content, f"pn-poll-end-{event}"))
