"""The workspace beside a test that has no event loop: in a thread of its own."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any, TypeVar

from tests.slack.server import Slack

T = TypeVar("T")


class Beside:
    """A served workspace, and a way to act in it: `beside.do(slack.as_user("U1").slash("/poll"))`."""

    def __init__(self, slack: Slack, loop: asyncio.AbstractEventLoop) -> None:
        self.slack = slack
        self._loop = loop

    def do(self, act: Coroutine[Any, Any, T], seconds: float = 60.0) -> T:
        """Do something in the workspace's thread, and return what came of it."""
        return asyncio.run_coroutine_threadsafe(act, self._loop).result(seconds)

    def until(self, condition: Callable[[], T | None], seconds: float = 30.0) -> T:
        """Wait until something is so in the workspace."""
        return self.do(self.slack.until(condition, seconds), seconds + 5)


@contextmanager
def beside(slack: Slack) -> Iterator[Beside]:
    """Serve a workspace in a thread until the end of the block."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    both = Beside(slack, loop)
    try:
        both.do(slack.start())
        yield both
        both.do(slack.stop())
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
