"""Meetings: `/meeting plan`, `open`, `close`, `cancel`, `list`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from chatbot.arguments import Argument, Id, Moment, OneOf, Rest
from chatbot.call import Call
from chatbot.command import CHANNEL, PRIVATE, Table
from chatbot.message import Refused
from chatbot.rights import Right
from storage.events import (
    AnyEvent,
    MeetingCancelled,
    MeetingClosed,
    MeetingKind,
    MeetingOpened,
    MeetingPlanned,
    Text,
)
from storage.i18n import N_, _, plural
from storage.measures import meetings
from storage.state import Meeting

TABLE: Final = Table()
PLAN: Final = "/meeting plan tomorrow 17:00 title:Monthly call"


def open_meeting(call: Call) -> Meeting:
    """Return the network's open meeting, for a command that names none."""
    found = meetings.going_on(call.network)
    if not found:
        coming = call.may(Right.RUN_MEETINGS) and _coming(call)
        better = f"/meeting open {coming[0].label}" if coming else f"/meeting list in:{call.code}"
        raise Refused("not_found", _("No meeting is open in {code}.").format(code=call.code), better)
    return found[0]


def next_meeting(call: Call) -> Meeting:
    """Return the meeting that comes next, or ought to have begun today."""
    coming = _coming(call)
    if not coming:
        better = f"{PLAN} in:{call.code}" if call.may(Right.RUN_MEETINGS) else f"/meeting list in:{call.code}"
        raise Refused("not_found", _("No meeting is planned in {code}.").format(code=call.code), better)
    return coming[0]


def _coming(call: Call) -> list[Meeting]:
    return meetings.upcoming(call.network, call.now, meetings.LATE)


def describe_stage(meeting: Meeting) -> str:
    """Return where a meeting stands, as a sentence."""
    if meeting.cancelled:
        sentence = _("{meeting} is cancelled.")
    elif meeting.closed:
        sentence = _("{meeting} is closed.")
    else:
        sentence = _("{meeting} is open.") if meeting.opened else _("{meeting} is not open yet.")
    return sentence.format(meeting=meeting.label)


@TABLE.command(
    "meeting plan",
    summary=N_("Plan a meeting"),
    who=Right.RUN_MEETINGS,
    audience=CHANNEL,
    example=PLAN,
    arguments=[Argument("when", Moment(time_needed=True), N_("day and time"))],
    options=[
        Argument("title", Rest(N_("TITLE"), 300), N_("what it is called"), required=False),
        Argument("kind", OneOf(MeetingKind, {}), N_("of the working group, or open to the community"), required=False),
    ],
)
class Plan:
    """Plans a meeting in the future."""

    def decide(self, call: Call, when: datetime, title: str | None, kind: MeetingKind | None) -> Sequence[AnyEvent]:
        """Return the plan."""
        if when <= call.now:
            raise Refused("usage", _("{time} has passed; a meeting is planned ahead.").format(time=call.time(when)))
        return [
            MeetingPlanned(
                network=call.network.code,
                meeting=call.state.next_number(call.network.code, "meeting"),
                starts=when,
                title=Text.of(title or _("Meeting")),
                kind=kind or MeetingKind.MWG,
            )
        ]

    def answer(self, call: Call, event: MeetingPlanned) -> str:
        """Announce the meeting."""
        meeting = call.state.meeting(event.network, event.meeting)
        return _("{meeting}: {title}, {time}. Cannot come? `/apologies {meeting}`").format(
            meeting=meeting.label, title=meeting.title, time=call.time(meeting.starts)
        )


@TABLE.command(
    "meeting open",
    summary=N_("Open a meeting, the next one planned unless you name another"),
    who=Right.RUN_MEETINGS,
    audience=CHANNEL,
    example="/meeting open M5",
    arguments=[Argument("meeting", Id("meeting"), N_("the meeting"), required=False, default=next_meeting)],
)
class Open:
    """Begins a meeting; a network has one open meeting at a time."""

    def decide(self, call: Call, meeting: Meeting) -> Sequence[AnyEvent]:
        """Return the opening."""
        if other := meetings.going_on(call.network):
            sentence = _("{meeting} is open; close it first.").format(meeting=other[0].label)
            raise Refused("conflict", sentence, f"/meeting close {other[0].label}")
        if not meeting.is_planned:
            raise Refused("conflict", describe_stage(meeting), f"{PLAN} in:{call.code}")
        return [MeetingOpened(network=meeting.network, meeting=meeting.number)]

    def answer(self, call: Call, event: MeetingOpened) -> str:
        """Ask for attendance."""
        meeting = call.state.meeting(event.network, event.meeting)
        return _("{meeting} is open: {title}. Say that you are here: `/attend`").format(
            meeting=meeting.label, title=meeting.title
        )


