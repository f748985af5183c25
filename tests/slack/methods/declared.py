"""How a method is declared, and what several methods share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.slack.declined import Declined
from tests.slack.workspace import Workspace
from tests.slack.world import Channel, Json


@dataclass(frozen=True, slots=True)
class Method:
    """What a method does, its tier, and what it asks for."""

    handle: Callable[[Workspace, Json], Json]
    tier: int
    scope: str = ""
    required: tuple[str, ...] = ()
    token: str = "xoxb"


def visible(workspace: Workspace, reference: str) -> Channel:
    """Return a channel by id or name. A private one without the bot is not there."""
    name = reference.removeprefix("#")
    for channel in workspace.rooms.channels.values():
        if channel.id == reference or (channel.name == name and not channel.direct_with):
            if channel.is_private and workspace.bot.id not in channel.members:
                break
            return channel
    raise Declined("channel_not_found")


def writable(workspace: Workspace, reference: str) -> Channel:
    """Return a channel in which the bot may post; a person's id stands for their direct messages."""
    channel = visible(workspace, _with_directs(workspace, reference))
    if channel.is_archived:
        raise Declined("is_archived")
    if workspace.bot.id not in channel.members:
        raise Declined("not_in_channel")
    if channel.is_read_only:
        raise Declined("restricted_action")
    return channel


def _with_directs(workspace: Workspace, reference: str) -> str:
    user = workspace.rooms.users.get(reference)
    if user and (user.is_deactivated or user.is_bot):
        raise Declined("channel_not_found")
    return workspace.direct(user.id).id if user else reference


def need(workspace: Workspace, scope: str) -> None:
    """Refuse an app that was not granted a scope."""
    if scope and scope not in workspace.scopes:
        raise Declined("missing_scope", needed=scope, provided=",".join(sorted(workspace.scopes)))


def page(items: Sequence[Json | str], arguments: Json, key: str, most: int) -> Json:
    """Return one page of a list, with the cursor of the next."""
    start = int(arguments.get("cursor") or 0)
    size = min(most, int(arguments.get("limit") or 100))
    following = str(start + size) if start + size < len(items) else ""
    return {key: items[start : start + size], "response_metadata": {"next_cursor": following}}
