"""Which sitting of a meeting is meant: the one that `sitting:` names, or else the only one that can be."""

from typing import Final

from chatbot.arguments import Argument
from chatbot.call import Call
from chatbot.meeting_arguments import Count
from chatbot.message import Refused
from chatbot.suggestion import revalue
from storage.events import PersonId, Presence
from storage.i18n import N_, _, plural
from storage.measures.sittings import meant
from storage.state import Meeting

AHEAD: Final = frozenset({Presence.EXCUSED, Presence.PROXY})
"""What may be recorded before a meeting opens, or its next sitting."""
SITTING: Final = Argument("sitting", Count("2"), N_("which sitting, where there are two"), required=False)


def require_sitting(call: Call, meeting: Meeting, number: int) -> None:
    """Raise `Refused` for a number that no sitting of the meeting has."""
    if not 1 <= number <= len(meeting.sittings):
        count = plural("{count} sitting", "{count} sittings", len(meeting.sittings))
        sentence = _("{meeting} has {count}.").format(meeting=meeting.label, count=count)
        raise Refused("usage", sentence, revalue(call, ["sitting"], f"{len(meeting.sittings)}"))


def find_sitting(call: Call, meeting: Meeting, named: int | None) -> int:
    """Return the sitting of a record of the whole meeting. Raise `Refused` where several may be meant."""
    return _only(call, meeting, [named] if named else meant(meeting))


def find_sittings(
    call: Call, meeting: Meeting, named: int | None, person: PersonId, presence: Presence | None
) -> list[int]:
    """Return the sittings of a record of a person: several only where they were at none of them after all.

    Between two sittings an apology is for the one to come, by `/attend` as by `/apologies`.
    """
    if named:
        return [named]
    if meeting.is_between and presence in AHEAD:
        return [meeting.sitting]
    found = meant(meeting, person)
    return found if presence is Presence.ABSENT else [_only(call, meeting, found)]


def _only(call: Call, meeting: Meeting, found: list[int]) -> int:
    if len(found) > 1:
        sentence = _("{meeting} had {count} sittings. Say which one with `sitting:`.")
        told = sentence.format(meeting=meeting.label, count=len(found))
        raise Refused("ambiguous", told, f"{call.line} sitting:{found[-1]}")
    return found[0]


def require_held(call: Call, meeting: Meeting, number: int) -> None:
    """Raise `Refused` for a sitting that did not begin: nobody can have been there."""
    if meeting.sittings[number - 1].opened is None:
        sentence = _("Sitting {number} of {meeting} is still to come.")
        if meeting.closed:
            sentence = _("Sitting {number} of {meeting} did not take place.")
        told = sentence.format(number=number, meeting=meeting.label)
        raise Refused("conflict", told, f"/meeting list in:{call.code}")
