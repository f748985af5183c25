"""Channels that are told of the record: each follows the durable journal and posts what its readers are to hear, once.

A public one is told what is public; one of a network, whose members read it, what was not typed there itself. Where it
stands is kept after each post. After a restart it looks for the next entry's post before it makes it, so that neither a
crash nor an uncertain answer posts twice. What was taken back is taken away there too.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final, NamedTuple, Protocol

from chatbot.drawing import Drawn
from chatbot.faults import note
from chatbot.pictures import Pictures
from chatbot.public_text import announcement, digest, taken_back
from chatbot.replies import opened_by
from storage.errors import StorageFault
from storage.events import AnyEvent, Code, Entry, EntryUndone, PollClosed
from storage.i18n import speak
from storage.line import Head
from storage.positions import Position, Positions
from storage.public.result_picture import ResultPicture, picture_of
from storage.record import Record
from storage.state import State

log = logging.getLogger(__name__)
LOOK_EVERY: Final = 0.25
"""Seconds between two looks at the record's head."""
LONGEST_PAUSE: Final = 60.0
"""Seconds between two tries to reach a channel that does not take posts."""
DIGEST_DAY: Final = timedelta(hours=9)
"""When the week's digest is due: Monday at 9:00 UTC."""


class Unavailable(Exception):
    """The channel takes no posts now; the message says why and what to do."""


class News(NamedTuple):
    """A text with its key: what carries the same key is the same post."""

    key: str
    text: str
    opened: tuple[str, ...] = ()
    """Full ids of the polls and meetings that were opened: they can be voted in and attended now."""


class Board(Protocol):
    """A channel of a platform. Each method may raise `Unavailable`."""

    @property
    def name(self) -> str:
        """Its lasting name, such as "matrix:!id"."""
        ...

    @property
    def network(self) -> Code | None:
        """The only network that it is told of; None for all."""
        ...

    async def post(self, news: News, *, look: bool) -> str:
        """Post and return the message's id; `look`: whether it may be there already, and is looked for first."""
        ...

    async def find(self, key: str) -> str | None:
        """Return the id of the message that was posted with this key lately, if any."""
        ...

    async def picture(self, key: str, picture: ResultPicture, drawn: Drawn) -> None:
        """Post a picture; the same key again is the same picture. Raise `NotPosted` where it does not go."""
        ...

    async def correct(self, message: str, key: str, text: str) -> None:
        """Take a message away, so that nobody reads it any more, and tell of it with another text."""
        ...


class Voice(NamedTuple):
    """What is said on a board: of an entry's events, where it is taken back, once a week (nothing without `weekly`)."""

    name: str
    announce: Callable[[State, Entry, Sequence[AnyEvent], str], str]
    take_back: Callable[[Sequence[AnyEvent], datetime], str]
    weekly: Callable[[State, Code | None, Head, datetime], str] | None = None


def public_voice(address: str = "") -> Voice:
    """Return what is said in public. `address` is where the public page is reached; empty where that is not known."""
    return Voice("public", partial(announcement, address=address), taken_back, digest)


