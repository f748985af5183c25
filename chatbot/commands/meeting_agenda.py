"""The agenda: proposed by members, agreed beforehand. `/meeting agenda`, `add`, `agree`, `drop`."""

from collections.abc import Iterator, Sequence
from typing import Final

from chatbot.arguments import Argument, Rest
from chatbot.call import Call
from chatbot.command import CHANNEL, PRIVATE, Table
from chatbot.commands.commitment_text import describe_all
from chatbot.commands.meeting import OPEN_OR_NEXT, describe_stage
from chatbot.commands.meeting_run import require_nameless
from chatbot.meeting_arguments import Count, Numbers
from chatbot.message import Refused
from chatbot.rights import Right
from storage.events import AgendaAgreed, AgendaItemDropped, AgendaItemProposed, AnyEvent, Text
from storage.i18n import N_, _
from storage.measures.carried import carried, named
from storage.public import wording
from storage.state import AgendaItem, Meeting

TABLE: Final = Table()


@TABLE.command(
    "meeting agenda",
    summary=N_("Show the agenda of the open or the next meeting"),
    who=Right.READ,
    audience=PRIVATE,
    example="/meeting agenda M5",
    arguments=[OPEN_OR_NEXT],
)
class Agenda:
    """Shows what is agreed, which commitments come back, and to those who take part what was proposed."""

    def show(self, call: Call, meeting: Meeting) -> str:
        """Render a line an item; proposals with the numbers by which they are agreed."""
        lines = [_("{meeting}: {title}").format(meeting=meeting.label, title=meeting.title), *_agreed(meeting)]
        proposed = meeting.proposed_items() if call.may(Right.TAKE_PART) else []
        if proposed:
            lines += [_("Proposed, not agreed yet:"), *(f"#{item.number} {item.text}" for item in proposed)]
        if len(lines) == 1:
            lines.append(_("Nothing is on the agenda yet. Propose something: `/meeting agenda add Review the draft`"))
        if back := carried(call.network, meeting, call.now):
            told = named(call.network, meeting, back, call.now)
            lines += [_("Commitments carried over:"), *([describe_all(call, told)] if told else [])]
            if len(told) < len(back):
                lines.append(f"{wording.unnamed(len(back) - len(told))}: `/commit list undated`")
        return "\n".join(lines)


def _agreed(meeting: Meeting) -> Iterator[str]:
    for place, item in enumerate(meeting.agreed_items(), 1):
        mark = _("{place}. {text} (now)") if item.number == meeting.item and meeting.is_open else "{place}. {text}"
        text = str(item.text) if item.number == place else f"{item.text} (#{item.number})"
        yield mark.format(place=place, text=text)


@TABLE.command(
    "meeting agenda add",
    summary=N_("Propose an item for the agenda of the open or the next meeting"),
    who=Right.TAKE_PART,
    audience=PRIVATE,
    example="/meeting agenda add Review the draft",
    arguments=[OPEN_OR_NEXT, Argument("text", Rest(N_("TEXT"), 300), N_("the item"))],
)
class Add:
    """Proposes an item. It is on the agenda once it is agreed."""

    def decide(self, call: Call, meeting: Meeting, text: str) -> Sequence[AnyEvent]:
        """Return the proposal. Refuse it after the meeting, and names under the Chatham House Rule."""
        _require_ahead(call, meeting)
        require_nameless(call, meeting, text, f"/meeting agenda add {meeting.label}")
        return [
            AgendaItemProposed(
                network=meeting.network,
                meeting=meeting.number,
                item=max(meeting.agenda, default=0) + 1,
                text=Text.of(" ".join(text.split())),
                person=call.person.id,
            )
        ]

    def answer(self, call: Call, event: AgendaItemProposed) -> str:
        """Confirm it, and tell how it gets onto the agenda."""
        meeting = call.state.meeting(event.network, event.meeting)
        sentence = _("Proposed for {meeting} as #{item}. Whoever runs meetings agrees the agenda: `{command}`")
        return sentence.format(meeting=meeting.label, item=event.item, command=f"/meeting agenda agree {meeting.label}")


@TABLE.command(
    "meeting agenda agree",
    summary=N_("Agree the agenda: all that is proposed, or these items in this order"),
    who=Right.RUN_MEETINGS,
    audience=CHANNEL,
    example="/meeting agenda agree M5",
    arguments=[OPEN_OR_NEXT, Argument("items", Numbers(), N_("items, in their order"), required=False)],
)
class Agree:
    """Makes an agenda of what was proposed; it may be agreed anew until the meeting is over."""

    def decide(self, call: Call, meeting: Meeting, items: list[int] | None) -> Sequence[AnyEvent]:
        """Return the agreed items in their order: those named, or all that are agreed and proposed."""
        _require_ahead(call, meeting)
        proposed = [item.number for item in meeting.proposed_items()]
        chosen = tuple(items or (*meeting.agreed, *proposed))
        for number in chosen:
            _find(call, meeting, number)
        if not chosen:
            sentence = _("Nothing is proposed for {meeting} yet.").format(meeting=meeting.label)
            raise Refused("conflict", sentence, f"/meeting agenda add {meeting.label} Review the draft")
        if chosen == meeting.agreed:
            return []
        return [AgendaAgreed(network=meeting.network, meeting=meeting.number, items=chosen)]

    def answer(self, call: Call, event: AgendaAgreed) -> str:
        meeting = call.state.meeting(event.network, event.meeting)
        title = _("The agenda of {meeting} is agreed:").format(meeting=meeting.label)
        return "\n".join([title, *_agreed(meeting)])


@TABLE.command(
    "meeting agenda drop",
    summary=N_("Take an item off the agenda, or withdraw one that you proposed"),
    who=Right.TAKE_PART,
    audience=PRIVATE,
    example="/meeting agenda drop M5 1",
    arguments=[OPEN_OR_NEXT, Argument("item", Count("1"), N_("the number of the item"))],
)
class Drop:
    """Takes an item away; a proposer only what is not agreed."""

    def decide(self, call: Call, meeting: Meeting, item: int) -> Sequence[AnyEvent]:
        """Return the end of the item."""
        _require_ahead(call, meeting)
        found = _find(call, meeting, item)
        if found.person != call.person.id or item in meeting.agreed:
            call.require(Right.RUN_MEETINGS)
        return [AgendaItemDropped(network=meeting.network, meeting=meeting.number, item=item)]

    def answer(self, call: Call, event: AgendaItemDropped) -> str:
        meeting = call.state.meeting(event.network, event.meeting)
        return _("Item #{item} of {meeting} is dropped.").format(meeting=meeting.label, item=event.item)


def _find(call: Call, meeting: Meeting, number: int) -> AgendaItem:
    found = meeting.agenda.get(number)
    if found is None or found.dropped:
        sentence = _("{meeting} has no item #{item}.").format(meeting=meeting.label, item=number)
        raise Refused("not_found", sentence, f"/meeting agenda {meeting.label}")
    return found


def _require_ahead(call: Call, meeting: Meeting) -> None:
    if meeting.closed or meeting.cancelled:
        raise Refused("closed", describe_stage(meeting), f"/meeting list in:{call.code}")
