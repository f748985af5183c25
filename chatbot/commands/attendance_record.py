"""Who was at a meeting, and where that is known from: `/meeting attendance`."""

from collections.abc import Iterator
from typing import Final

from chatbot.acting import WAYS
from chatbot.call import Call
from chatbot.command import PRIVATE, Table
from chatbot.commands.attendance_text import PRESENCES, tell_clock
from chatbot.commands.meeting import OPEN_OR_LATEST, describe_headcount
from chatbot.rights import Right
from storage.events import PersonId, Presence, Via
from storage.i18n import N_, _
from storage.measures.meetings import FEW, of_member
from storage.state import Attendance, Meeting, Sitting

TABLE: Final = Table()


@TABLE.command(
    "meeting attendance",
    summary=N_("Show who is recorded at the open or the latest meeting, to whoever runs it; to others, themselves"),
    who=Right.TAKE_PART,
    audience=PRIVATE,
    example="/meeting attendance M5",
    arguments=[OPEN_OR_LATEST],
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
            _("since {time}").format(time=tell_clock(known.at))
            if known.presence is Presence.LATE and not known.recorder
            else "",
            _until(known),
            _("recorded by {name}").format(name=call.name(known.recorder)) if known.recorder else "",
            _(WAYS[Via(known.via)]) if known.via in WAYS else "",
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
        told = [sentence.format(attended=counted.attended, recorded=counted.recorded, share=share)]
        if counted.excused:
            told.append(_("You sent apologies for {count}.").format(count=counted.excused))
        return [" ".join(told)]


def _until(known: Attendance) -> str:
    """Return when somebody left, or whoever represented them."""
    if known.left is None:
        return ""
    told = _("until {time}") if known.presence is Presence.PROXY else _("left at {time}")
    return told.format(time=tell_clock(known.left))
