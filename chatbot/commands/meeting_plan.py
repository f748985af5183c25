"""Meetings ahead: `/meeting plan`, `move`, `cancel`."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from chatbot.arguments import Argument, Moment, OneOf, Rest, YesNo
from chatbot.call import Call
from chatbot.command import BECAUSE, CHANNEL, Table
from chatbot.commands.attendance_sitting import SITTING, require_sitting
from chatbot.commands.meeting import PLAN, describe_stage, refuse_cancelled, tell_times
from chatbot.commands.meeting_title import check_title
from chatbot.dates import write
from chatbot.meeting_arguments import RHYTHM, Extent, Local, LocalMoment
from chatbot.message import Refused
from chatbot.moving import NewTime
from chatbot.rights import Right
from chatbot.shift import Shift
from chatbot.things import Id
from storage import series
from storage.events import AnyEvent, MeetingCancelled, MeetingKind, MeetingMoved, MeetingPlanned, Rhythm, Series, Text
from storage.i18n import N_, _
from storage.public import wording
from storage.state import Meeting

TABLE: Final = Table()
FARTHEST: Final = timedelta(days=7)
"""How far apart two sittings of one meeting are at most."""


@TABLE.command(
    "meeting plan",
    summary=N_("Plan a meeting, or a series; with `also:` a second sitting with the same agenda"),
    who=Right.RUN_MEETINGS,
    audience=CHANNEL,
    example=PLAN,
    arguments=[Argument("when", LocalMoment(titled=True), N_("day and time"))],
    options=[
        Argument("title", Rest(N_("TITLE"), 300), N_("what it is called"), required=False),
        Argument("kind", OneOf(MeetingKind, {}), N_("of the working group, or open to the community"), required=False),
        Argument("every", RHYTHM, N_("a series: each week, or the same weekday or date of a month"), required=False),
        Argument("also", LocalMoment(), N_("when the second sitting starts"), required=False),
        Argument("link", Rest("https://…", 500), N_("where it takes place; it is public"), required=False),
        Argument("chatham", OneOf(YesNo, {}), N_("whether the minutes name no one at all"), required=False),
    ],
)
class Plan:
    """Plans a meeting in the future, or several."""

    def decide(  # noqa: PLR0913, PLR0917  each is an option of the command
        self,
        call: Call,
        when: Local,
        title: str | None,
        kind: MeetingKind | None,
        every: Rhythm | None,
        also: Local | None,
        link: str | None,
        chatham: YesNo | None,
    ) -> Sequence[AnyEvent]:
        """Return the plan, and of a series the meetings ahead. Refuse a time that is past or far away."""
        _require_ahead(call, when.moment)
        _require_near(call, when.moment, also.moment if also else None)
        given = {"every": every, "kind": kind, "chatham": chatham, "link": link}
        check_title(call, title or "", [key for key, value in given.items() if value])
        number = call.state.next_number(call.network.code, "meeting")
        plan = MeetingPlanned(
            network=call.network.code,
            meeting=number,
            starts=when.moment,
            title=Text.of(title or _("Meeting")),
            kind=kind or MeetingKind.MWG,
            also=(also.moment,) if also else (),
            link=Text.if_any(link),
            chatham=chatham is YesNo.YES,
            series=Series(number, 0, every, _zone(when), _zone(also) if also else "") if every else None,
        )
        return series.begin(plan)

    def answer(self, call: Call, *events: MeetingPlanned) -> str:
        """Announce the meeting, and those that follow it."""
        meeting = call.state.meeting(events[0].network, events[0].meeting)
        lines = [
            _("{meeting}: {title}, {time}. Cannot come? `/apologies {meeting}`").format(
                meeting=meeting.label,
                title=wording.meeting_title(str(meeting.title), meeting.kind),
                time=tell_times(call, meeting),
            )
        ]
        if meeting.link:
            lines.append(_("It takes place at {link}").format(link=meeting.link))
        if meeting.chatham:
            lines.append(_("The Chatham House Rule holds: the minutes name no one."))
        return "\n".join([*lines, *tell_following(call, events[1:])])


def _zone(when: Local) -> str:
    if when.zone is None:
        sentence = _("A series keeps its time of the day where it was meant: write the zone by its name, or as UTC.")
        raise Refused("usage", sentence, f"{PLAN} every:month")
    return when.zone


def _require_ahead(call: Call, when: datetime) -> None:
    if when <= call.now:
        raise Refused("usage", _("{time} has passed; a meeting is planned ahead.").format(time=call.time(when)))


def _require_near(call: Call, when: datetime, also: datetime | None, better: str = "") -> None:
    if also and not timedelta(0) < also - when <= FARTHEST:
        sentence = _("The second sitting starts after the first one, and at most a week later; {time} does not.")
        raise Refused("usage", sentence.format(time=call.time(also)), better)


def _new_start(meeting: Meeting, number: int, when: Local | Shift) -> datetime:
    if isinstance(when, Local):
        return when.moment
    zone = meeting.series.zone_of(number) if meeting.series else "UTC"
    return when.after(meeting.sittings[number - 1].starts, ZoneInfo(zone))


def _with_second(call: Call, meeting: Meeting, number: int, when: datetime) -> str:
    """Return the typed line with the second sitting moved by as much as the first; the list where that is not so."""
    moved = meeting.sittings[-1].starts + (when - meeting.sittings[number - 1].starts)
    if number > 1 or len(meeting.sittings) == 1 or moved <= call.now:
        return f"/meeting list in:{call.code}"
    return f"{call.line} also:{write(moved.date(), moved.time(), UTC)}"


def tell_following(call: Call, events: Sequence[AnyEvent]) -> list[str]:
    """Return a line for each meeting of a series that was planned by the way."""
    planned = [event for event in events if isinstance(event, MeetingPlanned)]
    found = [call.state.meeting(event.network, event.meeting) for event in planned]
    return [
        _("The series goes on: {meeting}, {time}.").format(meeting=one.label, time=tell_times(call, one))
        for one in found
    ]


@TABLE.command(
    "meeting move",
    summary=N_("Move a planned meeting to another time, or by so much, such as `by a week`"),
    who=Right.RUN_MEETINGS,
    audience=CHANNEL,
    example="/meeting move M5 tomorrow 18:00 because:public holiday",
    arguments=[
        Argument("meeting", Id("meeting"), N_("the meeting")),
        Argument("when", NewTime(), N_("day and time, or by how much")),
    ],
    options=[
        BECAUSE,
        SITTING,
        Argument("also", Moment(time_needed=True), N_("when the second sitting starts then"), required=False),
    ],
)
class Move:
    """Moves one meeting; the others of its series stay where they are."""

    def decide(
        self,
        call: Call,
        meeting: Meeting,
        when: Local | Shift,
        because: str | None,
        sitting: int | None,
        also: datetime | None,
    ) -> Sequence[AnyEvent]:
        """Return the move of a sitting, with `also` of both; a shift without either is of all that are to come."""
        number = meeting.sitting if sitting is None else sitting
        require_sitting(call, meeting, number)
        moved = {number: _new_start(meeting, number, when), **({2: also} if also else {})}
        if isinstance(when, Shift) and sitting is None and not also:
            moved = {one: _new_start(meeting, one, when) for one in range(number, len(meeting.sittings) + 1)}
        if meeting.cancelled:
            raise refuse_cancelled(call, meeting, moved[number])
        for one in moved:
            require_sitting(call, meeting, one)
            if meeting.closed or meeting.sittings[one - 1].opened:
                raise Refused("conflict", describe_stage(meeting), f"/meeting list in:{call.code}")
        _require_ahead(call, moved[number])
        times = [moved.get(one, known.starts) for one, known in enumerate(meeting.sittings, 1)]
        _require_near(
            call, times[0], times[-1] if times[1:] else None, _with_second(call, meeting, number, moved[number])
        )
        reason = Text.if_any(because)
        return [
            MeetingMoved(network=meeting.network, meeting=meeting.number, starts=starts, sitting=one, reason=reason)
            for one, starts in moved.items()
            if starts != meeting.sittings[one - 1].starts
        ]

    def answer(self, call: Call, event: MeetingMoved, *_second: MeetingMoved) -> str:
        meeting = call.state.meeting(event.network, event.meeting)
        sentence = _("{meeting} ({title}) is moved to {time}.").format(
            meeting=meeting.label, title=meeting.title, time=tell_times(call, meeting)
        )
        return _with_reason(sentence, event.reason)


@TABLE.command(
    "meeting cancel",
    summary=N_("Cancel a planned meeting; with `series:rest` all that follow in its series too"),
    who=Right.RUN_MEETINGS,
    audience=CHANNEL,
    example="/meeting cancel M5 because:public holiday",
    arguments=[Argument("meeting", Id("meeting"), N_("the meeting"))],
    options=[
        BECAUSE,
        Argument("series", OneOf(Extent, {"one": Extent.ONE}), N_("whether the rest goes too"), required=False),
    ],
)
class Cancel:
    """Takes a planned meeting off the calendar."""

    def decide(self, call: Call, meeting: Meeting, because: str | None, series: Extent | None) -> Sequence[AnyEvent]:
        """Return the cancellation, and the plan of what follows in its place in a series that goes on."""
        if not meeting.is_planned:
            raise Refused("conflict", describe_stage(meeting), f"/meeting list in:{call.code}")
        reason = Text.if_any(because)
        if series is Extent.REST:
            return [_cancelled(one, reason, ends=True) for one in _rest(call, meeting)]
        number = call.state.next_number(meeting.network, "meeting")
        return [_cancelled(meeting, reason), *_following(call, meeting, number)]

    def answer(self, call: Call, *events: AnyEvent) -> str:
        """Tell what is cancelled and why, and what its series brings instead."""
        lines = []
        for event in events:
            if isinstance(event, MeetingCancelled):
                meeting = call.state.meeting(event.network, event.meeting)
                sentence = _("{meeting} ({title}, {time}) is cancelled.").format(
                    meeting=meeting.label, title=meeting.title, time=tell_times(call, meeting)
                )
                lines.append(_with_reason(sentence, event.reason))
        return "\n".join([*lines, *tell_following(call, events)])


def _following(call: Call, meeting: Meeting, number: int) -> list[MeetingPlanned]:
    return series.following(call.network, meeting, call.now, number)


def _rest(call: Call, meeting: Meeting) -> list[Meeting]:
    """Return a meeting and those still planned that follow it in its series."""
    if meeting.series is None:
        sentence = _("{meeting} belongs to no series.").format(meeting=meeting.label)
        raise Refused("conflict", sentence, f"/meeting cancel {meeting.label}")
    others = series.members(call.network, meeting.series.first)
    return [one for one in others if one.is_planned and one.planned >= meeting.planned]


def _cancelled(meeting: Meeting, reason: Text | None, *, ends: bool = False) -> MeetingCancelled:
    return MeetingCancelled(network=meeting.network, meeting=meeting.number, reason=reason, ends_series=ends)


def _with_reason(sentence: str, reason: Text | None) -> str:
    return _("{sentence} Reason: {reason}").format(sentence=sentence, reason=reason) if reason else sentence
