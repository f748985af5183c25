"""What an app may use for a short time: triggers, response URLs, addresses of websockets."""

from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_hex

from tests.slack.declined import Declined

TRIGGER_SECONDS = 3
RESPONSE_SECONDS = 30 * 60
RESPONSE_USES = 5


@dataclass(slots=True)
class Trigger:
    """Somebody's click or command, which may open a modal once and soon."""

    user: str
    made: float
    is_used: bool = False


@dataclass(slots=True)
class Origin:
    """Where an answer through a response URL goes: to a person in a channel, about a message if there was one."""

    user: str
    channel: str
    message: str
    made: float
    uses: int = 0


class Tickets:
    """All triggers and response URLs that the workspace gave away."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._triggers: dict[str, Trigger] = {}
        self._origins: dict[str, Origin] = {}
        self._sockets: set[str] = set()

    def socket(self) -> str:
        """Make what opens one websocket."""
        name = token_hex(12)
        self._sockets.add(name)
        return name

    def use_socket(self, name: str) -> bool:
        """Tell whether it opens a websocket; it does so once."""
        is_good = name in self._sockets
        self._sockets.discard(name)
        return is_good

    def trigger(self, user: str) -> str:
        """Make a `trigger_id`."""
        name = f"{len(self._triggers) + 1}.{token_hex(4)}.{token_hex(8)}"
        self._triggers[name] = Trigger(user, self._now())
        return name

    def use_trigger(self, name: str) -> str:
        """Return whose trigger it is, and use it up."""
        trigger = self._triggers.get(name)
        if not trigger:
            raise Declined("invalid_trigger_id")
        if trigger.is_used:
            raise Declined("exchanged_trigger_id")
        if self._now() - trigger.made > TRIGGER_SECONDS:
            raise Declined("expired_trigger_id")
        trigger.is_used = True
        return trigger.user

    def origin(self, user: str, channel: str, message: str = "") -> str:
        """Make the last part of a response URL."""
        name = token_hex(12)
        self._origins[name] = Origin(user, channel, message, self._now())
        return name

    def use_origin(self, name: str) -> Origin:
        """Return where an answer goes, and count it."""
        origin = self._origins.get(name)
        if not origin:
            raise Declined("invalid_url")
        if self._now() - origin.made > RESPONSE_SECONDS:
            raise Declined("expired_url")
        if origin.uses >= RESPONSE_USES:
            raise Declined("used_url")
        origin.uses += 1
        return origin
