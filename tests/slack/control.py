"""People's acts over HTTP, for programs that use the workspace as a process of its own."""

from dataclasses import asdict

from aiohttp import web

from tests.slack.faults import Kind
from tests.slack.person import Person
from tests.slack.seen import Seen
from tests.slack.server import Slack
from tests.slack.world import Json, Message, View


class Control:
    """`POST /imitation/act`, `GET /imitation/state`, `POST /imitation/fault`, `POST /imitation/cut`."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def routes(self) -> list[web.RouteDef]:
        """Return where it listens."""
        return [
            web.post("/imitation/act", self.act),
            web.get("/imitation/state", self.state),
            web.post("/imitation/fault", self.fault),
            web.post("/imitation/cut", self.cut),
        ]

    async def act(self, request: web.Request) -> web.Response:
        """Let somebody act, wait for an answer unless told otherwise, and return what they see."""
        asked: Json = await request.json()
        person = self._slack.as_user(asked["user"])
        seen = await self._do(person, asked["act"], asked)
        if asked.get("wait", True):
            await seen.answered()
        return web.json_response(told(seen))

    async def _do(self, person: Person, act: str, asked: Json) -> Seen:
        seen = person.look()
        match act:
            case "slash":
                seen = await person.slash(asked["command"], asked.get("text", ""), asked.get("channel", ""))
            case "click":
                seen = await person.click(self._where(asked), asked["what"], asked.get("value"))
            case "press":
                seen = await person.press(self._where(asked), asked["action"])
            case "submit":
                seen = await person.submit(self._slack.rooms.views[asked["view"]], asked.get("values"))
            case "shortcut":
                message = self._slack.message(asked["channel"], asked["ts"]) if "ts" in asked else None
                seen = await person.shortcut(message, asked["callback_id"])
            case "home":
                seen = person.open_home()
            case "say":
                person.say(asked["text"], asked.get("channel", ""))
            case _:
                raise web.HTTPBadRequest(text=f"nobody can {act}")
        return seen

    def _where(self, asked: Json) -> Message | View:
        if "view" in asked:
            return self._slack.rooms.views[asked["view"]]
        found = [each for each in self._slack.rooms.messages if each.ts == asked["ts"]]
        return found[-1]

    async def state(self, _: web.Request) -> web.Response:
        """Return messages, calls, deliveries and the number of connections."""
        slack = self._slack
        return web.json_response(
            {
                "messages": [asdict(each) for each in slack.rooms.messages],
                "calls": [asdict(each) for each in slack.calls],
                "deliveries": [asdict(each) for each in slack.deliveries.log],
                "connections": len(slack.sockets.connections),
            }
        )

    async def fault(self, request: web.Request) -> web.Response:
        """Switch a fault on: `{"method": "chat.update", "kind": "TOO_MANY", "times": 2}`."""
        asked: Json = await request.json()
        self._slack.faults.on(asked["method"], Kind[asked["kind"]], asked.get("times", 1), wait=asked.get("wait", 1))
        return web.json_response({})

    async def cut(self, _: web.Request) -> web.Response:
        """Cut every websocket."""
        self._slack.sockets.cut()
        return web.json_response({})


def told(seen: Seen) -> Json:
    """Return what somebody sees."""
    return {
        "error": seen.error,
        "errors": seen.errors,
        "messages": [asdict(each) for each in seen.messages],
        "private": [asdict(each) for each in seen.private],
        "changed": [asdict(each) for each in seen.changed],
        "modal": seen.modal and seen.modal.as_json(),
        "home": seen.home and seen.home.as_json(),
    }
