"""Attendance: `/attend` (or `/here`), `/attend leave` and `/apologies`."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from chatbot.arguments import Argument, Id, Mentions, OneOf, Rest
from chatbot.call import Call
from chatbot.command import PRIVATE, Table
from chatbot.commands.meeting import describe_headcount, describe_stage, open_meeting, open_or_latest, open_or_next
from chatbot.meeting_arguments import Count
from chatbot.message import Refused
from chatbot.rights import Right
from storage.events import AnyEvent, AttendanceEnded, AttendanceRecorded, ObserversCounted, PersonId, Presence, Text
from storage.i18n import N_, _, plural
from storage.measures.meetings import FEW, THERE, of_member
from storage.people import Person
from storage.state import Attendance, Meeting, Sitting

TABLE: Final = Table()
GRACE: Final = timedelta(minutes=10)
"""Who says that they are here later than so long after the opening, or after the planned time, is recorded as late."""
AHEAD: Final = frozenset({Presence.EXCUSED, Presence.PROXY})
"""What may be recorded before a meeting opens."""
PRESENCES: Final = {
    Presence.PRESENT: N_("present"),
    Presence.LATE: N_("late"),
    Presence.PROXY: N_("represented"),
    Presence.EXCUSED: N_("excused"),
    Presence.OBSERVER: N_("observer"),
    Presence.ABSENT: N_("absent"),
}
OPEN: Final = Argument("meeting", Id("meeting"), N_("the meeting"), required=False, default=open_meeting)
PROXY: Final = Argument("proxy", Mentions(many=False), N_("who represents you, while they are there"), required=False)


@TABLE.command(
    "attend",
    summary=N_("Say that you are at the open meeting; whoever runs it records others by name"),
    who=Right.TAKE_PART,
    audience=PRIVATE,
    example="/attend",
    for_others=True,
    arguments=[
        OPEN,
        Argument("people", Mentions(), N_("who, unless yourself"), required=False),
        Argument(
            "presence",
            OneOf(Presence, {"here": Presence.PRESENT, "apologies": Presence.EXCUSED}, instead=Presence.EXCUSED),
            N_("how"),
            required=False,
        ),
    ],
    options=[
        PROXY,
        Argument("observers", Count(), N_("how many observers there are, without their names"), required=False),
        Argument("because", Rest(N_("REASON"), 500), N_("why a record is corrected"), required=False),
    ],
    brief=True,
)
class Attend:
    """Records who is at a meeting."""

    def decide(
        self,
        call: Call,
        meeting: Meeting,
        people: list[Person] | None,
        presence: Presence | None,
        proxy: Person | None,
        observers: int | None,
        because: str | None,
    ) -> Sequence[AnyEvent]:
        """Return a record a person whose record this changes. Others are recorded by whoever runs meetings.

        Apologies and proxies may come before the meeting opens. After its close one may still record oneself, until
        the minutes are published.
        """
        if observers is not None:
            call.require(Right.RUN_MEETINGS)
            _require_begun(call, meeting, None)
        counted = _counted(meeting, observers)
        if observers is not None and not (people or presence or proxy):
            return counted
        presence = Presence.PROXY if proxy else presence
        who = list(dict.fromkeys(person.id for person in people or [call.person]))
        if who != [call.person.id]:
            call.require(Right.RUN_MEETINGS)
        _require_begun(call, meeting, presence)
        _require_represented(who, presence, proxy)
        reason = Text.of(because) if because else None
        events = [
            AttendanceRecorded(
                network=meeting.network,
                meeting=meeting.number,
                person=person,
                presence=how,
                sitting=_sitting(meeting),
                recorder="" if person == call.person.id else call.by,
                holder=proxy.id if proxy else "",
                reason=reason,
            )
            for person in who
            if (how := _how(call, meeting, person, presence))
        ]
        _require_reason(call, meeting, events)
        return [*events, *counted]

    def answer(self, call: Call, *events: AttendanceRecorded | ObserversCounted) -> str:
        """Confirm who was recorded how."""
        return confirm(call, events)


def _sitting(meeting: Meeting) -> int:
    """Return the number of the sitting that a record is of: after all is over, or in between, the last that was."""
    begun = [number for number, sitting in enumerate(meeting.sittings, 1) if sitting.opened]
    return meeting.sitting if meeting.is_open or not begun else begun[-1]


def _how(call: Call, meeting: Meeting, person: PersonId, presence: Presence | None) -> Presence | None:
    """Return how somebody is to be recorded; None where the record says so already.

    Who was there before and left is there again as before. Whoever is recorded by others may have been there all the
    time, so only one's own word tells that one is late.
    """
    sitting = meeting.sittings[_sitting(meeting) - 1]
    known = sitting.attendance.get(person)
    if presence:
        return presence
    if known and known.presence in THERE:
        return known.presence if known.left else None
    late = meeting.is_open and _is_late(sitting, call.now)
    return Presence.LATE if late and person == call.person.id else Presence.PRESENT


def _is_late(sitting: Sitting, now: datetime) -> bool:
    """Tell whether somebody who comes now is late: nobody is before the planned time, however early it was opened."""
    return sitting.opened is not None and now > max(sitting.opened, sitting.starts) + GRACE


def _counted(meeting: Meeting, observers: int | None) -> list[AnyEvent]:
    if observers is None:
        return []
    sitting = _sitting(meeting)
    return [ObserversCounted(network=meeting.network, meeting=meeting.number, count=observers, sitting=sitting)]


def _require_begun(call: Call, meeting: Meeting, presence: Presence | None) -> None:
    if meeting.minutes and not call.may(Right.RUN_MEETINGS):
        sentence = _("The minutes of {meeting} are published; a co-chair can still record you.")
        raise Refused("closed", sentence.format(meeting=meeting.label), f"/meeting list in:{call.code}")
    if meeting.cancelled or not (meeting.opened or presence in AHEAD):
        better = f"/meeting list in:{call.code}" if meeting.cancelled else f"/apologies {meeting.label}"
        raise Refused("conflict", describe_stage(meeting), better)


def _require_represented(who: Sequence[PersonId], presence: Presence | None, proxy: Person | None) -> None:
    """Raise `Refused` for a proxy that nobody holds, or somebody for themselves."""
    if presence is Presence.PROXY and proxy is None:
        raise Refused("usage", _("Who holds the proxy? Name somebody with `proxy:`."), "/attend proxy:@amina")
    if proxy and proxy.id in who:
        raise Refused("usage", _("Nobody represents themselves."), "/attend")


def _require_reason(call: Call, meeting: Meeting, events: Sequence[AttendanceRecorded]) -> None:
    """Raise `Refused` where another person's record is changed after the close without saying why."""
    for event in events:
        known = meeting.sittings[event.sitting - 1].attendance.get(event.person)
        changed = known and known.presence is not event.presence
        if meeting.closed and changed and event.recorder and event.reason is None:
            name, how = call.name(event.person), _(PRESENCES[event.presence])
            sentence = _("{meeting} is closed, and {name} is recorded otherwise: say why with `because:`.")
            better = f"/attend {meeting.label} {name} {how} because:"
            raise Refused("usage", sentence.format(meeting=meeting.label, name=name), f"{better}{_('mistaken entry')}")


