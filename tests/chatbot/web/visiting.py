"""A visitor of the public page: a real server on a free port, and a client that reads what it answers."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any, NamedTuple

from aiohttp import ClientSession

from chatbot.compose import open_bot
from chatbot.web.server import serving
from storage.settings import Settings
from tests.conversation import Conversation

SURFACES = ("/", "/feed.atom", "/calendar.ics")


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    address: str
    """Where the page was served."""

    @property
    def text(self) -> str:
        """The body as a text."""
        return self.body.decode()


def settings(folder: Path, **more: object) -> Settings:
    """Return settings for a record, on a free port of this machine."""
    return Settings.model_validate({"PN_RECORD": f"tinydb:{folder}"}).model_copy(update={"port": 0, **more})


def visit(
    talk: Conversation,
    *paths: str,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    **more: object,
) -> list[Answer]:
    """Ask for paths of the page of a conversation's record, one after the other, at the conversation's time."""
    return asyncio.run(_visit(talk, paths, method, headers or {}, more))


async def _visit(
    talk: Conversation, paths: tuple[str, ...], method: str, headers: Mapping[str, str], more: dict[str, Any]
) -> list[Answer]:
    chosen = settings(talk.folder, **more)
    async with serving(talk.bot.record, chosen, lambda: talk.now) as address, ClientSession() as client:
        return [await ask(client, address, path, method, headers) for path in paths]


async def ask(
    client: ClientSession, address: str, path: str, method: str = "GET", headers: Mapping[str, str] | None = None
) -> Answer:
    """Ask for one path."""
    async with client.request(method, address + path, headers=headers) as answer:
        return Answer(answer.status, answer.headers.copy(), await answer.read(), address)


def standing(folder: Path, now: datetime) -> AbstractContextManager[str]:
    """Serve the page of a record from a thread of its own, for a browser; yield the address."""
    chosen = settings(folder)
    return apart(lambda: serving(open_bot(chosen).record, chosen, lambda: now))


@contextmanager
def apart(serve: Callable[[], AbstractAsyncContextManager[str]]) -> Iterator[str]:
    """Serve from a thread of its own what `serve` makes there; yield the address."""
    addresses: Queue[str] = Queue()
    loops: Queue[asyncio.AbstractEventLoop] = Queue()
    ended = asyncio.Event()

    async def stand() -> None:
        async with serve() as address:
            loops.put(asyncio.get_running_loop())
            addresses.put(address)
            await ended.wait()

    thread = Thread(target=lambda: asyncio.run(stand()))
    thread.start()
    try:
        yield addresses.get(timeout=30)
    finally:
        loops.get(timeout=30).call_soon_threadsafe(ended.set)
        thread.join(30)
