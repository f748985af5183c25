"""A deadline that ends the text of a new commitment without its key: it is asked about before anything is recorded."""

import re
from typing import Final

from chatbot.call import Call
from chatbot.dates import DateRefused, DateUnclear, mend_words, read_moment
from chatbot.message import Refused
from chatbot.suggestion import is_quoted, mend
from storage.i18n import _

_PEOPLE_LAST: Final = re.compile(r"(?:[\s,;(&]+(?:and\s+)?[@＠][\w.-]+[),.]*)+$", re.IGNORECASE)
_MENTION: Final = re.compile(r"[@＠][\w.-]*\w")
_ENDS_AS_DEADLINE: Final = re.compile(
    r"(?<![^\s(])(?:due (?:by|on|date:?)|deadline:?|by|before|until|due|(on)) (?=(\S.{0,40}?)\)?$)", re.IGNORECASE
)
_BEFORE_DEADLINE: Final = " ,;:(–—-"
_OWNER: Final = re.compile(r"(?<!\S)owner\s+(?=[@＠])", re.IGNORECASE)


def ask_deadline(call: Call, text: str, *, owned: bool) -> None:
    """Raise `Refused` where a text ends as a deadline, perhaps with people behind it, unless it stands in quotes.

    `owned` tells whether its owners are named already.
    """
    people = _PEOPLE_LAST.search(text)
    found = _ENDS_AS_DEADLINE.finditer(text[: people.start()] if people else text)
    dated = ((one, date) for one in found if (date := _likely_date(call, one[2])))
    if is_quoted(call, text) or not (first := next(dated, None)):
        return
    deadline, date = first
    keyed = f"on:{date}" if deadline[1] else f"by:{date}"
    if people and not owned:
        keyed += f" owner:{' '.join(_MENTION.findall(people[0]))}"
    sentence = _("Did you mean `{keyed}`? If that is part of the text, write `{line}`.")
    told = sentence.format(keyed=keyed, line=mend(call, text, f'"{text}"'))
    left = _OWNER.sub("owner:", text[: deadline.start()].strip(_BEFORE_DEADLINE)) or "…"
    raise Refused("ambiguous", told, mend(call, text, f"{left} {keyed}"))


def ask_table(call: Call, text: str) -> None:
    """Raise `Refused` for what looks like a row of a table, unless it stands in quotes."""
    if text.count(" | ") > 1 and not is_quoted(call, text):
        sentence = _("Is that a row of a table, ACTION | ACTOR | DEADLINE? If it is text, put it in quotes.")
        raise Refused("ambiguous", sentence, f"/commit import {text}")


def _likely_date(call: Call, text: str) -> str:
    """Return what a text seems to be as a date: itself, one that it may mean, or with its misspelt words mended.

    Return "" where it is none.
    """
    for date in (text, mend_words(text.casefold())):
        try:
            read_moment(date, call.now, call.person.zone_info)
        except DateUnclear as unclear:
            return unclear.suggestion
        except DateRefused:
            continue
        return date
    return ""
