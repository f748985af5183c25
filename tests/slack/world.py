"""What a workspace holds: people, channels, messages and views, as Slack shows them to an app."""

from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any

Json = dict[str, Any]
"""What is written as a JSON object."""

HOME_TEAM = "T0HOME"


@dataclass(slots=True)
class User:
    """Somebody in the workspace, or from another one in a shared channel."""

    id: str
    name: str
    real_name: str = ""
    zone: str = "UTC"
    offset: int = 0
    team: str = HOME_TEAM
    is_guest: bool = False
    is_deactivated: bool = False
    is_bot: bool = False
    locale: str = "en-US"

    @property
    def is_stranger(self) -> bool:
        """Tell whether they are of another workspace."""
        return self.team != HOME_TEAM

    def as_json(self) -> Json:
        """Return what `users.info` tells; a deactivated person's zone is gone."""
        shown = self.real_name or self.name
        told: Json = {
            "id": self.id,
            "team_id": self.team,
            "name": self.name,
            "deleted": self.is_deactivated,
            "is_bot": self.is_bot,
            "profile": {"real_name": shown, "display_name": self.name, "team": self.team},
        }
        if self.is_deactivated:
            return told
        told |= {"real_name": shown, "tz": self.zone, "tz_label": self.zone, "tz_offset": self.offset}
        told |= {"is_restricted": self.is_guest, "is_ultra_restricted": False, "is_app_user": False}
        return told | ({"is_stranger": True} if self.is_stranger else {})


@dataclass(slots=True)
class Channel:
    """A public or private channel, or somebody's direct messages with the bot."""

    id: str
    name: str
    members: set[str] = field(default_factory=set)
    is_private: bool = False
    is_archived: bool = False
    is_read_only: bool = False
    direct_with: str = ""
    topic: str = ""

    def as_json(self, bot: str) -> Json:
        """Return what `conversations.info` tells."""
        if self.direct_with:
            return {"id": self.id, "is_im": True, "user": self.direct_with, "is_archived": self.is_archived}
        return {
            "id": self.id,
            "name": self.name,
            "is_channel": not self.is_private,
            "is_group": False,
            "is_im": False,
            "is_mpim": False,
            "is_private": self.is_private,
            "is_archived": self.is_archived,
            "is_member": bot in self.members,
            "num_members": len(self.members),
            "topic": {"value": self.topic},
            "purpose": {"value": ""},
        }


@dataclass(slots=True)
class File:
    """A file, which is there when all of its bytes came."""

    id: str
    name: str
    length: int
    words: str
    """What stands in its place for those who cannot see it."""
    content: bytes = b""

    def as_json(self) -> Json:
        """Return what a message tells of it."""
        return {"id": self.id, "name": self.name, "size": self.length, "alt_txt": self.words}


@dataclass(slots=True)
class Message:
    """A message, or an ephemeral one that a single person sees. `changed` is the number of its newest change."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread: str = ""
    only_for: str = ""
    is_edited: bool = False
    is_deleted: bool = False
    is_pinned: bool = False
    reactions: list[str] = field(default_factory=list)
    made: int = 0
    changed: int = 0
    metadata: Json | None = None
    files: list[File] = field(default_factory=list)

    def as_json(self, bot: User) -> Json:
        """Return it as the history and payloads hold it."""
        told: Json = {"type": "message", "ts": self.ts, "user": self.user, "text": self.text, "team": HOME_TEAM}
        if self.user == bot.id:
            told |= {"bot_id": f"B{bot.id[1:]}", "app_id": "A0BOT"}
        optional = {"blocks": self.blocks, "thread_ts": self.thread, "metadata": self.metadata}
        told |= {key: value for key, value in optional.items() if value}
        if self.files:
            told["files"] = [file.as_json() for file in self.files]
        if self.is_edited:
            told["edited"] = {"user": self.user, "ts": self.ts}
        if self.reactions:
            told["reactions"] = [{"name": name, "count": 1, "users": [bot.id]} for name in self.reactions]
        return told


@dataclass(slots=True)
class View:
    """A modal or a home page: what the app sent, under the id that the workspace gave it."""

    id: str
    user: str
    content: Json
    hash: str
    root: str
    changed: int = 0
    state: Json = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        """Return its blocks."""
        blocks: list[Json] = self.content["blocks"]
        return blocks

    @property
    def callback_id(self) -> str:
        """Return by what the app knows it."""
        return str(self.content.get("callback_id", ""))

    def as_json(self) -> Json:
        """Return it as answers and payloads hold it."""
        blank: Json = {"title": None, "submit": None, "close": None, "callback_id": "", "private_metadata": ""}
        own = {"id": self.id, "team_id": HOME_TEAM, "hash": self.hash, "root_view_id": self.root, "bot_id": "B0BOT"}
        return blank | self.content | own | {"state": {"values": self.state}, "app_id": "A0BOT"}


def labelled(blocks: list[Json]) -> list[Json]:
    """Give every block and element an id where the app gave none."""
    made: list[Json] = []
    for block in blocks:
        block = {"block_id": token_hex(3), **block}  # noqa: PLW2901
        if block["type"] == "actions":
            block["elements"] = [{"action_id": token_hex(3), **each} for each in block["elements"]]
        for key in ("accessory", "element"):
            if key in block:
                block[key] = {"action_id": token_hex(3), **block[key]}
        made.append(block)
    return made
