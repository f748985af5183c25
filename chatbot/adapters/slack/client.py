"""The client that asks Slack: it keeps to Slack's rates, and repeats nothing by itself."""

import asyncio
from collections import deque
from collections.abc import Mapping
from typing import Any

from aiohttp import ClientPayloadError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from chatbot.adapters.slack.paces import Paces

KEPT = 1000
"""Posts of this run that are remembered."""
LONGEST = 60.0
"""The longest pause in seconds that is kept when Slack names one."""


class Client(AsyncWebClient):
    """Each call waits for its turn."""

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401  what the SDK's own takes
        super().__init__(*given, **more)
        self.paces = Paces()
        self.posted: deque[tuple[str, str]] = deque(maxlen=KEPT)
        """The channels and time stamps of the latest posts whose answer came."""

    async def api_call(self, api_method: str, **more: Any) -> AsyncSlackResponse:  # noqa: ANN401
        """Call a method. Raise as the SDK does."""
        pace = self.paces.of(api_method, str((more.get("json") or {}).get("channel", "")))
        if pause := pace.turn():
            await asyncio.sleep(pause)
        try:
            return await super().api_call(api_method, **more)
        except SlackApiError as problem:
            if problem.response.status_code == 429:
                pace.hold(pause_named(problem.response.headers))
            raise

    async def _request(self, **words: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return what came; what is no JSON object, as from a gateway before Slack, counts as an answer without one."""
        try:
            answer = await super()._request(**words)
        except SlackApiError:  # the SDK's, for what it cannot read: it has no status that others could ask for
            raise ClientPayloadError from None
        return answer if isinstance(answer["data"], dict) else {**answer, "data": {}}

    async def tell(self, address: str, content: Mapping[str, Any]) -> tuple[int, bytes, Mapping[str, str]]:
        """Post to an address that Slack gave; return status, body and headers. Raise as aiohttp does."""
        assert self.session
        async with self.session.post(address, json=content) as answer:
            return answer.status, await answer.read(), answer.headers

    async def upload(self, address: str, content: bytes) -> int:
        """Send a file to an address that Slack gave; return the status. Raise as aiohttp does."""
        assert self.session
        async with self.session.post(address, data=content) as answer:
            return answer.status


def pause_named(headers: Mapping[str, str]) -> float:
    """Return the seconds for which Slack asks to wait; one where it names none."""
    try:
        return min(max(float(headers.get("Retry-After", "1")), 0.0), LONGEST)
    except ValueError:
        return 1.0
