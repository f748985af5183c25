"""The address that links in feed and calendar begin with."""

from typing import Final

from aiohttp.web import BaseRequest
from yarl import URL

from storage.settings import Settings

LOOPBACK: Final = "127.0.0.1"
_EVERY: Final = ("0.0.0.0", "::", "")
"""Hosts that mean: listen on every address of this machine."""


def base_of(request: BaseRequest, settings: Settings) -> str:
    """Return where the visitor finds the public page, without a slash at the end.

    Without a setting it is what the visitor asked for, if that is indeed an address of ours: a `Host` that somebody
    made up is never repeated.
    """
    if settings.public_url:
        return settings.public_url.rstrip("/")
    address, port = (request.get_extra_info("sockname") or (LOOPBACK, settings.port))[:2]
    ours = {local(host, port) for host in ("localhost", LOOPBACK, address, settings.host)}
    asked = f"http://{request.headers.get('Host', '').lower()}"
    return asked if asked in ours else local(LOOPBACK, port)


def local(host: str, port: int) -> str:
    """Return the address of a port of this machine."""
    return str(URL.build(scheme="http", host=LOOPBACK if host in _EVERY else host, port=port)).rstrip("/")
