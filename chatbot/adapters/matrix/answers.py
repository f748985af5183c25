"""Where answers go: into the room, as a mark on the command, or to the person alone."""

import asyncio
from collections.abc import Coroutine, Mapping
from typing import Any, Final

from chatbot.adapters.matrix import showing
from chatbot.adapters.matrix.board import keyed
from chatbot.adapters.matrix.calls import Declined
from chatbot.adapters.matrix.outbox import Message, Outbox
from chatbot.adapters.matrix.rooms import Rooms
from chatbot.adapters.matrix.timeline import Arrival
from chatbot.message import Reply, with_sign
from storage.i18n import _

ANSWERS: Final = "org.igf.policy-network.answers"
"""Where the last part of an answer bears the event that it is to."""
Answers = list["asyncio.Task[None]"]
"""Answers that are being sent; each may raise `Declined`."""


class Sending:
    """Sends replies. What cannot be said in the room is said in private, with the reason."""

    def __init__(self, rooms: Rooms, outbox: Outbox) -> None:
        self._rooms = rooms
        self._outbox = outbox

    def answer(self, arrival: Arrival, reply: Reply, *, private: bool) -> Answers:
        """Answer a command; `private` tells that it was typed in the person's private room.

        Of those who read a room many cannot type `/`, whatever the client of the one who did.
        """
        event = arrival.event.event_id
        if reply.unseen and not private:
            return _started(self._take_away(arrival, reply.text))
        if reply.brief and reply.error is None and not private:
            messages = [Message("m.reaction", showing.mark(event), f"pn-mark-{event}")]
            return _started(self._in_room(arrival, messages, reply.text))
        if reply.private and not private:
            return self.privately(arrival, reply.text)
        text = reply.text if private else with_sign(reply.text, "!")
        messages = _messages(text, event, answers=not private, calls=reply.called_on("matrix"), key=reply.key)
        return _started(self._in_room(arrival, messages, reply.text))

    def privately(self, arrival: Arrival, text: str) -> Answers:
        """Answer the person alone; encrypted when the command came from an encrypted room."""
        return _started(self._to_person(arrival, text))

    def _in_room(self, arrival: Arrival, messages: list[Message], text: str) -> Coroutine[Any, Any, None]:
        sent = [self._outbox.send(arrival.room, message) for message in messages]

        async def wait() -> None:
            """Wait until all is sent; where the room refuses it, tell the person alone."""
            try:
                await asyncio.gather(*sent)
            except Declined:
                reason = _("I may not write in {room}, so I answer you here.").format(
                    room=self._rooms.says(arrival.room)
                )
                await self._to_person(arrival, f"{reason}\n\n{text}")

        return wait()

    async def _take_away(self, arrival: Arrival, text: str) -> None:
        """Take the message away that others must not read, and answer in private whether that worked."""
        room = self._rooms.says(arrival.room)
        try:
            await self._rooms.redact(arrival.room, arrival.event.event_id)
            done = _("I took your message out of {room}.").format(room=room)
        except Declined:
            done = _("I may not remove messages in {room}: please remove yours there yourself.").format(room=room)
        await self._to_person(arrival, f"{text}\n\n{done}")

    async def _to_person(self, arrival: Arrival, text: str) -> None:
        """Answer in the private room; in another one where the bot was thrown out of it without hearing so."""
        encrypted = self._rooms.is_encrypted(arrival.room)
        messages = _messages(text, arrival.event.event_id, answers=False)
        for _try in range(2):
            room = await self._rooms.private(arrival.event.sender, encrypted=encrypted)
            try:
                await asyncio.gather(*[self._outbox.send(room, message) for message in messages])
                return
            except Declined:
                self._rooms.changed((), [room])
        raise Declined("M_FORBIDDEN", "no private room takes the answer")


def answered(content: Mapping[str, Any]) -> str:
    """Return the event that a message or a mark of the bot answers, with nothing left to say; empty for others."""
    relation = content.get("m.relates_to") or {}
    marked = relation.get("event_id") if relation.get("rel_type") == "m.annotation" else ""
    return str(content.get(ANSWERS) or marked)


def _started(sending: Coroutine[Any, Any, None]) -> Answers:
    return [asyncio.create_task(sending)]


def _messages(
    text: str, event: str, *, answers: bool, calls: showing.Calls = showing.NOBODY, key: str = ""
) -> list[Message]:
    """Return an answer as one message or more; `answers`: whether it shows which command it is to.

    It is a notice, unless it calls somebody: a notice would not reach them.
    """
    contents = [
        showing.message(part, notice=not calls, answers=event if answers and not number else "", calls=calls)
        for number, part in enumerate(showing.parts(text))
    ]
    contents[-1][ANSWERS] = event
    return [
        Message("m.room.message", content, f"pn-answer-{number}-{event}")
        for number, content in enumerate(keyed(contents, key) if key else contents)
    ]
