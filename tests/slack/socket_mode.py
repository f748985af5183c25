"""Socket Mode: websockets that the app opened, envelopes to any one of them, acknowledgements back."""

import asyncio
import itertools
import json
from dataclasses import dataclass

from aiohttp import WSMsgType, web

from tests.slack.delivery import EVENTS, SLASH, Delivery, Undelivered
from tests.slack.workspace import Workspace
from tests.slack.world import Json

MOST = 10
"""Connections that an app may have."""


@dataclass(eq=False, slots=True)
class Connection:
    """One websocket of the app."""

    name: str
    socket: web.WebSocketResponse
    request: web.Request
    pings: int = 0
    pongs: int = 0


class Sockets:
    """All websockets of the app."""

    def __init__(self, workspace: Workspace) -> None:
        self.connections: list[Connection] = []
        self.strays: list[Json] = []
        """Acknowledgements of what nobody waits for any more."""
        self._workspace = workspace
        self._waiting: dict[str, asyncio.Future[Json]] = {}
        self._numbers = itertools.count(1)
        self._turns = itertools.count()

    async def accept(self, request: web.Request) -> web.StreamResponse:
        """Take a websocket whose ticket holds, greet it, and read it until it ends."""
        if not self._workspace.tickets.use_socket(request.query.get("ticket", "")):
            return web.Response(status=404)
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        connection = Connection(f"socket-{next(self._numbers)}", socket, request)
        if len(self.connections) >= MOST:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets", "debug_info": {}})
            await socket.close()
            return socket
        self.connections.append(connection)
        hello = {"num_connections": len(self.connections), "connection_info": {"app_id": "A0BOT"}, "debug_info": {}}
        await socket.send_json({"type": "hello", **hello})
        self._workspace.touch()
        try:
            await self._read(connection)
        finally:
            self._forget(connection)
        return socket

    async def _read(self, connection: Connection) -> None:
        async for message in connection.socket:
            if message.type is WSMsgType.PING:
                connection.pings += 1
                await connection.socket.pong(message.data)
            elif message.type is WSMsgType.PONG:
                connection.pongs += 1
                self._workspace.touch()
            elif message.type is WSMsgType.TEXT:
                self._acknowledge(json.loads(message.data))

    def _acknowledge(self, message: Json) -> None:
        waiting = self._waiting.pop(str(message.get("envelope_id")), None)
        if waiting and not waiting.done():
            waiting.set_result(message.get("payload") or {})
        else:
            self.strays.append(message)
            self._workspace.touch()

    async def carry(self, delivery: Delivery) -> Json:
        """Send an envelope to the connection whose turn it is, and wait for its acknowledgement."""
        if not self.connections:
            raise Undelivered
        connection = self.connections[next(self._turns) % len(self.connections)]
        delivery.route = connection.name
        waiting: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[delivery.id] = waiting
        try:
            await connection.socket.send_json(envelope(delivery))
            return await waiting
        except ConnectionError as error:
            raise Undelivered from error
        finally:
            self._waiting.pop(delivery.id, None)

    def cut(self, connection: Connection | None = None) -> None:
        """Cut one connection, or all, without a word."""
        for each in [connection] if connection else list(self.connections):
            self._forget(each)
            if each.request.transport:
                each.request.transport.abort()

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask the app to connect anew, as Slack does every few hours; `warning` comes ten seconds before that."""
        for connection in list(self.connections):
            await connection.socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "here"}})

    async def ping(self) -> None:
        """Ping every connection; the answers are counted in its `pongs`."""
        for connection in list(self.connections):
            await connection.socket.ping(b"Ping from applink")

    async def close(self) -> None:
        """Close every connection in good order."""
        for connection in list(self.connections):
            await connection.socket.close()

    def _forget(self, connection: Connection) -> None:
        if connection in self.connections:
            self.connections.remove(connection)
        self._workspace.touch()


def envelope(delivery: Delivery) -> Json:
    """Return what a websocket carries."""
    told: Json = {"envelope_id": delivery.id, "type": delivery.kind, "payload": delivery.payload}
    if delivery.kind == EVENTS:
        told |= {"retry_attempt": delivery.attempt, "retry_reason": delivery.reason}
    is_answerable = delivery.kind == SLASH or delivery.payload.get("type") in ("view_submission", "block_suggestion")
    return told | {"accepts_response_payload": is_answerable}
