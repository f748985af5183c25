"""Methods about channels."""

from tests.slack.declined import Declined
from tests.slack.methods.declared import Method, need, page, visible
from tests.slack.workspace import Workspace
from tests.slack.world import Channel, Json


def opened(workspace: Workspace, arguments: Json) -> Json:
    """Open the direct messages with a person."""
    names = arguments.get("users") or ""
    ids = names.split(",") if isinstance(names, str) else list(names)
    if len(ids) != 1:
        raise Declined("not_enough_users" if not ids else "too_many_users")
    user = workspace.rooms.users.get(ids[0])
    if not user:
        raise Declined("user_not_found")
    if user.is_deactivated:
        raise Declined("user_disabled")
    if user.is_bot:
        raise Declined("cannot_dm_bot")
    return {"channel": {"id": workspace.direct(user.id).id}}


def _readable(workspace: Workspace, arguments: Json) -> Channel:
    channel = visible(workspace, str(arguments["channel"]))
    kind = "im" if channel.direct_with else "groups" if channel.is_private else "channels"
    need(workspace, f"{kind}:read")
    return channel


def info(workspace: Workspace, arguments: Json) -> Json:
    """Tell about a channel."""
    return {"channel": _readable(workspace, arguments).as_json(workspace.bot.id)}


def listed(workspace: Workspace, arguments: Json) -> Json:
    """List channels: public ones unless told otherwise, and of the private ones those with the bot."""
    types = str(arguments.get("types") or "public_channel").split(",")
    for kind, scope in (("public_channel", "channels:read"), ("private_channel", "groups:read"), ("im", "im:read")):
        if kind in types:
            need(workspace, scope)
    skipped = str(arguments.get("exclude_archived")).lower() in ("1", "true")
    found = [
        channel.as_json(workspace.bot.id)
        for channel in workspace.rooms.channels.values()
        if _kind(channel) in types
        and not (channel.is_archived and skipped)
        and (not channel.is_private or workspace.bot.id in channel.members)
    ]
    return page(found, arguments, "channels", 1000)


def _kind(channel: Channel) -> str:
    if channel.direct_with:
        return "im"
    return "private_channel" if channel.is_private else "public_channel"


def members(workspace: Workspace, arguments: Json) -> Json:
    """List who is in a channel."""
    return page(sorted(_readable(workspace, arguments).members), arguments, "members", 1000)


def join(workspace: Workspace, arguments: Json) -> Json:
    """Let the bot into a public channel."""
    channel = visible(workspace, str(arguments["channel"]))
    if channel.is_private:
        raise Declined("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise Declined("is_archived")
    channel.members.add(workspace.bot.id)
    workspace.touch()
    return {"channel": channel.as_json(workspace.bot.id)}


METHODS = {
    "conversations.open": Method(opened, 3, "im:write"),
    "conversations.info": Method(info, 3, "", ("channel",)),
    "conversations.list": Method(listed, 2),
    "conversations.members": Method(members, 4, "", ("channel",)),
    "conversations.join": Method(join, 3, "channels:join", ("channel",)),
}
