"""Private messages that the bot sends by itself: each once, on one platform, and none at night where the reader is.

What was told is kept after each letter, and what is being told before it. After a restart that one letter is looked for
on its platform, so that neither a crash nor an uncertain answer tells a thing twice.
"""

import asyncio
import hashlib
import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from itertools import takewhile
from typing import Any, Final, NamedTuple, Protocol

from chatbot.faults import note
from chatbot.public import Unavailable
from storage.ballot_boxes import Boxes
from storage.errors import StorageFault
from storage.events import BallotCast, BallotWithdrawn, PersonId
from storage.history import History
from storage.i18n import speak
from storage.people import HOURS, People, Person
from storage.positions import Positions
from storage.record import Record
from storage.state import State

log = logging.getLogger(__name__)
LOOK_EVERY: Final = 0.5
"""Seconds between two looks whether something was recorded."""
ASK_EVERY: Final = 30.0
"""Seconds after which the sources are asked although nothing was recorded: time brings letters too."""
LONGEST_PAUSE: Final = 60.0
"""Seconds between two tries to reach a platform that takes no letters."""
UNREACHABLE_PAUSE: Final = timedelta(hours=1)
"""How long somebody to whom the platform lets nobody write is left alone."""
BUSY: Final = 2.0
"""The same where something was recorded: they look at the whole state."""
DAY_BEGINS, DAY_ENDS = time(HOURS.start), time(HOURS.stop)
"""Within which hours, where the reader is, letters come."""
BALLOTS: Final = frozenset((BallotCast, BallotWithdrawn))
FOLLOWER: Final = "letters"


class Unreachable(Exception):
    """This one person cannot be written to, such as somebody who left the platform."""


class Messenger(Protocol):
    """A platform on which the bot can write to somebody alone. Each method may raise `Unavailable`."""

    async def write(self, handle: str, key: str, text: str) -> None:
        """Write to the owner of a handle, "platform:id"; commands in the text start with `/`. Raise `Unreachable`."""
        ...

    async def wrote(self, handle: str, key: str) -> bool:
        """Tell whether the message with this key is among the latest that the owner of a handle was written."""
        ...


class Look(NamedTuple):
    """What a source looks at."""

    state: State
    history: History
    people: People
    now: datetime
    boxes: Boxes
    """The ballots of open secret polls."""
    told: Mapping[str, str]
    """The last edition of each key that was told."""


@dataclass(frozen=True, slots=True)
class Letter:
    """Something to tell somebody. `key` says what it is about, such as "digest:p1"; of one edition it is told once."""

    person: PersonId
    key: str
    edition: str
    write: Callable[[Person], str]
    """Return the text; called in the reader's language."""
    covers: Mapping[str, str] = field(default_factory=dict)
    """Keys and editions of other things that are told by it."""
    urgent: bool = False
    """Whether it may come at night."""

    @property
    def told(self) -> dict[str, str]:
        """All that is told by it."""
        return {**self.covers, self.key: self.edition}

    @property
    def mark(self) -> str:
        """What the message carries on its platform; it tells nobody whom it was written to."""
        return hashlib.sha256(f"{self.key} {self.edition}".encode()).hexdigest()[:32]


Source = Callable[[Look], Iterable[Letter]]


class Due(NamedTuple):
    """A letter that is due, and where its reader is."""

    letter: Letter
    reader: Person
    handle: str


