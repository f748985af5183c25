"""Answers over HTTP, with headers that tell a browser to trust nothing and to run nothing."""

import hashlib
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from aiohttp import web

from chatbot.web.page import STYLE_HASH

FRESH: Final = 60
"""Seconds for which an answer may be used again without asking."""
SECURITY: Final[Mapping[str, str]] = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; img-src data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Server": "pn",
}
"""On every answer. The server's name stands without a version."""


def plain(status: HTTPStatus, sentence: str, more: Mapping[str, str] | None = None) -> web.Response:
    """Return a sentence that nobody is to keep."""
    headers = {**SECURITY, "Cache-Control": "no-store", **(more or {})}
    return web.Response(status=status, text=f"{sentence}\n", headers=headers)


def unless_known(request: web.BaseRequest, body: bytes, media_type: str) -> web.Response:
    """Return the body, or 304 to who has it already (RFC 9110, 13.1.2)."""
    tag = hashlib.sha256(body).hexdigest()
    headers = {**SECURITY, "Cache-Control": f"public, max-age={FRESH}", "ETag": f'"{tag}"'}
    known = {known.value for known in request.if_none_match or ()}
    if known & {tag, "*"}:
        return web.Response(status=HTTPStatus.NOT_MODIFIED, headers=headers)
    return web.Response(body=body, content_type=media_type, charset="utf-8", headers=headers)
