"""Somebody who types, presses and fills in."""

from collections.abc import Callable, Mapping

from tests.slack import forms, payloads
from tests.slack.declined import Declined
from tests.slack.delivery import INTERACTIVE, SLASH, Deliveries, Delivery
from tests.slack.escaping import escaped
from tests.slack.kept import Call
from tests.slack.methods.views import checked, push
from tests.slack.responses import respond
from tests.slack.seen import Seen
from tests.slack.tickets import Origin
from tests.slack.workspace import Workspace
from tests.slack.world import Channel, Json, Message, User, View

TROUBLE = "We had some trouble connecting. Try again?"


class Person:
    """One person's hands and eyes. Every act waits for the app's acknowledgement, and returns what is seen since."""

    def __init__(self, workspace: Workspace, deliveries: Deliveries, user: User) -> None:
        self.user = user
        self._workspace = workspace
        self._deliveries = deliveries

    def look(self) -> Seen:
        """Return what this person sees from now on."""
        return Seen(self._workspace, self.user.id, self._workspace.changes)

    async def slash(self, command: str, text: str = "", channel: str = "") -> Seen:
        """Type a command, in a channel or in the direct messages with the bot."""
        seen = self.look()
        if self._workspace.commands is not None and command not in self._workspace.commands:
            seen.error = "unknown_command"
            return seen
        place = self._channel(channel)
        if place.is_archived:
            seen.error = "is_archived"
            return seen
        payload = payloads.slash(self._workspace, self.user, place, command, text)
        delivery = await self._deliveries.send(SLASH, payload)
        seen.error = delivery.error
        answer = delivery.answer or {}
        if answer.get("text") or answer.get("blocks"):
            origin = Origin(self.user.id, place.id, "", self._workspace.now())
            seen.error = self._try(answer, "ack:slash", lambda: respond(self._workspace, origin, answer))
        return seen

    async def click(self, where: Message | View, what: str, value: forms.Value = None) -> Seen:
        """Press a button, or choose an option of a menu: `what` is an action id, a label or an option."""
        block, element, option = forms.find(where.blocks, what)
        chosen = value if option is None else option["value"]
        if element["type"] in forms.SEVERAL and isinstance(chosen, str):
            chosen = [chosen]
        action = forms.action(block, element, chosen)
        state = where.state if isinstance(where, View) else {}
        if element["type"] not in ("button", "overflow"):
            state = forms.put(forms.state(where.blocks, state), block, element, chosen)
        return await self.press(where, action, state)

    async def press(self, where: Message | View, action: Json, state: Json | None = None) -> Seen:
        """Send a click with any action in it, also one that is offered nowhere."""
        seen = self.look()
        values = forms.state(where.blocks, state or {})
        if isinstance(where, View):
            where.state = values
            payload = payloads.on_view(self._workspace, self.user, where, action)
        else:
            payload = payloads.on_message(self._workspace, self.user, where, action, values)
        seen.error = (await self._deliveries.send(INTERACTIVE, payload)).error
        return seen

    async def submit(self, view: View, values: Mapping[str, forms.Value] | None = None) -> Seen:
        """Fill in a form and send it: fields by action id, block id or label, options by label or value."""
        seen = self.look()
        view.state = forms.fill(view.blocks, view.state, values or {})
        seen.errors = forms.incomplete(view.blocks, view.state)
        if seen.errors:
            return seen
        payload = payloads.submission(self._workspace, self.user, view)
        delivery = await self._deliveries.send(INTERACTIVE, payload)
        seen.error = delivery.error or self._after(view, delivery, seen)
        return seen

    def _after(self, view: View, delivery: Delivery, seen: Seen) -> str:
        """Do what an acknowledgement says about a form; return an error that the person sees."""
        answer = delivery.answer or {}
        screen = self._workspace.rooms.screens.get(self.user.id, [])
        match answer.get("response_action"):
            case "errors":
                known = {block["block_id"] for block in view.blocks if block["type"] == "input"}
                seen.errors = {key: text for key, text in answer["errors"].items() if key in known}
                return "" if seen.errors and len(seen.errors) == len(answer["errors"]) else TROUBLE
            case "update":
                return self._try(answer, "ack:update", lambda: self._workspace.change_view(view, _view(answer)))
            case "push":
                return self._try(answer, "ack:push", lambda: push(self._workspace, self.user.id, _view(answer)))
            case "clear":
                screen.clear()
            case _:
                if view in screen:
                    screen.remove(view)
        self._workspace.touch()
        return ""

    def _try(self, answer: Json, name: str, do: Callable[[], object]) -> str:
        told: Json = {"ok": True}
        try:
            do()
        except Declined as refusal:
            told = refusal.answer
        call = Call(name, answer, self._workspace.now(), told)
        self._workspace.note(call)
        return TROUBLE if call.error else ""

    async def close(self, view: View) -> Seen:
        """Close a form without sending it."""
        seen = self.look()
        self._workspace.rooms.screens.get(self.user.id, [view]).remove(view)
        if view.content.get("notify_on_close"):
            payload = payloads.closed(self._workspace, self.user, view)
            seen.error = (await self._deliveries.send(INTERACTIVE, payload)).error
        return seen

    async def shortcut(self, message: Message | None, callback_id: str) -> Seen:
        """Use a shortcut on a message, or one that stands anywhere."""
        known = self._workspace.shortcuts
        assert known is None or callback_id in known, f"the app has no shortcut {callback_id}, only {known}"
        seen = self.look()
        payload = payloads.shortcut(self._workspace, self.user, callback_id, message)
        seen.error = (await self._deliveries.send(INTERACTIVE, payload)).error
        return seen

    def open_home(self, tab: str = "home") -> Seen:
        """Open the app's page; wait with `.until(lambda seen: seen.home)` for what it shows."""
        seen = self.look()
        event: Json = {"type": "app_home_opened", "user": self.user.id, "tab": tab}
        event["channel"] = self._workspace.direct(self.user.id).id
        if home := self._workspace.rooms.homes.get(self.user.id):
            event["view"] = home.as_json()
        self._deliveries.event(event)
        return seen

    def say(self, text: str, channel: str = "", thread: str = "") -> Message:
        """Write in a channel or to the bot; the bot hears of it where it is a member."""
        place = self._channel(channel)
        told = escaped(self._workspace, text).replace("|pn>", ">")
        message = self._workspace.add_message(place.id, self.user.id, told, [], thread=thread)
        kind = "im" if place.direct_with else "group" if place.is_private else "channel"
        if self._workspace.bot.id in place.members:
            event = message.as_json(self._workspace.bot) | {"channel": place.id, "channel_type": kind}
            self._deliveries.event(event)
            if f"<@{self._workspace.bot.id}>" in told:
                self._deliveries.event(event | {"type": "app_mention"})
        return message

    def _channel(self, reference: str) -> Channel:
        if not reference:
            return self._workspace.direct(self.user.id)
        return self._workspace.rooms.channels[reference]


def _view(answer: Json) -> Json:
    return checked(answer.get("view"), "modal")
