"""A small town: whom and which channels most tests need."""

from tests.slack.workspace import Workspace


def furnish(workspace: Workspace) -> None:
    """Let people in, each of another kind, and make channels, each of another kind."""
    workspace.add_user("U1", "amina", zone="Africa/Nairobi", offset=10_800)
    workspace.add_user("U2", "bob", zone="America/New_York", offset=-18_000)
    workspace.add_user("U3", "gast", is_guest=True)
    workspace.add_user("U4", "gone", is_deactivated=True)
    workspace.add_user("U5", "stranger", team="T0OTHER")
    people, bot = {"U1", "U2", "U3", "U5"}, workspace.bot.id
    workspace.add_channel("C1", "general", {*people, bot})
    workspace.add_channel("C2", "without-bot", people)
    workspace.add_channel("C3", "secret", people, is_private=True)
    workspace.add_channel("C4", "archived", {*people, bot}, is_archived=True)
    workspace.add_channel("C5", "announcements", {*people, bot}, is_read_only=True)
    workspace.add_channel("C6", "committee", {"U1", "U2", bot}, is_private=True)
