"""What a workspace keeps: who and what is in it, its secrets, and every call."""

from dataclasses import dataclass, field

from tests.slack.world import Channel, File, Json, Message, User, View


@dataclass(slots=True)
class Call:
    """One call of the Web API or of a response URL, or an answer in an acknowledgement, as it was answered."""

    method: str
    arguments: Json
    at: float
    answer: Json
    status: int = 200
    is_fault: bool = False
    """It was refused because a fault is switched on."""

    @property
    def error(self) -> str:
        """Return why it was refused; nothing when it was done."""
        return "" if self.answer.get("ok") else str(self.answer.get("error", "?"))


@dataclass(slots=True)
class Secrets:
    """What the app and the workspace know of each other."""

    bot_token: str = "xoxb-imitation"
    app_token: str = "xapp-imitation"
    signing_secret: str = "a signing secret of the tests"


@dataclass(slots=True)
class Rooms:
    """Messages, channels and people, by their ids."""

    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    views: dict[str, View] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    screens: dict[str, list[View]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
