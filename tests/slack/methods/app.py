"""Methods about the app itself and about people."""

from tests.slack.declined import Declined
from tests.slack.methods.declared import Method, page
from tests.slack.workspace import Workspace
from tests.slack.world import HOME_TEAM, Json


def auth_test(workspace: Workspace, _: Json) -> Json:
    """Tell the app who it is."""
    bot = workspace.bot
    known = {"team": "Imitation", "team_id": HOME_TEAM, "url": "https://imitation.slack.com/"}
    return known | {"user": bot.name, "user_id": bot.id, "bot_id": f"B{bot.id[1:]}", "is_enterprise_install": False}


def connections_open(workspace: Workspace, _: Json) -> Json:
    """Give away the address of a websocket."""
    ticket = workspace.tickets.socket()
    return {"url": f"{workspace.address.replace('http', 'ws', 1)}/link?ticket={ticket}"}


def users_info(workspace: Workspace, arguments: Json) -> Json:
    """Tell about a person."""
    user = workspace.rooms.users.get(str(arguments["user"]))
    if not user:
        raise Declined("user_not_found")
    asked = str(arguments.get("include_locale", "")).lower() in ("1", "true")
    return {"user": user.as_json() | ({"locale": user.locale} if asked else {})}


def users_list(workspace: Workspace, arguments: Json) -> Json:
    """List the people of this workspace; those of others are not in it."""
    people = [user.as_json() for user in workspace.rooms.users.values() if not user.is_stranger]
    return page(people, arguments, "members", 1000)


METHODS = {
    "auth.test": Method(auth_test, 0),
    "apps.connections.open": Method(connections_open, 1, token="xapp"),
    "users.info": Method(users_info, 4, "users:read", ("user",)),
    "users.list": Method(users_list, 2, "users:read"),
}
