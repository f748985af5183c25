"""Ports of this machine for the programs that are started together."""

import socket
from contextlib import closing
from typing import Self

import click

from storage.i18n import _

LOOPBACK = "127.0.0.1"


class Ports:
    """The ports that this program handed out. Others of its kind keep off them, also before anything listens there.

    The sign is a UDP socket of the same number: it is gone with this program, however that ends.
    """

    def __init__(self) -> None:
        self._signs: list[socket.socket] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        for sign in self._signs:
            sign.close()

    def take(self, port: int) -> int:
        """Return the first free port from this one on; each busy one is named."""
        while is_busy(port) or not self._reserve(port):
            click.echo(_("Port {port} is busy; trying {next}.").format(port=port, next=port + 1))
            port += 1
        return port

    def _reserve(self, port: int) -> bool:
        sign = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            sign.bind((LOOPBACK, port))
        except OSError:
            sign.close()
            return False
        self._signs.append(sign)
        return True


def is_busy(port: int) -> bool:
    """Tell whether something listens there."""
    with closing(socket.socket()) as probe:
        return probe.connect_ex((LOOPBACK, port)) == 0


def any_port() -> int:
    """Return a port that nothing uses at the moment."""
    with closing(socket.socket()) as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port
