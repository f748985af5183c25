"""How the dashboard is served: Streamlit's own server with our settings, headers and a readiness check."""

import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any, Final

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.headers import SecurityHeaders
from dashboard.live import LIVE
from dashboard.style import THEME
from storage.errors import StorageFault
from storage.i18n import _
from storage.settings import folder_of
from storage.tinydb_journal import TinyDBJournal

LOCAL: Final = "127.0.0.1"
SETTINGS: Final[Mapping[str, Any]] = {  # values of several types, as Streamlit declares them
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.showSidebarNavigation": False,
    "client.toolbarMode": "minimal",
    "logger.enableRich": False,
    "logger.hideWelcomeMessage": True,
    "runner.magicEnabled": False,
    "runner.postScriptGC": False,
    "server.enableWebsocketCompression": True,
    "server.fileWatcherType": "none",
    "server.headless": True,
    **THEME,
}
"""Streamlit's settings, given by argument, so that the folder from which we are started does not matter."""


class PortTaken(Exception):
    """The address cannot be listened on; the message says why."""


def serve(record: str, port: int, address: str = LOCAL) -> None:
    """Serve the dashboard of a record, such as "tinydb:./data", until SIGTERM or Ctrl-C.

    Raise `ValueError` for a record's address that this program does not know, and `PortTaken`.
    """
    folder = folder_of(record)
    LIVE.follow(lambda: TinyDBJournal(folder, read_only=True))
    check_port(address, port)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, _end)
    app = st.App(
        Path(__file__).parent / "app.py",
        routes=[Route("/ready", ready)],
        middleware=[Middleware(SecurityHeaders)],
        lifespan=announced,
    )
    app.run(config={**SETTINGS, "server.address": address, "server.port": port})


def check_port(address: str, port: int) -> None:
    """Raise `PortTaken` when nothing can listen there."""
    try:
        socket.create_server((address, port)).close()
    except OSError as problem:
        reason = str(problem.strerror).partition(" (")[0]
        sentence = _("The dashboard cannot listen on port {port} of {address}: {reason}. Choose another with --port.")
        raise PortTaken(sentence.format(address=address, port=port, reason=reason)) from None


@asynccontextmanager
async def announced(app: st.App) -> AsyncIterator[None]:
    """Print the address once the server has everything to answer; the port is bound by then."""
    address, port = st.get_option("server.address"), st.get_option("server.port")
    print(_("Dashboard: {address}").format(address=f"http://{address}:{port}"), flush=True)
    yield


async def ready(request: Request) -> Response:
    """Answer 200 while the record can be read, else 503; the reason stands in the log, since anybody may ask."""
    try:
        stamp = await run_in_threadpool(LIVE.look, datetime.now(UTC))
    except StorageFault:
        return PlainTextResponse("not ready\n", status_code=503)
    return PlainTextResponse(f"ready {stamp.seq}\n")


def _end(_signal: int, _frame: FrameType | None) -> None:
    """Uvicorn raises the signal that ended it once more after it has closed down: the end was wanted."""
    sys.exit(0)
