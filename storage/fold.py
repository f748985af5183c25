"""The fold: what each event does to the state. A line or three an event, no rules, and nothing is refused here."""

from bisect import insort
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from operator import itemgetter
from typing import Any, Final, TypeVar

from storage import events as happened
from storage.events import AnyEvent, Code, Event, Progress, Text
from storage.moments import tell_minute
from storage.state import (
    ELECTORS,
    LEVELS,
    Absent,
    AgendaItem,
    Attendance,
    Ballot,
    Channel,
    Commitment,
    Extension,
    Meeting,
    MeetingNote,
    Membership,
    Milestone,
    Minutes,
    Network,
    Note,
    Poll,
    Publication,
    Reading,
    Sitting,
    Slip,
    State,
)

E = TypeVar("E", bound=Event)
Key = TypeVar("Key")
Part = TypeVar("Part")
Fold = Callable[[State, Any, datetime], None]
FOLDS: dict[type[Event], Fold] = {}
NUMBERED: Final[dict[type[Event], str]] = {
    happened.PollProposed: "poll",
    happened.MeetingPlanned: "meeting",
    happened.CommitmentMade: "commitment",
    happened.MilestoneAdded: "milestone",
}
"""The events that give out a number, and the noun that has it."""


def folds(kind: type[E]) -> Callable[[Callable[[State, E, datetime], None]], Callable[[State, E, datetime], None]]:
    """Declare the function that folds events of this type; its last argument is the time since which the fact holds."""

    def declare(fold: Callable[[State, E, datetime], None]) -> Callable[[State, E, datetime], None]:
        FOLDS[kind] = fold
        return fold

    return declare


def apply(state: State, events: Iterable[AnyEvent], at: datetime, as_of: datetime | None = None) -> None:
    """Fold the events of an entry of time `at`; with `as_of`, only what held by then.

    An event about something that is not there (undone, or later than `as_of`) says nothing.
    """
    for event in events:
        if type(event) in NUMBERED:
            reserve(state, event)
        since = event.since or at
        if as_of is None or since <= as_of:
            try:
                FOLDS[type(event)](state, event, since)
            except Absent:
                continue


def reserve(state: State, event: AnyEvent) -> None:
    """Note the number that an event used, so that no other poll, meeting or commitment gets it."""
    noun = NUMBERED.get(type(event))
    if noun:
        state.used[event.network, noun] = getattr(event, noun)


@folds(happened.ActedFor)
def acted_for(state: State, event: happened.ActedFor, at: datetime) -> None:
    """Nothing: it says how the entry came about."""


@folds(happened.FormatDeclared)
def format_declared(state: State, event: happened.FormatDeclared, at: datetime) -> None:
    """Nothing: the version concerns how lines are read."""


@folds(happened.EntryUndone)
def entry_undone(state: State, event: happened.EntryUndone, at: datetime) -> None:
    """Nothing: an undone entry is left out of the fold."""


@folds(happened.SecretariatAppointed)
def secretariat_appointed(state: State, event: happened.SecretariatAppointed, at: datetime) -> None:
    state.secretariat.add(event.person)
    state.claims.add(event.claim)


@folds(happened.NetworkAdded)
def network_added(state: State, event: happened.NetworkAdded, at: datetime) -> None:
    state.networks[event.network] = Network(event.network, event.name, at)


@folds(happened.MembershipRequested)
def membership_requested(state: State, event: happened.MembershipRequested, at: datetime) -> None:
    _membership(state, event).requested = at


@folds(happened.MembershipAccepted)
def membership_accepted(state: State, event: happened.MembershipAccepted, at: datetime) -> None:
    membership = _membership(state, event)
    membership.requested = None
    membership.begin(at, frozenset(event.roles))
    _note_leaver(state, event.network, membership, at)
    membership.group = event.group or membership.group
    membership.region = event.region or membership.region
    membership.disciplines = event.disciplines or membership.disciplines
    membership.organisation = event.organisation or membership.organisation
    membership.ref = event.ref or membership.ref


