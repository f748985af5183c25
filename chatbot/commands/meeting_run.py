"""Running a meeting: `/meeting next`, `close`, `/note`, and the quorum."""

import re
from collections.abc import Sequence
from typing import Final

from chatbot.arguments import Argument, Rest
from chatbot.call import Call
from chatbot.command import CHANNEL, PRIVATE, Table
from chatbot.commands.meeting import OPEN, describe_headcount, describe_stage, suggest_opening
from chatbot.meeting_arguments import Count, Part
from chatbot.message import Refused
from chatbot.rights import Right
from storage.events import (
    AgendaItemBegun,
    AnyEvent,
    MeetingClosed,
    NoteTaken,
    QuorumAgreed,
    SittingClosed,
    Text,
)
from storage.i18n import N_, _
from storage.measures import meetings
from storage.public.nameless import nameless
from storage.state import Meeting

TABLE: Final = Table()
_NO_NOTE: Final = re.compile(r"list|show|all|(?:drop|delete|remove|undo)\s+#?(\d+)", re.IGNORECASE)


@TABLE.command(
    "meeting next",
    summary=N_("Go on to the next item of the agenda, or to one that you name"),
    who=Right.RUN_MEETINGS,
    audience=CHANNEL,
    example="/meeting next",
    arguments=[OPEN, Argument("place", Count("3"), N_("its place on the agenda"), required=False)],
)
class Next:
    """Takes the meeting to an item; notes belong to it from then on."""

    def decide(self, call: Call, meeting: Meeting, place: int | None) -> Sequence[AnyEvent]:
        """Return the item at a place of the agenda, counted from 1; without one, the item that follows."""
        if not meeting.is_open:
            raise Refused("closed" if meeting.closed else "conflict", describe_stage(meeting), "/meeting list")
        if not meeting.agreed:
            sentence = _("{meeting} has no agreed agenda.").format(meeting=meeting.label)
            raise Refused("conflict", sentence, f"/meeting agenda {meeting.label}")
        current = meeting.agreed.index(meeting.item) + 1 if meeting.item in meeting.agreed else 0
        wanted = current + 1 if place is None else place
        if not 0 < wanted <= len(meeting.agreed):
            sentence = _("The agenda of {meeting} ends with item {last}.").format(
                meeting=meeting.label, last=len(meeting.agreed)
            )
            raise Refused("conflict", sentence, "/meeting close")
        item = meeting.agreed[wanted - 1]
        return [AgendaItemBegun(network=meeting.network, meeting=meeting.number, item=item)]

    def answer(self, call: Call, event: AgendaItemBegun) -> str:
        meeting = call.state.meeting(event.network, event.meeting)
        place = meeting.agreed.index(event.item) + 1 if event.item in meeting.agreed else "–"
        sentence = _("Item {place} of {last}: {text}\nWrite down what matters with `/note`.")
        text = meeting.agenda[event.item].text
        return sentence.format(place=place, last=len(meeting.agreed), text=text)


@TABLE.command(
    "meeting close",
    summary=N_("Close the open meeting, or the sitting where another one is to come"),
    who=Right.RUN_MEETINGS,
    audience=CHANNEL,
    example="/meeting close",
    arguments=[OPEN],
)
class Close:
    """Ends a sitting; with the last one the meeting. Between two sittings the meeting ends without the second."""

    def decide(self, call: Call, meeting: Meeting) -> Sequence[AnyEvent]:
        """Return the end of the sitting where another is to come, else of the meeting."""
        if not meeting.is_open and not meeting.is_between:
            better = suggest_opening(call, [meeting] if meeting.is_planned else [])
            raise Refused("closed" if meeting.closed else "conflict", describe_stage(meeting), better)
        if meeting.is_open and meeting.sitting < len(meeting.sittings):
            return [SittingClosed(network=meeting.network, meeting=meeting.number, sitting=meeting.sitting)]
        return [MeetingClosed(network=meeting.network, meeting=meeting.number)]

    def answer(self, call: Call, event: MeetingClosed | SittingClosed) -> str:
        """Say how many were there, without names, and what comes next."""
        meeting = call.state.meeting(event.network, event.meeting)
        headcount = describe_headcount(call, meeting)
        if isinstance(event, SittingClosed):
            sentence = _("This sitting of {meeting} is over. {headcount} It goes on {time}.")
            time = call.time(meeting.current.starts)
            return sentence.format(meeting=meeting.label, headcount=headcount, time=time)
        told = _("{meeting} is closed. {headcount}").format(meeting=meeting.label, headcount=headcount)
        draft = _("Whoever runs meetings completes the minutes: `/meeting minutes {meeting}`")
        return "\n".join([told, draft.format(meeting=meeting.label)])


