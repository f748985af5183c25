"""The news: each public event in a sentence."""

from datetime import datetime

from storage import events as happened
from storage.events import AnyEvent
from storage.i18n import _
from storage.measures import meetings, polls
from storage.moments import tell_deadline, tell_minute
from storage.public import wording
from storage.public.wording import written
from storage.state import Absent, Meeting, Network, Poll

OfMilestone = (
    happened.MilestoneAdded
    | happened.MilestoneMoved
    | happened.MilestoneMet
    | happened.MilestoneReopened
    | happened.MilestoneDropped
)


def tell(network: Network, event: AnyEvent, as_of: datetime) -> str:  # noqa: PLR0911, PLR0912  a sentence for each kind
    """Return what a public event of a network says, with the figures of a moment.

    Raise `Absent` for an event about something that is not there (undone, or later than the network's state), and for
    one that is not public.
    """
    match event:
        case happened.NetworkAdded():
            return _("{network} begins: {name}").format(network=network.code, name=event.name)
        case happened.Published():
            return _("Public update: {text}").format(text=written(event.text))
        case happened.PollOpened():
            return _poll(_("{poll} was opened: {question}"), _opened(network, event.poll))
        case happened.PollClosed():
            return _closed(_opened(network, event.poll), as_of)
        case happened.PollExtended() | happened.PollWithdrawn() | happened.PollRead():
            return _course(_opened(network, event.poll), event)
        case happened.PollVoided():
            return _poll(_("{poll} is void, its ballots were lost: {question}"), _opened(network, event.poll))
        case happened.CommitmentMade():
            return _commitment(_("{commitment} was made: {text}"), network, event.commitment)
        case happened.CommitmentDone():
            return _commitment(_("{commitment} was done: {text}"), network, event.commitment)
        case happened.MilestoneAdded():
            return _milestone(_("{milestone} is in the work plan: {title} ({due})"), network, event, event.due)
        case happened.MilestoneMoved():
            return _milestone(_("{milestone} moved to {due}: {title}"), network, event, event.due)
        case happened.MilestoneMet():
            return _milestone(_("{milestone} is met: {title}"), network, event)
        case happened.MilestoneReopened():
            return _milestone(_("{milestone} is in the work plan again: {title}"), network, event)
        case happened.MilestoneDropped():
            return _milestone(_("{milestone} is not in the work plan any more: {title}"), network, event)
        case happened.MeetingPlanned():
            return _meeting(_("{meeting} is planned for {time}: {title}"), network.meeting(event.meeting))
        case happened.MeetingMoved():
            return _meeting(_("{meeting} was moved to {time}: {title}"), network.meeting(event.meeting))
        case happened.AgendaAgreed():
            return _agenda(network.meeting(event.meeting))
        case happened.MeetingOpened():
            return _meeting(_("{meeting} began: {title}"), network.meeting(event.meeting))
        case happened.SittingOpened():
            return _meeting(_("{meeting} goes on, with its next sitting: {title}"), network.meeting(event.meeting))
        case happened.SittingClosed():
            return _meeting(_("{meeting} adjourned until its next sitting: {title}"), network.meeting(event.meeting))
        case happened.MeetingCancelled():
            return _meeting(_("{meeting} was cancelled: {title}"), network.meeting(event.meeting))
        case happened.MinutesPublished():
            return _minutes(network.meeting(event.meeting), event.version)
        case happened.MeetingClosed():
            return _ended(network, network.meeting(event.meeting), as_of)
    raise Absent(event)


def _opened(network: Network, number: int) -> Poll:
    """Return a poll; one that was only proposed is not public."""
    poll = network.poll(number)
    if poll.opened is None:
        raise Absent(poll.label)
    return poll


def _poll(sentence: str, poll: Poll) -> str:
    return sentence.format(poll=poll.label, question=written(poll.question))


def _course(poll: Poll, event: happened.PollExtended | happened.PollWithdrawn | happened.PollRead) -> str:
    question = wording.quote(written(poll.question))
    match event:
        case happened.PollExtended():
            sentence = _("{poll} was extended to {time}: {question} The reason: {reason}")
            return sentence.format(
                poll=poll.label, time=tell_minute(event.closes), question=question, reason=written(event.reason)
            )
        case happened.PollWithdrawn():
            sentence = _("{poll} was withdrawn, without a result: {question} The reason: {reason}")
            return sentence.format(poll=poll.label, question=question, reason=written(event.reason))
    sentence = _("{poll} was read: {question} {reading}")
    return sentence.format(poll=poll.label, question=question, reading=" ".join(wording.finding(poll)))


def _closed(poll: Poll, as_of: datetime) -> str:
    tally = polls.tally(poll)
    options = wording.options(poll)
    return _("{poll} was closed: {question} Turnout: {turnout}. {reading}").format(
        poll=poll.label,
        question=wording.quote(written(poll.question)),
        turnout=wording.turnout(tally),
        reading=wording.reading(tally, options, polls.stage(poll, as_of)),
    )


def _commitment(sentence: str, network: Network, number: int) -> str:
    commitment = network.commitment(number)
    return sentence.format(commitment=commitment.label, text=written(commitment.text))


def _milestone(sentence: str, network: Network, event: OfMilestone, due: datetime | None = None) -> str:
    milestone = network.milestone(event.milestone)
    when = tell_deadline(due) if due else _("no date")
    return sentence.format(milestone=milestone.label, title=written(milestone.title), due=when)


def _meeting(sentence: str, meeting: Meeting) -> str:
    return sentence.format(meeting=meeting.label, time=wording.starts(meeting), title=written(meeting.title))


def _agenda(meeting: Meeting) -> str:
    if not meeting.agreed:
        raise Absent(meeting.label)
    items = _("; ").join(f"{place}. {written(item.text)}" for place, item in enumerate(meeting.agreed_items(), 1))
    return _("The agenda of {meeting}: {items}").format(meeting=meeting.label, items=items)


def _minutes(meeting: Meeting, version: int) -> str:
    sentence = _("The minutes of {meeting} are published: {title}")
    if version > 1:
        sentence = _("The minutes of {meeting} are published anew, as version {version}: {title}")
    return sentence.format(meeting=meeting.label, title=written(meeting.title), version=version)


def _ended(network: Network, meeting: Meeting, as_of: datetime) -> str:
    return _("{meeting} ended: {title} (attendance: {there})").format(
        meeting=meeting.label,
        title=written(meeting.title),
        there=wording.headcount(meetings.headcount(network, meeting, as_of)),
    )
