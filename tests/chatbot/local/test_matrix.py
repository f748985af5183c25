"""The demonstration's accounts and rooms on a real homeserver, with a stand-in for the bot."""

import json
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest

from chatbot.compose import open_bot
from chatbot.local.caller import CLIENT, Caller
from chatbot.local.demonstration import prepare
from chatbot.local.matrix import demonstration_matrix
from chatbot.local.ports import Ports
from chatbot.local.ready import ready_file
from chatbot.local.supervisor import Supervisor
from storage.files import private_folder
from storage.people import People
from storage.settings import Settings

STAND_IN = (sys.executable, "-m", "tests.chatbot.local.stand_in")
DASHBOARD = "http://127.0.0.1:1"
NETWORKS = ["PNMA", "PNE"]


class Running(NamedTuple):
    """All that was started, and what `ready.json` tells of it."""

    settings: Settings
    told: dict[str, Any]
    mode: int
    amina: Caller

    def in_room(self, name: str, path: str) -> dict[str, Any]:
        """Return what the homeserver tells amina about a room."""
        return self.amina.get(f"{CLIENT}/rooms/{quote(self.told['rooms'][name]['id'])}/{path}")


@contextmanager
def running(record: Path) -> Iterator[Running]:
    """Start the demonstration on a record, as `make run` does."""
    settings = Settings.model_validate({"PN_RECORD": f"tinydb:{record}"})
    folder = record / "local"
    private_folder(folder)
    prepare(open_bot(settings), datetime.now(UTC))
    with Ports() as ports, Supervisor() as children:
        matrix = demonstration_matrix(settings, folder, ports, STAND_IN)
        children.add(matrix.homeserver.child)
        matrix.set_up(children, DASHBOARD)
        ready = ready_file(folder)
        told = json.loads(ready.read_text())
        amina = matrix.homeserver.login("amina", told["users"]["amina"]["password"])
        yield Running(settings, told, stat.S_IMODE(ready.stat().st_mode), amina)


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The demonstration, started a second time on its folder."""
    folder = tmp_path_factory.mktemp("demonstration") / "data"
    with running(folder):
        pass
    with running(folder) as again:
        yield again


def test_ready_tells_addresses_users_and_rooms(started: Running) -> None:
    """To its owner alone; the passwords in it work."""
    told = started.told

    assert started.mode == 0o600
    assert started.amina.get(f"{CLIENT}/account/whoami")["user_id"] == told["users"]["amina"]["user_id"]
    assert {name: user["role"] for name, user in told["users"].items()} == {
        "amina": "co-chair",
        "li": "member",
        "bruno": "member",
        "ines": "consultant",
        "sec": "Secretariat",
        "observer": "observer",
    }
    assert {code: room["alias"] for code, room in told["rooms"].items()} == {
        "PNMA": "#pnma:localhost",
        "PNE": "#pne:localhost",
        "public": "#pn-public:localhost",
    }
    assert (told["dashboard"], told["server_name"], told["bot"]) == (DASHBOARD, "localhost", "@pn:localhost")
    assert told["homeserver"].startswith("http://127.0.0.1:")
    assert told["public_page"].startswith("http://127.0.0.1:")


def test_a_second_start_finds_the_same(tmp_path: Path) -> None:
    """Users, passwords and rooms stay, and the record gets no further entry."""
    journal = tmp_path / "journal.jsonl"
    with running(tmp_path) as first:
        before = journal.read_bytes()
    with running(tmp_path) as second:
        after = journal.read_bytes()

    assert (second.told["users"], second.told["rooms"]) == (first.told["users"], first.told["rooms"])
    assert after == before


def test_members_and_the_bot_are_in_the_rooms(started: Running) -> None:
    """An observer is not in a network's room, but in the public one."""
    inside = started.in_room("PNE", "joined_members")["joined"]
    public = started.in_room("public", "joined_members")["joined"]

    names = {"amina", "li", "bruno", "ines", "sec", "pn"}
    assert set(inside) == {f"@{name}:localhost" for name in names}
    assert set(public) == {f"@{name}:localhost" for name in {*names, "observer"}}


def test_the_bot_has_some_power_and_members_have_none(started: Running) -> None:
    """The Secretariat owns the room."""
    power = started.in_room("PNMA", "state/m.room.power_levels")

    assert power["users"] == {"@sec:localhost": 100, "@pn:localhost": 50}


def test_a_room_is_named_after_its_network_and_tied_to_it(started: Running) -> None:
    """What is typed in it is about that network."""
    name = started.in_room("PNE", "state/m.room.name")["name"]

    state = open_bot(started.settings).record.state()
    assert name == state.networks["PNE"].name
    tied = {channel: (bound.network, bound.public) for channel, bound in state.channels.items()}
    assert tied == {f"matrix:{started.told['rooms'][code]['id']}": (code, False) for code in NETWORKS}


def test_one_person_on_console_and_matrix(started: Running) -> None:
    """Nobody has two ballots; the Secretariat's is the same person too."""
    people = People(started.settings.folder)
    handles = [person.handles for person in people.everyone() if person.handles]

    assert sorted(handles) == [
        (f"console:{name}", f"matrix:@{name}:localhost") for name in ("amina", "bruno", "ines", "li", "sec")
    ]
