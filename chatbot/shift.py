"""How much later or earlier something is to be, as in "by a week", "+2 days" or "one hour later"."""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final, NamedTuple

from chatbot.characters import fold_characters
from chatbot.dates.words import COUNT, read_count

_SHIFT: Final = re.compile(
    rf"""
    (?P<words>
        (?P<by> (?:by\ ?:?|\+|(?P<minus>[-\u2212\u2013]))\ ?)?
        (?P<length> (?P<count>half\ an(?=\ h)|{COUNT})\ ? (?P<unit>week|day|hour|hr|h|minute|min)s?)
        (?P<way>\ (?:later|(?P<earlier>earlier)))?
    )
    (?:[\s,;:]+ (?:because\b[\s:]*)? (?P<rest>\S.*))?
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)


class Shift(NamedTuple):
    """How much later; negative for earlier."""

    days: timedelta = timedelta()
    """On the clock: they keep the time of the day."""
    time: timedelta = timedelta()

    def after(self, moment: datetime, zone: tzinfo = UTC) -> datetime:
        """Return, in UTC, what is so much later; days as the clocks of a zone have them."""
        if not self.days:
            return moment + self.time
        local = moment.astimezone(zone).replace(tzinfo=None) + self.days
        return local.replace(tzinfo=zone).astimezone(UTC)


class TypedShift(NamedTuple):
    """A shift as it was typed. Without `by` and `way` it may as well be counted from now."""

    shift: Shift
    words: str
    told: str
    """The same with its way, such as "a week later"."""
    by: bool
    """Whether "by" or a sign stands before it."""
    way: bool
    """Whether "later" or "earlier" stands behind it."""
    rest: str
    """What else stands behind it, without the word that leads to a reason."""


def read_shift(text: str) -> TypedShift | None:
    """Return the shift that a text begins with; None for any other text."""
    found = _SHIFT.fullmatch(" ".join(fold_characters(text).split()))
    if not found:
        return None
    count = 0.5 if found["count"][0] in "hH" else read_count(found["count"])
    is_earlier = bool(found["minus"] or found["earlier"])
    shift = _shift(found["unit"][0].casefold(), -count if is_earlier else count)
    told = f"{found['length']} {'earlier' if is_earlier else 'later'}"
    return TypedShift(shift, found["words"], told, bool(found["by"]), bool(found["way"]), found["rest"] or "")


def _shift(unit: str, count: float) -> Shift:
    match unit:
        case "w":
            return Shift(days=timedelta(weeks=count))
        case "d":
            return Shift(days=timedelta(days=count))
        case "h":
            return Shift(time=timedelta(hours=count))
    return Shift(time=timedelta(minutes=count))
