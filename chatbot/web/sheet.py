"""What the page shows of each network: plain values, taken from the record in one go."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Final, Generic, NamedTuple, TypeVar

from chatbot.web import work_plan
from chatbot.web.sight import Sight
from chatbot.web.work_plan import MilestoneRow
from storage.events import PollKind, Progress, Text
from storage.i18n import _
from storage.measures import commitments, meetings, members, milestones, polls
from storage.measures.owners import public_owners
from storage.moments import tell_minute
from storage.public import wording
from storage.public.rounds import rounds
from storage.public.wording import written
from storage.state import Commitment, Meeting, Network, Poll

MOST: Final = 30
"""Rows of the longest list."""
T = TypeVar("T")


class Part(NamedTuple, Generic[T]):
    """The first rows of a list, and how many there are in all."""

    rows: list[T]
    total: int


class News(NamedTuple):
    """A public entry."""

    day: str
    text: str


class PollRow(NamedTuple):
    """A poll with its totals; for what its texts say when cut, the totals go along."""

    id: str
    question: str
    stage: polls.Stage
    when: str
    turnout: str
    options: list[str]
    tally: polls.Tally
    more: list[str]
    """Rounds of a ranked poll, abstentions, and what a co-chair reads in it."""


class MeetingRow(NamedTuple):
    """A meeting, and how many were there."""

    id: str
    title: str
    starts: str
    link: str
    """Where it takes place, if that is told."""
    attendance: str
    minutes: bool
    """Whether its minutes are published."""


class CommitmentRow(NamedTuple):
    """A commitment as it stands."""

    id: str
    text: str
    due: str
    owners: str
    status: str
    overdue: bool


class NetworkSheet(NamedTuple):
    """A network from top to bottom."""

    code: str
    name: str
    size: str
    standing: str
    overdue: int
    open_polls: Part[PollRow]
    closed_polls: Part[PollRow]
    to_come: Part[MeetingRow]
    held: Part[MeetingRow]
    plan: str
    """How the milestones stand."""
    milestones: Part[MilestoneRow]
    commitments: Part[CommitmentRow]


class Sheet(NamedTuple):
    """The whole page."""

    moment: str
    chosen: str
    """The code of the only network that is shown; empty when all are."""
    news: list[News]
    networks: list[NetworkSheet]


def take(sight: Sight, code: str | None) -> Sheet:
    """Return what the page shows of a network, or of all. Raise `Absent` for an unknown network."""
    return Sheet(
        tell_minute(sight.as_of),
        code or "",
        [News(wording.day(item.since), text) for item, text in islice(sight.news(code), MOST)],
        [_network(network, sight.as_of) for network in sight.networks(code)],
    )


def _network(network: Network, as_of: datetime) -> NetworkSheet:
    counted = commitments.standing(network.commitments.values(), as_of)
    shown = polls.latest(network, as_of, len(network.polls))
    opened = [poll for poll in shown if poll.is_open(as_of)]
    held = [meeting for meeting in meetings.held(network) if not meeting.is_open]
    to_come = meetings.upcoming(network, as_of)
    urgent = commitments.most_urgent(network, MOST)
    planned = work_plan.rows(network, as_of)
    return NetworkSheet(
        network.code,
        network.name,
        wording.size(members.size(network, as_of)),
        wording.standing((status, counted._asdict()[status]) for status in Progress),
        counted.overdue,
        _part((_poll(poll, as_of) for poll in opened), len(opened)),
        _part((_poll(poll, as_of) for poll in shown[len(opened) :]), len(shown) - len(opened)),
        _meetings(network, meetings.going_on(network) + to_come, as_of),
        _meetings(network, held, as_of),
        wording.plan(milestones.plan(network, as_of)),
        _part(planned, len(planned)),
        _part((_commitment(network, commitment, as_of) for commitment in urgent), len(network.commitments)),
    )


def _part(rows: Iterable[T], total: int) -> Part[T]:
    return Part(list(islice(rows, MOST)), total)


def _poll(poll: Poll, as_of: datetime) -> PollRow:
    tally, stage = polls.tally(poll), polls.stage(poll, as_of)
    return PollRow(
        poll.label,
        written(poll.question),
        stage,
        wording.poll_stage(stage, poll.closed or poll.ends, is_counted=poll.closed is not None),
        wording.turnout(tally),
        wording.options(poll),
        tally,
        list(_more(poll, tally, stage)),
    )


def _more(poll: Poll, tally: polls.Tally, stage: polls.Stage) -> Iterator[str]:
    if tally.abstained and poll.kind is not PollKind.CONSENSUS:
        yield _("Abstained: {count}").format(count=tally.abstained)
    if poll.kind is PollKind.RANKED and not poll.is_hidden and tally.deciding:
        yield from rounds(poll, wording.options(poll))
    if stage is polls.Stage.WITHDRAWN:
        yield _("The reason: {reason}").format(reason=written(poll.withdrawn or Text()))
    yield from wording.finding(poll)


def _meetings(network: Network, listed: list[Meeting], as_of: datetime) -> Part[MeetingRow]:
    return _part((_meeting(network, meeting, as_of) for meeting in listed), len(listed))


def _meeting(network: Network, meeting: Meeting, as_of: datetime) -> MeetingRow:
    return MeetingRow(
        meeting.label,
        wording.meeting_title(written(meeting.title), meeting.kind),
        wording.begins(meeting),
        written(meeting.link) if meeting.link else "",
        wording.headcount(meetings.headcount(network, meeting, as_of)),
        bool(meeting.minutes),
    )


def _commitment(network: Network, commitment: Commitment, as_of: datetime) -> CommitmentRow:
    overdue = commitments.is_overdue(commitment, as_of)
    return CommitmentRow(
        commitment.label,
        written(commitment.text),
        wording.due(commitment.due),
        ", ".join(public_owners(network, commitment, as_of)),
        wording.status(commitment.progress, overdue=overdue),
        overdue,
    )