@folds(happened.RolesChanged)
def roles_changed(state: State, event: happened.RolesChanged, at: datetime) -> None:
    membership = _membership(state, event)
    membership.begin(at, frozenset(event.roles))
    _note_leaver(state, event.network, membership, at)


@folds(happened.MembershipEnded)
def membership_ended(state: State, event: happened.MembershipEnded, at: datetime) -> None:
    membership = _membership(state, event)
    membership.requested = None
    membership.begin(at, frozenset())
    _note_leaver(state, event.network, membership, at)


@folds(happened.PollProposed)
def poll_proposed(state: State, event: happened.PollProposed, at: datetime) -> None:
    poll = Poll(
        event.network,
        event.poll,
        event.question,
        event.options or _fixed_options(event),
        event.kind,
        event.closes,
        event.proposer,
        proposed=at,
        rules=event.rules,
        times=event.times,
    )
    state.network(event.network).polls[event.poll] = poll


@folds(happened.PollOpened)
def poll_opened(state: State, event: happened.PollOpened, at: datetime) -> None:
    poll = state.poll(event.network, event.poll)
    poll.opened, poll.opener, poll.electorate = at, event.opener, frozenset(event.electorate)
    poll.salt, poll.box = event.salt, event.box
    state.open_polls[poll.label] = poll


@folds(happened.BallotCast)
def ballot_cast(state: State, event: happened.BallotCast, at: datetime) -> None:
    ballot = Ballot(event.choice, at, event.maybe, event.reason)
    state.poll(event.network, event.poll).ballots[event.person] = ballot


@folds(happened.BallotWithdrawn)
def ballot_withdrawn(state: State, event: happened.BallotWithdrawn, at: datetime) -> None:
    state.poll(event.network, event.poll).ballots.pop(event.person, None)


@folds(happened.OptionAdded)
def option_added(state: State, event: happened.OptionAdded, at: datetime) -> None:
    state.poll(event.network, event.poll).options += (event.text,)


@folds(happened.PollExtended)
def poll_extended(state: State, event: happened.PollExtended, at: datetime) -> None:
    poll = state.poll(event.network, event.poll)
    poll.closes = event.closes
    poll.extensions.append(Extension(event.closes, at, event.reason))


@folds(happened.PollRead)
def poll_read(state: State, event: happened.PollRead, at: datetime) -> None:
    state.poll(event.network, event.poll).reading = Reading(event.finding, event.text, event.reader, at)


@folds(happened.PollClosed)
def poll_closed(state: State, event: happened.PollClosed, at: datetime) -> None:
    poll = state.poll(event.network, event.poll)
    poll.unnamed = tuple(Ballot(ballot.choice, at, ballot.maybe) for ballot in event.ballots)
    _end_poll(state, poll, at)


@folds(happened.PollWithdrawn)
def poll_withdrawn(state: State, event: happened.PollWithdrawn, at: datetime) -> None:
    poll = state.poll(event.network, event.poll)
    poll.withdrawn = event.reason
    _end_poll(state, poll, at)


@folds(happened.PollVoided)
def poll_voided(state: State, event: happened.PollVoided, at: datetime) -> None:
    poll = state.poll(event.network, event.poll)
    poll.void = True
    _end_poll(state, poll, at)


@folds(happened.MeetingPlanned)
def meeting_planned(state: State, event: happened.MeetingPlanned, at: datetime) -> None:
    times = (event.starts, *event.also)
    meeting = Meeting(
        event.network,
        event.meeting,
        [Sitting(starts) for starts in times],
        event.title,
        event.kind,
        event.ref,
        event.link,
        event.chatham,
        event.series,
        planned=times,
        timed=at,
    )
    state.network(event.network).meetings[event.meeting] = meeting
    state.coming[meeting.label] = meeting


@folds(happened.MeetingMoved)
def meeting_moved(state: State, event: happened.MeetingMoved, at: datetime) -> None:
    meeting = state.meeting(event.network, event.meeting)
    sitting = meeting.sittings[event.sitting - 1]
    sitting.starts, sitting.near = event.starts, False
    meeting.moved, meeting.timed = meeting.moved + 1, at
    state.coming[meeting.label] = meeting


