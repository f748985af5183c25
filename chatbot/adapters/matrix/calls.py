"""Asking the homeserver: one that is lost is waited for, one that refuses is understood."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final

import nio
from aiohttp import ClientError

from storage.errors import StorageFault
from storage.i18n import _

log = logging.getLogger(__name__)
FIRST_PAUSE: Final = 0.2
LONGEST_PAUSE: Final = 5.0
"""Seconds between two tries to reach a homeserver that is lost."""
SAID_AT: Final = 2 * FIRST_PAUSE
"""The pause at which it is said that the homeserver is lost: a connection that was cut once is nothing to tell."""
_LOST: Final = (ClientError, OSError, TimeoutError)
_TOKEN: Final = ("M_UNKNOWN_TOKEN", "M_MISSING_TOKEN", "M_USER_DEACTIVATED")


LIMIT_SAID_FOR: Final = 600.0
"""Seconds for which it is not said again that the homeserver limits the bot."""


class Declined(Exception):
    """The homeserver answered that it will not do what was asked; `code` is one of the specification's."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code


class LoggedOut(StorageFault):
    """The homeserver does not know the bot's access token any more; nothing can be done without a new one."""

    def __init__(self, problem: str) -> None:
        sentence = _(
            "The Matrix homeserver does not accept the bot's access token ({problem}). Set MATRIX_ACCESS_TOKEN and "
            "MATRIX_DEVICE_ID anew, or MATRIX_PASSWORD in their place, then start again."
        )
        super().__init__(sentence.format(problem=problem))


class Limits:
    """Says in the log how long the homeserver makes the bot wait: nio waits in silence."""

    def __init__(self) -> None:
        self._said_until = 0.0

    async def waits(self, response: Any) -> None:  # noqa: ANN401  nio is untyped
        """Take note of an answer that says "too many requests"."""
        now, seconds = time.monotonic(), (getattr(response, "retry_after_ms", 0) or 5000) / 1000
        if seconds >= 1 and now >= self._said_until:
            self._said_until = now + max(seconds, LIMIT_SAID_FOR)
            log.warning("The Matrix homeserver limits how often the bot may call it; waiting %.0f seconds.", seconds)


class Reach:
    """Says in the log that the homeserver is lost, and that it is back: once, whoever waits for it."""

    def __init__(self) -> None:
        self._lost = False

    def lose(self, why: str) -> None:
        """Take note that it does not do what it is asked."""
        if not self._lost:
            log.warning("The Matrix homeserver %s; waiting for it.", why)
        self._lost = True

    def find(self) -> None:
        """Take note of an answer."""
        if self._lost:
            log.warning("The Matrix homeserver is there again.")
        self._lost = False


_reach: Final = Reach()
"""Of the one homeserver that a program has to do with."""


async def ask(call: Callable[..., Awaitable[Any]], *words: Any, **named: Any) -> Any:  # noqa: ANN401  nio is untyped
    """Return the homeserver's answer to a call, however long it takes to come. Raise `Declined` or `LoggedOut`."""
    pause = FIRST_PAUSE
    while True:
        try:
            response = await call(*words, **named)
        except _LOST as problem:
            if pause == SAID_AT:
                _reach.lose(f"cannot be reached ({type(problem).__name__})")
        else:
            if not is_passing(response):
                _reach.find()
                return _accepted(response)
            if pause == SAID_AT:
                _reach.lose("answers with an error")
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)


def is_passing(response: Any) -> bool:  # noqa: ANN401
    """Tell whether the answer is a fault of the server or of something before it, which may be gone the next time."""
    if not isinstance(response, nio.ErrorResponse):
        return False
    transport = getattr(response, "transport_response", None)
    is_matrix = str(response.status_code or "").startswith("M_")
    return not is_matrix or (transport is not None and transport.status >= 500)


def _accepted(response: Any) -> Any:  # noqa: ANN401
    if not isinstance(response, nio.ErrorResponse):
        return response
    code, message = str(response.status_code or ""), str(response.message)
    if code in _TOKEN or response.soft_logout:  # after which nio has no token any more
        raise LoggedOut(f"{code}: {message}")
    raise Declined(code, message)