class Follower:
    """Posts on one board what the journal has for it.

    `start` is the entry after which a new board begins, and one that was none for a while; `report` tells the
    Secretariat of trouble.
    """

    def __init__(
        self,
        record: Record,
        positions: Positions,
        board: Board,
        start: int,
        report: Callable[[str], None],
        voice: Voice,
    ) -> None:
        self._record = record
        self._positions = positions
        self._board = board
        self._report = report
        self._voice = voice
        self._name = ":".join(filter(None, [voice.name, board.name, board.network]))
        self._position: Position = positions.get(self._name)
        self._sure = False
        self._pictures = Pictures()
        if self._position.get("seq", -1) < start:
            self._position = {"seq": start, "posts": {}, "week": _week(datetime.now(UTC)), "told": start}
            positions.put(self._name, self._position)

    async def follow(self) -> None:
        """Post what comes, for ever. A channel that cannot be reached delays, and loses nothing."""
        try:
            await self._follow()
        finally:
            await self._pictures.close()

    async def _follow(self) -> None:
        pause, said = LOOK_EVERY, ""
        while True:
            try:
                await self.catch_up(datetime.now(UTC))
            except (Unavailable, StorageFault) as problem:
                if str(problem) != said:
                    log.error("%s: %s", self._board.name, problem)
                    self._report(str(problem))
                self._sure = False
                pause, said = min(max(1.0, 2 * pause), LONGEST_PAUSE), str(problem)
            except Exception as problem:  # noqa: BLE001  the bot goes on, and this channel is tried again
                note(problem)
                pause = LONGEST_PAUSE
            else:
                pause, said = LOOK_EVERY, ""
            await asyncio.sleep(pause)

    async def catch_up(self, now: datetime) -> None:
        """Post everything that is public and not posted yet."""
        speak("en")
        self._record.state()
        history = self._record.history
        if history.seq > self._position["seq"]:
            for entry in history.entries(self._position["seq"]):
                await self._take(entry)
        await self._digest(now)

    async def _take(self, entry: Entry) -> None:
        """Post an entry, or correct what it takes back, and keep that it is done."""
        posts: dict[str, str] = dict(self._position["posts"])
        for event in entry.events:
            if isinstance(event, EntryUndone):
                await self._take_back(str(event.entry), entry, posts)
        events = self._events(entry)
        text = self._voice.announce(self._record.state(), entry, events, self._board.name) if events else ""
        if text:
            posts[str(entry.seq)] = await self._post(News(entry.key, text, opened_by(events)))
            self._illustrate(entry.key, events)
        elif left := await self._left_behind(entry):
            posts[str(entry.seq)] = left
        if text or posts != self._position["posts"] or entry.seq == self._record.history.seq:
            if entry.seq == self._record.history.seq:
                recent = {str(one.seq) for one in self._record.history.recent}
                posts = {seq: message for seq, message in posts.items() if seq in recent}
            self._keep(seq=entry.seq, posts=posts)

    def _illustrate(self, key: str, events: Sequence[AnyEvent]) -> None:
        """Begin what is to be seen of the results that an entry brought."""
        for event in events:
            if not isinstance(event, PollClosed):
                continue
            if picture := picture_of(self._record.state().poll(event.network, event.poll)):
                self._pictures.begin(picture, partial(self._board.picture, key, picture))

    def _events(self, entry: Entry) -> list[AnyEvent]:
        """Return what the board is to hear of an entry; nothing where everybody there has read the answer to it."""
        if entry.heard == self._board.name or entry.seq in self._record.history.undone:
            return []
        return self._concerning(entry)

    def _concerning(self, entry: Entry) -> list[AnyEvent]:
        return [event for event in entry.events if self._board.network in (None, event.network)]

    async def _post(self, news: News) -> str:
        message = await self._board.post(news, look=not self._sure)
        self._sure = True
        return message

    async def _left_behind(self, entry: Entry) -> str | None:
        """Return the post of an entry that was made just before a crash or a lost answer, and taken back since."""
        if self._sure or entry.seq not in self._record.history.undone:
            return None
        return await self._board.find(entry.key)

    async def _take_back(self, seq: str, entry: Entry, posts: dict[str, str]) -> None:
        """Correct the post of an entry that was taken back, or the answer that stands in its place."""
        undone = self._record.history.entry(int(seq))
        message = posts.get(seq)
        if message is None and undone.heard == self._board.name:
            message = await self._board.find(undone.key)
        if message:
            events = self._concerning(undone) or undone.events
            await self._board.correct(message, entry.key, self._voice.take_back(events, entry.at))

    async def _digest(self, now: datetime) -> None:
        """Once a week, tell how the commitments stand and where the record stands; a quiet week is left out."""
        week = _week(now)
        if self._voice.weekly is None or week == self._position["week"]:
            return
        head = self._record.history.journal.head()
        state = self._record.state()
        text = self._voice.weekly(state, self._board.network, head, now) if head.seq > self._position["told"] else ""
        if text:
            await self._post(News(f"digest-{week}", text))
        self._keep(week=week, told=head.seq)

    def _keep(self, **changed: object) -> None:
        self._position = {**self._position, **changed}
        self._positions.put(self._name, self._position)


def _week(now: datetime) -> str:
    """Return the week that a digest is of; it begins on Monday at the hour of the digest."""
    year, week, _day = (now - DIGEST_DAY).isocalendar()
    return f"{year}-W{week:02}"
