"""What can be taken back, and how it is named. Only one's own last entry, young, not a close, and untouched since."""

from collections.abc import Sequence
from itertools import islice
from typing import Any, Final

from chatbot.call import Call
from chatbot.commands.poll_text import describe_end
from chatbot.commands.secret import refuse_secret
from chatbot.message import Refused
from storage import events as happened
from storage.events import AnyEvent, Entry
from storage.history import UNDO_WINDOW
from storage.i18n import N_, _, plural
from storage.ids import LETTERS, label
from storage.measures import polls

CLOSES: Final = (
    happened.PollEnded,
    happened.PollClosed,
    happened.PollVoided,
    happened.PollWithdrawn,
    happened.MeetingClosed,
    happened.SittingClosed,
)
_APART: Final = (happened.ActedFor, happened.EntryUndone, happened.RemindersSnoozed)
"""What builds on nothing."""
NAMES: Final[dict[type[happened.Event], str]] = {
    happened.ActedFor: N_("what was recorded for somebody"),
    happened.SecretariatAppointed: N_("your appointment to the Secretariat"),
    happened.NetworkAdded: N_("the network {network}"),
    happened.MembershipRequested: N_("your request to join {network}"),
    happened.MembershipAccepted: N_("a membership in {network}"),
    happened.RolesChanged: N_("a change of roles in {network}"),
    happened.MembershipEnded: N_("the end of a membership in {network}"),
    happened.PollProposed: N_("the poll {poll}"),
    happened.PollOpened: N_("the opening of {poll}"),
    happened.BallotCast: N_("your vote in {poll}"),
    happened.BallotWithdrawn: N_("that you have no vote in {poll}"),
    happened.OptionAdded: N_("your option and your vote in {poll}"),
    happened.PollExtended: N_("the new closing time of {poll}"),
    happened.PollRead: N_("the reading of {poll}"),
    happened.MeetingPlanned: N_("the plan of {meeting}"),
    happened.MeetingMoved: N_("the new time of {meeting}"),
    happened.MeetingOpened: N_("the opening of {meeting}"),
    happened.SittingOpened: N_("the opening of a sitting of {meeting}"),
    happened.MeetingReopened: N_("the reopening of {meeting}"),
    happened.QuorumAgreed: N_("the quorum of {network}"),
    happened.AgendaItemProposed: N_("an item for the agenda of {meeting}"),
    happened.AgendaItemDropped: N_("the end of an item on the agenda of {meeting}"),
    happened.AgendaAgreed: N_("the agreed agenda of {meeting}"),
    happened.AgendaItemBegun: N_("the step to an item of {meeting}"),
    happened.NoteTaken: N_("a note on {meeting}"),
    happened.NoteDropped: N_("the end of a note on {meeting}"),
    happened.MinutesPublished: N_("the minutes of {meeting}"),
    happened.AttendanceEnded: N_("that somebody left {meeting}"),
    happened.ObserversCounted: N_("the number of observers at {meeting}"),
    happened.MeetingCancelled: N_("the cancellation of {meeting}"),
    happened.AttendanceRecorded: N_("the attendance at {meeting}"),
    happened.CommitmentMade: N_("the commitment {commitment}"),
    happened.OwnersAssigned: N_("the new owners of {commitment}"),
    happened.OwnerAccepted: N_("your acceptance of {commitment}"),
    happened.OwnerDeclined: N_("your refusal of {commitment}"),
    happened.CommitmentStarted: N_("the start of {commitment}"),
    happened.CommitmentDone: N_("that {commitment} is done"),
    happened.CommitmentSlipped: N_("the new deadline of {commitment}"),
    happened.CommitmentDropped: N_("the end of {commitment}"),
    happened.CommitmentReopened: N_("the reopening of {commitment}"),
    happened.CommitmentNoted: N_("the note on {commitment}"),
    happened.CommitmentPlaced: N_("the milestone of {commitment}"),
    happened.RemindersSnoozed: N_("the pause of reminders of {commitment}"),
    happened.MilestoneAdded: N_("the milestone {milestone}"),
    happened.MilestoneMoved: N_("the new date of {milestone}"),
    happened.MilestoneMet: N_("that {milestone} is met"),
    happened.MilestoneReopened: N_("the reopening of {milestone}"),
    happened.MilestoneDropped: N_("the end of {milestone}"),
    happened.ChannelBound: N_("the tie of this channel to {network}"),
    happened.ChannelReleased: N_("the end of this channel's tie to {network}"),
    happened.Published: N_("the update published for {network}"),
}
_MOST: Final = 10
"""Ids that are named of an entry."""
_PARTS: Final[dict[tuple[type[happened.Event], ...], str]] = {
    (happened.BallotCast, happened.BallotWithdrawn, happened.AttendanceRecorded, happened.AttendanceEnded): "person",
    (happened.AgendaItemProposed, happened.AgendaItemDropped): "item",
    (happened.NoteTaken, happened.NoteDropped): "note",
    (happened.ObserversCounted,): "sitting",
}
"""Events about a part of a poll or a meeting, and what that part is: they do not build on other parts of it."""


