"""Asking Slack: a refusal is understood, a rate limit is waited for, and a lost answer is never taken for a refusal."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from chatbot.adapters.slack.client import pause_named
from storage.errors import StorageFault
from storage.i18n import _

log = logging.getLogger(__name__)
TRIES: Final = 5
FIRST_PAUSE: Final = 0.2
LONGEST_PAUSE: Final = 5.0
"""Seconds between two tries to reach Slack where it is waited for."""
SAID_AT: Final = 8 * FIRST_PAUSE
"""The pause at which it is said that Slack is lost: an answer that was lost once is nothing to tell."""
LOST: Final = (ClientError, OSError, TimeoutError)
"""What is raised when no answer comes."""
_UNSURE: Final = ("fatal_error", "internal_error", "service_unavailable", "request_timeout", "")
"""Errors after which something may have been done all the same, as Slack says of them."""
_TOKEN: Final = (
    "invalid_auth",
    "not_authed",
    "account_inactive",
    "token_revoked",
    "token_expired",
    "not_allowed_token_type",
)


class Declined(Exception):
    """Slack answered that it will not do what was asked; `code` is one of its words, `needed` a missing scope."""

    def __init__(self, code: str, needed: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.needed = needed

    @property
    def restricted(self) -> bool:
        """Whether a channel's settings say who may post there, and the bot is not among them."""
        return self.code.startswith("restricted_action")


class Limited(Declined):
    """Slack did not take the call, since too many were made; it takes the next after a pause in seconds."""

    def __init__(self, pause: float) -> None:
        super().__init__("ratelimited")
        self.pause = pause


class Lost(Exception):
    """No answer came: what was asked may be done, or not."""


class LoggedOut(StorageFault):
    """Slack does not accept a token; nothing can be done without a new one."""

    def __init__(self, code: str) -> None:
        sentence = _(
            "Slack does not accept the bot's token ({code}). Install the app in the workspace again, and set "
            "SLACK_BOT_TOKEN and SLACK_APP_TOKEN to what its pages show; then start the bot again."
        )
        super().__init__(sentence.format(code=code))


FAILED: Final = (Declined, Lost, LoggedOut)
"""Everything that becomes of a call that is not done, or may not be."""


async def ask(call: Callable[..., Awaitable[Any]], **words: Any) -> Any:  # noqa: ANN401  the SDK has no types for answers
    """Return Slack's answer to a call. Raise `Declined`, `Lost` or `LoggedOut`.

    Only a call that Slack says it did not take, for its rate limit, is made again.
    """
    for _try in range(TRIES):
        try:
            return await ask_once(call, **words)
        except Limited as limited:
            await asyncio.sleep(limited.pause)
    raise Declined("ratelimited")


async def ask_once(call: Callable[..., Awaitable[Any]], **words: Any) -> Any:  # noqa: ANN401
    """Return Slack's answer to a call. Raise as `ask` does, and `Limited` instead of waiting."""
    try:
        return await call(**words)
    except LOST as problem:
        raise Lost(type(problem).__name__) from None
    except SlackApiError as problem:
        raise _understood(problem) from None


async def ask_until(call: Callable[..., Awaitable[Any]], **words: Any) -> Any:  # noqa: ANN401
    """Return Slack's answer to a call that may be made twice, however long it takes to come. Raise as `ask` does."""
    pause = FIRST_PAUSE
    while True:
        try:
            return await ask(call, **words)
        except Lost as lost:
            if pause == SAID_AT:
                log.warning("Slack cannot be reached (%s); waiting for it.", lost)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)


def _understood(problem: SlackApiError) -> Exception:
    status, body = problem.response.status_code, problem.response.data
    told = body if isinstance(body, dict) else {}
    code = str(told.get("error", ""))
    if status == 429:
        return Limited(pause_named(problem.response.headers))
    if status >= 500 or code in _UNSURE:
        return Lost(code or str(status))
    if code in _TOKEN:
        return LoggedOut(code)
    return Declined(code, str(told.get("needed", "")))
