"""What a text that no form fits seems to be, so that the refusal can say what was wrong."""

import re
from typing import Final
from zoneinfo import ZoneInfo

from chatbot.dates.times import Parts
from chatbot.dates.words import MONTH, MONTH_NUMBERS, WEEKDAY, WEEKDAY_NUMBERS, DateRefused, DateUnclear
from storage.i18n import N_, _

_LINKS: Final = {"and", "at", "end", "in", "next", "of", "on", "or", "the", "till", "to", "today", "until"}
_NOT_ZONES: Final = _LINKS | MONTH_NUMBERS.keys() | WEEKDAY_NUMBERS.keys()
_LIKE_ZONE: Final = re.compile(r"(?<!\S)([a-z]{2,4}t)$")
_NEGATIVE: Final = re.compile(r"(?<!\S)-\d{1,2}(?::?\d\d)?(?![\d:])")
_NAMED: Final = rf"\b(?:{MONTH}|{WEEKDAY}|today|tomorrow)\b"
_TO: Final = r" ?(?:-|\bto\b|\btill\b|\buntil\b) ?(?:the )?"

_DOUBTS: Final = tuple(
    (re.compile(pattern), sentence)
    for pattern, sentence in (
        (r"^$", N_("There is no date.")),
        (r"^[^\W\d]$", N_("A letter alone is no date.")),
        (r"^\d+(?:st|nd|rd|th)?$", N_("A number alone is no date.")),
        (
            rf"(?<![\d-])\d{{1,2}}(?:st|nd|rd|th)?{_TO}\d{{1,2}}(?![\d-])|{_NAMED}{_TO}(?:\d|{_NAMED})|\d{_TO}{_NAMED}",
            N_("That looks like a range. Give one date."),
        ),
        (
            rf"\b(?:{MONTH})\b.+\b(?:{MONTH})\b|\b(?:{WEEKDAY})\b.+\b(?:{WEEKDAY})\b|\d{{4}}.+\d{{4}}|\b(?:and|or)\b",
            N_("That looks like more than one date. Give one."),
        ),
        (rf"^(?:{MONTH})(?: \d{{4}})?$", N_("That is a month. Which day of it?")),
        (r"\d[/.-]\d\d?[/.-]\d\d$", N_("Write the year with four digits.")),
        (r"\S \d\d?$", N_("A number alone is no time and no year. Write 09:00 or 9am, and all digits of the year.")),
    )
)


def doubt(text: str, parts: Parts, zone: ZoneInfo) -> DateRefused:
    """Return the refusal of a normalised text, taken apart, that a person in `zone` typed."""
    if parts.time and not parts.phrase:
        return DateRefused(_("A time alone is no date. Which day?"), f"today {text}")
    if parts.time and (offset := _NEGATIVE.search(parts.phrase)):
        return DateUnclear(
            _("{typed} may be the end of a range or an offset. Give one time; write an offset as UTC-5.").format(
                typed=offset[0]
            ),
            text.replace(offset[0], ""),
        )
    if parts.time and (name := _abbreviation(parts)):
        return DateUnclear(
            _("{name} can mean several time zones. Write UTC, or a name such as Europe/Paris or Asia/Kolkata.").format(
                name=name.upper()
            ),
            text.replace(name, zone.key),
        )
    found = (sentence for pattern, sentence in _DOUBTS if pattern.search(parts.phrase))
    return DateRefused(_(next(found, N_("That is no date that I understand."))))


def _abbreviation(parts: Parts) -> str | None:
    if parts.follows and parts.follows not in _NOT_ZONES:
        return parts.follows
    last = _LIKE_ZONE.search(parts.phrase)
    return last[1] if last and last[1] not in _NOT_ZONES else None
