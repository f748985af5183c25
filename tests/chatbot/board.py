"""A board for the tests of the public channel: it fails when it is told to, before the work is done or after it."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from chatbot.drawing import Drawn
from chatbot.public import Follower, News, Unavailable, Voice, public_voice
from storage.events import Code
from storage.public.result_picture import ResultPicture
from tests.conversation import Conversation

PUBLIC = public_voice()


class Post(NamedTuple):
    """What stands on the board."""

    key: str
    text: str


class Crash(Exception):
    """The bot ends here, as by a power cut."""


class FakeBoard:
    """Posts in a list. `fail_at` counts steps, two a call: before the work and after it; `error` is raised there."""

    def __init__(self, network: Code | None = None, name: str = "test:board") -> None:
        self.network = network
        self.name = name
        self.posts: list[Post] = []
        self.corrections: list[str] = []
        self.pictures: list[tuple[int, ResultPicture, Drawn]] = []
        self.is_down = False
        self.refusals = 0
        self.fail_at: int | None = None
        self.error: Exception = Unavailable("The answer was lost.")
        self.steps = 0

    async def post(self, news: News, *, look: bool) -> str:
        """Post a text; the same key again, which nobody looked for, would stand there twice."""
        if look and (found := await self.find(news.key)):
            return found
        self._step()
        self.posts.append(Post(news.key, news.text))
        self._step()
        return str(len(self.posts) - 1)

    async def picture(self, key: str, picture: ResultPicture, drawn: Drawn) -> None:
        """Hang a picture up beside the posts."""
        self._step()
        self.pictures.append((len(self.posts), picture, drawn))

    async def find(self, key: str) -> str | None:
        """Return where a post with the key is."""
        self._step()
        return next((str(place) for place, post in enumerate(self.posts) if post.key == key), None)

    async def correct(self, message: str, key: str, text: str) -> None:
        """Put another text in a post's place."""
        self._step()
        self.posts[int(message)] = self.posts[int(message)]._replace(text=text)
        self.corrections.append(key)
        self._step()

    @property
    def texts(self) -> list[str]:
        """What can be read there."""
        return [post.text for post in self.posts]

    def _step(self) -> None:
        if self.is_down:
            self.refusals += 1
            raise Unavailable("The board is down.")
        self.steps += 1
        if self.steps == self.fail_at:
            raise self.error


def channel(
    talk: Conversation,
    board: FakeBoard,
    start: int,
    report: Callable[[str], None] = print,
    voice: Voice = PUBLIC,
) -> Follower:
    """Return the channel as a start of the bot makes it."""
    talk.reopen()
    return Follower(talk.bot.record, talk.bot.positions, board, start, report, voice)


def catch_up(talk: Conversation, board: FakeBoard, start: int = 0, voice: Voice = PUBLIC) -> None:
    """Start the bot and let it post what there is."""
    asyncio.run(channel(talk, board, start, voice=voice).catch_up(talk.now))


def monday(talk: Conversation) -> datetime:
    """Return the next Monday at nine."""
    day = talk.now.replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=7 - talk.now.weekday())
    return day if day > talk.now + timedelta(hours=1) else day + timedelta(days=7)
