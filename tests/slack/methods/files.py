"""Methods that upload files, in Slack's three steps: an address, the file itself, and where it is shared."""

import json
from secrets import token_hex
from typing import Any

from tests.slack.declined import Declined
from tests.slack.methods.declared import Method, writable
from tests.slack.workspace import Workspace
from tests.slack.world import File, Json


def upload_url(workspace: Workspace, arguments: Json) -> Json:
    """Give away the address that takes a file."""
    name, length = str(arguments["filename"]), int(arguments["length"])
    file = File(f"F{token_hex(5).upper()}", name, length, str(arguments.get("alt_txt") or ""))
    workspace.rooms.files[file.id] = file
    return {"upload_url": f"{workspace.address}/upload/{file.id}", "file_id": file.id}


def complete(workspace: Workspace, arguments: Json) -> Json:
    """Share files that were uploaded whole; the message of the channel comes by itself."""
    told: Any = arguments["files"]
    wanted = json.loads(told) if isinstance(told, str) else told
    files = [_whole(workspace, str(one["id"])) for one in wanted]
    if reference := arguments.get("channel_id"):
        channel = writable(workspace, str(reference))
        message = workspace.add_message(channel.id, workspace.bot.id, str(arguments.get("initial_comment") or ""), [])
        message.files = files
    return {"files": [{"id": file.id, "title": one.get("title")} for file, one in zip(files, wanted, strict=True)]}


def _whole(workspace: Workspace, id: str) -> File:
    file = workspace.rooms.files.get(id)
    if file is None or len(file.content) != file.length:
        raise Declined("file_not_found")
    return file


METHODS = {
    "files.getUploadURLExternal": Method(upload_url, 4, "files:write", ("filename", "length")),
    "files.completeUploadExternal": Method(complete, 4, "files:write", ("files",)),
}