@folds(happened.MeetingNear)
def meeting_near(state: State, event: happened.MeetingNear, at: datetime) -> None:
    meeting = state.meeting(event.network, event.meeting)
    meeting.sittings[event.sitting - 1].near = True
    if all(sitting.near for sitting in meeting.sittings):
        state.coming.pop(meeting.label, None)


@folds(happened.MeetingOpened)
def meeting_opened(state: State, event: happened.MeetingOpened, at: datetime) -> None:
    _open_sitting(state.meeting(event.network, event.meeting), 1, at)


@folds(happened.SittingOpened)
def sitting_opened(state: State, event: happened.SittingOpened, at: datetime) -> None:
    _open_sitting(state.meeting(event.network, event.meeting), event.sitting, at)


@folds(happened.SittingClosed)
def sitting_closed(state: State, event: happened.SittingClosed, at: datetime) -> None:
    state.meeting(event.network, event.meeting).sittings[event.sitting - 1].closed = at


@folds(happened.MeetingClosed)
def meeting_closed(state: State, event: happened.MeetingClosed, at: datetime) -> None:
    meeting = state.meeting(event.network, event.meeting)
    meeting.closed = at
    for sitting in meeting.sittings:
        sitting.closed = sitting.closed or at
    state.coming.pop(meeting.label, None)


@folds(happened.MeetingCancelled)
def meeting_cancelled(state: State, event: happened.MeetingCancelled, at: datetime) -> None:
    meeting = state.meeting(event.network, event.meeting)
    meeting.cancelled, meeting.ends_series = at, event.ends_series
    state.coming.pop(meeting.label, None)


@folds(happened.QuorumAgreed)
def quorum_agreed(state: State, event: happened.QuorumAgreed, at: datetime) -> None:
    insort(state.network(event.network).quorums, (at, event.fraction), key=itemgetter(0))


@folds(happened.AgendaItemProposed)
def agenda_item_proposed(state: State, event: happened.AgendaItemProposed, at: datetime) -> None:
    meeting = state.meeting(event.network, event.meeting)
    meeting.agenda[event.item] = AgendaItem(event.item, event.text, event.person)


@folds(happened.AgendaItemDropped)
def agenda_item_dropped(state: State, event: happened.AgendaItemDropped, at: datetime) -> None:
    meeting = state.meeting(event.network, event.meeting)
    _part(meeting.agenda, event.item).dropped = True
    meeting.agreed = tuple(item for item in meeting.agreed if item != event.item)


@folds(happened.AgendaAgreed)
def agenda_agreed(state: State, event: happened.AgendaAgreed, at: datetime) -> None:
    meeting = state.meeting(event.network, event.meeting)
    meeting.agreed = tuple(item for item in event.items if item in meeting.agenda and not meeting.agenda[item].dropped)


@folds(happened.AgendaItemBegun)
def agenda_item_begun(state: State, event: happened.AgendaItemBegun, at: datetime) -> None:
    meeting = state.meeting(event.network, event.meeting)
    _part(meeting.agenda, event.item).begun = at
    meeting.item = event.item


@folds(happened.NoteTaken)
def note_taken(state: State, event: happened.NoteTaken, at: datetime) -> None:
    note = MeetingNote(event.note, event.text, event.item, event.person, at)
    state.meeting(event.network, event.meeting).notes[event.note] = note


@folds(happened.NoteDropped)
def note_dropped(state: State, event: happened.NoteDropped, at: datetime) -> None:
    _part(state.meeting(event.network, event.meeting).notes, event.note).dropped = True


@folds(happened.MinutesPublished)
def minutes_published(state: State, event: happened.MinutesPublished, at: datetime) -> None:
    state.meeting(event.network, event.meeting).minutes.append(Minutes(event.text, at, event.reason))


