"""Writing to somebody alone, as `chatbot.letters` does: in their direct messages with the bot."""

from chatbot.adapters.slack.calls import Declined, Lost, ask_until
from chatbot.adapters.slack.client import Client
from chatbot.adapters.slack.posts import find, post
from chatbot.adapters.slack.prefix import known_prefix
from chatbot.adapters.slack.session import tell_missing
from chatbot.adapters.slack.showing import messages
from chatbot.letters.mail import Unreachable
from chatbot.message import with_sign
from chatbot.public import Unavailable
from storage.i18n import _
from storage.positions import Positions


class DirectMessages:
    """The conversations of everybody with the bot."""

    def __init__(self, client: Client, positions: Positions) -> None:
        self._client = client
        self._positions = positions

    async def write(self, handle: str, key: str, text: str) -> None:
        """Write in several messages when the text is long; the last carries the key."""
        *first, last = messages(with_sign(text, f"/{known_prefix(self._positions)}"))
        try:
            room = await self._room(handle)
            for number, content in enumerate(first):
                await post(self._client, room, f"{key}-{number}", content)
            await post(self._client, room, key, last)
        except Declined as declined:
            raise _understood(declined) from None
        except Lost:
            raise Unavailable(_("Slack does not say whether a private message arrived; it is looked for.")) from None

    async def wrote(self, handle: str, key: str) -> bool:
        """Look through the latest messages of the conversation."""
        try:
            return await find(self._client, await self._room(handle), key) is not None
        except Declined as declined:
            if isinstance(problem := _understood(declined), Unavailable):
                raise problem from None
            return False

    async def _room(self, handle: str) -> str:
        opened = await ask_until(self._client.conversations_open, users=handle.partition(":")[2])
        return str(opened["channel"]["id"])


def _understood(declined: Declined) -> Unavailable | Unreachable:
    if declined.code == "missing_scope":
        return Unavailable(" ".join(tell_missing(declined.needed.split(","))))
    if declined.code == "ratelimited":
        return Unavailable(_("Slack takes no more messages for the moment."))
    return Unreachable(declined.code)
