"""The app that Slack talks to, by Socket Mode or by signed requests."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from chatbot.adapters.slack.adapter import Slack
from chatbot.adapters.slack.calls import Declined, LoggedOut, Lost, ask, ask_until
from chatbot.adapters.slack.session import SILENT
from chatbot.faults import note
from chatbot.web.server import Door
from storage.i18n import _

log = logging.getLogger(__name__)
PING: Final = 3
"""Seconds between two pings: a connection that was cut is noticed after about that time."""
LOOK_EVERY: Final = 2.0
EVENTS: Final = "/slack/events"
"""Where Slack posts what happens, without Socket Mode."""
_STAMP: Final = re.compile(r"[0-9]{1,12}")
STALE: Final = 4
"""Looks in a row without a connection after which an address for the next one is asked for."""


def make_app(slack: Slack, secret: str) -> AsyncApp:
    """Return the app. The bot takes whatever Slack sends, since what nobody takes shows Slack's own error."""
    app = AsyncApp(
        name="pn", client=slack.session.client, signing_secret=secret, before_authorize=_Taking(slack), logger=SILENT
    )
    app.error(_fault)
    return app


class _Taking(AsyncMiddleware):
    """Takes what has a good signature, before bolt looks up by itself whose it is and who the bot is."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],
    ) -> BoltResponse:
        """Return what Slack is told."""
        if req.body.get("type") == "url_verification":
            return BoltResponse(status=200, body={"challenge": req.body.get("challenge")})
        return await self._slack.take(req.body)


async def _fault(error: Exception) -> BoltResponse:
    """Answer what failed before it was taken."""
    note(error)
    sentence = _("Nothing was recorded: something went wrong here. Please tell the Secretariat.")
    return BoltResponse(status=200, body=sentence)


class _Ears(AsyncSocketModeHandler):
    """Hands over what comes by Socket Mode: it has no signature to be looked at, and bolt makes a client for each."""

    def __init__(self, slack: Slack, app: AsyncApp, token: str) -> None:
        super().__init__(app, token, logger=SILENT, ping_interval=PING)
        self._slack = slack

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Answer one envelope."""
        try:
            response = await self._slack.take(req.payload)
        except Exception as problem:  # noqa: BLE001  without an answer Slack shows an error of its own
            response = await _fault(problem)
        await send_async_response(client, req, response, 0)


def door(app: AsyncApp) -> Door:
    """Return what answers Slack's signed requests."""

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request: 405 or 401 for what cannot be Slack's, else what the app says."""
        if request.method != "POST":
            return web.Response(status=405, headers={"Allow": "POST"})
        if not _STAMP.fullmatch(request.headers.get("X-Slack-Request-Timestamp", "")):
            return web.Response(status=401)  # bolt fails at what is no number
        asked = AsyncBoltRequest(
            body=(await request.read()).decode(errors="replace"),
            query=request.query_string,
            headers=dict(request.headers.items()),
        )
        return await to_aiohttp_response(await app.async_dispatch(asked))

    return answer


@asynccontextmanager
async def by_socket(slack: Slack, app: AsyncApp, token: str) -> AsyncIterator[AsyncSocketModeHandler]:
    """Listen by Socket Mode until the end of the block. Raise `LoggedOut` when Slack does not take the app's token."""
    try:
        found = await ask_until(app.client.apps_connections_open, app_token=token)
    except Declined as declined:
        raise LoggedOut(declined.code) from None
    handler: AsyncSocketModeHandler = _Ears(slack, app, token)
    handler.client.wss_uri = found["url"]
    try:
        await handler.connect_async()
        yield handler
    finally:
        await handler.close_async()


async def watch(handler: AsyncSocketModeHandler, token: str) -> None:
    """Say once when the connection is lost and when it is back, for ever; the SDK mends it by itself.

    It would try one address for ever, though each is good for one connection: after a while it gets a new one from
    here. Raise `LoggedOut` when Slack does not take the app's token any more.
    """
    lost = 0
    while True:
        await asyncio.sleep(LOOK_EVERY)
        connected = await handler.client.is_connected()
        if connected and lost > 1:
            log.warning("Slack is there again.")
        lost = 0 if connected else lost + 1
        if lost == 2:
            log.warning("The connection to Slack is lost; waiting for it.")
        if lost % STALE == STALE - 1:
            try:
                found = await ask(handler.app.client.apps_connections_open, app_token=token)
            except (Declined, Lost):
                continue
            handler.client.wss_uri = found["url"]
