"""Opening a meeting, its next sitting, or what was closed too early: `/meeting open`. Where in doubt, it asks first."""

import re
from collections.abc import Sequence
from typing import Final

from chatbot.arguments import Argument, OneOf, YesNo
from chatbot.call import Call
from chatbot.command import CHANNEL, Table
from chatbot.commands.attendance_sitting import SITTING, require_sitting
from chatbot.commands.meeting import next_meeting, refuse_cancelled
from chatbot.commands.meeting_plan import tell_following
from chatbot.message import Refused
from chatbot.rights import Right
from chatbot.things import Id
from storage import series
from storage.events import AnyEvent, MeetingMoved, MeetingOpened, MeetingPlanned, MeetingReopened, SittingOpened
from storage.i18n import N_, _, plural
from storage.measures import meetings
from storage.measures.carried import carried
from storage.state import Meeting

TABLE: Final = Table()
_NOW: Final = re.compile(r"(?<!\S)now\b", re.IGNORECASE)
Opening = MeetingOpened | SittingOpened | MeetingReopened | MeetingMoved | MeetingPlanned


def _next(call: Call) -> Meeting:
    """Return the meeting that comes next; before its time the open one. Ask whether one just over is to go on."""
    coming, over = meetings.upcoming(call.network, call.now, meetings.LATE), meetings.just_over(call.network, call.now)
    if _NOW.search(call.request.text) or (coming and meetings.is_time(coming[0], call.now, meetings.FAR)):
        return next_meeting(call)
    if going := meetings.going_on(call.network):
        return going[0]
    if over and over.closed:
        sentence = _("{meeting} is closed. Is it to go on? Then say so with its number.").format(meeting=over.label)
        raise Refused("ambiguous", sentence, f"/meeting open {over.label}")
    return next_meeting(call)


@TABLE.command(
    "meeting open",
    summary=N_(
        "Open a meeting or its next sitting, the one that comes next unless you name another; or one closed too early"
    ),
    who=Right.RUN_MEETINGS,
    audience=CHANNEL,
    example="/meeting open M5 now:yes",
    arguments=[Argument("meeting", Id("meeting"), N_("the meeting"), required=False, default=_next)],
    options=[
        Argument("now", OneOf(YesNo, {}), N_("whether now, far from its planned time"), required=False),
        SITTING,
    ],
)
class Open:
    """Begins a meeting, or lets it go on; a network has one open meeting at a time."""

    def decide(self, call: Call, meeting: Meeting, now: YesNo | None, sitting: int | None) -> Sequence[AnyEvent]:
        """Return the opening, and the plan of the meeting that is now the last one ahead in its series.

        One that does not begin as planned is moved by it, so that the calendar and the public channel say so.
        """
        if meeting.is_open and sitting in {None, meeting.sitting}:
            raise Refused("conflict", _("{meeting} is open already.").format(meeting=meeting.label), "/attend")
        if other := meetings.going_on(call.network):
            sentence = _("{meeting} is open; close it first.").format(meeting=other[0].label)
            raise Refused("conflict", sentence, f"/meeting close {other[0].label}")
        if meeting.cancelled:
            raise refuse_cancelled(call, meeting, meeting.starts)
        wanted = meeting.sitting if sitting is None else sitting
        require_sitting(call, meeting, wanted)
        if meeting.sittings[wanted - 1].closed:
            return [_again(call, meeting, wanted)]
        if wanted != meeting.sitting:
            sentence = _("Sitting {number} of {meeting} comes first.")
            told = sentence.format(number=meeting.sitting, meeting=meeting.label)
            raise Refused("conflict", told, f"/meeting open {meeting.label}")
        if now is not YesNo.YES and not meetings.is_time(meeting, call.now, meetings.FAR):
            raise _ask(call, meeting)
        moved = [] if meetings.is_time(meeting, call.now) else [self._moved(call, meeting)]
        if meeting.is_between:
            return [SittingOpened(network=meeting.network, meeting=meeting.number, sitting=meeting.sitting), *moved]
        number = call.state.next_number(meeting.network, "meeting")
        opening = MeetingOpened(network=meeting.network, meeting=meeting.number)
        return [opening, *moved, *series.following(call.network, meeting, call.now, number)]

    def _moved(self, call: Call, meeting: Meeting) -> MeetingMoved:
        return MeetingMoved(network=meeting.network, meeting=meeting.number, starts=call.now, sitting=meeting.sitting)

    def answer(self, call: Call, *events: Opening) -> str:
        """Ask for attendance, and show the agenda."""
        meeting = call.state.meeting(events[0].network, events[0].meeting)
        if isinstance(events[0], MeetingReopened):
            return _tell_again(call, meeting, events[0].sitting)
        sentence = _("{meeting} is open: {title}. Say that you are here: `/attend`")
        if isinstance(events[0], SittingOpened):
            sentence = _("The next sitting of {meeting} is open: {title}. Say that you are here: `/attend`")
        lines = [sentence.format(meeting=meeting.label, title=meeting.title)]
        lines += [self._tell_moved(call, meeting, event) for event in events if isinstance(event, MeetingMoved)]
        if meeting.chatham:
            lines.append(_("The Chatham House Rule holds: the minutes name no one."))
        lines += [f"{place}. {item.text}" for place, item in enumerate(meeting.agreed_items(), 1)]
        if back := len(carried(call.network, meeting, call.now)):
            told = plural(
                "{count} commitment is carried over. See it: `/meeting agenda`",
                "{count} commitments are carried over. See them: `/meeting agenda`",
                back,
            )
            lines.append(told)
        return "\n".join([*lines, *tell_following(call, events[1:])])

    def _tell_moved(self, call: Call, meeting: Meeting, event: MeetingMoved) -> str:
        before = meeting.sittings[event.sitting - 1].moved_from or event.starts
        sentence = _("It was planned for {time} and is opened now; the calendar shows that.")
        told = [sentence.format(time=call.time(before))]
        told.append(_("A mistake? Whoever opened it takes that back with `/pn undo`."))
        if event.sitting > 1:
            again = _("Then sitting {number} goes on with `/meeting open {meeting} sitting:{number}`.")
            told.append(again.format(number=event.sitting - 1, meeting=meeting.label))
        return " ".join(told)


