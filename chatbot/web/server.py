"""The server of the public page: a handful of addresses, GET and HEAD, and nothing that knows who asks."""

import asyncio
import logging
import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from types import MappingProxyType
from typing import Final, NamedTuple

from aiohttp import web

from chatbot.web import calendar, feed, minutes, page
from chatbot.web.address import base_of, local
from chatbot.web.answers import plain, unless_known
from chatbot.web.protocol import Server
from chatbot.web.sight import Sight, Source
from storage.errors import PortTaken, StorageFault
from storage.i18n import _
from storage.record import Record
from storage.settings import Settings
from storage.state import Absent

log = logging.getLogger(__name__)
Draw = Callable[[Sight, str | None, str], Callable[[], bytes]]
"""Takes what is to be shown from the record, and returns what makes the body of it."""
Clock = Callable[[], datetime]
Door = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]
"""Answers the requests of one path."""
NO_DOORS: Final[Mapping[str, Door]] = MappingProxyType({})
PAUSE: Final = timedelta(seconds=1)
"""The shortest time between two looks at the record for the same body, so that no visitor can keep the bot busy."""
_END: Final = 2.0
"""Seconds that answers have left when the server ends."""


class _Made(NamedTuple):
    stamp: object
    """What the body was made from: the record, and the minute."""
    at: datetime
    body: bytes


def _now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def serving(
    record: Record, settings: Settings, clock: Clock = _now, doors: Mapping[str, Door] = NO_DOORS
) -> AsyncIterator[str]:
    """Serve the public record until the end of the block; yield the address, on this machine, of the page.

    `doors` answer at further paths; they may be put there while the page is served.

    The record is to be used in this loop only. Raise `PortTaken` when nothing can listen on the settings' port.
    """
    site = PublicSite(record, settings, clock).answer
    runner = web.ServerRunner(Server(lambda request: doors.get(request.path, site)(request)), shutdown_timeout=_END)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, settings.host, settings.port).start()
        except OSError as problem:
            raise _taken(settings, problem) from None
        yield local(settings.host, runner.addresses[0][1])
    finally:
        await runner.cleanup()


def _taken(settings: Settings, problem: OSError) -> PortTaken:
    known = problem.errno is not None and problem.errno > 0
    reason = os.strerror(problem.errno) if known and problem.errno else str(problem.strerror)
    sentence = _("The public page cannot listen on port {port} of {host}: {reason}. Choose another port with PORT.")
    return PortTaken(sentence.format(port=settings.port, host=settings.host, reason=reason))


class PublicSite:
    """Answers requests. A body is kept until something is recorded, or for the rest of the minute."""

    def __init__(self, record: Record, settings: Settings, clock: Clock) -> None:
        self._source = Source(record)
        self._settings = settings
        self._clock = clock
        self._making = asyncio.Lock()
        self._made: dict[tuple[str, str | None, str], _Made] = {}
        self._fault = ""

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Return the answer to any request; it never says why something failed."""
        try:
            return await self._answer(request)
        except StorageFault as fault:
            self._note(fault)
            return plain(HTTPStatus.SERVICE_UNAVAILABLE, _("The record cannot be read now. Try again in a minute."))
        except Exception:
            log.exception("the public page failed")
            return plain(HTTPStatus.INTERNAL_SERVER_ERROR, _("Something went wrong here. Try again in a minute."))

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        if request.method not in ("GET", "HEAD"):
            return plain(HTTPStatus.METHOD_NOT_ALLOWED, _("This page can only be read."), {"Allow": "GET, HEAD"})
        if request.path == "/healthz":
            self._source.stamp()
            return plain(HTTPStatus.OK, "ok")
        path, code = _surface(request)
        if path not in SURFACES:
            return _nothing()
        try:
            body = await self._body(path, code, self._base(request))
        except Absent:
            return _nothing()
        return unless_known(request, body, SURFACES[path][1])

    def _base(self, request: web.BaseRequest) -> str:
        """Return the address that links begin with; the page needs none to link to its neighbours."""
        return base_of(request, self._settings) if request.path != "/" or self._settings.public_url else ""

    async def _body(self, path: str, code: str | None, base: str) -> bytes:
        """Return the body of a surface. It is put in words by a thread, so that the bot can answer meanwhile."""
        key = path, code, base
        async with self._making:
            now, made = self._clock(), self._made.get(key)
            if made and timedelta() <= now - made.at < PAUSE:
                return made.body
            stamp = (self._source.stamp(), now.replace(second=0, microsecond=0))
            self._fault = ""
            if made is None or made.stamp != stamp:
                write = SURFACES[path][0](self._source.look(now), code, base)
                made = self._made[key] = _Made(stamp, now, await asyncio.to_thread(write))
            return made.body

    def _note(self, fault: StorageFault) -> None:
        """Log a fault once, when it begins."""
        if str(fault) != self._fault:
            log.error("%s", fault)
        self._fault = str(fault)


SURFACES: Final[Mapping[str, tuple[Draw, str]]] = {
    "/": (page.draw, "text/html"),
    "/feed.atom": (feed.draw, "application/atom+xml"),
    "/calendar.ics": (calendar.draw, "text/calendar"),
    "/minutes": (minutes.draw, "text/html"),
    "/minutes.md": (minutes.draw_markdown, "text/markdown"),
}
"""What there is to be read, by path, each with its media type."""


_MINUTES: Final = re.compile(r"/minutes/([A-Za-z0-9]{1,12}-[Mm][0-9]{1,6})(\.md)?")
_VERSION: Final = re.compile(r"[1-9][0-9]{0,3}")
_CALENDAR: Final = re.compile(r"/calendar/([A-Za-z0-9]{1,12})\.ics")


def _surface(request: web.BaseRequest) -> tuple[str, str | None]:
    """Return what is asked for, and the network: as `?pn=PNE`, or in the name of a calendar, such as /calendar/PNE.ics.

    Some programs cut what follows a question mark off the address of a calendar. Of minutes, such as /minutes/PNE-M5,
    it is the meeting, and with `?version=1` the version.
    """
    if found := _CALENDAR.fullmatch(request.path):
        return "/calendar.ics", found[1].upper()
    if found := _MINUTES.fullmatch(request.path):
        version = _VERSION.fullmatch(request.query.get("version", ""))
        return f"/minutes{found[2] or ''}", ":".join([found[1].upper(), *([version[0]] if version else [])])
    if request.path.startswith("/minutes"):
        return "", None
    return request.path, request.query.get("pn", "").upper() or None


def _nothing() -> web.Response:
    return plain(HTTPStatus.NOT_FOUND, _("There is nothing at this address. The public record begins at /"))
