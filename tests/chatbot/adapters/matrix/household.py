"""The bot as a program of its own on a real homeserver, with members of PNE who type in a room."""

import json
import secrets
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from chatbot.compose import Bot, open_bot
from chatbot.local import demonstration
from chatbot.local.bot import BOT_COMMAND, is_healthy
from chatbot.local.caller import CLIENT, Caller, Declined
from chatbot.local.configuration import SERVER_NAME
from chatbot.local.ports import LOOPBACK, any_port
from storage.events import Entry
from storage.history import History
from storage.settings import Settings, environment_with
from storage.tinydb_journal import TinyDBJournal
from tests.chatbot.adapters.matrix.member import Json, Member, everything, place
from tests.chatbot.adapters.matrix.town import FORGER, PASSWORD, PEOPLE, Town
from tests.waiting import until


class Household:
    """One bot with its record, and a room of PNE. Nothing runs before `start`."""

    def __init__(self, town: Town, record: Path, folder: Path, name: str, *, limited: bool = False) -> None:
        self.homeserver = town.homeserver
        self.folder = folder / "bot"
        self.bot = self.homeserver.register(name, PASSWORD)
        self.public_alias = self.homeserver.alias(f"{name}-public")
        self.port = any_port()
        self.log = folder / "bot.log"
        self.environment = self._environment()
        if not limited:
            self.homeserver.lift_limits(self.homeserver.operator(), name)
        shutil.copytree(record, self.folder)
        self.members = {
            name: Member(self.homeserver.user_id(name), caller, self.bot) for name, caller in town.callers.items()
        }
        demonstration.link(self.here().people, SERVER_NAME, PEOPLE)
        self.room = self.new_room(*self.members, name="The room of PNE")
        self.bind(self.room)
        self._process: subprocess.Popen[bytes] | None = None

    def __getitem__(self, name: str) -> Member:
        return self.members[name]

    def here(self) -> Bot:
        """Open the record in the process of the tests as well."""
        return open_bot(Settings.model_validate({"PN_RECORD": f"tinydb:{self.folder}"}))

    def forge(self, name: str, text: str, at: datetime) -> str:
        """Send a message to the room in somebody's name as if it had been sent at another time; return its event."""
        forger = Caller(self.homeserver.port, str(FORGER["as_token"]))
        query = f"user_id={quote(self[name].user)}&ts={at.timestamp() * 1000:.0f}"
        path = f"{place(self.room)}/send/m.room.message/{secrets.token_hex(8)}?{query}"
        return str(forger.put(path, msgtype="m.text", body=text)["event_id"])

    def start(self) -> None:
        """Start the bot and wait until it is in its rooms."""
        self.begin()
        until(lambda: is_healthy(self.port) and self.is_inside(self.room) and self.is_open())

    def begin(self, **environment: str) -> None:
        """Start the bot, with other settings where some are given; its log goes on."""
        with self.log.open("ab") as log:
            chosen = environment_with({**self.environment, **environment})
            self._process = subprocess.Popen(BOT_COMMAND, env=chosen, stdout=log, stderr=subprocess.STDOUT)

    def kill(self) -> None:
        """End the bot with kill -9."""
        if self._process:
            self._process.kill()
            self._process.wait()

    def stop(self) -> None:
        """End the bot in good order."""
        assert self._process
        self._process.terminate()
        self._process.wait(30)

    @property
    def status(self) -> int | None:
        """The bot's exit status; None while it runs."""
        return self._process.poll() if self._process else None

    def new_room(self, *names: str, **options: Any) -> str:  # noqa: ANN401
        """Make a room of the first of these people, with the others in it and the bot invited."""
        first, *others = names
        invited = [self.bot, *(self[name].user for name in others)]
        chosen = {"preset": "private_chat", "invite": invited, **options}
        made = self[first].caller.post(f"{CLIENT}/createRoom", **chosen)
        for name in others:
            self[name].caller.post(f"{CLIENT}/join/{quote(made['room_id'])}")
        return str(made["room_id"])

    def bind(self, room: str) -> str:
        """Tie a room to PNE, and return it."""
        demonstration.bind(self.here(), "PNE", room, datetime.now(UTC))
        return room

    def is_inside(self, room: str, user: str = "") -> bool:
        """Tell whether the bot, or somebody else, is in a room."""
        return (user or self.bot) in self["sec"].caller.get(f"{place(room)}/joined_members")["joined"]

    def state(self, room: str, kind: str) -> Json:
        """Return a room's state of a kind."""
        return self["sec"].caller.get(f"{place(room)}/state/{kind}")

    def public_room(self) -> str | None:
        """Return the public room's id, when there is one."""
        try:
            found = self["sec"].caller.get(f"{CLIENT}/directory/room/{quote(self.public_alias)}")
        except Declined:
            return None
        return str(found["room_id"])

    def is_open(self) -> bool:
        """Tell whether the public room is made; its topic comes last."""
        try:
            room = self.public_room()
            return bool(room and self["observer"].caller.get(f"{place(room)}/state/m.room.topic"))
        except Declined:
            return False

    def posts(self, room: str = "") -> list[Json]:
        """Return what the bot posted in the public room, or another, as anybody may read it; pictures apart."""
        try:
            events = everything(self["observer"].caller, room or self.public_room() or "")
        except Declined:
            return []
        mine = [event for event in events if event["type"] == "m.room.message" and event["sender"] == self.bot]
        return [event for event in mine if event["content"].get("msgtype") != "m.image"]

    def pictures(self, room: str = "") -> list[Json]:
        """Return the contents of the pictures that the bot posted in a room."""
        contents = (event["content"] for event in everything(self["sec"].caller, room or self.room))
        return [content for content in contents if content.get("msgtype") == "m.image"]

    def answered(self, room: str = "") -> list[str]:
        """Return, for each answer or mark of the bot in a room, the event that it is to."""
        relations = [
            event["content"].get("m.relates_to", {})
            for event in everything(self["sec"].caller, room or self.room)
            if event["sender"] == self.bot and event["type"] in ("m.room.message", "m.reaction")
            if event["content"].get("msgtype") != "m.image"
        ]
        return [one.get("event_id") or one.get("m.in_reply_to", {}).get("event_id", "") for one in relations]

    def entries(self, after: int = 0) -> list[Entry]:
        """Return the record's entries after one."""
        history = History(TinyDBJournal(self.folder, read_only=True))
        return list(history.entries(after))

    def position(self) -> Json:
        """Return how far the bot has come on Matrix, as it keeps that."""
        return dict(self.here().positions.get("matrix"))

    def secrets(self) -> list[str]:
        """Return what must stand in no output: the password and the token."""
        session = json.loads((self.folder / "matrix" / "session.json").read_text())
        return [PASSWORD, session["access_token"]]

    def _environment(self) -> dict[str, str]:
        return {
            "PN_RECORD": f"tinydb:{self.folder}",
            "PN_HOST": LOOPBACK,
            "PORT": str(self.port),
            "MATRIX_HOMESERVER": self.homeserver.address,
            "MATRIX_USER_ID": self.bot,
            "MATRIX_PASSWORD": PASSWORD,
            "MATRIX_ACCESS_TOKEN": "",
            "MATRIX_DEVICE_ID": "",
            "MATRIX_PUBLIC_ROOM": self.public_alias,
        }