@folds(happened.AttendanceRecorded)
def attendance_recorded(state: State, event: happened.AttendanceRecorded, at: datetime) -> None:
    sitting = state.meeting(event.network, event.meeting).sittings[event.sitting - 1]
    sitting.attendance[event.person] = Attendance(
        event.presence, at, event.recorder, event.holder, event.reason, event.via
    )


@folds(happened.AttendanceEnded)
def attendance_ended(state: State, event: happened.AttendanceEnded, at: datetime) -> None:
    attendance = state.meeting(event.network, event.meeting).sittings[event.sitting - 1].attendance
    attendance[event.person] = _part(attendance, event.person)._replace(left=at)


@folds(happened.ObserversCounted)
def observers_counted(state: State, event: happened.ObserversCounted, at: datetime) -> None:
    state.meeting(event.network, event.meeting).sittings[event.sitting - 1].observers = event.count


@folds(happened.CommitmentMade)
def commitment_made(state: State, event: happened.CommitmentMade, at: datetime) -> None:
    state.network(event.network).commitments[event.commitment] = Commitment(
        event.network,
        event.commitment,
        event.text,
        event.owners,
        event.due,
        event.deadline_kind,
        event.progress,
        made=at,
        original_due=event.due,
        ref=event.ref,
        note=event.note,
        maker=event.maker,
        milestone=event.milestone,
        every=event.every,
        first_due=event.first_due or event.due,
        follows=event.follows,
        assigned=at,
        assigner=event.maker,
    )


@folds(happened.OwnersAssigned)
def owners_assigned(state: State, event: happened.OwnersAssigned, at: datetime) -> None:
    commitment = state.commitment(event.network, event.commitment)
    commitment.owners, commitment.assigned, commitment.assigner = event.owners, at, event.maker


@folds(happened.OwnerAccepted)
def owner_accepted(state: State, event: happened.OwnerAccepted, at: datetime) -> None:
    commitment = state.commitment(event.network, event.commitment)
    commitment.owners = tuple(
        happened.Owner(owner.person, owner.body, owner.role, accepted=True) if owner.person == event.person else owner
        for owner in commitment.owners
    )


@folds(happened.OwnerDeclined)
def owner_declined(state: State, event: happened.OwnerDeclined, at: datetime) -> None:
    commitment = state.commitment(event.network, event.commitment)
    commitment.owners = tuple(owner for owner in commitment.owners if owner.person != event.person)


@folds(happened.CommitmentStarted)
def commitment_started(state: State, event: happened.CommitmentStarted, at: datetime) -> None:
    commitment = state.commitment(event.network, event.commitment)
    commitment.progress, commitment.started = Progress.IN_PROGRESS, at


@folds(happened.CommitmentDone)
def commitment_done(state: State, event: happened.CommitmentDone, at: datetime) -> None:
    commitment = state.commitment(event.network, event.commitment)
    commitment.progress, commitment.done, commitment.evidence = Progress.DONE, at, event.evidence


@folds(happened.CommitmentSlipped)
def commitment_slipped(state: State, event: happened.CommitmentSlipped, at: datetime) -> None:
    commitment = state.commitment(event.network, event.commitment)
    commitment.slips.append(Slip(event.due, at, event.reason))
    commitment.original_due = commitment.original_due or event.due
    commitment.due = event.due


@folds(happened.CommitmentDropped)
def commitment_dropped(state: State, event: happened.CommitmentDropped, at: datetime) -> None:
    commitment = state.commitment(event.network, event.commitment)
    commitment.progress, commitment.dropped = Progress.DROPPED, at


@folds(happened.CommitmentReopened)
def commitment_reopened(state: State, event: happened.CommitmentReopened, at: datetime) -> None:
    commitment = state.commitment(event.network, event.commitment)
    commitment.progress = Progress.IN_PROGRESS if commitment.started else Progress.OPEN
    commitment.done = commitment.dropped = commitment.evidence = None


@folds(happened.CommitmentNoted)
def commitment_noted(state: State, event: happened.CommitmentNoted, at: datetime) -> None:
    state.commitment(event.network, event.commitment).notes.append(Note(event.note, at))