@TABLE.command(
    "attend leave",
    summary=N_("Say that you leave the open meeting before its end"),
    who=Right.TAKE_PART,
    audience=PRIVATE,
    example="/attend leave",
    arguments=[OPEN, Argument("people", Mentions(), N_("who, unless yourself"), required=False)],
    brief=True,
)
class Leave:
    """Records when somebody left. They were there; a proxy that they hold ends with it."""

    def decide(self, call: Call, meeting: Meeting, people: list[Person] | None) -> Sequence[AnyEvent]:
        """Return a record for each of them."""
        who = list(dict.fromkeys(person.id for person in people or [call.person]))
        if who != [call.person.id]:
            call.require(Right.RUN_MEETINGS)
        if not meeting.is_open:
            raise Refused("conflict", describe_stage(meeting), f"/meeting list in:{call.code}")
        sitting = meeting.current
        for person in who:
            known = sitting.attendance.get(person)
            if known is None or known.presence not in THERE:
                sentence = _("{name} is not recorded as present.").format(name=call.name(person))
                raise Refused("conflict", sentence, "/attend")
        return [
            AttendanceEnded(network=meeting.network, meeting=meeting.number, person=person, sitting=meeting.sitting)
            for person in who
            if sitting.attendance[person].left is None
        ]

    def answer(self, call: Call, *events: AttendanceEnded) -> str:
        """Confirm who left."""
        meeting = call.state.meeting(events[0].network, events[0].meeting)
        names = ", ".join(call.name(event.person) for event in events)
        return _("Recorded: {names} left {meeting} at {time}.").format(
            names=names, meeting=meeting.label, time=_clock(call)
        )


@TABLE.command(
    "apologies",
    summary=N_("Say that you cannot come to the open or the next meeting, and who represents you"),
    who=Right.TAKE_PART,
    audience=PRIVATE,
    example="/apologies M5",
    for_others=True,
    arguments=[
        Argument("meeting", Id("meeting"), N_("the meeting"), required=False, default=open_or_next),
        Argument("reason", Rest(N_("REASON"), 500), N_("not recorded"), required=False),
    ],
    options=[PROXY],
)
class Apologies:
    """Records the person as excused. A reason is nobody's business and is not kept."""

    def decide(self, call: Call, meeting: Meeting, reason: str | None, proxy: Person | None) -> Sequence[AnyEvent]:
        """Return the apology."""
        if meeting.closed or meeting.cancelled:
            raise Refused("closed", describe_stage(meeting), f"/meeting list in:{call.code}")
        if reason and (others := Mentions().take(reason, call)):
            sentence = _("`/apologies` is for yourself; whoever runs the meeting records others with `/attend`.")
            names = " ".join(f"@{person.name}" for person in others[0])
            better = f"/attend {meeting.label} {names} excused" if call.may(Right.RUN_MEETINGS) else "/apologies"
            raise Refused("usage", sentence, better)
        presence = Presence.PROXY if proxy else Presence.EXCUSED
        _require_represented([call.person.id], presence, proxy)
        return [
            AttendanceRecorded(
                network=meeting.network,
                meeting=meeting.number,
                person=call.person.id,
                presence=presence,
                sitting=meeting.sitting,
                holder=proxy.id if proxy else "",
            )
        ]

    def answer(self, call: Call, *events: AttendanceRecorded) -> str:
        """Confirm the apology."""
        return confirm(call, events)


