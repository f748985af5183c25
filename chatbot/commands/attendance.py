"""Being there: `/attend` (or `/here`)."""

import re
from collections.abc import Sequence
from typing import Final

from chatbot.arguments import Argument, Mentions, OneOf, Rest
from chatbot.call import Call
from chatbot.command import PRIVATE, Table
from chatbot.commands.attendance_sitting import (
    AHEAD,
    SITTING,
    find_sitting,
    find_sittings,
    require_held,
    require_sitting,
)
from chatbot.commands.attendance_text import PRESENCES, confirm, confirm_known, is_late
from chatbot.commands.meeting import describe_stage, open_meeting
from chatbot.meeting_arguments import Count
from chatbot.message import Refused
from chatbot.rights import Right
from chatbot.suggestion import YOUR_REASON, without
from chatbot.things import Id
from storage.events import AnyEvent, AttendanceRecorded, ObserversCounted, PersonId, Presence, Text
from storage.i18n import N_, _
from storage.measures import meetings
from storage.measures.meetings import THERE
from storage.people import Person
from storage.state import Meeting

TABLE: Final = Table()
_ATTEND: Final = re.compile(r"^(\W*(?:pn\s+)?(?:attend|here))\b", re.IGNORECASE)
_AHEAD: Final = re.compile(r"\b(?:excused|apologies|proxy)\b", re.IGNORECASE)
PROXY: Final = Argument("proxy", Mentions(many=False), N_("who represents you, while they are there"), required=False)


def _open_or_over(call: Call) -> Meeting:
    """Return the open meeting; ask whether one that is just over is meant, or for who cannot come the next one."""
    try:
        return open_meeting(call)
    except Refused as refused:
        line = call.line
        over = meetings.just_over(call.network, call.now)
        coming = next(iter(meetings.upcoming(call.network, call.now)), None)
        if coming and _AHEAD.search(line):
            refused.suggestion = _ATTEND.sub(rf"\1 {coming.label}", line)
        elif over and not over.minutes:
            sentence = _("{sentence} Is {meeting} meant? Then say so with its number.")
            refused.sentence = sentence.format(sentence=refused.sentence, meeting=over.label)
            refused.suggestion = _ATTEND.sub(rf"\1 {over.label}", line)
        raise


@TABLE.command(
    "attend",
    summary=N_("Say that you are at the open meeting; whoever runs it records others by name"),
    who=Right.TAKE_PART,
    audience=PRIVATE,
    example="/attend",
    for_others=True,
    arguments=[
        Argument("meeting", Id("meeting"), N_("the meeting"), required=False, default=_open_or_over),
        Argument("people", Mentions(), N_("who, unless yourself"), required=False),
        Argument(
            "presence",
            OneOf(Presence, {**dict.fromkeys(("here", "yes"), Presence.PRESENT), "apologies": Presence.EXCUSED}),
            N_("how"),
            required=False,
        ),
    ],
    options=[
        PROXY,
        SITTING,
        Argument("observers", Count(), N_("how many observers there are, without their names"), required=False),
        Argument("because", Rest(N_("REASON"), 500), N_("why a record is corrected"), required=False),
    ],
    brief=True,
)
class Attend:
    """Records who is at a meeting."""

    def decide(  # noqa: PLR0913, PLR0917  one parameter an argument
        self,
        call: Call,
        meeting: Meeting,
        people: list[Person] | None,
        presence: Presence | None,
        proxy: Person | None,
        sitting: int | None,
        observers: int | None,
        because: str | None,
    ) -> Sequence[AnyEvent]:
        """Return a record a person whose record this changes. Others are recorded by whoever runs meetings.

        Apologies and proxies may come before the meeting opens. After its close one may still record oneself, until
        the minutes are published.
        """
        presence = Presence.PROXY if proxy else presence
        ahead = presence in AHEAD and observers is None
        if observers is not None:
            call.require(Right.RUN_MEETINGS)
        who = require_people(call, people)
        _require_begun(call, meeting, ahead=ahead)
        _require_named(call, meeting, sitting, ahead=ahead)
        counted = _counted(call, meeting, sitting, observers)
        if observers is not None and not (people or presence):
            return counted
        require_represented(call, who, presence, proxy)
        events = [
            record(call, meeting, person, how, number, proxy, Text.if_any(because))
            for person in who
            for number in find_sittings(call, meeting, sitting, person, presence)
            if (how := _how(call, meeting, person, presence, number))
        ]
        _require_reason(call, meeting, events)
        return [*events, *counted]

    def answer(self, call: Call, *events: AttendanceRecorded | ObserversCounted) -> str:
        """Confirm who was recorded how."""
        return confirm(call, events)

    def already(
        self,
        call: Call,
        *,
        meeting: Meeting,
        people: list[Person] | None,
        presence: Presence | None,
        sitting: int | None,
        **_others: object,
    ) -> str:
        """Say how those are recorded of whom nothing new was said."""
        who = require_people(call, people)
        found = {person: find_sittings(call, meeting, sitting, person, presence)[0] for person in who}
        return confirm_known(call, meeting, found)


