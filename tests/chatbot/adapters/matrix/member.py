"""Somebody with a plain Matrix client: they type, and hear what the bot says."""

import json
import secrets
import uuid
from typing import Any, NamedTuple
from urllib.parse import quote

from chatbot.adapters.matrix.board import KEY
from chatbot.local.caller import CLIENT, Caller
from tests.waiting import until

Json = dict[str, Any]
FILTER = json.dumps({"room": {"timeline": {"limit": 100}}})
NO_ROOM = json.dumps({"room": {"rooms": []}})
"""Everybody is in the rooms of all tests before: to be told of these takes the homeserver seconds."""


class Heard(NamedTuple):
    """A message or a mark of the bot."""

    room: str
    event: str
    content: Json
    private: bool

    @property
    def text(self) -> str:
        """What a person reads: the text, or the mark."""
        return str(self.content.get("body") or self._relation.get("key", ""))

    @property
    def answers(self) -> str:
        """The event that it answers or marks, if it says so."""
        relation = self._relation
        return str(relation.get("event_id") or relation.get("m.in_reply_to", {}).get("event_id", ""))

    @property
    def _relation(self) -> Json:
        relation: Json = self.content.get("m.relates_to", {})
        return relation


class Member:
    """One person. What the bot said is in `heard`; its invitations are accepted."""

    def __init__(self, user: str, caller: Caller, bot: str) -> None:
        self.user = user
        self.caller = caller
        self.heard: list[Heard] = []
        self.private: set[str] = set()
        self._bot = bot
        self._read = 0
        start = f"{CLIENT}/sync?filter={quote(NO_ROOM)}&timeout={secrets.randbelow(1_000_000)}"  # as in `_some_time`
        self._since = str(caller.get(start)["next_batch"])

    def say(self, room: str, text: str, **content: Any) -> str:  # noqa: ANN401
        """Send a message and return its event."""
        return self.send(room, "m.room.message", **{"msgtype": "m.text", "body": text, **content})

    def send(self, room: str, kind: str, **content: Any) -> str:  # noqa: ANN401
        """Send any event and return it."""
        return str(self.caller.put(f"{place(room)}/send/{quote(kind)}/{uuid.uuid4()}", **content)["event_id"])

    def ask(self, room: str, text: str, **content: Any) -> Heard:  # noqa: ANN401
        """Send a message and return the bot's answer to it."""
        return self.answer(self.say(room, text, **content))

    def answer(self, event: str, seconds: float = 60.0) -> Heard:
        """Wait for the answer to an event: in its room, or the next one that is said in private."""
        return until(lambda: self._answer(event), seconds)

    def whispered(self, words: str, seconds: float = 60.0) -> Heard:
        """Wait for something said in private that has some words in it."""
        return until(lambda: next((one for one in self.listen() if one.private and words in one.text), None), seconds)

    def listen(self, patience: float = 0.5) -> list[Heard]:
        """Hear what there is, and return everything heard so far."""
        path = f"{CLIENT}/sync?filter={quote(FILTER)}&since={self._since}&timeout={patience * 1000:.0f}"
        answer = self.caller.get(path)
        self._since = answer["next_batch"]
        rooms = answer.get("rooms", {})
        for room, info in rooms.get("invite", {}).items():
            if any(event["sender"] == self._bot for event in info["invite_state"]["events"]):
                self.caller.post(f"{CLIENT}/join/{quote(room)}")
                self.private.add(room)
        for room, info in rooms.get("join", {}).items():
            self.heard += (
                self._understood(room, event) for event in info["timeline"]["events"] if self._is_said(event)
            )
        return self.heard

    def _answer(self, event: str) -> Heard | None:
        whispers = [one for one in self.listen() if one.private and KEY not in one.content]  # letters answer nothing
        if len(whispers) > self._read:
            self._read += 1
            return whispers[self._read - 1]
        return next((one for one in self.heard if one.answers == event), None)

    def _is_said(self, event: Json) -> bool:
        return event["sender"] == self._bot and event["type"] in ("m.room.message", "m.reaction", "m.room.encrypted")

    def _understood(self, room: str, event: Json) -> Heard:
        return Heard(room, event["event_id"], event["content"], room in self.private)


def place(room: str) -> str:
    """Return where the API has a room."""
    return f"{CLIENT}/rooms/{quote(room)}"


def everything(caller: Caller, room: str) -> list[Json]:
    """Return every event of a room that the caller may see, oldest first."""
    found: list[Json] = []
    token = ""
    while True:
        page = caller.get(f"{place(room)}/messages?dir=b&limit=100{token}")
        found += page["chunk"]
        if not page["chunk"] or not page.get("end"):
            return found[::-1]
        token = f"&from={quote(page['end'])}"
