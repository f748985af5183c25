"""HTTP as the public page speaks it: no log of who asked for what, and our own answer to what is no HTTP."""

import asyncio
import logging
from http import HTTPStatus
from typing import Final

from aiohttp import web

from chatbot.web.answers import plain
from storage.i18n import _

_SILENT: Final = logging.getLogger(f"{__name__}.silent")
_SILENT.disabled = True
"""Takes what the library would log of broken requests: their text, and whom they came from."""


class Protocol(web.RequestHandler):
    """One connection."""

    __slots__ = ()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = HTTPStatus.INTERNAL_SERVER_ERROR,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Answer a request that cannot be read, without repeating it, and close the connection."""
        response = plain(HTTPStatus(status), _("This request cannot be answered."))
        response.force_close()
        return response


class Server(web.Server):
    """Makes a `Protocol` for each connection."""

    def __call__(self) -> Protocol:
        """Return the handler of a new connection."""
        return Protocol(self, loop=asyncio.get_running_loop(), access_log=_SILENT, logger=_SILENT)