def find_undoable(call: Call) -> Entry:
    """Return the person's last entry. Raise `Refused` if it is old, a close, an undo, or others have built on it."""
    entry = call.history.last_entry_of(call.by)
    if entry is None or entry.at < call.now - UNDO_WINDOW:
        raise Refused("not_found", _("You recorded nothing in the last 10 minutes."), "/pn mine")
    if any(isinstance(event, happened.EntryUndone) for event in entry.events):
        raise Refused("conflict", _("You have taken back your last entry already."), "/pn mine")
    if closing := next((event for event in entry.events if isinstance(event, CLOSES)), None):
        raise _refuse_close(call, closing)
    refuse_secret(call, entry)
    _refuse_late(call, entry)
    what = describe_undone(entry.events)
    later = (one for one in call.history.recent if one.seq > entry.seq and one.seq not in call.history.undone)
    if any(_builds_on(one, entry) for one in later):
        sentence = _("Something was recorded since that builds on it, so {what} cannot be taken back.").format(
            what=what
        )
        raise Refused("conflict", sentence, "/pn mine")
    return entry


def _refuse_close(call: Call, closing: AnyEvent) -> Refused:
    """Return the refusal of an entry that closes something; a meeting is opened again instead."""
    sentence, better = _("A close cannot be taken back."), "/pn mine"
    match closing:
        case happened.MeetingClosed() | happened.SittingClosed():
            sentence = _("A close cannot be taken back. The meeting can be opened again.")
            better = f"/meeting open {label(closing.network, 'meeting', closing.meeting)}"
            if isinstance(closing, happened.SittingClosed):
                better += f" sitting:{closing.sitting}"
        case happened.PollClosed(network=network, poll=number) if not call.state.poll(network, number).opened:
            sentence = _("A withdrawal cannot be taken back.")
        case happened.PollWithdrawn():
            sentence = _("A withdrawal cannot be taken back.")
    return Refused("conflict", sentence, better)


def _refuse_late(call: Call, entry: Entry) -> None:
    """Raise `Refused` for a vote in a poll that takes no votes any more: the result would change after its deadline."""
    for event in entry.events:
        if isinstance(event, happened.BallotCast | happened.BallotWithdrawn):
            poll = call.state.poll(event.network, event.poll)
            if polls.stage(poll, call.request.now) is not polls.Stage.OPEN:
                raise Refused("closed", describe_end(call, poll), f"/poll results {poll.label}")


def describe_undone(events: Sequence[AnyEvent]) -> str:
    """Return in words what an entry recorded, by its first event and those of the same kind."""
    event = events[0]
    noun, subject = _noun(event), name_subject(events)
    named = {noun: subject} if noun else {}
    several = len(_labels(events)) > 1
    if several and isinstance(event, happened.CommitmentMade):
        return _("the commitments {commitments}").format(commitments=subject)
    if several and isinstance(event, happened.MeetingPlanned):
        return _("the plans of {meetings}").format(meetings=subject)
    return _(NAMES[type(event)]).format(network=event.network, **named)


def name_subject(events: Sequence[AnyEvent]) -> str:
    """Return the full ids of what an entry's first event and those of the same kind are about, or the network."""
    labels = _labels(events)
    named = list(islice(labels, _MOST))
    if len(labels) > len(named):
        more = plural("and {count} more one", "and {count} more", len(labels) - len(named))
        return f"{', '.join(named)} {more}"
    return _(" and ").join(filter(None, [", ".join(named[:-1]), *named[-1:]])) or events[0].network


def _labels(events: Sequence[AnyEvent]) -> list[str]:
    noun, kind = _noun(events[0]), type(events[0])
    if noun is None:
        return []
    alike = (event for event in events if isinstance(event, kind))
    return list(dict.fromkeys(label(event.network, noun, getattr(event, noun)) for event in alike))


def _noun(event: AnyEvent) -> str | None:
    """Return what an event is about first, if it has an id."""
    return next((noun for noun in LETTERS if getattr(event, noun, None) is not None), None)


def _builds_on(later: Entry, entry: Entry) -> bool:
    subjects = [_subject(event) for event in entry.events if not isinstance(event, _APART)]
    added = [event for event in later.events if not isinstance(event, (*_APART, happened.OptionAdded))]
    touched = [subject for event in added for subject in (_subject(event), *_members(later, event), *_milestone(event))]
    return any(_touches(one, subject) for one in touched for subject in subjects)


def _members(entry: Entry, event: AnyEvent) -> list[tuple[Any, ...]]:
    """Return the memberships on which an event was built: who did it, and whom it counts, records or names."""
    people = {entry.by, getattr(event, "person", ""), getattr(event, "holder", "")}
    if isinstance(event, happened.PollOpened):
        people.update(event.electorate)
    if isinstance(event, happened.CommitmentMade | happened.OwnersAssigned):
        people.update(owner.person for owner in event.owners)
    return [(event.network, "person", person) for person in people if person]


def _milestone(event: AnyEvent) -> list[tuple[Any, ...]]:
    """Return the milestone under which a commitment was put."""
    number = event.milestone if isinstance(event, happened.CommitmentMade | happened.CommitmentPlaced) else 0
    return [(event.network, "milestone", number)] if number else []


def _touches(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _subject(event: AnyEvent) -> tuple[Any, ...]:
    """Return what an event is about, from whole to part. Events whose subjects share a start build on each other."""
    person = getattr(event, "person", None)
    for noun in LETTERS:
        number = getattr(event, noun, None)
        if number is not None:
            part = next((part for kinds, part in _PARTS.items() if isinstance(event, kinds)), "")
            own = (part, getattr(event, part)) if part else ()
            return (event.network, noun, number, *own)
    if person is not None:
        return (event.network, "person", person)
    return (event.network,) if isinstance(event, happened.NetworkAdded) else (event.network, type(event))
