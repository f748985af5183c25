"""Methods about modals and home pages."""

from tests.slack.declined import Declined
from tests.slack.limits import view_problems
from tests.slack.methods.declared import Method
from tests.slack.workspace import Workspace
from tests.slack.world import Json, View

DEEPEST = 3


def checked(view: object, kind: str) -> Json:
    """Return a view that Slack would take."""
    if not isinstance(view, dict):
        raise Declined("invalid_arguments", messages=["expected type: object [json-pointer:/view]"])
    if problems := view_problems(view, kind):
        raise Declined("invalid_arguments", messages=problems)
    return view


def opened(workspace: Workspace, arguments: Json) -> Json:
    """Open a modal, in place of any that is open."""
    content = checked(arguments["view"], "modal")
    user = workspace.tickets.use_trigger(str(arguments["trigger_id"]))
    view = workspace.new_view(user, content)
    workspace.rooms.screens[user] = [view]
    return {"view": view.as_json()}


def pushed(workspace: Workspace, arguments: Json) -> Json:
    """Put a modal over the one that is open."""
    content = checked(arguments["view"], "modal")
    user = workspace.tickets.use_trigger(str(arguments["trigger_id"]))
    return {"view": push(workspace, user, content).as_json()}


def push(workspace: Workspace, user: str, content: Json) -> View:
    """Show a modal over somebody's others, which are three at most."""
    screen = workspace.rooms.screens.get(user, [])
    if not screen:
        raise Declined("not_found")
    if len(screen) >= DEEPEST:
        raise Declined("push_limit_reached")
    view = workspace.new_view(user, content, screen[0].root)
    screen.append(view)
    return view


def update(workspace: Workspace, arguments: Json) -> Json:
    """Change a modal or home page, unless it was changed meanwhile."""
    view = _find(workspace, arguments)
    expected = arguments.get("hash")
    if expected and expected != view.hash:
        raise Declined("hash_conflict")
    workspace.change_view(view, checked(arguments["view"], str(view.content["type"])))
    return {"view": view.as_json()}


def _find(workspace: Workspace, arguments: Json) -> View:
    view = workspace.rooms.views.get(str(arguments.get("view_id")))
    external = arguments.get("external_id")
    if not view and external:
        named = [each for each in workspace.rooms.views.values() if each.content.get("external_id") == external]
        view = named[-1] if named else None
    on_screen = view and (view.content["type"] == "home" or view in workspace.rooms.screens.get(view.user, []))
    if not view or not on_screen:
        raise Declined("not_found")
    return view


def publish(workspace: Workspace, arguments: Json) -> Json:
    """Show somebody their home page."""
    user = workspace.rooms.users.get(str(arguments["user_id"]))
    if not user or user.is_stranger:
        raise Declined("user_not_found")
    if user.is_deactivated:
        raise Declined("not_enabled")
    content, view = checked(arguments["view"], "home"), workspace.rooms.homes.get(user.id)
    if view and arguments.get("hash") and arguments["hash"] != view.hash:
        raise Declined("hash_conflict")
    if view:
        workspace.change_view(view, content)
    else:
        view = workspace.rooms.homes[user.id] = workspace.new_view(user.id, content)
    return {"view": view.as_json()}


METHODS = {
    "views.open": Method(opened, 4, "", ("trigger_id", "view")),
    "views.push": Method(pushed, 4, "", ("trigger_id", "view")),
    "views.update": Method(update, 4, "", ("view",)),
    "views.publish": Method(publish, 4, "", ("user_id", "view")),
}