@TABLE.command(
    "meeting close",
    summary=N_("Close the open meeting"),
    who=Right.RUN_MEETINGS,
    audience=CHANNEL,
    example="/meeting close",
    arguments=[Argument("meeting", Id("meeting"), N_("the meeting"), required=False, default=open_meeting)],
)
class Close:
    """Ends a meeting."""

    def decide(self, call: Call, meeting: Meeting) -> Sequence[AnyEvent]:
        """Return the close."""
        if not meeting.is_open:
            better = f"/meeting {'open' if meeting.is_planned else 'list'} in:{call.code}"
            raise Refused("closed" if meeting.closed else "conflict", describe_stage(meeting), better)
        return [MeetingClosed(network=meeting.network, meeting=meeting.number)]

    def answer(self, call: Call, event: MeetingClosed) -> str:
        """Say how many were there, without names."""
        meeting = call.state.meeting(event.network, event.meeting)
        return _("{meeting} is closed. {headcount}").format(
            meeting=meeting.label, headcount=describe_headcount(call, meeting)
        )


@TABLE.command(
    "meeting cancel",
    summary=N_("Cancel a planned meeting"),
    who=Right.RUN_MEETINGS,
    audience=CHANNEL,
    example="/meeting cancel M5 because:public holiday",
    arguments=[Argument("meeting", Id("meeting"), N_("the meeting"))],
    options=[Argument("because", Rest(N_("REASON"), 500), N_("why"), required=False)],
)
class Cancel:
    """Takes a planned meeting off the calendar."""

    def decide(self, call: Call, meeting: Meeting, because: str | None) -> Sequence[AnyEvent]:
        """Return the cancellation."""
        if not meeting.is_planned:
            raise Refused("conflict", describe_stage(meeting), f"/meeting list in:{call.code}")
        reason = Text.of(because) if because else None
        return [MeetingCancelled(network=meeting.network, meeting=meeting.number, reason=reason)]

    def answer(self, call: Call, event: MeetingCancelled) -> str:
        """Announce the cancellation."""
        meeting = call.state.meeting(event.network, event.meeting)
        sentence = _("{meeting} ({title}, {time}) is cancelled.").format(
            meeting=meeting.label, title=meeting.title, time=call.time(meeting.starts)
        )
        if event.reason is None:
            return sentence
        return _("{sentence} Reason: {reason}").format(sentence=sentence, reason=event.reason)


@TABLE.command(
    "meeting list",
    summary=N_("List meetings: those to come, then those held and those that nobody opened"),
    who=Right.READ,
    audience=PRIVATE,
    example="/meeting list",
)
class List:
    """Lists meetings."""

    def show(self, call: Call) -> str:
        """Render a line a meeting."""
        coming = _coming(call)
        missed = [meeting for meeting in meetings.planned(call.network) if meeting not in coming]
        past = sorted([*meetings.held(call.network), *missed], key=lambda meeting: meeting.starts, reverse=True)
        lines = [self._line(call, meeting) for meeting in (*coming, *past)]
        return "\n".join(lines) or _("No meetings in {code} yet.").format(code=call.code)

    def _line(self, call: Call, meeting: Meeting) -> str:
        label = _("{meeting} (open now)") if meeting.is_open else "{meeting}"
        if meetings.stage(meeting, call.now) == "not opened":
            label = _("{meeting} (not opened)")
        line = f"{label.format(meeting=meeting.label)}: {meeting.title}, {call.time(meeting.starts)}"
        return line if meeting.is_planned else f"{line}. {describe_headcount(call, meeting)}"


def describe_headcount(call: Call, meeting: Meeting) -> str:
    """Return how many were at a meeting, or that this was not recorded."""
    count = meetings.headcount(call.state.network(meeting.network), meeting, call.now)
    if count is None:
        return _("Attendance: not recorded.")
    sentence = _("Attendance: {present} of {eligible} members").format(present=count.present, eligible=count.eligible)
    extra = [
        plural("{count} apology", "{count} apologies", count.excused) if count.excused else "",
        plural("{count} other", "{count} others", count.others) if count.others else "",
    ]
    return ", ".join([sentence, *filter(None, extra)]) + "."
