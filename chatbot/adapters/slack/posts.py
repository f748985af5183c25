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
            stamp = str(made.get("ts") or "")
            client.posted.append((channel, stamp))
            return stamp
        except Lost:
            if tried == TRIES - 1:
                raise
        await asyncio.sleep(PAUSE * 2**tried)
        if found := await find(client, channel, key, content["text"]):
            return found
    raise Lost


async def find(client: Client, channel: str, key: str, text: str = "") -> str | None:
    """Return the time stamp of the bot's message with this key among the channel's latest, if it is there.

    Where messages are shown without what carries a key, one of a bot that has the same text is taken for it, unless it
    is another post of this run.
    """
    history = await ask_until(client.conversations_history, channel=channel, limit=LOOK_BACK, include_all_metadata=True)
    messages = history.get("messages") or []
    keyed = (one for one in messages if key in _keys(one))
    alike = (one for one in messages if text and one.get("text") == text and one.get("bot_id") and _is_bare(one))
    others = (one for one in alike if (channel, one["ts"]) not in client.posted)
    found = next(keyed, None) or next(others, None)
    return str(found["ts"]) if found else None


async def keyed(client: Client, channel: str) -> dict[str, str]:
    """Return the keys of the channel's latest messages, each with the message's time stamp."""
    history = await ask_until(client.conversations_history, channel=channel, limit=LOOK_BACK, include_all_metadata=True)
    return {key: str(one["ts"]) for one in history.get("messages") or [] for key in _keys(one)}


def _keys(message: Mapping[str, Any]) -> list[str]:
    """Return the key that a message was posted with, as its metadata has it, and as its blocks have it."""
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    ids = [str(block.get("block_id")).partition(":") for block in message.get("blocks") or []]
    own = [str(payload.get("key"))] if metadata.get("event_type") == KIND else []
    return [*own, *(key for kind, _colon, key in ids if kind == KIND)]


def _is_bare(message: Mapping[str, Any]) -> bool:
    """Tell whether nothing of a message could carry a key."""
    return not message.get("metadata") and not message.get("blocks")


async def replace(client: Client, channel: str, stamp: str, content: Mapping[str, Any]) -> None:
    """Put another content in a message's place; doing that twice does no harm. Raise `Declined`."""
    await ask_until(client.chat_update, channel=channel, ts=stamp, **content)


def _dressed(content: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return a message with its key in the metadata, and in its first block for where metadata is not shown."""
    first, *rest = content["blocks"]
    blocks = [{**first, "block_id": f"{KIND}:{key}"}, *rest]
    metadata = {"event_type": KIND, "event_payload": {"key": key}}
    return {**content, "blocks": blocks, "metadata": metadata, "unfurl_links": False, "unfurl_media": False}
