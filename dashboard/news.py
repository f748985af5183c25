"""The latest public entries of a network, each in a sentence."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

import pandas as pd

from dashboard import wording
from dashboard.frames import Row, frame, meeting_row, poll_row, results, written
from dashboard.live import Glance
from storage import events as happened
from storage.events import AnyEvent
from storage.i18n import _
from storage.moments import tell_minute
from storage.state import Absent, Meeting, Network, Poll

MOST: Final = 50
NEWS: Final = ("day", "news", "entry")


def latest(glance: Glance, network: Network, most: int = MOST) -> pd.DataFrame:
    """Return a row for each of the latest public entries: its day, what happened, and the entry's number."""
    return frame(islice(_rows(glance, network), most), NEWS)


def _rows(glance: Glance, network: Network) -> Iterator[Row]:
    for item in glance.latest(network.code):
        try:
            news = _tell(glance, network, item.event)
        except Absent:  # an event about something that was undone says nothing
            continue
        yield {"day": wording.day(item.since), "news": news, "entry": item.seq}


def _tell(glance: Glance, network: Network, event: AnyEvent) -> str:  # noqa: PLR0911  a sentence for each kind
    code = network.code
    match event:
        case happened.NetworkAdded():
            return _("{network} begins: {name}").format(network=code, name=event.name)
        case happened.Published():
            return _("Public update: {text}").format(text=written(event.text))
        case happened.PollOpened():
            return _poll(_("{poll} was opened: {question}"), glance.state.poll(code, event.poll))
        case happened.PollClosed():
            return _closed(glance, glance.state.poll(code, event.poll))
        case happened.CommitmentMade():
            return _commitment(_("{commitment} was made: {text}"), glance, code, event.commitment)
        case happened.CommitmentDone():
            return _commitment(_("{commitment} was done: {text}"), glance, code, event.commitment)
        case happened.MeetingPlanned():
            return _meeting(_("{meeting} is planned for {time}: {title}"), glance.state.meeting(code, event.meeting))
        case happened.MeetingOpened():
            return _meeting(_("{meeting} began: {title}"), glance.state.meeting(code, event.meeting))
        case happened.MeetingCancelled():
            return _meeting(_("{meeting} was cancelled: {title}"), glance.state.meeting(code, event.meeting))
        case happened.MeetingClosed():
            return _ended(glance, network, glance.state.meeting(code, event.meeting))
    raise Absent(event)


def _poll(sentence: str, poll: Poll) -> str:
    return sentence.format(poll=poll.label, question=written(poll.question))


def _closed(glance: Glance, poll: Poll) -> str:
    row, counted = poll_row(poll, glance.as_of), results(poll)
    return _("{poll} was closed: {question} Turnout: {turnout}. {reading}").format(
        poll=poll.label,
        question=wording.quote(written(poll.question)),
        turnout=wording.turnout(row),
        reading=wording.reading(row, counted),
    )


def _commitment(sentence: str, glance: Glance, code: str, number: int) -> str:
    commitment = glance.state.commitment(code, number)
    return sentence.format(commitment=commitment.label, text=written(commitment.text))


def _meeting(sentence: str, meeting: Meeting) -> str:
    return sentence.format(meeting=meeting.label, time=tell_minute(meeting.starts), title=written(meeting.title))


def _ended(glance: Glance, network: Network, meeting: Meeting) -> str:
    there = wording.headcount(meeting_row(network, meeting, glance.as_of))
    return _("{meeting} ended: {title} (attendance: {there})").format(
        meeting=meeting.label, title=written(meeting.title), there=there
    )
