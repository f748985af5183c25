"""Not being there: `/attend leave` and `/apologies`."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from chatbot.arguments import Argument, Mentions, Rest
from chatbot.call import Call
from chatbot.command import PRIVATE, Table
from chatbot.commands.attendance import PROXY, record, require_people, require_represented
from chatbot.commands.attendance_text import confirm, tell_clock
from chatbot.commands.meeting import OPEN, OPEN_OR_NEXT, describe_stage
from chatbot.message import Refused
from chatbot.rights import Right
from storage.events import AnyEvent, AttendanceEnded, AttendanceRecorded, PersonId, Presence
from storage.i18n import N_, _
from storage.measures.meetings import THERE, held_by
from storage.people import Person
from storage.state import Meeting

TABLE: Final = Table()


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
    """Records when somebody left. They were there; a proxy that they hold ends with it, also when they come back."""

    def decide(self, call: Call, meeting: Meeting, people: list[Person] | None) -> Sequence[AnyEvent]:
        """Return a record for each of them."""
        who = require_people(call, people)
        if not meeting.is_open:
            raise Refused("conflict", describe_stage(meeting), f"/meeting list in:{call.code}")
        sitting = meeting.current
        for person in who:
            known = sitting.attendance.get(person)
            if known is None or known.presence not in THERE:
                sentence = _("{name} is not recorded as present.").format(name=call.name(person))
                better = "/attend" if person == call.person.id else f"/meeting attendance {meeting.label}"
                raise Refused("conflict", sentence, better)
        leaving = [person for person in who if sitting.attendance[person].left is None]
        return [
            AttendanceEnded(network=meeting.network, meeting=meeting.number, person=person, sitting=meeting.sitting)
            for person in [*leaving, *held_by(sitting, leaving)]
        ]

    def answer(self, call: Call, *events: AttendanceEnded) -> str:
        """Confirm who left, and whose proxy ended with it."""
        meeting = call.state.meeting(events[0].network, events[0].meeting)
        attendance = meeting.sittings[events[0].sitting - 1].attendance
        there = [event.person for event in events if attendance[event.person].presence in THERE]
        proxies = [event.person for event in events if event.person not in there]
        told = _("Recorded: {names} left {meeting} at {time}.").format(
            names=_names(call, there), meeting=meeting.label, time=tell_clock(call.now)
        )
        if not proxies:
            return told
        ended = _("With that ends the proxy for {names}; a new one is given with `/apologies proxy:`.")
        return f"{told}\n{ended.format(names=_names(call, proxies))}"


def _names(call: Call, people: Sequence[PersonId]) -> str:
    return ", ".join(call.name(person) for person in people)


@TABLE.command(
    "apologies",
    summary=N_("Say that you cannot come to the open or the next meeting, and who represents you"),
    who=Right.TAKE_PART,
    audience=PRIVATE,
    example="/apologies M5",
    for_others=True,
    arguments=[OPEN_OR_NEXT, Argument("reason", Rest(N_("REASON"), 500), N_("not recorded"), required=False)],
    options=[PROXY],
)
class Apologies:
    """Records the person as excused. A reason is nobody's business and is not kept."""

    def decide(self, call: Call, meeting: Meeting, reason: str | None, proxy: Person | None) -> Sequence[AnyEvent]:
        """Return an apology or a proxy for whoever speaks. Refuse what names others, and whoever is there already."""
        if meeting.closed or meeting.cancelled:
            raise Refused("closed", describe_stage(meeting), f"/meeting list in:{call.code}")
        if reason and (others := Mentions().take(reason, call)):
            sentence = _("`/apologies` is for yourself; whoever runs the meeting records others with `/attend`.")
            names = " ".join(f"@{person.name}" for person in others[0])
            better = f"/attend {meeting.label} {names} excused" if call.may(Right.RUN_MEETINGS) else "/apologies"
            raise Refused("usage", sentence, better)
        if reason and not proxy and (named := _named(call, reason)):
            sentence = _("Does @{name} represent you? Then say so with `proxy:`; else leave the name out.")
            better = f"/apologies {meeting.label} proxy:@{named.name}"
            raise Refused("ambiguous", sentence.format(name=named.name), better)
        _refuse_present(call, meeting)
        presence = Presence.PROXY if proxy else Presence.EXCUSED
        require_represented(call, [call.person.id], presence, proxy)
        return [record(call, meeting, call.person.id, presence, meeting.sitting, proxy)]

    def answer(self, call: Call, *events: AttendanceRecorded) -> str:
        return confirm(call, events)


def _named(call: Call, reason: str) -> Person | None:
    """Return somebody whom a reason names, other than the person."""
    for word in reason.split():
        with suppress(Refused):
            found = Mentions(many=False).take(word, call)
            if found and found[0].id != call.person.id:
                person: Person = found[0]
                return person
    return None


def _refuse_present(call: Call, meeting: Meeting) -> None:
    """Raise `Refused` for somebody who is at the open meeting: what is meant is another one, or that they go."""
    known = meeting.current.attendance.get(call.person.id)
    if meeting.is_open and known and known.presence in THERE and known.left is None:
        sentence = _(
            "You are recorded as present at {meeting}, which is open. If you go before its end: `/attend leave`. "
            "For another meeting name it, such as `/apologies M6`."
        )
        raise Refused("conflict", sentence.format(meeting=meeting.label), f"/attend leave {meeting.label}")
