"""Where answers go: into the channel, or to the person alone. What cannot be said in one place is said in the next."""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, Final, NamedTuple

from chatbot.adapters.slack.asked import Asked
from chatbot.adapters.slack.calls import FAILED, LOST, Declined, LoggedOut, Lost, ask, ask_until
from chatbot.adapters.slack.client import Client, pause_named
from chatbot.adapters.slack.posts import find, post
from chatbot.adapters.slack.session import Session
from chatbot.adapters.slack.showing import Block, calling, messages
from chatbot.message import Reply, with_sign
from storage.i18n import _

log = logging.getLogger(__name__)
TRIES: Final = 3
"""How often a private answer is sent when no answer comes back."""
USES: Final = 5
"""How often Slack takes an answer at the address that came with a command."""
PAUSE: Final = 0.3
AT_ONCE: Final = 16
"""Private answers that are sent at the same time; the others wait, so that votes are recorded before."""
WHILE: Final = 1.0
"""Seconds that another bot, or this one before it was stopped, may need to post an answer."""
_NOT_IN: Final = ("not_in_channel", "channel_not_found")


class Posted(NamedTuple):
    """A message that was posted, and whether it says everything alone."""

    stamp: str
    alone: bool


class Sending:
    """Sends answers."""

    def __init__(self, session: Session) -> None:
        self._client = session.client
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def publicly(self, asked: Asked, reply: Reply, contents: Sequence[dict[str, Any]]) -> Posted | None:
        """Post an answer, which is these messages, where it was asked for, and return the last of them.

        Where the bot may not post, the person alone is answered, with the reason, and None is returned. An answer that
        may be there already, since what it is to was told before, is looked for after a while: it may be on its way.
        """
        stamp, users = "", reply.called_on("slack")
        if reply.repeated:
            await asyncio.sleep(WHILE)
        try:
            for number, content in enumerate(calling(one, users) for one in contents):
                key = _key(asked, reply) if number == len(contents) - 1 else f"{_key(asked, reply)}-{number}"
                found = await find(self._client, asked.place, key, content["text"]) if reply.repeated else None
                stamp = found or await post(self._client, asked.place, key, content)
        except FAILED as problem:
            await self.privately(asked, "\n\n".join(filter(None, [reply.text, _reason(asked, problem)])))
            return None
        return Posted(stamp, alone=len(contents) == 1)

    async def privately(self, asked: Asked, text: str, more: Sequence[Block] = ()) -> None:
        """Answer the person alone: as a message that only they see, else in their conversation with the bot."""
        async with self._turn:
            await self._privately(asked, text, more)

    async def _privately(self, asked: Asked, text: str, more: Sequence[Block]) -> None:
        address = _Address(self._client, asked.response)
        for content in messages(with_sign(text, f"/{asked.prefix}"), more):
            shown, directly = partial(self._shown, asked, content), partial(self.directly, asked.user, content)
            if not (await address.takes(content) or await _taken(shown) or await _taken(directly)):
                log.warning("An answer could not be sent.")

    async def directly(self, user: str, content: Mapping[str, Any]) -> None:
        """Write to a person in their conversation with the bot. Raise `Declined`, `Lost` or `LoggedOut`.

        Slack is to fetch no address for a picture of it: a ballot's is meant for that person alone.
        """
        room = (await ask_until(self._client.conversations_open, users=user))["channel"]["id"]
        post = self._client.chat_postMessage
        await ask(post, channel=room, **content, unfurl_links=False, unfurl_media=False)

    async def _shown(self, asked: Asked, content: Mapping[str, Any]) -> None:
        if not asked.channel:
            raise Declined("channel_not_found")
        await ask(self._client.chat_postEphemeral, channel=asked.channel, user=asked.user, **content)


async def _taken(send: Callable[[], Awaitable[None]]) -> bool:
    """Send an answer, and tell whether it was taken; where nobody knows again. Seen twice it does no harm."""
    for tried in range(TRIES):
        try:
            await send()
        except Lost:
            await asyncio.sleep(PAUSE * 2**tried)
        except (Declined, LoggedOut):
            return False
        else:
            return True
    return False


class _Address:
    """The address that came with a command or click: it takes a few answers, for half an hour."""

    def __init__(self, client: Client, address: str) -> None:
        self._client = client
        self._address = address
        self._left = USES if address else 0

    async def takes(self, content: Mapping[str, Any]) -> bool:
        """Send an answer, and tell whether it was taken. Seen twice it does no harm, unseen it does."""
        told = {**content, "response_type": "ephemeral", "replace_original": False}
        for tried in range(TRIES):
            if not self._left:
                return False
            self._left -= 1
            with suppress(*LOST):
                status, body, headers = await self._client.tell(self._address, told)
                if status == 429:
                    await asyncio.sleep(pause_named(headers))
                elif status < 500:
                    return status == 200 and b'"ok":false' not in body.replace(b" ", b"")
            await asyncio.sleep(PAUSE * 2**tried)
        return False


def _reason(asked: Asked, problem: Declined | Lost | LoggedOut) -> str:
    """Return why an answer to everybody is shown to one person; nothing where nobody else is."""
    if isinstance(problem, Lost):
        return _("Slack did not say whether this is posted in the channel.")
    if not asked.channel:
        return ""
    if isinstance(problem, LoggedOut):
        return _("Only you see this, because Slack does not accept my token any more: please tell the Secretariat.")
    if problem.code in _NOT_IN:
        return _("Only you see this, because I am not in this channel: type `/invite` and my name here.")
    if problem.restricted:
        return _("Only you see this, because I may not write in this channel.")
    return _("Only you see this, because Slack did not let me write here ({code}).").format(code=problem.code)


def _key(asked: Asked, reply: Reply) -> str:
    """Return what the last message of an answer carries, and those before it with their number."""
    return reply.key or key_of(asked)


def key_of(asked: Asked) -> str:
    """Return what stands for the event on the message; it tells nobody who typed."""
    return hashlib.sha256(asked.event.encode()).hexdigest()[:32]
