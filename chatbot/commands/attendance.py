"""Attendance: `/attend` (or `/here`) and `/apologies`."""

from collections.abc import Sequence
from typing import Final

from chatbot.arguments import Argument, Id, Mentions, OneOf, Rest
from chatbot.call import Call
from chatbot.command import PRIVATE, Table
from chatbot.commands.meeting import describe_stage, next_meeting, open_meeting
from chatbot.message import Refused
from chatbot.rights import Right
from storage.events import AnyEvent, AttendanceRecorded, Presence
from storage.i18n import N_, _
from storage.measures import meetings
from storage.people import Person
from storage.state import Meeting

TABLE: Final = Table()
PRESENCES: Final = {
    Presence.PRESENT: N_("present"),
    Presence.LATE: N_("late"),
    Presence.EXCUSED: N_("excused"),
    Presence.OBSERVER: N_("observer"),
}


@TABLE.command(
    "attend",
    summary=N_("Say that you are at the open meeting; whoever runs it records others by name"),
    who=Right.TAKE_PART,
    audience=PRIVATE,
    example="/attend",
    arguments=[
        Argument("meeting", Id("meeting"), N_("the meeting"), required=False, default=open_meeting),
        Argument("people", Mentions(), N_("who, unless yourself"), required=False),
        Argument(
            "presence",
            OneOf(Presence, {"here": Presence.PRESENT, "apologies": Presence.EXCUSED}, instead=Presence.EXCUSED),
            N_("how"),
            required=False,
        ),
    ],
    brief=True,
)
class Attend:
    """Records who is at a meeting."""

    def decide(
        self, call: Call, meeting: Meeting, people: list[Person] | None, presence: Presence | None
    ) -> Sequence[AnyEvent]:
        """Return a record a person. Others are recorded by whoever runs meetings, also after the close.

        Apologies may come before the meeting opens.
        """
        who = people or [call.person]
        if any(person.id != call.person.id for person in who):
            call.require(Right.RUN_MEETINGS)
        if meeting.closed and not call.may(Right.RUN_MEETINGS):
            sentence = _("{meeting} is closed; a co-chair can still record you.").format(meeting=meeting.label)
            raise Refused("closed", sentence, f"/meeting list in:{call.code}")
        if meeting.cancelled or not (meeting.opened or presence is Presence.EXCUSED):
            better = f"/meeting list in:{call.code}" if meeting.cancelled else f"/apologies {meeting.label}"
            raise Refused("conflict", describe_stage(meeting), better)
        return [
            AttendanceRecorded(
                network=meeting.network, meeting=meeting.number, person=person, presence=presence or Presence.PRESENT
            )
            for person in dict.fromkeys(person.id for person in who)
        ]

    def answer(self, call: Call, *events: AttendanceRecorded) -> str:
        """Confirm who was recorded how."""
        return confirm(call, events)


@TABLE.command(
    "apologies",
    summary=N_("Say that you cannot come to the open or the next meeting"),
    who=Right.TAKE_PART,
    audience=PRIVATE,
    example="/apologies M5",
    arguments=[
        Argument(
            "meeting",
            Id("meeting"),
            N_("the meeting"),
            required=False,
            default=lambda call: next(iter(meetings.going_on(call.network)), None) or next_meeting(call),
        ),
        Argument("reason", Rest(N_("REASON"), 500), N_("not recorded"), required=False),
    ],
)
class Apologies:
    """Records the person as excused. A reason is nobody's business and is not kept."""

    def decide(self, call: Call, meeting: Meeting, reason: str | None) -> Sequence[AnyEvent]:
        """Return the apology."""
        if meeting.closed or meeting.cancelled:
            raise Refused("closed", describe_stage(meeting), f"/meeting list in:{call.code}")
        if reason and (others := Mentions().take(reason, call)):
            sentence = _("`/apologies` is for yourself; whoever runs the meeting records others with `/attend`.")
            names = " ".join(f"@{person.name}" for person in others[0])
            better = f"/attend {meeting.label} {names} excused" if call.may(Right.RUN_MEETINGS) else "/apologies"
            raise Refused("usage", sentence, better)
        return [
            AttendanceRecorded(
                network=meeting.network, meeting=meeting.number, person=call.person.id, presence=Presence.EXCUSED
            )
        ]

    def answer(self, call: Call, *events: AttendanceRecorded) -> str:
        """Confirm the apology."""
        return confirm(call, events)


def confirm(call: Call, events: Sequence[AttendanceRecorded]) -> str:
    """Return who is recorded how at which meeting."""
    label = call.state.meeting(events[0].network, events[0].meeting).label
    how = _(PRESENCES[events[0].presence])
    if [event.person for event in events] == [call.person.id]:
        return _("You are recorded at {meeting}: {how}.").format(meeting=label, how=how)
    names = ", ".join(call.name(event.person) for event in events)
    return _("Recorded at {meeting} as {how}: {names}.").format(meeting=label, names=names, how=how)
