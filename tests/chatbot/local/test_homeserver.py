"""The private homeserver: a real Synapse in a folder of its own."""

import json
import stat
from pathlib import Path

import pytest

from chatbot.local.caller import CLIENT, Caller, Declined, Unanswered
from chatbot.local.homeserver import Homeserver

TIGHT = {"rc_message": {"per_second": 0.01, "burst_count": 2}}


def room(caller: Caller) -> str:
    """Make a room and return its id."""
    made: str = caller.post(f"{CLIENT}/createRoom", preset="private_chat")["room_id"]
    return made


def say(caller: Caller, where: str, times: int = 1) -> None:
    """Send a message, more than once if wanted."""
    for number in range(times):
        caller.put(f"{CLIENT}/rooms/{where}/send/m.room.message/{number}", msgtype="m.text", body="Hello")


def test_a_user_is_registered_once(homeserver: Homeserver) -> None:
    """To register the same user again changes nothing, the password neither."""
    first = homeserver.register("amina", "first")
    second = homeserver.register("amina", "second")

    assert first == second == "@amina:localhost"
    assert homeserver.login("amina", "first").get(f"{CLIENT}/account/whoami")["user_id"] == first
    with pytest.raises(Declined, match="M_FORBIDDEN"):
        homeserver.login("amina", "second")


def test_registering_and_acting_leave_no_device_behind(homeserver: Homeserver) -> None:
    """A person's list of devices shows their own logins only."""
    homeserver.register("li", "secret")
    homeserver.acting_as(homeserver.operator(), "li")

    own = homeserver.login("li", "secret", device="PHONE")

    assert [device["device_id"] for device in own.get(f"{CLIENT}/devices")["devices"]] == ["PHONE"]


def test_rooms_have_version_11(homeserver: Homeserver) -> None:
    """Some clients know no later one."""
    homeserver.register("bruno", "secret")
    bruno = homeserver.login("bruno", "secret")

    made = bruno.get(f"{CLIENT}/rooms/{room(bruno)}/state/m.room.create")

    assert made["room_version"] == "11"


def test_a_guest_reads_what_the_world_may_read(homeserver: Homeserver) -> None:
    """Nobody needs an account for a public room."""
    homeserver.register("ines", "secret")
    ines = homeserver.login("ines", "secret")
    where = room(ines)
    ines.put(f"{CLIENT}/rooms/{where}/state/m.room.history_visibility", history_visibility="world_readable")
    say(ines, where)

    guest = Caller(homeserver.port, Caller(homeserver.port).post(f"{CLIENT}/register?kind=guest")["access_token"])

    messages = guest.get(f"{CLIENT}/rooms/{where}/messages?dir=b&limit=1")["chunk"]
    assert messages[0]["content"]["body"] == "Hello"


def test_what_it_keeps_is_private(homeserver: Homeserver) -> None:
    """Folder, secrets, key and log are for their owner alone."""
    files = ["config.json", "secrets.json", "signing.key", "synapse.log"]

    modes = {stat.S_IMODE((homeserver.folder / name).stat().st_mode) for name in files}

    assert modes == {0o600}
    assert stat.S_IMODE(homeserver.folder.stat().st_mode) & 0o077 == 0


def test_it_comes_back_after_a_stop_and_after_a_power_cut(tmp_path: Path) -> None:
    """On the same port, with its users, their logins and its secrets."""
    server = Homeserver(tmp_path)
    server.start()
    server.register("amina", "secret")
    amina = server.login("amina", "secret")
    secrets = json.loads((tmp_path / "secrets.json").read_text())
    server.stop()
    silent = server.answers()
    server.start()
    server.kill()
    server.start()

    try:
        assert not silent
        assert amina.get(f"{CLIENT}/account/whoami")["user_id"] == "@amina:localhost"
        assert json.loads((tmp_path / "secrets.json").read_text()) == secrets
    finally:
        server.stop()


def test_limits_may_be_set_and_lifted(tmp_path: Path) -> None:
    """A test that needs a slow server makes one; the bot alone is let through."""
    server = Homeserver(tmp_path, options=TIGHT)
    server.start()
    try:
        for name in ("amina", "pn"):
            server.register(name, "secret")
        server.lift_limits(server.operator(), "pn")
        amina, bot = server.login("amina", "secret"), server.login("pn", "secret")
        hers, its = room(amina), room(bot)

        say(bot, its, times=20)
        with pytest.raises(Declined, match="429"):
            say(amina, hers, times=20)
    finally:
        server.stop()


def test_one_that_cannot_start_says_why(tmp_path: Path) -> None:
    """The reason is Synapse's own."""
    server = Homeserver(tmp_path, options={"server_name": 7})

    with pytest.raises(Unanswered, match="Invalid server name"):
        server.start()
