"""Delivery by HTTP to the app's request URL, signed."""

import hashlib
import hmac
import json
from collections.abc import Callable
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession

from tests.slack.delivery import EVENTS, SLASH, Delivery, Undelivered
from tests.slack.world import Json

FORM = "application/x-www-form-urlencoded"


def signature(secret: str, timestamp: str, body: str) -> str:
    """Return the v0 signature of a request."""
    told = f"v0:{timestamp}:{body}".encode()
    return "v0=" + hmac.new(secret.encode(), told, hashlib.sha256).hexdigest()


class SignedHttp:
    """Posts to one address."""

    def __init__(self, url: str, secret: str, session: ClientSession, now: Callable[[], float]) -> None:
        self._url = url
        self._secret = secret
        self._session = session
        self._now = now

    async def carry(self, delivery: Delivery) -> Json:
        """Post a payload and return what the app answered; anything but 200 is no answer."""
        delivery.route = self._url
        body, content_type = written(delivery)
        try:
            async with self._session.post(self._url, data=body, headers=self.headers(delivery, body)) as response:
                text = await response.text()
                if response.headers.get("X-Slack-No-Retry"):
                    delivery.answer = {"no_retry": True}
                if response.status != 200:
                    raise Undelivered(f"{content_type}: {response.status}")
        except ClientError as error:
            raise Undelivered from error
        return read(text, response.content_type)

    def headers(self, delivery: Delivery, body: str) -> dict[str, str]:
        """Return a signed request's headers."""
        now = str(int(self._now()))
        _, content_type = written(delivery)
        told = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": now,
            "X-Slack-Signature": signature(self._secret, now, body),
        }
        if delivery.attempt:
            told |= {"X-Slack-Retry-Num": str(delivery.attempt), "X-Slack-Retry-Reason": delivery.reason}
        return told


def written(delivery: Delivery) -> tuple[str, str]:
    """Return a payload as the body of a request, and the body's type."""
    if delivery.kind == EVENTS:
        return json.dumps(delivery.payload), "application/json"
    if delivery.kind == SLASH:
        return urlencode(delivery.payload), FORM
    return urlencode({"payload": json.dumps(delivery.payload)}), FORM


def read(text: str, content_type: str) -> Json:
    """Return an answer's body as an acknowledgement."""
    if not text.strip():
        return {}
    if content_type == "application/json":
        told: Json = json.loads(text)
        return told
    return {"text": text}
