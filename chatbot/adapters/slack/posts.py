"""Posts in channels. One whose answer was lost is looked for before it is made again, so that nothing stands twice."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

from chatbot.adapters.slack.calls import Lost, ask, ask_until
from chatbot.adapters.slack.client import Client

KIND: Final = "pn_post"
"""The type of the metadata that carries a post's key."""
LOOK_BACK: Final = 100
"""Messages among which a post is looked for."""
TRIES: Final = 4
PAUSE: Final = 0.5
"""Seconds before a post whose answer was lost is looked for: it may still be on its way."""


async def post(client: Client, channel: str, key: str, content: Mapping[str, Any]) -> str:
    """Post a message and return its time stamp, which is its id. Raise `Declined`, or `Lost` when it stays unsure."""
    for tried in range(TRIES):
        try:
            made = await ask(client.chat_postMessage, channel=channel, **_dressed(content, key))
            return str(made.get("ts") or "")
        except Lost:
            if tried == TRIES - 1:
                raise
        await asyncio.sleep(PAUSE * 2**tried)
        if found := await find(client, channel, key, content["text"]):
            return found
    raise Lost


async def find(client: Client, channel: str, key: str, text: str = "") -> str | None:
    """Return the time stamp of the bot's message with this key among the channel's latest, if it is there.

    Where a message is shown without its metadata, one of a bot that has the same text is taken for it.
    """
    history = await ask_until(client.conversations_history, channel=channel, limit=LOOK_BACK, include_all_metadata=True)
    messages = history.get("messages") or []
    keyed = (one for one in messages if key_of(one) == key)
    alike = (one for one in messages if text and one.get("bot_id") and not one.get("metadata") and one["text"] == text)
    found = next(keyed, None) or next(alike, None)
    return str(found["ts"]) if found else None


def key_of(message: Mapping[str, Any]) -> str | None:
    """Return the key that a message was posted with; only the bot's own messages have one to it."""
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != KIND:
        return None
    return str((metadata.get("event_payload") or {}).get("key"))


async def replace(client: Client, channel: str, stamp: str, content: Mapping[str, Any]) -> None:
    """Put another content in a message's place; doing that twice does no harm. Raise `Declined`."""
    await ask_until(client.chat_update, channel=channel, ts=stamp, **content)


def _dressed(content: Mapping[str, Any], key: str) -> dict[str, Any]:
    metadata = {"event_type": KIND, "event_payload": {"key": key}}
    return {**content, "metadata": metadata, "unfurl_links": False, "unfurl_media": False}
