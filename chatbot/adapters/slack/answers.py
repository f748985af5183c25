"""Where answers go: into the channel, or to the person alone. What cannot be said in one place is said in the next."""

import asyncio
import hashlib
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Final, NamedTuple

from slack_sdk.webhook.async_client import AsyncWebhookClient

from chatbot.adapters.slack.calls import LOST, PATIENCE, Declined, Lost, ask, ask_until
from chatbot.adapters.slack.posts import find, post
from chatbot.adapters.slack.reading import Asked
from chatbot.adapters.slack.session import SILENT, Session
from chatbot.adapters.slack.showing import Block, calling, messages, with_prefix
from chatbot.message import Reply
from storage.i18n import _

log = logging.getLogger(__name__)
TRIES: Final = 3
"""How often a private answer is sent when no answer comes back: seen twice does no harm, unseen does."""
PAUSE: Final = 0.3
PREFIX: Final = "slack:"
_NOT_IN: Final = ("not_in_channel", "channel_not_found")


class Posted(NamedTuple):
    """A message that was posted, and whether it says everything alone."""

    stamp: str
    alone: bool


class Sending:
    """Sends answers."""

    def __init__(self, session: Session) -> None:
        self._client = session.client
        self._bot = session.user

    async def publicly(self, asked: Asked, reply: Reply, more: Sequence[Block] = ()) -> Posted | None:
        """Post an answer where it was asked for, and return its last message.

        Where the bot may not post, the person alone is answered, with the reason, and None is returned. An answer that
        may be there already, since what it is to was told before, is looked for.
        """
        text, users = reply.text, _called(reply)
        stamp, contents = "", messages(with_prefix(text, asked.prefix), more)
        try:
            for number, content in enumerate(calling(one, users) for one in contents):
                key = f"{_key(asked)}-{number}"
                found = await find(self._client, asked.place, key) if reply.repeated else None
                stamp = found or await post(self._client, asked.place, key, content)
        except Declined as declined:
            await self.privately(asked, f"{text}\n\n{self._reason(declined)}")
            return None
        except Lost:
            await self.privately(asked, f"{text}\n\n{_('Slack did not say whether this is posted in the channel.')}")
            return None
        return Posted(stamp, alone=len(contents) == 1)

    async def privately(self, asked: Asked, text: str, more: Sequence[Block] = ()) -> None:
        """Answer the person alone: as a message that only they see, else in their conversation with the bot."""
        for content in messages(with_prefix(text, asked.prefix), more):
            await self._to_person(asked, content)

    async def _to_person(self, asked: Asked, content: Mapping[str, Any]) -> None:
        if asked.response and await self._respond(asked.response, content):
            return
        try:
            if not (asked.channel and await self._shown(asked, content)):
                await self.directly(asked.user, content)
        except (Declined, Lost) as problem:
            log.warning("An answer could not be sent: %s", problem)

    async def _shown(self, asked: Asked, content: Mapping[str, Any]) -> bool:
        with suppress(Declined):
            await ask(self._client.chat_postEphemeral, channel=asked.channel, user=asked.user, **content)
            return True
        return False

    async def directly(self, user: str, content: Mapping[str, Any]) -> None:
        """Write to a person in their conversation with the bot. Raise `Declined` or `Lost`."""
        room = await ask_until(self._client.conversations_open, users=user)
        await ask(self._client.chat_postMessage, channel=room["channel"]["id"], **content)

    async def _respond(self, address: str, content: Mapping[str, Any]) -> bool:
        """Answer through the address that came with the command, and tell whether that was taken."""
        hook = AsyncWebhookClient(address, session=self._client.session, retry_handlers=[], logger=SILENT)
        for tried in range(TRIES):
            with suppress(*LOST):
                response = await hook.send_dict({**content, "response_type": "ephemeral", "replace_original": False})
                if response.status_code == 200:
                    return True
                if response.status_code == 429:
                    await asyncio.sleep(min(float(response.headers.get("Retry-After", "1")), PATIENCE))
                elif response.status_code < 500:
                    return False
            await asyncio.sleep(PAUSE * 2**tried)
        return False

    def _reason(self, declined: Declined) -> str:
        if declined.code in _NOT_IN:
            return _("Only you see this, because I am not in this channel: type `/invite` and my name here.")
        if declined.code == "restricted_action":
            return _("Only you see this, because I may not write in this channel.")
        return _("Only you see this, because Slack did not let me write here ({code}).").format(code=declined.code)


def _called(reply: Reply) -> dict[str, str]:
    """Return who is to notice an answer, by the name that stands there."""
    users = ((name, handle) for name, handles in reply.calls.items() for handle in handles)
    return {name: handle.removeprefix(PREFIX) for name, handle in users if handle.startswith(PREFIX)}


def _key(asked: Asked) -> str:
    """Return what stands for the event on the message; it tells nobody who typed."""
    return hashlib.sha256(asked.event.encode()).hexdigest()[:32]
