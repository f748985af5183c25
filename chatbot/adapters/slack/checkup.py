"""What could go wrong with Slack, looked at without starting the bot: for `pn doctor`."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final

from chatbot.adapters.slack.board import refusal
from chatbot.adapters.slack.calls import Declined, LoggedOut, Lost, ask
from chatbot.adapters.slack.client import Client
from chatbot.adapters.slack.session import Session, connected, log_in, tell_missing
from storage.errors import StorageFault
from storage.i18n import _
from storage.settings import Settings

PATIENCE: Final = 10.0
"""Seconds that Slack has to answer."""
Finding = tuple[bool, str]


async def examine(settings: Settings) -> list[Finding]:
    """Return what was found, each with whether it is fine. Nothing is made or changed in the workspace."""
    try:
        async with asyncio.timeout(PATIENCE), connected(settings) as client:
            return [finding async for finding in _examine(client, settings)]
    except TimeoutError:
        sentence = _("Slack does not answer at {address}: check SLACK_API_URL.")
        return [(False, sentence.format(address=settings.slack_api_url))]


async def _examine(client: Client, settings: Settings) -> AsyncIterator[Finding]:
    try:
        session = await log_in(client, settings)
    except StorageFault as fault:
        yield False, str(fault)
        return
    yield True, _("Slack knows the bot as {user}.").format(user=session.user)
    for sentence in tell_missing(session.missing):
        yield False, sentence
    if token := settings.slack_app_token.get_secret_value():
        yield await _socket(client, token)
    if settings.slack_public_channel:
        yield await _channel(session, settings.slack_public_channel)


async def _socket(client: Client, token: str) -> Finding:
    try:
        await ask(client.apps_connections_open, app_token=token)
    except (Declined, LoggedOut, Lost) as problem:
        sentence = _("Slack does not take SLACK_APP_TOKEN; it needs the scope connections:write: {problem}")
        return False, sentence.format(problem=problem)
    return True, _("Slack takes SLACK_APP_TOKEN.")


async def _channel(session: Session, channel: str) -> Finding:
    try:
        found = (await ask(session.client.conversations_info, channel=channel))["channel"]
    except (Declined, Lost) as problem:
        if str(problem) == "channel_not_found":
            return False, refusal(str(problem), channel)
        sentence = _("The public channel {channel} cannot be looked up: {problem}")
        return False, sentence.format(channel=channel, problem=problem)
    if found.get("is_archived"):
        return False, refusal("is_archived", channel)
    if not found.get("is_member"):
        return False, refusal("not_in_channel", channel)
    return True, _("The bot is in the public channel {channel}.").format(channel=channel)
