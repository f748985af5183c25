"""The least that a group commit can be, in this language and on this disk: it decides nothing and checks nothing."""

import asyncio
import hashlib

import msgspec

from bench.measure import Bare


class Group:
    """Entries that wait at the same time are encoded and chained, written and synced once, and then answered."""

    def __init__(self, bare: Bare, line: bytes) -> None:
        self._bare = bare
        self._entry: dict[str, object] = msgspec.json.decode(line)
        self._prev = ""
        self._waiting: list[asyncio.Future[None]] = []

    def submit(self, _number: int) -> asyncio.Future[None]:
        """Append the entry once more, in one batch with whatever else is waiting; what is returned is to be awaited."""
        loop = asyncio.get_running_loop()
        if not self._waiting:
            loop.call_soon(self._flush)
        future = loop.create_future()
        self._waiting.append(future)
        return future

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        self._bare.write(b"".join([self._line() for _ in waiting]))
        for future in waiting:
            future.set_result(None)

    def _line(self) -> bytes:
        line = msgspec.json.encode(self._entry | {"prev": self._prev})
        self._prev = hashlib.sha256(line).hexdigest()
        return line + b"\n"