@TABLE.command(
    "note",
    summary=N_("Write something down for the minutes of the open meeting"),
    who=Right.TAKE_PART,
    audience=PRIVATE,
    example="/note The draft needs a section on data",
    arguments=[OPEN, Argument("text", Rest(N_("TEXT")), N_("what to write down"))],
    brief=True,
)
class Note:
    """Records a note on the item of the agenda that the meeting is at."""

    def decide(self, call: Call, meeting: Meeting, text: str) -> Sequence[AnyEvent]:
        if not meeting.is_open and not meeting.is_between:
            better = f"/meeting minutes {meeting.label}" if call.may(Right.RUN_MEETINGS) else "/meeting list"
            raise Refused("closed" if meeting.closed else "conflict", describe_stage(meeting), better)
        _check_words(call, meeting, text)
        return [take_note(call, meeting, text, meeting.item, "/note")]

    def answer(self, call: Call, event: NoteTaken) -> str:
        meeting = call.state.meeting(event.network, event.meeting)
        return _("Noted for the minutes of {meeting}, which are public once published.").format(meeting=meeting.label)


def _check_words(call: Call, meeting: Meeting, text: str) -> None:
    """Raise `Refused` for what is no note but may be a command on notes: "list", "drop 1"."""
    if found := _NO_NOTE.fullmatch(text):
        sentence = _("Is “{text}” a note, or a command? A note says more than that.").format(text=text)
        verb = f" drop {meeting.label} {found[1]}" if found[1] else f" {meeting.label}"
        better = f"/meeting minutes{verb}" if call.may(Right.RUN_MEETINGS) else "/pn help note"
        raise Refused("ambiguous", sentence, better)


def take_note(call: Call, meeting: Meeting, text: str, item: int, command: str) -> NoteTaken:
    """Return a note for the minutes. Raise `Refused` for one that names somebody under the Chatham House Rule."""
    require_nameless(call, meeting, text, command)
    return NoteTaken(
        network=meeting.network,
        meeting=meeting.number,
        note=max(meeting.notes, default=0) + 1,
        text=Text.of(text),
        item=item,
        person=call.person.id,
    )


def require_nameless(call: Call, meeting: Meeting, text: str, command: str) -> None:
    """Raise `Refused` for a public text that names somebody under the Chatham House Rule; suggest it without."""
    better = _nameless(call, text) if meeting.chatham else text
    if better != text:
        sentence = _("{meeting} is held under the Chatham House Rule: write it without anybody's name.")
        raise Refused("conflict", sentence.format(meeting=meeting.label), f"{command} {better}")


def _nameless(call: Call, text: str) -> str:
    for mention in call.request.mentions:
        text = text.replace(mention, _("a participant"))
    members = (call.people.get(person) for person in call.network.memberships)
    names = [*call.people.full_names(), *(member.name for member in members if member)]
    return nameless(text, names, _("a participant"))


@TABLE.command(
    "meeting quorum",
    summary=N_("Record which part of the working group the network agreed on as a quorum; `none` for none"),
    who=Right.AGREE_QUORUM,
    audience=CHANNEL,
    example="/meeting quorum 1/2",
    arguments=[Argument("part", Part(), N_("the part"))],
)
class Quorum:
    """Records what was agreed; it holds for meetings from now on."""

    def decide(self, call: Call, part: str) -> Sequence[AnyEvent]:
        known = meetings.agreed_quorum(call.network, call.now)
        if part == (str(known) if known else ""):
            return []
        return [QuorumAgreed(network=call.network.code, fraction=part)]

    def answer(self, call: Call, event: QuorumAgreed) -> str:
        if not event.fraction:
            return _("From now on no quorum is agreed in {code}.").format(code=event.network)
        sentence = _("From now on a meeting of {code} has a quorum with {part} of the working group.")
        return sentence.format(code=event.network, part=event.fraction)