def require_people(call: Call, people: Sequence[Person] | None) -> list[PersonId]:
    """Return who is meant, each once; oneself where nobody is named. Raise `Refused` for others than may be."""
    who = list(dict.fromkeys(person.id for person in people or [call.person]))
    if who != [call.person.id]:
        call.require(Right.RUN_MEETINGS)
    return who


def record(
    call: Call,
    meeting: Meeting,
    person: PersonId,
    presence: Presence,
    sitting: int,
    proxy: Person | None,
    reason: Text | None = None,
) -> AttendanceRecorded:
    """Return how somebody was at a sitting; `proxy` represents them, `reason` is why an earlier record is changed."""
    return AttendanceRecorded(
        network=meeting.network,
        meeting=meeting.number,
        person=person,
        presence=presence,
        sitting=sitting,
        recorder=_recorder(call, person),
        holder=proxy.id if proxy else "",
        reason=reason,
        via=call.via or "",
    )


def _recorder(call: Call, person: PersonId) -> PersonId:
    """Return who records how somebody was, unless they do so themselves."""
    return "" if person == call.person.id and call.actor is None else call.by


def _how(call: Call, meeting: Meeting, person: PersonId, presence: Presence | None, number: int) -> Presence | None:
    """Return how somebody is to be recorded; None where the record says so already.

    Who was there before and left is there again as before. Whoever is recorded by others, also on their own behalf, may
    have been there all the time, so only a word of one's own tells that one is late.
    """
    sitting = meeting.sittings[number - 1]
    known = sitting.attendance.get(person)
    if presence:
        return presence
    if known and known.presence in THERE:
        return known.presence if known.left else None
    late = meeting.is_open and is_late(sitting, call.now)
    return Presence.LATE if late and not _recorder(call, person) else Presence.PRESENT


def _counted(call: Call, meeting: Meeting, named: int | None, observers: int | None) -> list[AnyEvent]:
    if observers is None:
        return []
    sitting = find_sitting(call, meeting, named)
    return [ObserversCounted(network=meeting.network, meeting=meeting.number, count=observers, sitting=sitting)]


def _require_begun(call: Call, meeting: Meeting, *, ahead: bool) -> None:
    if meeting.minutes and not meeting.is_open and not call.may(Right.RUN_MEETINGS):
        sentence = _("The minutes of {meeting} are published; a co-chair can still record you.")
        raise Refused("closed", sentence.format(meeting=meeting.label), f"/meeting list in:{call.code}")
    if meeting.cancelled or not (meeting.opened or ahead):
        better = f"/meeting list in:{call.code}" if meeting.cancelled else f"/apologies {meeting.label}"
        raise Refused("conflict", describe_stage(meeting), better)


def _require_named(call: Call, meeting: Meeting, sitting: int | None, *, ahead: bool) -> None:
    """Raise `Refused` where `sitting:` names none, or one at which nobody can have been."""
    if sitting is not None:
        require_sitting(call, meeting, sitting)
        if meeting.closed or not ahead:
            require_held(call, meeting, sitting)


def require_represented(call: Call, who: Sequence[PersonId], presence: Presence | None, proxy: Person | None) -> None:
    """Raise `Refused` for a proxy that nobody holds, or somebody for themselves."""
    if presence is Presence.PROXY and proxy is None:
        raise Refused("usage", _("Who holds the proxy? Name somebody with `proxy:`."), "/attend proxy:@amina")
    if proxy and proxy.id in who:
        raise Refused("usage", _("Nobody represents themselves."), without(call, "proxy"))


def _require_reason(call: Call, meeting: Meeting, events: Sequence[AttendanceRecorded]) -> None:
    """Raise `Refused` where another person's record is changed after the close without saying why."""
    for event in events:
        known = meeting.sittings[event.sitting - 1].attendance.get(event.person)
        changed = known and known.presence is not event.presence
        if meeting.closed and changed and event.person != call.person.id and event.reason is None:
            name, how = call.name(event.person), _(PRESENCES[event.presence])
            sentence = _("{meeting} is closed, and {name} is recorded otherwise: say why with `because:`.")
            better = f"/attend {meeting.label} {name} {how} because:{YOUR_REASON}"
            raise Refused("usage", sentence.format(meeting=meeting.label, name=name), better)
