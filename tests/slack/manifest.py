"""Installing the app from its manifest: only what is declared there works from then on."""

from tests.slack.workspace import Workspace
from tests.slack.world import Json


def install(workspace: Workspace, manifest: Json) -> None:
    """Let the app have the scopes, commands, events and shortcuts of its manifest, and no others."""
    features, settings = manifest.get("features", {}), manifest.get("settings", {})
    workspace.scopes = set(manifest["oauth_config"]["scopes"]["bot"])
    workspace.commands = {
        each["command"]: bool(each.get("should_escape")) for each in features.get("slash_commands", [])
    }
    workspace.events = set(settings.get("event_subscriptions", {}).get("bot_events", []))
    workspace.shortcuts = {each["callback_id"] for each in features.get("shortcuts", [])}
