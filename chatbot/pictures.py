"""Pictures beside texts: drawn one after the other, posted after the text, and waited for by nobody."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from chatbot.drawing import Drawn, draw
from chatbot.faults import note
from storage.public.result_picture import ResultPicture

log = logging.getLogger(__name__)


class NotPosted(Exception):
    """A picture is not where it should be; the message says why."""


class Pictures:
    """Sees to pictures in the background. One that fails is told in the log, and left out: the text says the same."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._going_on: set[asyncio.Task[None]] = set()

    def begin(self, picture: ResultPicture, post: Callable[[Drawn], Awaitable[None]]) -> "asyncio.Task[None]":
        """Draw a picture and let it be posted, some time."""
        task = asyncio.create_task(self._work(picture, post))
        self._going_on.add(task)
        task.add_done_callback(self._going_on.discard)
        return task

    async def close(self) -> None:
        """Begin nothing more, and leave what is not done."""
        for task in self._going_on:
            task.cancel()
        await asyncio.gather(*self._going_on, return_exceptions=True)

    async def _work(self, picture: ResultPicture, post: Callable[[Drawn], Awaitable[None]]) -> None:
        try:
            async with self._turn:
                drawn = await draw(picture)
            if drawn:
                await post(drawn)
        except NotPosted as problem:
            log.warning("The picture of %s is not posted: %s", picture.poll, problem)
        except Exception as problem:  # noqa: BLE001  a picture is never a reason to stop
            note(problem)
