"""What a text that no form fits seems to be, so that the refusal can say what was wrong."""

import re
from datetime import UTC, datetime
from difflib import get_close_matches
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from chatbot.dates.times import Parts
from chatbot.dates.words import MONTH, WEEKDAY, WEEKDAYS, DateRefused, DateUnclear
from storage.codes import zone_names
from storage.i18n import N_, _
from storage.moments import MONTHS

_SEASONS: Final = (datetime(2021, 1, 1, tzinfo=UTC), datetime(2021, 7, 1, tzinfo=UTC))
_WORDS: Final = tuple(
    name.casefold() for name in (*MONTHS, *WEEKDAYS, "yesterday", "today", "tomorrow", "next", "noon", "midnight")
)
"""The words of a date that may be misspelt."""
_ALIKE: Final = 0.76
"""From where a word may be a misspelt one; "soon" is no "noon"."""
USUAL: Final = {
    **dict.fromkeys(("cet", "cest"), "Europe/Paris"),
    **dict.fromkeys(("eet", "eest"), "Europe/Athens"),
    **dict.fromkeys(("wet", "west"), "Europe/Lisbon"),
    **dict.fromkeys(("msk", "мск"), "Europe/Moscow"),
    **dict.fromkeys(("est", "edt"), "America/New_York"),
    **dict.fromkeys(("cst", "cdt"), "America/Chicago"),
    **dict.fromkeys(("mst", "mdt"), "America/Denver"),
    **dict.fromkeys(("pst", "pdt"), "America/Los_Angeles"),
    "bst": "Europe/London",
    "ist": "Asia/Kolkata",
    "eat": "Africa/Nairobi",
    "cat": "Africa/Maputo",
    "wat": "Africa/Lagos",
    "sast": "Africa/Johannesburg",
    "pkt": "Asia/Karachi",
    "jst": "Asia/Tokyo",
    "hkt": "Asia/Hong_Kong",
    "aest": "Australia/Sydney",
    "aedt": "Australia/Sydney",
}
"""The city that most people mean by an abbreviation; it is named in the suggestion, and never taken unasked."""
CITIES: Final = {
    **dict.fromkeys(("delhi", "new delhi", "mumbai", "bangalore"), "Asia/Kolkata"),
    **dict.fromkeys(("geneva", "bern"), "Europe/Zurich"),
    "abuja": "Africa/Lagos",
    "beijing": "Asia/Shanghai",
    "brasilia": "America/Sao_Paulo",
    "katowice": "Europe/Warsaw",
    "washington": "America/New_York",
}
"""The zones of some cities after which none is named."""
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


def doubt(text: str, parts: Parts, zone: ZoneInfo, coming: str) -> DateRefused:
    """Return the refusal of a normalised text, taken apart, that a person in `zone` typed.

    `coming` is the day on which its time, if it has one, is still to come.
    """
    if parts.time and not parts.phrase:
        return DateRefused(_("A time alone is no date. Which day?"), f"{coming} {text}")
    if parts.time and (offset := _NEGATIVE.search(parts.phrase)):
        return DateUnclear(
            _("{typed} may be the end of a range or an offset. Give one time; write an offset as UTC-5.").format(
                typed=offset[0]
            ),
            text.replace(offset[0], ""),
        )
    if parts.time and (name := _abbreviation(parts)):
        return _ask_zone(text, name, zone)
    usual = N_("That is no date that I understand.")
    if parts.follows and f" {parts.phrase}".endswith(f" {parts.follows}") and not mend_words(parts.follows):
        usual = N_("I cannot read “{text}” after the time. A time zone is written as UTC or Europe/Paris.")
    found = (sentence for pattern, sentence in _DOUBTS if pattern.search(parts.phrase))
    return DateRefused(_(next(found, usual)).format(text=parts.follows), mend_words(text))


def _ask_zone(text: str, name: str, zone: ZoneInfo) -> DateUnclear:
    likeliest = _likeliest(name, zone)
    sentence = _("{name} can mean several time zones. Write UTC, or a name such as Europe/Paris or Asia/Kolkata.")
    shown = name.upper()
    if name in CITIES or likeliest.casefold().endswith(f"/{_as_place(name)}"):
        sentence, shown = _("Write the time zone of {name} as {zone}."), name.title()
    better = re.sub(rf"(?<!\w)(?:in )?{re.escape(name)}(?: time)?(?!\w)", likeliest, text, count=1)
    return DateUnclear(sentence.format(name=shown, zone=likeliest), better)


def _as_place(name: str) -> str:
    return name.replace(" ", "_")


def _abbreviation(parts: Parts) -> str | None:
    follows = parts.follows.removeprefix("in ")
    for name in (follows, follows.partition(" ")[0]):
        if name in CITIES or _as_place(name) in _zones():
            return name
    last = _LIKE_ZONE.search(parts.phrase)
    return last[1] if last and last[1] in _zones() else None


def _likeliest(name: str, zone: ZoneInfo) -> str:
    """Return the zone that an abbreviation or a place may mean: the person's own if it goes by it, the usual, any."""
    if name in CITIES:
        return CITIES[name]
    keys = zone_names().values()
    going_by = sorted(key for key in keys if _as_place(name) in _names(key))
    return zone.key if zone.key in going_by else USUAL.get(name) or next(iter(going_by), zone.key)


@cache
def _names(key: str) -> frozenset[str]:
    """Return, in lower case, the place that a zone is named after, and its abbreviations over the year."""
    abbreviations = (season.astimezone(ZoneInfo(key)).tzname() for season in _SEASONS)
    return frozenset(name.casefold() for name in (key.rpartition("/")[2], *abbreviations) if name)


@cache
def _zones() -> frozenset[str]:
    """Return, in lower case, the abbreviations that zones go by, and the places that they are named after."""
    names = zone_names()
    found = (season.astimezone(ZoneInfo(key)).tzname() for key in names.values() for season in _SEASONS)
    places = {name.rpartition("/")[2] for name in names}
    return frozenset({name.casefold() for name in found if name} | places | {"мск"})


def mend_words(text: str) -> str:
    """Return the text with its misspelt words as they were meant; "" where none is like a word of dates."""
    mended = re.sub(
        r"[^\W\d_]{4,}", lambda word: next(iter(get_close_matches(word[0], _WORDS, 1, _ALIKE)), word[0]), text
    )
    return mended if mended != text else ""
