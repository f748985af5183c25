"""The minutes of a meeting as Markdown: made of its agenda, notes, polls and commitments. They name no person."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

from storage.events import Progress
from storage.i18n import _, plural
from storage.measures import commitments, meetings, polls
from storage.measures.carried import carried, named
from storage.measures.owners import public_owners
from storage.moments import tell_minute
from storage.public import wording
from storage.public.nameless import nameless
from storage.public.wording import written
from storage.state import Commitment, Meeting, MeetingNote, Minutes, Network, Poll

_SIGNS: Final = re.compile(r"([\\`*_\[\]<>|~&])")
_START: Final = re.compile(r"^(?:([#+=-])|(\d{1,9})([.)])(?=\s|$))")


def draft(network: Network, meeting: Meeting, as_of: datetime, names: Iterable[str]) -> str:
    """Return the minutes as the record has them at a moment, whether they are published or not.

    Polls and commitments are as they stood when the meeting ended, whatever became of them since.
    Under the Chatham House Rule they tell no organisation or body either, and nobody whom a text calls by `@name`, or
    by one of these full `names`.
    """
    text = "\n".join(_lines(network, meeting, as_of)).strip() + "\n"
    return nameless(text, map(plain, names), _("somebody")) if meeting.chatham else text


def as_read(version: int, published: Minutes) -> str:
    """Return a published version as Markdown; under a corrected one stands when and why it was, which is public."""
    text = written(published.text)
    if published.reason is None:
        return text
    sentence = _("Version {version}, corrected on {time}: {reason}")
    reason = plain(written(published.reason))
    told = sentence.format(version=version, time=tell_minute(published.at), reason=reason)
    return f"{text.rstrip()}\n\n{told}\n"


def plain(text: str) -> str:
    """Return a text in one line in which nothing is Markdown (CommonMark 0.31, 2.4)."""
    line = _SIGNS.sub(r"\\\1", " ".join(text.split()))
    return _START.sub(lambda found: rf"{found[2] or ''}\{found[1] or found[3]}", line)


def _lines(network: Network, meeting: Meeting, as_of: datetime) -> Iterator[str]:
    title = plain(wording.meeting_title(written(meeting.title), meeting.kind))
    yield _("# Minutes: {title}").format(title=title)
    yield ""
    yield f"{meeting.label} · {plain(network.name)}"
    yield ""
    yield from (f"- {line}" for line in _facts(network, meeting, as_of))
    yield from _section(_("Agenda"), _agenda(meeting))
    yield from _notes(meeting)
    end = meeting.closed or as_of
    yield from _section(_("Polls"), _polls(network, meeting, end))
    yield from _section(_("Commitments carried over"), _carried(network, meeting, end))
    yield from _section(_("Commitments made"), _made(network, meeting, end))
    yield from _section(_("Commitments kept"), _kept(network, meeting, end))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield from ("", f"## {title}", "", *found)


def _facts(network: Network, meeting: Meeting, as_of: datetime) -> Iterator[str]:
    for number, sitting in enumerate(meeting.sittings, 1):
        if not sitting.opened:
            continue
        begun = tell_minute(sitting.opened)
        line = _("since {begun}").format(begun=begun)
        if sitting.closed:
            same_day = sitting.closed.astimezone(UTC).date() == sitting.opened.astimezone(UTC).date()
            ended = f"{sitting.closed:%H:%M} UTC" if same_day else tell_minute(sitting.closed)
            line = _("{begun} to {ended}").format(begun=begun.removesuffix(" UTC"), ended=ended)
        yield _("Sitting {number}: {times}").format(number=number, times=line) if len(meeting.sittings) > 1 else line
    yield _("Attendance: {there}").format(there=wording.headcount(meetings.headcount(network, meeting, as_of)))
    if quorum := meetings.quorum(network, meeting, as_of):
        yield wording.quorum(quorum)
    if meeting.chatham:
        yield _("Held under the Chatham House Rule")
    end = meeting.closed or as_of
    made = (one for one in network.commitments.values() if one.made <= end)
    if overdue := sum(commitments.as_it_stood(one, end).overdue for one in made):
        yield plural("{count} commitment was overdue", "{count} commitments were overdue", overdue)


def _agenda(meeting: Meeting) -> Iterator[str]:
    for place, item in enumerate(meeting.agreed_items(), 1):
        yield f"{place}. {plain(written(item.text))}"


def _notes(meeting: Meeting) -> Iterator[str]:
    """Yield the notes under the items that they were taken at, in the order of the agenda; then all others."""
    notes = [note for note in meeting.notes.values() if not note.dropped and written(note.text)]
    items = [item for item in meeting.agreed_items() if any(note.item == item.number for note in notes)]
    for item in items:
        yield from _section(plain(written(item.text)), [_note(note) for note in notes if note.item == item.number])
    numbers = [item.number for item in items]
    yield from _section(_("Notes"), (_note(note) for note in notes if note.item not in numbers))


def _note(note: MeetingNote) -> str:
    return f"- {plain(written(note.text))}"


def _polls(network: Network, meeting: Meeting, end: datetime) -> Iterator[str]:
    for poll in network.polls.values():
        if poll.opened and any(meetings.during(meeting, moment, end) for moment in (poll.opened, poll.closed)):
            yield f"- {_poll(poll, end)}"


def _poll(poll: Poll, end: datetime) -> str:
    question = f"{poll.label}: {plain(written(poll.question))}"
    if poll.closed is None or poll.closed > end:
        ends = poll.ends_at(end)
        stage = polls.Stage.CLOSED if ends and ends <= end else polls.Stage.OPEN
        told = wording.poll_stage(stage, ends, is_counted=False)
        return _("{question} {stage}.").format(question=question, stage=told)
    tally = polls.tally(poll)
    return _("{question} Turnout: {turnout}. {reading}").format(
        question=question,
        turnout=wording.turnout(tally),
        reading=plain(wording.reading(tally, wording.options(poll), polls.stage(poll, end))),
    )


def _carried(network: Network, meeting: Meeting, end: datetime) -> Iterator[str]:
    """Yield what the meeting had to go through, and how each stood in the end."""
    back = carried(network, meeting, end)
    told = named(network, meeting, back, end)
    for one in told:
        stood = commitments.as_it_stood(one, end)
        status = wording.status(stood.progress, overdue=stood.overdue)
        yield "- " + " · ".join(
            [_commitment(one), wording.due(stood.due), *_owners(network, meeting, one, end), status]
        )
    if len(told) < len(back):
        yield f"- {wording.unnamed(len(back) - len(told))}"


def _made(network: Network, meeting: Meeting, end: datetime) -> Iterator[str]:
    for one in network.commitments.values():
        if meetings.during(meeting, one.made, end):
            due = wording.due(commitments.as_it_stood(one, end).due)
            yield "- " + " · ".join([_commitment(one), due, *_owners(network, meeting, one, end)])


def _kept(network: Network, meeting: Meeting, end: datetime) -> Iterator[str]:
    """Yield what was done in the meeting, and stood as done at its end: what is taken up again later was kept then."""
    for one in network.commitments.values():
        done = (one.done, *(lapse.at for lapse in one.lapses))
        if any(meetings.during(meeting, at, end) for at in done):
            stood = commitments.as_it_stood(one, end)
            yield from [f"- {_commitment(one)}"] if stood.progress is Progress.DONE else []


def _owners(network: Network, meeting: Meeting, commitment: Commitment, end: datetime) -> list[str]:
    return [] if meeting.chatham else [plain(owner) for owner in public_owners(network, commitment, end)]


def _commitment(commitment: Commitment) -> str:
    return f"{commitment.label}: {plain(written(commitment.text))}"
