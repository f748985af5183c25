"""What the bot keeps on the homeserver itself, in the data of its account (client-server API v1.11, 10.9)."""

import json
from typing import Any
from urllib.parse import quote

import nio
from aiohttp import ClientResponse

from chatbot.adapters.matrix.calls import Declined, LoggedOut, ask


async def read(client: Any, kind: str) -> dict[str, Any]:  # noqa: ANN401  nio is untyped
    """Return what is kept of a kind; empty when nothing is. Raise `Declined` or `LoggedOut`."""
    found: dict[str, Any] = await ask(_call, client, "GET", kind)
    return found


async def write(client: Any, kind: str, content: dict[str, Any]) -> None:  # noqa: ANN401
    """Keep something. Raise `Declined` or `LoggedOut`."""
    await ask(_call, client, "PUT", kind, json.dumps(content))


async def _call(client: nio.AsyncClient, method: str, kind: str, body: str | None = None) -> dict[str, Any]:
    path = f"/_matrix/client/v3/user/{quote(client.user_id)}/account_data/{kind}"
    headers = {"Authorization": f"Bearer {client.access_token}", "Content-Type": "application/json"}
    async with await client.send(method, path, body, headers) as response:
        return await _understood(response)


async def _understood(response: ClientResponse) -> dict[str, Any]:
    """Return what an answer says; what may be otherwise the next time is raised as a lost connection is."""
    if response.status == 404:
        return {}
    if response.status == 401:
        raise LoggedOut("401")
    if response.status in (400, 403, 413):
        raise Declined(str(response.status), "the account's data cannot be used")
    response.raise_for_status()
    found: dict[str, Any] = await response.json()
    return found
