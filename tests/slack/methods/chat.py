"""Methods that post, change and delete messages."""

from typing import Any

from tests.slack.declined import Declined
from tests.slack.limits import are_too_long, message_problems
from tests.slack.methods.declared import Method, need, visible, writable
from tests.slack.workspace import Workspace
from tests.slack.world import Json, Message

POST_MOST = 40_000
UPDATE_MOST = 4_000


def content(arguments: Json, most: int = POST_MOST) -> tuple[str, list[Json]]:
    """Return a message's text and blocks, when Slack would take them."""
    text, blocks = arguments.get("text") or "", arguments.get("blocks") or []
    if not isinstance(text, str):
        raise Declined("invalid_arguments", messages=["text must be a string [json-pointer:/text]"])
    if are_too_long(blocks):
        raise Declined("msg_blocks_too_long")
    if problems := message_problems(blocks):
        raise Declined("invalid_blocks", messages=problems)
    if len(text) > most:
        raise Declined("msg_too_long")
    if not text.strip() and not blocks and not arguments.get("attachments"):
        raise Declined("no_text")
    return text, blocks


def post_message(workspace: Workspace, arguments: Json) -> Json:
    """Post a message."""
    channel = writable(workspace, str(arguments["channel"]))
    text, blocks = content(arguments)
    workspace.rates.post(channel.id)
    thread = str(arguments.get("thread_ts") or "")
    message = workspace.add_message(channel.id, workspace.bot.id, text, blocks, thread=thread)
    message.metadata = arguments.get("metadata")
    return {"channel": channel.id, "ts": message.ts, "message": message.as_json(workspace.bot)}


def post_ephemeral(workspace: Workspace, arguments: Json) -> Json:
    """Show a message to one person in a channel."""
    channel = writable(workspace, str(arguments["channel"]))
    user = str(arguments["user"])
    if user not in channel.members:
        raise Declined("user_not_in_channel")
    text, blocks = content(arguments)
    thread = str(arguments.get("thread_ts") or "")
    shown = workspace.add_message(channel.id, workspace.bot.id, text, blocks, only_for=user, thread=thread)
    return {"message_ts": shown.ts}


def update(workspace: Workspace, arguments: Json) -> Json:
    """Change a message of the bot's own. Without blocks the message loses them."""
    message = _own(workspace, arguments, "cant_update_message")
    text, blocks = content(arguments, UPDATE_MOST)
    workspace.edit(message, text, blocks)
    return {"channel": message.channel, "ts": message.ts, "text": text, "message": message.as_json(workspace.bot)}


def delete(workspace: Workspace, arguments: Json) -> Json:
    """Delete a message of the bot's own."""
    message = _own(workspace, arguments, "cant_delete_message")
    workspace.delete(message)
    return {"channel": message.channel, "ts": message.ts}


def _own(workspace: Workspace, arguments: Json, otherwise: str) -> Message:
    channel = visible(workspace, str(arguments["channel"]))
    if channel.is_archived:
        raise Declined("is_archived")
    message = workspace.message(channel.id, str(arguments["ts"]))
    if message.user != workspace.bot.id:
        raise Declined(otherwise)
    return message


def permalink(workspace: Workspace, arguments: Json) -> Json:
    """Return a message's address."""
    channel = visible(workspace, str(arguments["channel"]))
    message = workspace.message(channel.id, str(arguments["message_ts"]))
    address = f"https://imitation.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": address}


def react(workspace: Workspace, arguments: Json) -> Json:
    """Add a reaction of the bot."""
    channel = visible(workspace, str(arguments["channel"]))
    if workspace.bot.id not in channel.members:
        raise Declined("not_in_channel")
    message, name = workspace.message(channel.id, str(arguments["timestamp"])), str(arguments["name"])
    if name in message.reactions:
        raise Declined("already_reacted")
    message.reactions.append(name)
    message.changed = workspace.touch()
    return {}


def pin(workspace: Workspace, arguments: Json) -> Json:
    """Pin a message."""
    channel = visible(workspace, str(arguments["channel"]))
    if workspace.bot.id not in channel.members:
        raise Declined("not_in_channel")
    message = workspace.message(channel.id, str(arguments["timestamp"]))
    if message.is_pinned:
        raise Declined("already_pinned")
    message.is_pinned, message.changed = True, workspace.touch()
    return {}


def history(workspace: Workspace, arguments: Json) -> Json:
    """Return a channel's messages, the newest first; answers in threads are not among them."""
    channel = visible(workspace, str(arguments["channel"]))
    kind = "im" if channel.direct_with else "groups" if channel.is_private else "channels"
    need(workspace, f"{kind}:history")
    if workspace.bot.id not in channel.members:
        raise Declined("not_in_channel")
    oldest, latest = str(arguments.get("oldest") or "0"), str(arguments.get("latest") or "9" * 12)
    found = [message for message in reversed(workspace.posts(channel.id)) if not message.thread]
    within = [message for message in found if _is_within(message.ts, oldest, latest, arguments.get("inclusive"))]
    start, size = int(arguments.get("cursor") or 0), min(1000, int(arguments.get("limit") or 100))
    more = start + size < len(within)
    hidden = workspace.hidden | (set() if arguments.get("include_all_metadata") else {"metadata"})
    page = [message.as_json(workspace.bot) for message in within[start : start + size]]
    shown = [{key: value for key, value in message.items() if key not in hidden} for message in page]
    told = {"messages": shown, "has_more": more}
    return told | {"response_metadata": {"next_cursor": str(start + size) if more else ""}}


def _is_within(ts: str, oldest: str, latest: str, inclusive: Any) -> bool:  # noqa: ANN401
    edge = str(inclusive).lower() in ("1", "true")
    after, before = float(ts) > float(oldest), float(ts) < float(latest)
    return (after and before) or (edge and float(ts) in (float(oldest), float(latest)))


METHODS = {
    "chat.postMessage": Method(post_message, 0, "chat:write", ("channel",)),
    "chat.postEphemeral": Method(post_ephemeral, 4, "chat:write", ("channel", "user")),
    "chat.update": Method(update, 3, "chat:write", ("channel", "ts")),
    "chat.delete": Method(delete, 3, "chat:write", ("channel", "ts")),
    "chat.getPermalink": Method(permalink, 0, "", ("channel", "message_ts")),
    "reactions.add": Method(react, 3, "reactions:write", ("channel", "timestamp", "name")),
    "pins.add": Method(pin, 2, "pins:write", ("channel", "timestamp")),
    "conversations.history": Method(history, 3, "", ("channel",)),
}