def confirm(call: Call, events: Sequence[AttendanceRecorded | ObserversCounted]) -> str:
    """Return who is recorded how at which meeting, and how many observers."""
    meeting = call.state.meeting(events[0].network, events[0].meeting)
    named = [event for event in events if isinstance(event, AttendanceRecorded)]
    return "\n".join([*_confirm_named(call, meeting, named), *_confirm_counted(meeting, events)])


def _confirm_named(call: Call, meeting: Meeting, events: Sequence[AttendanceRecorded]) -> Iterator[str]:
    for how in dict.fromkeys(_tell(call, meeting, event) for event in events):
        who = [event.person for event in events if _tell(call, meeting, event) == how]
        if who == [call.person.id]:
            yield _("You are recorded at {meeting}: {how}.").format(meeting=meeting.label, how=how)
        else:
            names = ", ".join(call.name(person) for person in who)
            yield _("Recorded at {meeting} as {how}: {names}.").format(meeting=meeting.label, names=names, how=how)


def _confirm_counted(meeting: Meeting, events: Sequence[AnyEvent]) -> Iterator[str]:
    for event in events:
        if isinstance(event, ObserversCounted):
            observers = plural("{count} observer", "{count} observers", event.count)
            yield _("Recorded at {meeting}: {observers}.").format(meeting=meeting.label, observers=observers)


def _tell(call: Call, meeting: Meeting, event: AttendanceRecorded) -> str:
    """Return how somebody is recorded: since when if late, by whom represented, and whether only afterwards."""
    how, sitting = _(PRESENCES[event.presence]), meeting.sittings[event.sitting - 1]
    if event.holder:
        return _("{how} by {name}, while they are there").format(how=how, name=call.name(event.holder))
    if sitting.closed and call.now > sitting.closed:
        return _("{how}, recorded after the close").format(how=how)
    if event.presence is Presence.LATE and _is_late(sitting, call.now):
        return _("{how}, since {time}").format(how=how, time=_clock(call))
    return how


def _clock(call: Call) -> str:
    return f"{call.now:%H:%M} UTC"


@TABLE.command(
    "meeting attendance",
    summary=N_("Show who is recorded at the open or the latest meeting, to whoever runs it; to others, themselves"),
    who=Right.TAKE_PART,
    audience=PRIVATE,
    example="/meeting attendance M5",
    arguments=[Argument("meeting", Id("meeting"), N_("the meeting"), required=False, default=open_or_latest)],
)
class Attended:
    """Shows the record of a meeting's attendance, and where it came from."""

    def show(self, call: Call, meeting: Meeting) -> str:
        """Render a line a person and sitting, after the headcount."""
        return "\n".join([describe_headcount(call, meeting), *self._people(call, meeting), *self._own(call)])

    def _people(self, call: Call, meeting: Meeting) -> Iterator[str]:
        for number, sitting in enumerate(meeting.sittings, 1):
            shown = [one for one in sitting.attendance if one == call.person.id or call.may(Right.RUN_MEETINGS)]
            if shown and len(meeting.sittings) > 1:
                yield _("Sitting {number}:").format(number=number)
            yield from (self._line(call, sitting, person, sitting.attendance[person]) for person in shown)

    def _line(self, call: Call, sitting: Sitting, person: PersonId, known: Attendance) -> str:
        holder = _("by {name}").format(name=call.name(known.holder)) if known.holder else ""
        told = [
            " ".join(filter(None, [_(PRESENCES[known.presence]), holder])),
            _("since {time}").format(time=f"{known.at:%H:%M}")
            if known.presence is Presence.LATE and not known.recorder
            else "",
            _("left at {time}").format(time=f"{known.left:%H:%M}") if known.left else "",
            _("recorded by {name}").format(name=call.name(known.recorder)) if known.recorder else "",
            _("after the close") if sitting.closed and known.at > sitting.closed else "",
            _("from the list of participants") if known.via == "participants" else "",
            _("because: {reason}").format(reason=known.reason) if known.reason else "",
        ]
        return f"{call.name(person)}: {', '.join(filter(None, told))}"

    def _own(self, call: Call) -> list[str]:
        counted = of_member(call.network, call.person.id, call.now)
        if not counted.recorded:
            return []
        sentence = _("You attended {attended} of {recorded} recorded meetings since you joined{share}.")
        share = f" ({counted.attended / counted.recorded:.0%})" if counted.recorded >= FEW else ""
        return [sentence.format(attended=counted.attended, recorded=counted.recorded, share=share)]
