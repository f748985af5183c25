"""To when a meeting is moved: a day and a time, or later or earlier by so much."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from chatbot.call import Call
from chatbot.characters import fold_characters
from chatbot.dates import DateRefused, DateUnclear, read_moment, typed_zone, write
from chatbot.dates.times import take_apart
from chatbot.dates.words import COUNT, WEEKDAY_NUMBERS, name_date, normalise, read_count
from chatbot.grammar import clean
from chatbot.kinds import Taken
from chatbot.meeting_arguments import LocalMoment, without_to
from chatbot.things import read_id
from storage.i18n import _
from storage.state import Meeting

_HALF: Final = "half an"
_SHIFT: Final = re.compile(
    rf"""
    (?P<shift>
        (?P<by> (?:by\ ?:?|\+|(?P<minus>[-\u2212\u2013]))\ ?)?
        (?P<count>half\ an(?=\ h)|{COUNT})\ ?
        (?P<unit>week|day|hour|hr|h|minute|min)s?
        (?P<way>\ (?:later|(?P<earlier>earlier)))?
    )
    (?:[\s,;:]+ (?:because\b[\s:]*)? (?P<rest>\S.*))?
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_NO_REASON: Final = re.compile(r"(?:to|on|at|and|or|until|till)\b|\W|\d", re.IGNORECASE)
_RELATIVE: Final = re.compile(r"\b(?:by|later|earlier)\b", re.IGNORECASE)
_EXAMPLE: Final = "by 1 week"


class Shift(NamedTuple):
    """How much later a meeting starts than it was to; negative for earlier."""

    days: timedelta = timedelta()
    """On the clock: the time of the day stays the same where it was meant in a series, else in UTC."""
    time: timedelta = timedelta()

    def of(self, meeting: Meeting, number: int) -> datetime:
        """Return the new start, in UTC, of a sitting of this number."""
        starts = meeting.sittings[number - 1].starts
        if not self.days:
            return starts + self.time
        zone = ZoneInfo(meeting.series.zone_of(number) if meeting.series else "UTC")
        local = starts.astimezone(zone).replace(tzinfo=None) + self.days
        return local.replace(tzinfo=zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class NewTime:
    """A day and a time, or a shift such as "by a week" or "one hour later"; all of the text."""

    shape: str = LocalMoment().shape

    def take(self, text: str, call: Call) -> Taken:
        """Take the whole text. Raise `DateRefused` for what is doubtful, with a time near that of the meeting."""
        if shift := _SHIFT.fullmatch(" ".join(fold_characters(text).split())):
            return _read(shift), ""
        meeting = _meeting(call)
        try:
            taken = LocalMoment().take(text, call)
        except DateRefused as refused:
            if meeting:
                refused.suggestion = _completed(text, meeting, call) or refused.suggestion
            raise
        if taken and meeting:
            _require_certain(text, taken[0].moment, meeting, call)
        return taken


def _read(found: re.Match[str]) -> Shift:
    if rest := found["rest"]:
        better = found["shift"] if _NO_REASON.match(rest) else f"{found['shift']} because:{rest}"
        raise DateRefused(_("I cannot read “{text}” here.").format(text=rest), better)
    if not found["by"] and not found["way"]:
        raise DateUnclear(_("From when it was planned, or from now? Write `by`, or the date."), f"by {found['shift']}")
    count = 0.5 if found["count"].casefold() == _HALF else read_count(found["count"])
    count *= -1 if found["minus"] or found["earlier"] else 1
    match found["unit"][0].casefold():
        case "w":
            return Shift(days=timedelta(weeks=count))
        case "d":
            return Shift(days=timedelta(days=count))
        case "h":
            return Shift(time=timedelta(hours=count))
    return Shift(time=timedelta(minutes=count))


def _meeting(call: Call) -> Meeting | None:
    """Return the meeting that the line names, if it names one."""
    named = (read_id(word) for word in clean(call.request.text).split())
    numbers = (one.number for one in named if one and one.noun == "meeting")
    return next((call.network.meetings[one] for one in numbers if one in call.network.meetings), None)


def _completed(text: str, meeting: Meeting, call: Call) -> str:
    """Return a time alone with the meeting's day, a day alone with its time; "" for what is neither."""
    starts, zone = meeting.current.starts, call.person.zone_info
    bare = without_to(text)
    with suppress(DateRefused):
        day = starts.astimezone(typed_zone(bare) or zone).date()
        if not take_apart(normalise(bare)).phrase:
            timed = f"{write(day)} {bare}"
            read_moment(timed, call.now, zone, time_needed=True)
            return timed
    with suppress(DateRefused):
        wanted = _weekday_after(bare, meeting, call) or read_moment(bare, call.now, zone).astimezone(UTC).date()
        return write(wanted, starts.astimezone(UTC).time(), UTC)
    return _EXAMPLE if _RELATIVE.search(text) else ""


def _weekday_after(text: str, meeting: Meeting, call: Call) -> date | None:
    """Return the date of a weekday alone that follows the meeting's; None for any other text."""
    wanted = WEEKDAY_NUMBERS.get(take_apart(normalise(without_to(text))).phrase)
    if wanted is None:
        return None
    day = meeting.current.starts.astimezone(typed_zone(text) or call.person.zone_info).date()
    return day + timedelta(days=(wanted - day.weekday() - 1) % 7 + 1)


def _require_certain(text: str, moment: datetime, meeting: Meeting, call: Call) -> None:
    """Raise `DateUnclear` for a weekday that may be the next one from now, or from the meeting."""
    zone = typed_zone(text) or call.person.zone_info
    coming, after = moment.astimezone(zone), _weekday_after(text, meeting, call)
    if after and after != coming.date():
        nearer = min(coming.date(), after, key=lambda day: abs(day - meeting.current.starts.astimezone(zone).date()))
        sentence = _("That may mean {one} or {other}: write the date.")
        told = sentence.format(one=name_date(coming.date()), other=name_date(after))
        raise DateUnclear(told, write(nearer, coming.time(), zone))
