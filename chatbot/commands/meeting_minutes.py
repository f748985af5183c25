"""Minutes: made from the record, completed by hand, and published. `/meeting minutes`, `/meeting publish`."""

from collections.abc import Sequence
from typing import Final

from chatbot.arguments import Argument, Rest
from chatbot.call import Call
from chatbot.command import CHANNEL, PRIVATE, Table
from chatbot.commands.meeting import OPEN_OR_LATEST, describe_stage
from chatbot.commands.meeting_run import take_note
from chatbot.meeting_arguments import Count
from chatbot.message import Refused
from chatbot.rights import Right
from chatbot.suggestion import YOUR_REASON
from storage.events import AnyEvent, MinutesPublished, NoteDropped, NoteTaken, Text
from storage.i18n import N_, _
from storage.public import minutes
from storage.state import Meeting

TABLE: Final = Table()


@TABLE.command(
    "meeting minutes",
    summary=N_("Show the minutes of the latest meeting: as published, or the draft to whoever runs meetings"),
    who=Right.READ,
    audience=PRIVATE,
    example="/meeting minutes M5",
    arguments=[OPEN_OR_LATEST],
)
class Show:
    """Shows the minutes as Markdown."""

    def show(self, call: Call, meeting: Meeting) -> str:
        """Render the published version, or the draft with the numbers of its notes."""
        if not call.may(Right.RUN_MEETINGS):
            if not meeting.minutes:
                sentence = _("The minutes of {meeting} are not published yet.").format(meeting=meeting.label)
                raise Refused("not_found", sentence, f"/meeting list in:{call.code}")
            return self._published(meeting)
        draft = minutes.draft(call.network, meeting, call.now, call.people.full_names())
        if meeting.minutes and str(meeting.minutes[-1].text) == draft:
            published = _("Published as version {version}.").format(version=len(meeting.minutes))
            return f"{self._published(meeting)}\n{published}"
        return "\n".join([draft, *self._notes(meeting), *self._next(call, meeting)])

    def _published(self, meeting: Meeting) -> str:
        return minutes.as_read(len(meeting.minutes), meeting.minutes[-1])

    def _notes(self, meeting: Meeting) -> list[str]:
        kept = [note for note in meeting.notes.values() if not note.dropped]
        lines = [f"#{note.number} {note.text}" for note in kept]
        return [_("The notes and their numbers, for `/meeting minutes drop`:"), *lines] if lines else []

    def _next(self, call: Call, meeting: Meeting) -> list[str]:
        add = _("This is a draft. Complete it: `/meeting minutes add {meeting} …`").format(meeting=meeting.label)
        because = " because:…" if meeting.minutes else ""
        publish = _("Publish it: `/meeting publish {meeting}{because}`").format(meeting=meeting.label, because=because)
        return [add, publish] if meeting.closed and call.may(Right.PUBLISH_MINUTES) else [add]


@TABLE.command(
    "meeting minutes add",
    summary=N_("Add a paragraph to the draft of the minutes"),
    who=Right.RUN_MEETINGS,
    audience=PRIVATE,
    example="/meeting minutes add The group agreed to meet again in June",
    arguments=[OPEN_OR_LATEST, Argument("text", Rest(N_("TEXT")), N_("the paragraph"))],
)
class Add:
    """Adds what nobody noted during the meeting."""

    def decide(self, call: Call, meeting: Meeting, text: str) -> Sequence[AnyEvent]:
        """Return the paragraph, as a note on no item."""
        _require_held(call, meeting)
        return [take_note(call, meeting, text, 0, f"/meeting minutes add {meeting.label}")]

    def answer(self, call: Call, event: NoteTaken) -> str:
        """Confirm it, with its number."""
        label = call.state.meeting(event.network, event.meeting).label
        return _("Added to the draft of {meeting} as #{note}. See it: `/meeting minutes {meeting}`").format(
            meeting=label, note=event.note
        )


@TABLE.command(
    "meeting minutes drop",
    summary=N_("Take a note or a paragraph out of the draft of the minutes"),
    who=Right.RUN_MEETINGS,
    audience=PRIVATE,
    example="/meeting minutes drop M5 1",
    arguments=[OPEN_OR_LATEST, Argument("note", Count("1"), N_("the number of the note"))],
)
class Drop:
    """Leaves a note out of the minutes; the record keeps it."""

    def decide(self, call: Call, meeting: Meeting, note: int) -> Sequence[AnyEvent]:
        """Return the end of the note."""
        found = meeting.notes.get(note)
        if found is None or found.dropped:
            sentence = _("{meeting} has no note #{note}.").format(meeting=meeting.label, note=note)
            raise Refused("not_found", sentence, f"/meeting minutes {meeting.label}")
        return [NoteDropped(network=meeting.network, meeting=meeting.number, note=note)]

    def answer(self, call: Call, event: NoteDropped) -> str:
        label = call.state.meeting(event.network, event.meeting).label
        return _("Note #{note} is not in the minutes of {meeting}.").format(meeting=label, note=event.note)


@TABLE.command(
    "meeting publish",
    summary=N_("Publish the minutes as they stand; once more, with the reason, for a corrected version"),
    who=Right.PUBLISH_MINUTES,
    audience=CHANNEL,
    example="/meeting publish M5",
    arguments=[OPEN_OR_LATEST],
    options=[Argument("because", Rest(N_("REASON"), 500), N_("what was corrected; it is public"), required=False)],
)
class Publish:
    """Makes the minutes public, in place of any version before. What was public stays in the record."""

    def decide(self, call: Call, meeting: Meeting, because: str | None) -> Sequence[AnyEvent]:
        """Return the next version of the minutes; none where nothing changed. A correction needs a reason."""
        _require_held(call, meeting)
        if not meeting.closed:
            raise Refused("conflict", describe_stage(meeting), f"/meeting close {meeting.label}")
        text = minutes.draft(call.network, meeting, call.now, call.people.full_names())
        if meeting.minutes and str(meeting.minutes[-1].text) == text:
            return []
        if meeting.minutes and not because:
            sentence = _("The minutes of {meeting} are public: say what you correct with `because:`.")
            better = f"/meeting publish {meeting.label} because:{YOUR_REASON}"
            raise Refused("usage", sentence.format(meeting=meeting.label), better)
        return [
            MinutesPublished(
                network=meeting.network,
                meeting=meeting.number,
                version=len(meeting.minutes) + 1,
                text=Text.of(text),
                reason=Text.if_any(because),
            )
        ]

    def answer(self, call: Call, event: MinutesPublished) -> str:
        meeting = call.state.meeting(event.network, event.meeting)
        sentence = _("The minutes of {meeting} are public, version {version}. Read them: `/meeting minutes {meeting}`")
        if call.address:
            sentence = _("The minutes of {meeting} are public, version {version}: {address}/minutes/{meeting}")
        return sentence.format(meeting=meeting.label, version=event.version, address=call.address)


def _require_held(call: Call, meeting: Meeting) -> None:
    if not meeting.opened:
        raise Refused("conflict", describe_stage(meeting), f"/meeting list in:{call.code}")