def _again(call: Call, meeting: Meeting, number: int) -> MeetingReopened:
    """Return that a sitting goes on which was closed. Raise `Refused` where another was held since, or long after."""
    closed = meeting.sittings[number - 1].closed or call.now
    if any(later.opened for later in meeting.sittings[number:]):
        sentence = _("Another sitting of {meeting} was held since.").format(meeting=meeting.label)
        raise Refused("conflict", sentence, f"/meeting open {meeting.label}")
    if call.now - closed > meetings.JUST:
        sentence = _(
            "{meeting} was closed on {time}, more than a day ago. What is missing is recorded all the same, with "
            "`/attend {meeting}` and `/meeting minutes add {meeting}`."
        )
        told = sentence.format(meeting=meeting.label, time=call.time(closed))
        raise Refused("closed", told, f"/meeting minutes {meeting.label}")
    return MeetingReopened(network=meeting.network, meeting=meeting.number, sitting=number)


def _tell_again(call: Call, meeting: Meeting, number: int) -> str:
    sitting = meeting.sittings[number - 1]
    if not sitting.opened:
        sentence = _("{meeting} is to go on after all, {time}: {title}")
        return sentence.format(meeting=meeting.label, time=call.time(sitting.starts), title=meeting.title)
    sentence = _("{meeting} is open again: {title}. What was recorded stays; say that you are here: `/attend`")
    lines = [sentence.format(meeting=meeting.label, title=meeting.title)]
    if meeting.minutes:
        published = _(
            "Its minutes stay public as they are until they are published anew after the close: "
            "`/meeting publish {meeting} because:…`"
        )
        lines.append(published.format(meeting=meeting.label))
    return "\n".join(lines)


def _ask(call: Call, meeting: Meeting) -> Refused:
    time = call.time(meeting.current.starts)
    sentence = _(
        "{meeting} ({title}) is planned for {time}, not for now. To open it all the same, add `now:yes`; "
        "for another time there is `/meeting move`."
    )
    told = sentence.format(meeting=meeting.label, title=meeting.title, time=time)
    return Refused("conflict", told, f"/meeting open {meeting.label} now:yes")