class Mail:
    """Delivers what the sources have, on the `platforms` that the bot is on, by the names that handles begin with."""

    def __init__(
        self,
        record: Record,
        people: People,
        positions: Positions,
        sources: Iterable[Source],
        platforms: Collection[str],
    ) -> None:
        self._record = record
        self._people = people
        self._positions = positions
        self._sources = tuple(sources)
        self.platforms = set(platforms)
        self._unreachable: dict[PersonId, datetime] = {}

    async def follow(self, platform: str, messenger: Messenger) -> None:
        """Deliver on a platform what becomes due, for ever. A platform that takes nothing delays, and loses nothing."""
        loop, pause, said, asked, seq = asyncio.get_running_loop(), LOOK_EVERY, "", -BUSY, -1
        while True:
            try:
                self._record.state()
                wait = BUSY if may_bring_letters(self._record.history, seq) else ASK_EVERY
                if loop.time() >= asked + wait:
                    asked, seq = loop.time(), self._record.history.seq
                    await self.deliver(platform, messenger, datetime.now(UTC))
            except (Unavailable, StorageFault) as problem:
                if str(problem) != said:
                    log.error("%s: %s", platform, problem)
                pause, said, seq = min(max(1.0, 2 * pause), LONGEST_PAUSE), str(problem), -1
            except Exception as problem:  # noqa: BLE001  the bot goes on, and this is tried again
                note(problem)
                pause = LONGEST_PAUSE
            else:
                pause, said = LOOK_EVERY, ""
            await asyncio.sleep(pause)

    async def deliver(self, platform: str, messenger: Messenger, now: datetime) -> None:
        """Write on a platform all that is due there by now."""
        await self._settle(platform, messenger)
        for letter, reader, handle in list(self.due(now, platform)):
            speak(reader.language)
            try:
                self._begin(platform, letter)
                await messenger.write(handle, letter.mark, letter.write(reader))
                self._end(platform, letter.told)
            except Unreachable as problem:
                log.warning("A letter could not be delivered: %s", problem)
                self._unreachable[reader.id] = now + UNREACHABLE_PAUSE
                self._end(platform, {})

    def take(self, reader: Person, now: datetime) -> Iterator[str]:
        """Yield all that is due to somebody who reads it here and now, at a prompt: it counts as told."""
        for letter in list(self._letters(now)):
            if letter.person == reader.id:
                speak(reader.language)
                yield letter.write(reader)
                self._end("", letter.told)

    def due(self, now: datetime, platform: str) -> Iterator[Due]:
        """Yield what is to be written on a platform by now."""
        for letter in self._letters(now):
            reader = self._people.get(letter.person)
            handle = self.handle(reader) if reader else None
            if reader and handle and handle.partition(":")[0] == platform and self._may_come(letter, reader, now):
                yield Due(letter, reader, handle)

    def handle(self, reader: Person) -> str | None:
        """Return where somebody gets their letters: on the platform of their choice, else that of their first handle.

        Platforms that the bot is not on do not count.
        """
        here = [handle for handle in reader.handles if handle.partition(":")[0] in self.platforms]
        return next((handle for handle in here if handle.startswith(f"{reader.via}:")), here[0] if here else None)

    def _letters(self, now: datetime) -> Iterator[Letter]:
        told: dict[str, str] = self._kept["told"]
        record = self._record
        look = Look(record.state(), record.history, self._people, now, record.boxes, told)
        for source in self._sources:
            yield from (letter for letter in source(look) if told.get(letter.key) != letter.edition)

    def _may_come(self, letter: Letter, reader: Person, now: datetime) -> bool:
        day = DAY_BEGINS <= now.astimezone(reader.zone_info).time() < DAY_ENDS
        return (day or letter.urgent) and self._unreachable.get(reader.id, now) <= now

    async def _settle(self, platform: str, messenger: Messenger) -> None:
        """Find out whether the letter that was being written when the bot ended, or lost an answer, is there."""
        begun = self._kept["begun"].get(platform)
        if begun:
            reader = self._people.get(begun["person"])
            handle = self.handle(reader) if reader else None
            is_there = handle is not None and await messenger.wrote(handle, begun["mark"])
            self._end(platform, begun["told"] if is_there else {})

    def _begin(self, platform: str, letter: Letter) -> None:
        kept = self._kept
        begun = {"person": letter.person, "mark": letter.mark, "told": letter.told}
        self._positions.put(FOLLOWER, {**kept, "begun": {**kept["begun"], platform: begun}})

    def _end(self, platform: str, told: Mapping[str, str]) -> None:
        kept = self._kept
        begun = {name: one for name, one in kept["begun"].items() if name != platform}
        self._positions.put(FOLLOWER, {"told": {**kept["told"], **told}, "begun": begun})

    @property
    def _kept(self) -> dict[str, Any]:
        return {"told": {}, "begun": {}, **self._positions.get(FOLLOWER)}


def may_bring_letters(history: History, seq: int) -> bool:
    """Tell whether something was recorded after an entry that may bring a letter; -1 stands for no entry at all.

    A vote brings none, and there may be a hundred a second.
    """
    since = takewhile(lambda entry: entry.seq > seq, reversed(history.recent))
    return seq < 0 or any(type(event) not in BALLOTS for entry in since for event in entry.events)
