"""To when a meeting or a deadline is moved: a date, or later or earlier by so much."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from chatbot.arguments import Moment
from chatbot.call import Call
from chatbot.dates import DateRefused, DateUnclear, read_moment, require_likely, typed_zone, write
from chatbot.dates.times import take_apart
from chatbot.dates.words import WEEKDAY_NUMBERS, name_date, normalise
from chatbot.kinds import Taken
from chatbot.meeting_arguments import LocalMoment, without_to
from chatbot.shift import Shift, TypedShift, read_shift
from chatbot.things import read_id, things
from storage.i18n import _
from storage.moments import tell_deadline
from storage.state import Commitment, Meeting, Milestone

_NO_REASON: Final = re.compile(r"(?:to|on|at|and|or|until|till|back|forward|from)\b|\W|\d", re.IGNORECASE)
_SAME_TIME: Final = re.compile(r"(?:\bat\s+)?(?:\bthe\s+)?\bsame\s+time\b", re.IGNORECASE)
_RELATIVE: Final = re.compile(r"\b(?:by|later|earlier)\b", re.IGNORECASE)
_EXAMPLE: Final = "1 week later"


class NewTime:
    """A day and a time, or a shift such as "by a week" or "one hour later"; all of the text."""

    shape = LocalMoment().shape

    def take(self, text: str, call: Call) -> Taken:
        """Take the whole text. Raise `DateRefused` for what is doubtful, with a time near that of the meeting."""
        meeting = _meeting(call)
        if typed := read_shift(without_to(text)):
            shift = _certain(typed)
            if meeting:
                _moved(shift, meeting.current.starts, call)
            return shift, ""
        try:
            taken = LocalMoment().take(text, call)
        except DateRefused as refused:
            if meeting:
                refused.suggestion = _completed(text, meeting, call) or refused.suggestion
            raise
        if taken and meeting:
            _require_certain(text, taken[0].moment, meeting, call)
        return taken


@dataclass(frozen=True, slots=True)
class NewDeadline(Moment):
    """A date, or a shift such as "a week later"; all of the text."""

    def take(self, text: str, call: Call) -> Taken:
        """Take the whole text. Raise `DateUnclear` for a shift that may be from now, or from the deadline as it is."""
        typed, due = read_shift(text), _due(call)
        if typed and due and typed.way and typed.rest:
            raise DateRefused(_("I cannot read “{text}” here.").format(text=typed.rest), typed.words)
        if not typed or typed.rest or not due:
            return Moment.take(self, text, call)
        moved = _moved(typed.shift, due, call)
        if typed.way:
            return moved, ""
        if moved <= call.now:  # so it can only be from now
            return Moment.take(self, text, call)
        sentence = _("From now, or from the deadline of {date}? Write “later”, or the date.")
        raise DateUnclear(sentence.format(date=tell_deadline(due)), typed.told)


def _due(call: Call) -> datetime | None:
    """Return the deadline of the commitment or milestone that the line names, if there is one."""
    named = (read_id(word) for word in call.line.split())
    found = (things(call.network, one.noun).get(one.number) for one in named if one)
    return next((one.due for one in found if isinstance(one, Commitment | Milestone)), None)


def _certain(typed: TypedShift) -> Shift:
    """Return a shift. Raise `DateRefused` where other words stand behind it, or it may be counted from now."""
    if typed.rest:
        better = typed.words if _NO_REASON.match(typed.rest) else f"{typed.words} because:{typed.rest}"
        if read_id(typed.rest):
            better = f"{typed.rest} {typed.words}"
        raise DateRefused(_("I cannot read “{text}” here.").format(text=typed.rest), better)
    if not typed.by and not typed.way:
        raise DateUnclear(_("From when it was planned, or from now? Write `by`, or the date."), f"by {typed.words}")
    return typed.shift


def _moved(shift: Shift, moment: datetime, call: Call) -> datetime:
    """Return the moment so much later. Raise `DateRefused` for one that is too far away to be meant."""
    moved = shift.after(moment)
    require_likely(moved.date(), call.now.date(), _EXAMPLE)
    return moved


def _meeting(call: Call) -> Meeting | None:
    """Return the meeting that the line names, if it names one."""
    named = (read_id(word) for word in call.line.split())
    numbers = (one.number for one in named if one and one.noun == "meeting")
    return next((call.network.meetings[one] for one in numbers if one in call.network.meetings), None)


def _completed(text: str, meeting: Meeting, call: Call) -> str:
    """Return a time alone with the meeting's day, a day alone with its time; "" for what is neither."""
    starts, zone = meeting.current.starts, call.person.zone_info
    bare = without_to(_SAME_TIME.sub("", text).strip())
    with suppress(DateRefused):
        day = starts.astimezone(typed_zone(bare) or zone).date()
        if not take_apart(normalise(bare)).phrase:
            timed = f"{write(day)} {bare}"
            read_moment(timed, call.now, zone, time_needed=True)
            return timed
    with suppress(DateRefused):
        wanted = _weekday_after(bare, meeting, call) or read_moment(bare, call.now, zone).astimezone(UTC).date()
        return write(wanted, starts.astimezone(zone).time(), zone)
    words = text.split()
    shifts = (read_shift(" ".join(words[start:])) for start in range(1, len(words)))
    return next((one.told for one in shifts if one and not one.rest), _EXAMPLE if _RELATIVE.search(text) else "")


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