@folds(happened.CommitmentPlaced)
def commitment_placed(state: State, event: happened.CommitmentPlaced, at: datetime) -> None:
    state.commitment(event.network, event.commitment).milestone = event.milestone


@folds(happened.RemindersSnoozed)
def reminders_snoozed(state: State, event: happened.RemindersSnoozed, at: datetime) -> None:
    state.commitment(event.network, event.commitment).snoozed[event.person] = event.until


@folds(happened.MilestoneAdded)
def milestone_added(state: State, event: happened.MilestoneAdded, at: datetime) -> None:
    milestone = Milestone(event.network, event.milestone, event.title, event.due, at, event.due, event.ref)
    state.network(event.network).milestones[event.milestone] = milestone


@folds(happened.MilestoneMoved)
def milestone_moved(state: State, event: happened.MilestoneMoved, at: datetime) -> None:
    milestone = state.milestone(event.network, event.milestone)
    milestone.slips.append(Slip(event.due, at, event.reason))
    milestone.original_due = milestone.original_due or event.due
    milestone.due = event.due


@folds(happened.MilestoneMet)
def milestone_met(state: State, event: happened.MilestoneMet, at: datetime) -> None:
    state.milestone(event.network, event.milestone).met = at


@folds(happened.MilestoneReopened)
def milestone_reopened(state: State, event: happened.MilestoneReopened, at: datetime) -> None:
    milestone = state.milestone(event.network, event.milestone)
    milestone.met = milestone.dropped = None


@folds(happened.MilestoneDropped)
def milestone_dropped(state: State, event: happened.MilestoneDropped, at: datetime) -> None:
    state.milestone(event.network, event.milestone).dropped = at


@folds(happened.Published)
def published(state: State, event: happened.Published, at: datetime) -> None:
    state.network(event.network).publications.append(Publication(event.text, at))


@folds(happened.ChannelBound)
def channel_bound(state: State, event: happened.ChannelBound, at: datetime) -> None:
    state.channels[event.channel] = Channel(event.network, event.public, at)


@folds(happened.ChannelReleased)
def channel_released(state: State, event: happened.ChannelReleased, at: datetime) -> None:
    state.channels.pop(event.channel, None)


def _part(parts: Mapping[Key, Part], key: Key) -> Part:
    """Return a part of a meeting; one that is not there (undone, or later) says nothing."""
    if key not in parts:
        raise Absent(key)
    return parts[key]


def _open_sitting(meeting: Meeting, number: int, at: datetime) -> None:
    sitting = meeting.sittings[number - 1]
    sitting.opened, sitting.near = at, True


def _membership(
    state: State,
    event: happened.MembershipRequested
    | happened.MembershipAccepted
    | happened.RolesChanged
    | happened.MembershipEnded,
) -> Membership:
    memberships = state.network(event.network).memberships
    return memberships.setdefault(event.person, Membership(event.person))


def _fixed_options(event: happened.PollProposed) -> tuple[Text, ...]:
    """Return the options of a poll for which none were typed: its times, or the levels of consensus."""
    if event.times:
        return tuple(Text(tell_minute(time)) for time in event.times)
    return tuple(Text(level) for level in LEVELS)


def _end_poll(state: State, poll: Poll, at: datetime) -> None:
    """Close a poll. Who had left by then is settled, whatever becomes known later."""
    poll.closed = at
    state.open_polls.pop(poll.label, None)
    memberships = state.network(poll.network).memberships
    poll.leavers = {
        person
        for person in poll.electorate
        if person in memberships and not memberships[person].roles_at(at) & ELECTORS[poll.rules.audience]
    }


def _note_leaver(state: State, network: Code, membership: Membership, at: datetime) -> None:
    """Keep up for open polls who of the electorate is in the network no more."""
    for poll in state.open_polls.values():
        if poll.network == network and membership.person in poll.electorate:
            left = not membership.roles_at(at) & ELECTORS[poll.rules.audience]
            (poll.leavers.add if left else poll.leavers.discard)(membership.person)
