"""What every platform turns its messages into, and what it gets back. Frozen and platform-neutral."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from storage.events import Code
from storage.ids import PATTERN
from storage.public.result_picture import ResultPicture

FIRST_STRONG_ISOLATE: Final = "\u2068"
POP_ISOLATE: Final = "\u2069"
_ISOLATED: Final = re.compile(rf"`[^`\n]+`|\b{PATTERN}\b")
_MAYBE_RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""All letters that run from right to left are among these, which a search finds faster than a look at every letter."""
_COMMAND: Final = re.compile(r"`/(?=[a-z])")


def ids_on(platform: str, handles: Iterable[str]) -> list[str]:
    """Return the ids on a platform, such as "slack", of those of these handles that are of it."""
    found = (handle.partition(":") for handle in handles)
    return [id for name, _colon, id in found if name == platform]


class Way(StrEnum):
    """How something reached the bot, and what stays of it on the platform."""

    ROOM = "room"
    """A message that others read."""
    MESSAGE = "message"
    """A message to the bot alone, which the platform keeps."""
    FORM = "form"
    """A button or a form: no message is left."""


@dataclass(frozen=True, slots=True)
class Request:
    """Something a person typed."""

    text: str
    handle: str
    """Who typed it, as "platform:handle"; never a display name."""
    now: datetime
    event: str
    """The id of the chat event, unique on its platform: a second delivery has the same."""
    network: Code | None = None
    """The network that the channel belongs to."""
    channel: str = ""
    """The shared channel that it was typed in, as "platform:id"; empty for a private conversation."""
    public: bool = False
    """Whether anybody may read the channel."""
    mentions: Mapping[str, str] = field(default_factory=dict)
    """For each mention as it stands in the text, the handle that the platform's own data gives."""
    names: Mapping[str, str] = field(default_factory=dict)
    """For handles, what the platform calls their owners, where a handle says nothing: newcomers are called so."""
    zone: str = "UTC"
    """The time zone that the platform knows of who typed, for a newcomer."""
    operator: bool = False
    """Whether it came from the command line `pn`, which has the Secretariat's rights."""
    by_form: bool = False
    """Whether it was not typed but clicked, or filled in."""

    @property
    def platform(self) -> str:
        """Where the person typed."""
        return self.handle.partition(":")[0]

    @property
    def way(self) -> Way:
        """How it reached the bot."""
        return Way.FORM if self.by_form else Way.ROOM if self.channel else Way.MESSAGE

    @property
    def prefix(self) -> str:
        """The sign that commands start with where this came from."""
        return "!" if self.text.lstrip().startswith(("!", "！")) else "/"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the person, or with `private` unset the channel, is told."""

    text: str
    private: bool = True
    created: tuple[str, ...] = ()
    """Full ids of what this made."""
    opened: tuple[str, ...] = ()
    """Full ids of the polls and meetings that this opened: they can be voted in and attended now."""
    calls: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each name in the text, such as "@li", whose owner is to notice the answer: the handles of that person."""
    repeated: bool = field(default=False, compare=False)
    """Whether this was recorded and answered before: what arrived had arrived already."""
    brief: bool = False
    """Whether a mark on the message says enough, where the platform has marks."""
    picture: ResultPicture | None = None
    """What is shown after the text, where the platform can show pictures there."""
    key: str = ""
    """By what the answer is found again in a channel of a network; empty for one that is not to be found."""
    unseen: bool = False
    """Whether what was typed is to be taken out of the room, because others must not read it."""
    about: str = ""
    """For an error, the part of the line that is wrong: an option by its key, or "options" of a poll; "" for none."""
    error: str | None = None
    """None, or: usage, unknown_command, forbidden, not_found, conflict, closed, ambiguous, storage."""

    def called_on(self, platform: str) -> dict[str, str]:
        """Return the ids of those who are to notice the answer on a platform, by the names that stand in the text."""
        return {name: id for name, handles in self.calls.items() for id in ids_on(platform, handles)}


class Refused(Exception):
    """What was asked cannot be done: a code, a sentence that says why, and a command that would work.

    `about` is the part of the line that is wrong, see `Reply`. What `is_secret` is not repeated to who typed it, and is
    taken out of a room in which others could read it.
    """

    def __init__(self, error: str, sentence: str, suggestion: str = "", about: str = "") -> None:
        super().__init__(sentence)
        self.error = error
        self.sentence = sentence
        self.suggestion = suggestion
        self.about = about
        self.is_secret = False


def isolate(text: str) -> str:
    """Return the text with its ids isolated where right-to-left letters would otherwise turn them around.

    What stands between backquotes is isolated as a whole: it is copied, and may hold nothing that nobody sees.
    """
    if not any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in _MAYBE_RIGHT_TO_LEFT.findall(text)):
        return text
    return _ISOLATED.sub(lambda found: FIRST_STRONG_ISOLATE + found[0] + POP_ISOLATE, text)


def with_sign(text: str, sign: str) -> str:
    """Return the text with its commands as they are typed where they start with this sign."""
    return text if sign == "/" else _COMMAND.sub(f"`{sign}", text)
