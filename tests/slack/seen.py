"""What a person sees since they did something."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import takewhile

from tests.slack.workspace import Workspace
from tests.slack.world import Message, View


@dataclass(slots=True)
class Seen:
    """Looks at the workspace as it is now: what came later is in it too."""

    workspace: Workspace
    user: str
    since: int
    error: str = ""
    """What Slack says in the app's place: `operation_timeout`, `dispatch_failed`, `unknown_command`."""
    errors: dict[str, str] = field(default_factory=dict)
    """What stands beside the fields of a form, by block."""

    @property
    def messages(self) -> list[Message]:
        """Return new messages in channels that the person may read, those of people too, and files apart."""
        channels = self.workspace.rooms.channels
        new = [each for each in self._new() if not each.only_for and not each.files]
        return [each for each in new if self._reads(channels[each.channel].id)]

    @property
    def ephemerals(self) -> list[Message]:
        """Return new messages that only this person sees."""
        return [each for each in self._new() if each.only_for == self.user]

    @property
    def directs(self) -> list[Message]:
        """Return the bot's new direct messages."""
        mine = self.workspace.direct(self.user).id
        bot = self.workspace.bot.id
        return [each for each in self._new() if each.channel == mine and not each.only_for and each.user == bot]

    @property
    def changed(self) -> list[Message]:
        """Return messages of before that were changed or deleted since."""
        old = [each for each in self.workspace.rooms.messages if each.made <= self.since < each.changed]
        return [each for each in old if each.only_for in ("", self.user)]

    @property
    def private(self) -> list[Message]:
        """Return what only this person got: ephemeral and direct."""
        return sorted([*self.ephemerals, *self.directs], key=lambda each: each.made)

    @property
    def modal(self) -> View | None:
        """Return the form in front of the person."""
        screen = self.workspace.rooms.screens.get(self.user, [])
        return screen[-1] if screen else None

    @property
    def home(self) -> View | None:
        """Return the person's home page, when it was published."""
        return self.workspace.rooms.homes.get(self.user)

    @property
    def text(self) -> str:
        """Return the words of everything new, an answer a line; also Slack's own error."""
        new = [*self.messages, *self.private]
        return "\n".join([each.text for each in new] + ([self.error] if self.error else []))

    async def until(self, condition: Callable[["Seen"], object], seconds: float = 30.0) -> "Seen":
        """Wait until the person sees something, and return all that they see."""
        await self.workspace.until(lambda: condition(self), seconds)
        return self

    async def answered(self) -> "Seen":
        """Wait until there is any answer: a message, a private one, a form, or an error."""

        def is_answered(seen: "Seen") -> object:
            is_new = seen.modal and seen.modal.changed > seen.since
            return is_new or seen.private or seen.messages or seen.changed or seen.error or seen.errors

        return await self.until(is_answered)

    def _new(self) -> list[Message]:
        later = takewhile(lambda each: each.made > self.since, reversed(self.workspace.rooms.messages))
        return [each for each in later if not each.is_deleted][::-1]

    def _reads(self, name: str) -> bool:
        channel = self.workspace.rooms.channels[name]
        return not channel.direct_with and (not channel.is_private or self.user in channel.members)
