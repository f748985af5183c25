"""The Web API over HTTP: reading a call, checking who calls, faults, and the log."""

import json
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from aiohttp import web

from tests.slack.declined import Declined, TooMany
from tests.slack.faults import Fault, Kind
from tests.slack.kept import Call
from tests.slack.methods import METHODS
from tests.slack.methods.declared import Method, need
from tests.slack.responses import respond
from tests.slack.workspace import Workspace
from tests.slack.world import Json

WRITTEN_AS_JSON = ("blocks", "view", "attachments", "metadata")
"""In a form, and also in JSON, these may be JSON in a string."""


class Api:
    """Answers calls of methods and of response URLs."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def method(self, request: web.Request) -> web.StreamResponse:
        """Answer `/api/<method>`."""
        name = request.match_info["method"]
        arguments = await read(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or str(arguments.pop("token", ""))
        return await self._answered(request, name, arguments, lambda: self._do(name, token, unpacked(arguments)))

    async def response_url(self, request: web.Request) -> web.StreamResponse:
        """Answer a response URL."""
        body = await read(request)

        def do() -> Json:
            respond(self._workspace, self._workspace.tickets.use_origin(request.match_info["name"]), unpacked(body))
            return {}

        return await self._answered(request, "response_url", body, do)

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """Take a file at an address that was given away."""
        file = self._workspace.rooms.files.get(request.match_info["file"])
        fault = self._workspace.faults.take("upload")
        if fault or file is None:
            return web.Response(status=HTTPStatus.INTERNAL_SERVER_ERROR if fault else HTTPStatus.NOT_FOUND)
        file.content = await request.read()
        return web.Response(text=f"OK - {len(file.content)}")

    async def _answered(self, request: web.Request, name: str, arguments: Json, do: Any) -> web.StreamResponse:  # noqa: ANN401
        fault = self._workspace.faults.take(name)
        headers = {"x-oauth-scopes": ",".join(sorted(self._workspace.scopes))}
        at = self._workspace.now()
        status = HTTPStatus.OK
        try:
            if fault:
                await self._spoil(fault)
            answer = {"ok": True, **do()}
        except TooMany as refusal:
            answer, status = refusal.answer, HTTPStatus.TOO_MANY_REQUESTS
            headers["Retry-After"] = str(refusal.wait)
        except Declined as refusal:
            answer = refusal.answer
            status = HTTPStatus.NOT_FOUND if name == "response_url" else status
        except Broken as broken:
            answer, status = {"ok": False, "error": str(broken)}, HTTPStatus.INTERNAL_SERVER_ERROR
        is_fault = bool(fault) and not answer["ok"]
        self._workspace.note(Call(name, arguments, at, answer, status, is_fault))
        if fault and fault.kind in (Kind.CUT_BEFORE, Kind.CUT_AFTER):
            cut(request)
        if status == HTTPStatus.INTERNAL_SERVER_ERROR:
            return web.Response(status=status, text="Internal Server Error")
        return web.json_response(answer, status=status, headers=headers)

    async def _spoil(self, fault: Fault) -> None:
        fault.reached.set()
        if fault.kind is Kind.TOO_MANY:
            raise TooMany(fault.wait)
        if fault.kind is Kind.BROKEN:
            raise Broken("internal server error")
        if fault.kind is Kind.CUT_BEFORE:
            raise Declined("connection cut")
        if fault.kind is Kind.ERROR:
            raise Declined(fault.error)
        if fault.kind is Kind.HELD:
            await fault.released.wait()

    def _do(self, name: str, token: str, arguments: Json) -> Json:
        method = METHODS.get(name)
        if not method:
            raise Declined("unknown_method")
        self._check_token(method, token)
        need(self._workspace, method.scope)
        missing = [key for key in method.required if not arguments.get(key)]
        if missing:
            raise Declined("invalid_arguments", messages=[f"missing required field: {key}" for key in missing])
        self._workspace.rates.call(name, method.tier)
        return method.handle(self._workspace, arguments)

    def _check_token(self, method: Method, token: str) -> None:
        secrets = self._workspace.secrets
        if not token:
            raise Declined("not_authed")
        if token not in (secrets.bot_token, secrets.app_token):
            raise Declined("invalid_auth")
        if not token.startswith(method.token):
            raise Declined("not_allowed_token_type")


class Broken(Exception):
    """An answer that is no answer of Slack's."""


def cut(request: web.Request) -> None:
    """End the connection under a request."""
    if request.transport:
        request.transport.abort()


async def read(request: web.Request) -> Json:
    """Return a call's arguments, from the address, a form or JSON."""
    arguments: Json = dict(request.query)
    if request.content_type == "application/json":
        body = await request.text()
        with suppress(ValueError):
            arguments |= json.loads(body) if body else {}
    else:
        arguments |= dict(await request.post())
    return arguments


def unpacked(arguments: Json) -> Json:
    """Return the arguments with blocks and the like out of their strings."""
    opened = dict(arguments)
    for key in WRITTEN_AS_JSON:
        if isinstance(opened.get(key), str):
            try:
                opened[key] = json.loads(opened[key])
            except ValueError as error:
                raise Declined(f"invalid_{key}_format") from error
    return opened
