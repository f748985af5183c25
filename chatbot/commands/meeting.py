"""Which meeting is meant, how it is told of, and `/meeting list`."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from chatbot.arguments import Argument
from chatbot.call import Call
from chatbot.command import PRIVATE, Table
from chatbot.dates import write
from chatbot.message import Refused
from chatbot.rights import Right
from chatbot.things import Id
from storage.events import MeetingKind
from storage.i18n import N_, _, plural
from storage.measures import meetings
from storage.public import wording
from storage.state import Meeting

TABLE: Final = Table()
_STAGES: Final = {
    "open": N_("{meeting} (open now)"),
    "not opened": N_("{meeting} (not opened)"),
    "cancelled": N_("{meeting} (cancelled)"),
}
PLAN: Final = "/meeting plan tomorrow 17:00 title:Monthly call"


def open_meeting(call: Call) -> Meeting:
    """Return the network's open meeting, for a command that names none."""
    found = meetings.going_on(call.network)
    if not found:
        sentence = _("No meeting is open in {code}.").format(code=call.code)
        raise Refused("not_found", sentence, suggest_opening(call, _coming(call)))
    return found[0]


def suggest_opening(call: Call, coming: Sequence[Meeting]) -> str:
    """Return the command that opens the first of these meetings; the list where it is not time, or not for them."""
    may_open = coming and call.may(Right.RUN_MEETINGS) and meetings.is_time(coming[0], call.now, meetings.FAR)
    return f"/meeting open {coming[0].label}" if may_open else f"/meeting list in:{call.code}"


def open_or_next(call: Call) -> Meeting:
    """Return the open meeting, or the one that comes next."""
    return next(iter(meetings.going_on(call.network)), None) or next_meeting(call)


def open_or_latest(call: Call) -> Meeting:
    """Return the open meeting, or the one that was held last."""
    found = meetings.going_on(call.network) or meetings.held(call.network)
    if not found:
        sentence = _("No meeting was held in {code} yet.").format(code=call.code)
        raise Refused("not_found", sentence, f"/meeting list in:{call.code}")
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


OPEN: Final = Argument("meeting", Id("meeting"), N_("the meeting"), required=False, default=open_meeting)
OPEN_OR_NEXT: Final = Argument("meeting", Id("meeting"), N_("the meeting"), required=False, default=open_or_next)
OPEN_OR_LATEST: Final = Argument("meeting", Id("meeting"), N_("the meeting"), required=False, default=open_or_latest)


def describe_stage(meeting: Meeting) -> str:
    """Return where a meeting stands, as a sentence."""
    if meeting.cancelled:
        sentence = _("{meeting} is cancelled.")
    elif meeting.closed:
        sentence = _("{meeting} is closed.")
    elif meeting.is_between:
        sentence = _("{meeting} is between two sittings.")
    else:
        sentence = _("{meeting} is open.") if meeting.opened else _("{meeting} is not open yet.")
    return sentence.format(meeting=meeting.label)


def refuse_cancelled(call: Call, meeting: Meeting, starts: datetime) -> Refused:
    """Return the refusal of a meeting that is cancelled, with the line that plans one like it at a time."""
    sentence = _("{meeting} is cancelled, and stays so: plan another one in its place.").format(meeting=meeting.label)
    if starts <= call.now:
        return Refused("conflict", sentence, f"{PLAN} in:{call.code}")
    times = [starts, *(later.starts + (starts - meeting.starts) for later in meeting.sittings[1:])]
    when, *also = (write(moment.date(), moment.time(), UTC) for moment in times)
    options = [
        *(f"also:{second}" for second in also),
        f"title:{meeting.title}",
        f"kind:{meeting.kind}" if meeting.kind is not MeetingKind.MWG else "",
        f"link:{meeting.link}" if meeting.link else "",
        "chatham:yes" if meeting.chatham else "",
        f"in:{call.code}",
    ]
    return Refused("conflict", sentence, " ".join(filter(None, [f"/meeting plan {when}", *options])))


@TABLE.command(
    "meeting list",
    summary=N_("List meetings: those to come, then those held, not opened, or cancelled"),
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
        over = [meeting for meeting in meetings.held(call.network) if meeting not in coming]
        cancelled = [meeting for meeting in call.network.meetings.values() if meeting.cancelled]
        past = sorted([*over, *missed], key=lambda meeting: meeting.starts, reverse=True)
        lines = [self._line(call, meeting) for meeting in (*coming, *past, *cancelled)]
        return "\n".join(lines) or _("No meetings in {code} yet.").format(code=call.code)

    def _line(self, call: Call, meeting: Meeting) -> str:
        sentence = _STAGES.get(meetings.stage(meeting, call.now))
        label = _(sentence).format(meeting=meeting.label) if sentence else meeting.label
        title = wording.meeting_title(str(meeting.title), meeting.kind)
        line = f"{label}: {title}, {tell_times(call, meeting)}"
        told = f"{line}. {describe_headcount(call, meeting)}" if meeting.opened else line
        return told + self._reason(call, meeting)

    def _reason(self, call: Call, meeting: Meeting) -> str:
        """Return why it was cancelled, or moved from another time while it is to come; for those who take part."""
        reason = meeting.cancelled_because if meeting.cancelled else meeting.moved_because
        if not reason or meeting.opened or not call.may(Right.TAKE_PART):
            return ""
        told = _(" (reason: {reason})") if meeting.cancelled else _(" (moved: {reason})")
        return told.format(reason=reason)


def tell_times(call: Call, meeting: Meeting) -> str:
    """Return when the sittings of a meeting began, or start."""
    return _(" and again ").join(call.time(sitting.begins) for sitting in meeting.sittings)


def describe_headcount(call: Call, meeting: Meeting) -> str:
    """Return how many were at a meeting, or that this was not recorded."""
    count = meetings.headcount(call.state.network(meeting.network), meeting, call.now)
    if count is None:
        return _("Attendance: not recorded.")
    sentence = _("Attendance: {present} of {eligible} members").format(present=count.present, eligible=count.eligible)
    extra = [
        plural("{count} apology", "{count} apologies", count.excused) if count.excused else "",
        plural("{count} proxy", "{count} proxies", count.proxies) if count.proxies else "",
        plural("{count} other", "{count} others", count.others) if count.others else "",
    ]
    told = ", ".join([sentence, *filter(None, extra)]) + "."
    quorum = meetings.quorum(call.state.network(meeting.network), meeting, call.now)
    return f"{told} {wording.quorum(quorum)}." if quorum else told
