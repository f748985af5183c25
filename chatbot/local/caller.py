"""JSON over HTTP with a server on this machine, as much of it as setting up a Matrix homeserver takes."""

import http.client
import json
from dataclasses import dataclass
from typing import Any, Final

from chatbot.local.ports import LOOPBACK

TIMEOUT: Final = 30.0
"""Seconds to wait for an answer."""
CLIENT: Final = "/_matrix/client/v3"
ADMIN: Final = "/_synapse/admin"
JSON = dict[str, Any]


class Unanswered(Exception):
    """Nothing answers there, or what does is not what was expected."""


class Declined(Exception):
    """The server said no. `code` is Matrix's `errcode`, such as `M_NOT_FOUND`."""

    def __init__(self, status: int, answer: JSON) -> None:
        super().__init__(f"{status} {answer.get('errcode')}: {answer.get('error')}")
        self.status = status
        self.code: str = answer.get("errcode", "")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls the server on a port of this machine; without a token, nobody in particular."""

    port: int
    token: str = ""

    def get(self, path: str) -> JSON:
        """Return the answer to a GET; raise `Declined` or `Unanswered`."""
        return self._call("GET", path, None)

    def post(self, path: str, **body: object) -> JSON:
        """Return the answer to a POST; raise `Declined` or `Unanswered`."""
        return self._call("POST", path, body)

    def put(self, path: str, **body: object) -> JSON:
        """Return the answer to a PUT; raise `Declined` or `Unanswered`."""
        return self._call("PUT", path, body)

    def _call(self, method: str, path: str, body: JSON | None) -> JSON:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        status, content = ask(self.port, path, method, None if body is None else json.dumps(body), headers)
        try:
            answer: JSON = json.loads(content)
        except ValueError as problem:
            raise Unanswered(f"{method} {path}: {status}") from problem
        if status != http.client.OK:
            raise Declined(status, answer)
        return answer


def ask(
    port: int, path: str, method: str = "GET", body: str | None = None, headers: dict[str, str] | None = None
) -> tuple[int, bytes]:
    """Return status and content of an answer; raise `Unanswered`. Proxies have no part in it."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=TIMEOUT)
    try:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return response.status, response.read()
    except (OSError, http.client.HTTPException) as problem:
        raise Unanswered(f"{method} {path}: {problem}") from problem
    finally:
        connection.close()
