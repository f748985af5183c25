"""The news: each public event in a sentence."""

from datetime import datetime
from typing import Final

from storage import events as happened
from storage.events import AnyEvent
from storage.i18n import N_, _
from storage.measures import meetings, polls
from storage.moments import tell_deadline, tell_minute
from storage.public import wording
from storage.public.log import OfCommitment, OfMeeting, OfMilestone, OfPoll
from storage.public.wording import written
from storage.state import Absent, Meeting, Milestone, Network, Poll, Sitting

_SENTENCES: Final = {
    happened.PollOpened: N_("{poll} was opened: {question}"),
    happened.PollVoided: N_("{poll} is void, its ballots were lost: {question}"),
    happened.CommitmentMade: N_("{commitment} was made: {text}"),
    happened.CommitmentDone: N_("{commitment} was done: {text}"),
    happened.CommitmentReopened: N_("{commitment} is taken up again: {text}"),
    happened.MilestoneAdded: N_("{milestone} is in the work plan: {title} ({due})"),
    happened.MilestoneMoved: N_("{milestone} moved to {due}: {title}"),
    happened.MilestoneMet: N_("{milestone} is met: {title}"),
    happened.MilestoneReopened: N_("{milestone} is in the work plan again: {title}"),
    happened.MilestoneDropped: N_("{milestone} is not in the work plan any more: {title}"),
    happened.MeetingOpened: N_("{meeting} began: {title}"),
    happened.SittingOpened: N_("{meeting} goes on, with its next sitting: {title}"),
    happened.SittingClosed: N_("{meeting} adjourned until its next sitting: {title}"),
    happened.MeetingReopened: N_("{meeting} was closed too early and is open again: {title}"),
    happened.MeetingCancelled: N_("{meeting} was cancelled: {title}"),
}
"""The events that are told by the name of what they are about, and no more."""


def tell(network: Network, event: AnyEvent, as_of: datetime) -> str:
    """Return what a public event of a network says, with the figures of a moment.

    Raise `Absent` for an event about something that is not there (undone, or later than the network's state), and for
    one that is not public.
    """
    if isinstance(event, happened.NetworkAdded):
        return _("{network} begins: {name}").format(network=network.code, name=event.name)
    if isinstance(event, happened.Published):
        return _("Public update: {text}").format(text=written(event.text))
    if isinstance(event, OfPoll):
        return _of_poll(_opened(network, event.poll), event, as_of)
    if isinstance(event, OfCommitment):
        commitment = network.commitment(event.commitment)
        return _(_SENTENCES[type(event)]).format(commitment=commitment.label, text=written(commitment.text))
    if isinstance(event, OfMilestone):
        return _of_milestone(network.milestone(event.milestone), event)
    if isinstance(event, OfMeeting):
        return _of_meeting(network, network.meeting(event.meeting), event, as_of)
    raise Absent(event)


def _opened(network: Network, number: int) -> Poll:
    """Return a poll; one that was only proposed is not public."""
    poll = network.poll(number)
    if poll.opened is None:
        raise Absent(poll.label)
    return poll


def _of_poll(poll: Poll, event: OfPoll, as_of: datetime) -> str:
    question = wording.quote(written(poll.question))
    match event:
        case happened.PollClosed():
            return _closed(poll, as_of)
        case happened.PollExtended():
            sentence = _("{poll} was extended to {time}: {question} The reason: {reason}")
            return sentence.format(
                poll=poll.label, time=tell_minute(event.closes), question=question, reason=written(event.reason)
            )
        case happened.PollWithdrawn():
            sentence = _("{poll} was withdrawn, without a result: {question} The reason: {reason}")
            return sentence.format(poll=poll.label, question=question, reason=written(event.reason))
        case happened.PollRead():
            sentence = _("{poll} was read: {question} {reading}")
            said = " ".join(wording.whole_finding(poll, event))
            return sentence.format(poll=poll.label, question=question, reading=said)
    return _(_SENTENCES[type(event)]).format(poll=poll.label, question=written(poll.question))


def _closed(poll: Poll, as_of: datetime) -> str:
    tally = polls.tally(poll)
    return _("{poll} was closed: {question} Turnout: {turnout}. {reading}").format(
        poll=poll.label,
        question=wording.quote(written(poll.question)),
        turnout=wording.turnout(tally),
        reading=wording.reading(tally, wording.options(poll), polls.stage(poll, as_of)),
    )


def _of_milestone(milestone: Milestone, event: OfMilestone) -> str:
    due = event.due if isinstance(event, happened.MilestoneAdded | happened.MilestoneMoved) else None
    told = tell_deadline(due) if due else _("no date")
    return _(_SENTENCES[type(event)]).format(milestone=milestone.label, title=written(milestone.title), due=told)


def _of_meeting(network: Network, meeting: Meeting, event: OfMeeting, as_of: datetime) -> str:
    named = {"meeting": meeting.label, "title": written(meeting.title)}
    match event:
        case happened.MeetingPlanned():
            times = _(" and again ").join(tell_minute(starts) for starts in (event.starts, *event.also))
            return _("{meeting} is planned for {time}: {title}").format(time=times, **named)
        case happened.MeetingMoved():
            sentence = _("{meeting} was moved to {time}: {title}")
            if len(meeting.sittings) > 1:
                sentence = _("Sitting {number} of {meeting} was moved to {time}: {title}")
            return sentence.format(number=event.sitting, time=tell_minute(event.starts), **named)
        case happened.AgendaAgreed():
            return _agenda(meeting, event)
        case happened.MinutesPublished():
            sentence = _("The minutes of {meeting} are published: {title}")
            if event.version > 1:
                sentence = _("The minutes of {meeting} are published anew, as version {version}: {title}")
            return sentence.format(version=event.version, **named)
        case happened.MeetingClosed():
            there = wording.headcount(meetings.headcount(network, meeting, as_of))
            return _("{meeting} ended: {title} (attendance: {there})").format(there=there, **named)
    sentence = _(_SENTENCES[type(event)])
    if isinstance(event, happened.MeetingReopened) and not _began(meeting.sittings[event.sitting - 1], as_of):
        sentence = _("{meeting} is not over after all, a sitting is to come: {title}")
    return sentence.format(**named)


def _began(sitting: Sitting, as_of: datetime) -> bool:
    return sitting.opened is not None and sitting.opened <= as_of


def _agenda(meeting: Meeting, event: happened.AgendaAgreed) -> str:
    """Return the agenda as it was agreed then, without what was dropped since."""
    items = [
        meeting.agenda[item] for item in event.items if item in meeting.agenda and not meeting.agenda[item].dropped
    ]
    if not items:
        raise Absent(meeting.label)
    told = _("; ").join(f"{place}. {written(item.text)}" for place, item in enumerate(items, 1))
    return _("The agenda of {meeting}: {items}").format(meeting=meeting.label, items=told)
