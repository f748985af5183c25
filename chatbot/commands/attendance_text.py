"""How attendance is told."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from chatbot.call import Call
from storage.events import AnyEvent, AttendanceRecorded, ObserversCounted, PersonId, Presence
from storage.i18n import N_, _, plural
from storage.state import Meeting, Sitting

GRACE: Final = timedelta(minutes=10)
"""Who says that they are here later than so long after the opening, or after the planned time, is recorded as late."""
PRESENCES: Final = {
    Presence.PRESENT: N_("present"),
    Presence.LATE: N_("late"),
    Presence.PROXY: N_("represented"),
    Presence.EXCUSED: N_("excused"),
    Presence.OBSERVER: N_("observer"),
    Presence.ABSENT: N_("absent"),
}


def is_late(sitting: Sitting, now: datetime) -> bool:
    """Tell whether somebody who comes now is late: nobody is before the planned time, however early it was opened."""
    return sitting.opened is not None and now > max(sitting.opened, sitting.starts) + GRACE


def confirm(call: Call, events: Sequence[AttendanceRecorded | ObserversCounted]) -> str:
    """Return who is recorded how at which meeting, and how many observers."""
    meeting = call.state.meeting(events[0].network, events[0].meeting)
    named = [event for event in events if isinstance(event, AttendanceRecorded)]
    return "\n".join([*_confirm_named(call, meeting, named), *_confirm_counted(meeting, events)])


def confirm_known(call: Call, meeting: Meeting, found: Mapping[PersonId, int]) -> str:
    """Return how people are recorded already, each at the sitting with that number."""
    lines = []
    for person, number in found.items():
        how = _(PRESENCES[meeting.sittings[number - 1].attendance[person].presence])
        sentence = _("{name} is already recorded as {how} at {meeting}.")
        if person == call.person.id and call.actor is None:
            sentence = _("You are already recorded as {how} at {meeting}.")
        lines.append(sentence.format(name=call.name(person), how=how, meeting=meeting.label))
    return "\n".join(lines)


def _confirm_named(call: Call, meeting: Meeting, events: Sequence[AttendanceRecorded]) -> Iterator[str]:
    alike: dict[tuple[str, str], list[PersonId]] = defaultdict(list)
    for event in events:
        alike[_place(meeting, event), _tell(call, meeting, event)].append(event.person)
    for (where, how), who in alike.items():
        if who == [call.person.id] and call.actor is None:
            yield _("You are recorded at {meeting}: {how}.").format(meeting=where, how=how)
        else:
            names = ", ".join(call.name(person) for person in who)
            yield _("Recorded at {meeting} as {how}: {names}.").format(meeting=where, names=names, how=how)


def _confirm_counted(meeting: Meeting, events: Sequence[AnyEvent]) -> Iterator[str]:
    for event in events:
        if isinstance(event, ObserversCounted):
            observers = plural("{count} observer", "{count} observers", event.count)
            place = _place(meeting, event)
            yield _("Recorded at {meeting}: {observers}.").format(meeting=place, observers=observers)


def _place(meeting: Meeting, event: AttendanceRecorded | ObserversCounted) -> str:
    """Return the meeting, and which of its sittings where there are several."""
    if len(meeting.sittings) == 1:
        return meeting.label
    return _("{meeting} (sitting {number})").format(meeting=meeting.label, number=event.sitting)


def _tell(call: Call, meeting: Meeting, event: AttendanceRecorded) -> str:
    """Return how somebody is recorded: since when if late, by whom represented, and whether only afterwards."""
    how, sitting = _(PRESENCES[event.presence]), meeting.sittings[event.sitting - 1]
    if event.holder:
        return _("{how} by {name}, while they are there").format(how=how, name=call.name(event.holder))
    if sitting.closed and call.now > sitting.closed:
        return _("{how}, recorded after the close").format(how=how)
    if event.presence is Presence.LATE and is_late(sitting, call.now):
        return _("{how}, since {time}").format(how=how, time=tell_clock(call.now))
    return how


def tell_clock(moment: datetime) -> str:
    """Return the time of the day in UTC."""
    return f"{moment:%H:%M} UTC"
