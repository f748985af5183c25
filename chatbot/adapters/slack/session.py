"""The bot's place in a workspace: its client, who it is there, and which rights it lacks."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Final, NamedTuple

from aiohttp import ClientSession, ClientTimeout

from chatbot.adapters.slack.calls import Declined, Lost, ask, ask_until
from chatbot.adapters.slack.client import Client
from storage.errors import StorageFault
from storage.i18n import N_, _
from storage.settings import Settings

SCOPES: Final[Mapping[str, str]] = {
    "commands": N_("slash commands, shortcuts"),
    "app_mentions:read": N_("commands after a mention of the bot"),
    "chat:write": N_("answers in channels, polls with buttons, the public channel"),
    "users:read": N_("names and time zones of people who are new"),
    "channels:read": N_("which channel is public, and which one is archived"),
    "im:write": N_("private messages where an answer cannot be shown in the channel"),
    "channels:history": N_("looking whether something is posted already before it is posted again"),
    "groups:history": N_("the same in private channels"),
    "im:history": N_("the same in private messages, and commands that are written there"),
    "files:write": N_("pictures of results"),
}
"""What the bot may do in a workspace (OAuth scopes of the bot token), each with what it serves."""
SILENT: Final = logging.getLogger(f"{__name__}.silent")
"""Takes what the SDK would log: it quotes what people typed, and addresses with secrets."""
SILENT.setLevel(logging.CRITICAL + 1)
TIMEOUT: Final = 15
"""Seconds that Slack has to answer a call."""
LOOK_EVERY: Final = 60.0
"""Seconds between two looks whether Slack still takes the bot's token; a quiet bot would not notice."""


class Session(NamedTuple):
    """A client whose token Slack accepts."""

    client: Client
    user: str
    """The bot's own user id."""
    missing: tuple[str, ...]
    """Scopes that the token lacks."""


@asynccontextmanager
async def connected(settings: Settings) -> AsyncIterator[Client]:
    """Yield a client that repeats nothing by itself: a post whose answer was lost would be made twice."""
    async with ClientSession(timeout=ClientTimeout(total=TIMEOUT)) as session:
        token = settings.slack_bot_token.get_secret_value()
        yield Client(token, settings.slack_api_url, session=session, retry_handlers=[], logger=SILENT)


async def log_in(client: Client, settings: Settings) -> Session:
    """Return a session, as soon as Slack answers. Raise `StorageFault` with a sentence when there cannot be one."""
    if not (settings.slack_app_token.get_secret_value() or settings.slack_signing_secret.get_secret_value()):
        raise StorageFault(_("Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for signed requests."))
    try:
        found = await ask_until(client.auth_test)
    except Declined as declined:
        raise StorageFault(_("Slack does not let the bot in: {code}").format(code=declined.code)) from None
    return Session(client, str(found.get("user_id") or ""), _missing(found.headers))


async def stay(client: Client) -> None:
    """Look for ever whether the bot is still let in. Raise `LoggedOut` when it is not."""
    while True:
        await asyncio.sleep(LOOK_EVERY)
        with suppress(Declined, Lost):
            await ask(client.auth_test)


def tell_missing(missing: Iterable[str]) -> list[str]:
    """Return a sentence for each scope that is missing, with what it serves."""
    sentence = _("The Slack app lacks the scope {scope}, for {use}: add it, and install the app again.")
    return [sentence.format(scope=scope, use=_(SCOPES.get(scope, scope))) for scope in missing]


def _missing(headers: Mapping[str, str]) -> tuple[str, ...]:
    """Return the scopes that a token lacks by the header `x-oauth-scopes`; none where Slack does not say."""
    granted = headers.get("x-oauth-scopes")
    if granted is None:
        return ()
    has = {scope.strip() for scope in granted.split(",")}
    return tuple(scope for scope in SCOPES if scope not in has)
