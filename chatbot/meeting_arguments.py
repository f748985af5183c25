"""The kinds of arguments that only meetings have."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from fractions import Fraction
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from chatbot.arguments import Moment, OneOf, first_word
from chatbot.call import Call
from chatbot.characters import fold_characters
from chatbot.dates import DateRefused, DateUnclear, read_moment, typed_zone
from chatbot.grammar import fold_word, read_numbers
from chatbot.kinds import Taken
from chatbot.message import Refused
from storage.events import Rhythm
from storage.i18n import _


class Extent(StrEnum):
    """How much of a series is meant."""

    ONE = "one"
    REST = "rest"


RHYTHM: Final = OneOf(
    Rhythm,
    {
        "weekly": Rhythm.WEEK,
        "biweekly": Rhythm.FORTNIGHT,
        "fortnightly": Rhythm.FORTNIGHT,
        "2 weeks": Rhythm.FORTNIGHT,
        "two weeks": Rhythm.FORTNIGHT,
        "monthly": Rhythm.MONTH,
    },
)
_EVERY: Final = re.compile(
    r"(?:every|each)\s+(?P<twice>(?:second|other|two|2)\s+)?(?:(?P<unit>week|month)s?(?:\s+on)?\s+)?", re.I
)
_KEYS: Final = ("title", "kind", "chatham")
_TITLED: Final = re.compile(r"(?<!\S)title\s*[:：]", re.IGNORECASE)
_CLOCK: Final = re.compile(r"\d[:.h]\d\d")
_TO: Final = ("to", "on", "at")
_PARTS: Final[Mapping[str, str]] = {"half": "1/2", "third": "1/3", "quarter": "1/4", "none": "", "no": ""}


class Local(NamedTuple):
    """An instant, and the zone in which it was meant; None for one that was written as a mere offset."""

    moment: datetime
    zone: str | None


@dataclass(frozen=True, slots=True)
class LocalMoment:
    """A date and time, with the zone that it was meant in; all of the text."""

    time_needed: bool = True
    titled: bool = False
    """Whether a title that stands beside it without its key is to be recognised."""

    @property
    def shape(self) -> str:
        """For example "12 May 13:00 UTC"."""
        return "12 May 13:00 UTC" if self.time_needed else Moment().shape

    def take(self, text: str, call: Call) -> Taken:
        """Take the whole text. Raise `DateRefused` for one that is doubtful or no date."""
        try:
            taken = Moment(self.time_needed).take(without_to(text), call)
        except DateRefused as refused:
            unclear = isinstance(refused, DateUnclear)
            if self.titled and not unclear and (meant := _with_rhythm(text, call)):
                reason = _("A rhythm stands behind day and time: `every:week`, `every:fortnight` or `every:month`.")
                raise DateRefused(reason, meant) from None
            if self.titled and not unclear and (meant := _with_title(text, call)):
                reason = _("The title stands behind day and time, after `title:`.")
                raise DateRefused(reason, meant) from None
            raise
        if taken is None:
            return None
        zone = typed_zone(text) or call.person.zone_info
        named = zone.key if isinstance(zone, ZoneInfo) else None
        return Local(taken[0], "UTC" if zone == UTC else named), ""


def without_to(text: str) -> str:
    """Return a date without the word that leads to it, as in "to 13 May"."""
    word, rest = first_word(text)
    return rest if fold_word(word) in _TO else text


def _with_rhythm(text: str, call: Call) -> str:
    """Return "every second Tuesday 15:00" as a date with its rhythm; "" for what has none, or one that there is not."""
    found = _EVERY.match(text)
    if found is None or (found["twice"] and found["unit"] == "month"):
        return ""
    rhythm = "fortnight" if found["twice"] else (found["unit"] or "week").casefold()
    date = text[found.end() :]
    with suppress(DateRefused):
        read_moment(date, call.now, call.person.zone_info, time_needed=True)
        return f"{date} every:{rhythm}"
    return ""


def _with_title(text: str, call: Call) -> str:
    """Return a date with the words before or after it as a title, where there is one in a text; else "".

    What holds another time, a rhythm or the name of an option is no title; a line that has one already needs none.
    """
    words = [] if _TITLED.search(call.request.text) else text.split()
    for cut in range(1, len(words)):
        for title, date in ((words[:cut], words[cut:]), (words[-cut:], words[:-cut])):
            rhythm = RHYTHM.take(" ".join(title[fold_word(title[0]) == "every" :]), call)
            if rhythm and not rhythm[1]:
                return ""
            if any(_CLOCK.search(word) for word in title):
                continue
            with suppress(DateRefused):
                read_moment(" ".join(date), call.now, call.person.zone_info, time_needed=True)
                return "" if fold_word(title[0]) in _KEYS else f"{' '.join(date)} title:{' '.join(title)}"
    return ""


class Numbers:
    """Numbers of items, such as `3 1 2`, or `all` for none of them; all of the text."""

    shape = "3 1 2"

    def take(self, text: str, call: Call) -> Taken:
        """Take the whole text."""
        if fold_word(text) == "all":
            return [], ""
        numbers = read_numbers(text) if text else None
        return (list(dict.fromkeys(numbers)), "") if numbers else None


@dataclass(frozen=True, slots=True)
class Count:
    """One number that is not negative, perhaps with the sign "#" that numbers are shown with."""

    shape: str = "12"

    def take(self, text: str, call: Call) -> Taken:
        """Take one word."""
        word, rest = first_word(text)
        plain = fold_characters(word).removeprefix("#")
        return (int(plain), rest) if plain.isdecimal() and len(plain) <= 4 else None


class Part:
    """A part of the working group: `1/2`, `50%`, `half`; `none` for none. Read as an exact fraction, or ""."""

    shape = "1/2"

    def take(self, text: str, call: Call) -> Taken:
        """Take one word. Raise `Refused` for what is no part of a whole."""
        word, rest = first_word(text)
        plain = fold_characters(word).casefold().strip(".")
        plain = _PARTS.get(plain, plain)
        if not plain:
            return ("", rest) if word else None
        try:
            part = Fraction(plain[:-1]) / 100 if plain.endswith("%") else Fraction(plain)
        except (ValueError, ZeroDivisionError):
            return None
        if not 0 < part <= 1:
            raise Refused("usage", _("A part of the working group is more than 0 and at most 1, such as 1/2 or 50%."))
        return str(part.limit_denominator(1000)), rest
