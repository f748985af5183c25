"""The keys of encrypted rooms: what the homeserver is to be told, and asked, after each of its answers."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from chatbot.adapters.matrix.calls import Declined, ask

log = logging.getLogger(__name__)


async def exchange(client: Any) -> None:  # noqa: ANN401  nio is untyped
    """Do what encryption asks for. What the homeserver declines is tried another time: the bot goes on without it."""
    await publish(client)
    if client.should_query_keys:
        await _done(client.keys_query)
    if client.should_claim_keys:
        await _done(client.keys_claim, client.get_users_for_key_claiming())
    await _done(client.send_to_device_messages)


async def publish(client: Any) -> bool:  # noqa: ANN401
    """Give the homeserver the keys with which others begin to write to the bot, and tell whether it took what it needs.

    It does not when it has others of the same ids. That is so when the bot was killed after they arrived there and
    before it noted that, or when its folder was put back from a copy: then it makes others the next time.
    """
    if not client.should_upload_keys or await _done(client.keys_upload):
        return True
    client.olm.mark_keys_as_published()
    client.olm.save_account()
    return False


async def _done(call: Callable[..., Awaitable[Any]], *words: Any) -> bool:  # noqa: ANN401
    try:
        await ask(call, *words)
    except Declined as declined:
        log.warning("The homeserver does not take part in an exchange of keys: %s", declined.code)
        return False
    return True
