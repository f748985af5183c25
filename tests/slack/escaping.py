"""What becomes of a typed line on its way to the app."""

import re

from tests.slack.workspace import Workspace


def escaped(workspace: Workspace, line: str, *, with_mentions: bool = True) -> str:
    """Return a typed line as the app gets it: `& < >` escaped, and mentions by id where that is switched on."""
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if not with_mentions:
        return line
    people = {user.name: f"<@{user.id}|{user.name}>" for user in workspace.rooms.users.values()}
    rooms = {each.name: f"<#{each.id}|{each.name}>" for each in workspace.rooms.channels.values()}
    line = re.sub(r"(?<!\S)https?://\S+", lambda found: f"<{found[0]}>", line)
    line = re.sub(r"@([\w.-]*\w)", lambda found: people.get(found[1].lower(), found[0]), line)
    return re.sub(r"#([\w-]+)", lambda found: rooms.get(found[1].lower(), found[0]), line)
