"""Answers that need no token: through a response URL, or in an acknowledgement."""

from tests.slack.declined import Declined
from tests.slack.methods.chat import content
from tests.slack.tickets import Origin
from tests.slack.workspace import Workspace
from tests.slack.world import Json, Message


def respond(workspace: Workspace, origin: Origin, body: Json) -> None:
    """Show an answer to the person alone, to the channel, or in place of the original."""
    original = _original(workspace, origin) if body.get("delete_original") or body.get("replace_original") else None
    if body.get("delete_original"):
        if not original:
            raise Declined("message_not_found")
        workspace.delete(original)
        return
    text, blocks = content(body)
    if body.get("replace_original") and original:
        workspace.edit(original, text, blocks)
        return
    only_for = "" if body.get("response_type") == "in_channel" else origin.user
    thread = str(body.get("thread_ts") or "")
    workspace.add_message(origin.channel, workspace.bot.id, text, blocks, only_for=only_for, thread=thread)


def _original(workspace: Workspace, origin: Origin) -> Message | None:
    found = [each for each in workspace.rooms.messages if each.ts == origin.message and each.channel == origin.channel]
    return found[-1] if found else None
