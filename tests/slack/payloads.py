"""What Slack tells the app of a command, a click, a filled-in form or a shortcut."""

from tests.slack.escaping import escaped
from tests.slack.workspace import Workspace
from tests.slack.world import Channel, Json, Message, User, View


def shown_name(channel: Channel) -> str:
    """Return what a payload calls a channel; private ones keep their name to themselves."""
    return "privategroup" if channel.is_private and not channel.direct_with else channel.name


def _common(workspace: Workspace, user: User) -> Json:
    person = {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team}
    return workspace.envelope() | {"user": person, "trigger_id": workspace.tickets.trigger(user.id)}


def response_url(workspace: Workspace, user: str, channel: str, message: str = "") -> str:
    """Return a new response URL."""
    return f"{workspace.address}/response/{workspace.tickets.origin(user, channel, message)}"


def slash(workspace: Workspace, user: User, channel: Channel, command: str, text: str) -> Json:
    """Return the payload of a slash command."""
    with_mentions = (workspace.commands or {}).get(command, True)
    return {
        "token": "unused",
        "team_id": user.team,
        "team_domain": "imitation",
        "channel_id": channel.id,
        "channel_name": shown_name(channel),
        "user_id": user.id,
        "user_name": user.name,
        "command": command,
        "text": escaped(workspace, text, with_mentions=with_mentions),
        "api_app_id": "A0BOT",
        "is_enterprise_install": "false",
        "response_url": response_url(workspace, user.id, channel.id),
        "trigger_id": workspace.tickets.trigger(user.id),
    }


def on_message(workspace: Workspace, user: User, message: Message, action: Json, state: Json) -> Json:
    """Return the payload of a click in a message. That of an ephemeral one does not hold the message."""
    is_ephemeral = bool(message.only_for)
    container = {"message_ts": message.ts, "channel_id": message.channel, "is_ephemeral": is_ephemeral}
    payload = _common(workspace, user) | {
        "type": "block_actions",
        "container": {"type": "message", **container},
        "channel": _named(workspace, message.channel),
        "state": {"values": state},
        "response_url": response_url(workspace, user.id, message.channel, message.ts),
        "actions": [{**action, "action_ts": workspace.stamp()}],
    }
    return payload if is_ephemeral else payload | {"message": message.as_json(workspace.bot)}


def on_view(workspace: Workspace, user: User, view: View, action: Json) -> Json:
    """Return the payload of a click in a modal or on a home page."""
    return _common(workspace, user) | {
        "type": "block_actions",
        "container": {"type": "view", "view_id": view.id},
        "view": view.as_json(),
        "actions": [{**action, "action_ts": workspace.stamp()}],
    }


def submission(workspace: Workspace, user: User, view: View) -> Json:
    """Return the payload of a filled-in form."""
    return _common(workspace, user) | {"type": "view_submission", "view": view.as_json(), "response_urls": []}


def closed(workspace: Workspace, user: User, view: View) -> Json:
    """Return the payload of a form that was closed."""
    told = _common(workspace, user) | {"type": "view_closed", "view": view.as_json(), "is_cleared": False}
    told.pop("trigger_id")
    return told


def shortcut(workspace: Workspace, user: User, callback_id: str, message: Message | None) -> Json:
    """Return the payload of a shortcut, on a message or anywhere."""
    told = _common(workspace, user) | {"callback_id": callback_id, "action_ts": workspace.stamp()}
    if not message:
        return told | {"type": "shortcut"}
    return told | {
        "type": "message_action",
        "message_ts": message.ts,
        "message": message.as_json(workspace.bot),
        "channel": _named(workspace, message.channel),
        "response_url": response_url(workspace, user.id, message.channel, message.ts),
    }


def _named(workspace: Workspace, channel: str) -> Json:
    return {"id": channel, "name": shown_name(workspace.rooms.channels[channel])}
