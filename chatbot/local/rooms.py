"""Accounts and rooms of the demonstration on the private homeserver; what is there already stays as it is."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from chatbot.local.caller import CLIENT, Caller, Declined
from chatbot.local.demonstration import ROLES
from chatbot.local.homeserver import Homeserver
from storage.files import write_atomically
from storage.i18n import _

BOT: Final = "pn"
PUBLIC: Final = "pn-public"
POWER: Final = {"owner": 100, "bot": 50}
"""Matrix's power levels; with 50 the bot may redact and set the topic."""


@dataclass(frozen=True, slots=True)
class Room:
    """Where people meet: the alias is for them, the id for programs."""

    alias: str
    id: str


def passwords(folder: Path) -> dict[str, str]:
    """Return the passwords of all who have accounts, as kept in a file of ours; who has none gets one."""
    path, names = folder / "passwords.json", (*ROLES, BOT)
    kept: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    found = {name: kept.get(name) or secrets.token_urlsafe(12) for name in names}
    if found != kept:
        write_atomically(path, json.dumps({**kept, **found}, indent=1).encode())
    return found


def accounts(homeserver: Homeserver, operator: Caller, known: Mapping[str, str]) -> dict[str, Caller]:
    """Register everybody with their passwords and return who may call in their names. The bot knows no limits."""
    for name, password in known.items():
        homeserver.register(name, password)
    homeserver.lift_limits(operator, BOT)
    return {name: homeserver.acting_as(operator, name) for name in known}


def network_room(homeserver: Homeserver, callers: Mapping[str, Caller], owner: str, code: str, title: str) -> Room:
    """Make the room of a network, unless it is there, and bring everyone in who is not."""
    alias = homeserver.alias(code.lower())
    creator = callers[owner]
    try:
        room = find(creator, alias)
    except Declined as problem:
        if problem.code != "M_NOT_FOUND":
            raise
        room = Room(alias, _create(homeserver, creator, owner, code.lower(), title))
    inside = creator.get(f"{CLIENT}/rooms/{quote(room.id)}/joined_members")["joined"]
    for name, caller in callers.items():
        if homeserver.user_id(name) not in inside:
            _bring_in(creator, caller, homeserver.user_id(name), room.id)
    return room


def find(caller: Caller, alias: str) -> Room:
    """Return the room with this alias; raise `Declined` with `M_NOT_FOUND` when there is none."""
    return Room(alias, caller.get(f"{CLIENT}/directory/room/{quote(alias)}")["room_id"])


def is_joined(caller: Caller, alias: str) -> bool:
    """Tell whether the caller is in the room with this alias; raise `Declined` when there is none."""
    return find(caller, alias).id in caller.get(f"{CLIENT}/joined_rooms")["joined_rooms"]


def join(caller: Caller, room: str) -> None:
    """Enter a room, by id or alias, that is open or to which one was invited; nothing happens inside."""
    caller.post(f"{CLIENT}/join/{quote(room)}")


def _create(homeserver: Homeserver, creator: Caller, owner: str, localpart: str, title: str) -> str:
    power = {homeserver.user_id(owner): POWER["owner"], homeserver.user_id(BOT): POWER["bot"]}
    made = creator.post(
        f"{CLIENT}/createRoom",
        name=title,
        topic=_("A demonstration. Commands begin with “!”, such as: !pn help"),
        room_alias_name=localpart,
        preset="private_chat",
        power_level_content_override={"users": power},
    )
    room: str = made["room_id"]
    return room


def _bring_in(creator: Caller, caller: Caller, user_id: str, room: str) -> None:
    try:
        creator.post(f"{CLIENT}/rooms/{quote(room)}/invite", user_id=user_id)
    except Declined as problem:
        if problem.code != "M_FORBIDDEN":  # invited already; whoever may not be is told at the door
            raise
    join(caller, room)
