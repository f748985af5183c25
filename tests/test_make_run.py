"""`make run` with Matrix: a person's own client writes to the bot in a room of the private homeserver."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil
import pytest

from chatbot.local.caller import CLIENT, Caller, ask
from tests.waiting import until

pytestmark = pytest.mark.long

PN = Path(sys.executable).parent / "pn"


@contextmanager
def make_run(folder: Path) -> Iterator[tuple[Path, "subprocess.Popen[bytes]"]]:
    """Start `pn local` as `make run` does, in the background, and yield where `ready.json` will be."""
    environment = {**os.environ, "PN_RECORD": "tinydb:./data"}
    with subprocess.Popen(
        [PN, "local"], cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    ) as process:
        try:
            yield folder / "data" / "local" / "ready.json", process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)


class Client:
    """A person at a Matrix client: says something, and hears what the bot says, wherever it does."""

    def __init__(self, told: dict[str, Any], name: str) -> None:
        port, user = int(told["homeserver"].rpartition(":")[2]), told["users"][name]
        who = {"type": "m.id.user", "user": user["user_id"]}
        word = user["password"]
        answer = Caller(port).post(f"{CLIENT}/login", type="m.login.password", identifier=who, password=word)
        self.caller = Caller(port, answer["access_token"])
        self._bot = told["bot"]
        self._since = ""
        self._heard = ""

    def say(self, room: str, text: str) -> str:
        """Send a message and return the event's id."""
        path = f"{CLIENT}/rooms/{quote(room)}/send/m.room.message/{time.monotonic_ns()}"
        event: str = self.caller.put(path, msgtype="m.text", body=text)["event_id"]
        return event

    def hears(self, wanted: str) -> bool:
        """Tell whether something of the bot has these words in it; enter the rooms to which one is invited."""
        answer = self.caller.get(f"{CLIENT}/sync?timeout=100{self._since}")
        self._since = f"&since={answer['next_batch']}"
        rooms = answer.get("rooms", {})
        for room in rooms.get("invite", ()):
            self.caller.post(f"{CLIENT}/join/{quote(room)}")
        for room in rooms.get("join", {}).values():
            said = [event for event in room["timeline"]["events"] if event["sender"] == self._bot]
            self._heard += json.dumps(said)
        return wanted in self._heard


def bot_process(process: "subprocess.Popen[bytes]") -> psutil.Process | None:
    """Return the bot among the children of `pn local`."""
    children = psutil.Process(process.pid).children()
    return next((child for child in children if child.cmdline()[-1:] == ["run"]), None)


@pytest.mark.timeout(240)
def test_a_command_in_a_room_is_answered_also_after_kill_9(tmp_path: Path) -> None:
    """What `ready.json` names answers; a bot that is killed comes back and goes on; the stop takes the file away."""
    with make_run(tmp_path) as (ready, process):
        told = until(lambda: json.loads(ready.read_text()) if ready.exists() else {})
        mode = stat.S_IMODE(ready.stat().st_mode)
        pages = [ask(int(told[name].rpartition(":")[2]), "/")[0] for name in ("dashboard", "public_page")]
        amina, room = Client(told, "amina"), told["rooms"]["PNE"]["id"]

        amina.say(room, "!meeting plan tomorrow 13:00 UTC title:Monthly call")
        until(lambda: amina.hears("PNE-M1"))
        amina.say(room, "!meeting open")
        present = amina.say(room, "!attend")
        until(lambda: amina.hears(present))

        first = until(lambda: bot_process(process))
        first.kill()
        amina.say(room, "!commit Draft the data section by:in 2 weeks")
        until(lambda: amina.hears("PNE-C5"))
        second = until(lambda: bot_process(process))

    assert mode == 0o600
    assert pages == [200, 200]
    assert second.pid != first.pid
    assert not second.is_running()
    assert not ready.exists()


@pytest.mark.timeout(240)
def test_a_second_start_finds_users_and_rooms(tmp_path: Path) -> None:
    """A person's client stays logged in from one start to the next."""
    with make_run(tmp_path) as (ready, _process):
        first = until(lambda: json.loads(ready.read_text()) if ready.exists() else {})
        amina = Client(first, "amina").caller
    with make_run(tmp_path) as (ready, _process):
        second = until(lambda: json.loads(ready.read_text()) if ready.exists() else {})
        again = Caller(int(second["homeserver"].rpartition(":")[2]), amina.token)
        who = again.get(f"{CLIENT}/account/whoami")["user_id"]

    assert (second["users"], second["rooms"]) == (first["users"], first["rooms"])
    assert who == first["users"]["amina"]["user_id"]
