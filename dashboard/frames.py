"""State to pandas frames: everything that the dashboard counts and lists, and no name or id of a person."""

from collections.abc import Iterable
from datetime import UTC, datetime
from heapq import nsmallest
from typing import Any, Final

import pandas as pd

from storage.events import EVER, Progress, Text
from storage.i18n import _
from storage.measures import commitments, meetings, members, polls
from storage.measures.networks import figures
from storage.measures.owners import public_owners
from storage.state import Commitment, Meeting, Network, Poll, State

Row = dict[str, Any]  # a row of one of the frames, by its columns

LONGEST: Final = 200
"""Rows of the longest table that is sent to a browser."""
_LAST: Final = datetime.max.replace(tzinfo=UTC)

NETWORKS: Final = (
    "code", "name", "size", "band", "total", "open", "in_progress", "done", "dropped", "unknown",
    "overdue", "undated", "ownerless", "next_meeting", "open_polls", "last_update",
)  # fmt: skip
STATUS: Final = ("status", "count")
COMMITMENTS: Final = ("id", "text", "due", "owners", "status", "overdue")
RESULTS: Final = ("option", "text", "votes", "leading")
MEETINGS: Final = ("id", "title", "kind", "starts", "stage", "present", "eligible", "others")


def frame(found: Iterable[Row], columns: tuple[str, ...]) -> pd.DataFrame:
    """Return a frame of these columns. Values stay as they are: a date may lie outside of what pandas can count."""
    return pd.DataFrame(list(found), columns=list(columns), dtype=object)


def rows(frame: pd.DataFrame) -> list[Row]:
    """Return the rows of a frame."""
    return [{str(column): value for column, value in row.items()} for row in frame.to_dict("records")]


def written(text: Text) -> str:
    """Return what a person wrote, or what the public is told of a text that was erased."""
    return str(text) or (_("(text erased)") if text.digest else "")


def networks(state: State, as_of: datetime) -> pd.DataFrame:
    """Return a row a network: the size of its working group, its commitments, and what comes next."""
    return frame((network_row(network, as_of) for network in state.networks.values()), NETWORKS)


def network_row(network: Network, as_of: datetime) -> Row:
    """Return a network's figures, when it meets next, and when its last public update was."""
    now = figures(network, as_of)
    return {
        "code": network.code,
        "name": network.name,
        "size": now.mwg.size,
        "band": now.mwg.band,
        **now.commitments._asdict(),
        "next_meeting": next_meeting(network, as_of),
        "open_polls": now.open_polls,
        "last_update": max((publication.at for publication in network.publications), default=None),
    }


def next_meeting(network: Network, as_of: datetime) -> datetime | None:
    """Return when the next meeting starts; one whose time has come but that nobody opened is not next."""
    starts = (meeting.starts for meeting in meetings.planned(network))
    return next((start for start in starts if start >= as_of), None)


def standing(network: Network, as_of: datetime) -> pd.DataFrame:
    """Return a row a status, in the order of progress, with the number of commitments."""
    counted = commitments.standing(network.commitments.values(), as_of)._asdict()
    return frame(({"status": status, "count": counted[status]} for status in Progress), STATUS)


def urgent_commitments(network: Network, as_of: datetime, most: int = LONGEST) -> pd.DataFrame:
    """Return the most urgent commitments: overdue first, then by deadline, then undated ones, finished ones last."""

    def urgency(commitment: Commitment) -> tuple[bool, datetime, int]:
        return commitments.is_finished(commitment), commitment.due or _LAST, commitment.number

    first = nsmallest(most, network.commitments.values(), key=urgency)
    return frame((_commitment(network, commitment, as_of) for commitment in first), COMMITMENTS)


def _commitment(network: Network, commitment: Commitment, as_of: datetime) -> Row:
    return {
        "id": commitment.label,
        "text": written(commitment.text),
        "due": commitment.due,
        "owners": ", ".join(public_owners(network, commitment)),
        "status": commitment.progress,
        "overdue": commitments.is_overdue(commitment, as_of),
    }


def latest_polls(network: Network, as_of: datetime, most: int = LONGEST) -> list[Poll]:
    """Return the polls that were opened: open ones first, then the newest. Proposals are not public."""
    opened = [poll for poll in network.polls.values() if poll.opened]
    return nsmallest(most, opened, key=lambda poll: (not poll.is_open(as_of), -poll.number))


def poll_row(poll: Poll, as_of: datetime) -> Row:
    """Return a poll's question, where it stands, and its turnout in numbers."""
    tally = polls.tally(poll)
    return {
        "id": poll.label,
        "question": written(poll.question),
        "stage": polls.stage(poll, as_of),
        "kind": poll.kind,
        "closes": poll.closed or poll.closes,
        "voters": tally.voters,
        "electorate": tally.electorate,
    }


def results(poll: Poll) -> pd.DataFrame:
    """Return a row an option, in the order of the options, with its voters; several lead when tied."""
    tally = polls.tally(poll)
    return frame(
        (
            {"option": number, "text": written(text), "votes": votes, "leading": number in tally.leading}
            for number, (text, votes) in enumerate(zip(poll.options, tally.counts, strict=True), 1)
        ),
        RESULTS,
    )


def listed_meetings(network: Network, as_of: datetime, most: int = LONGEST) -> pd.DataFrame:
    """Return the meetings: those that go on, those to come, soonest first, then the others, latest first."""

    def order(meeting: Meeting) -> tuple[int, float]:
        ahead = meeting.is_planned and meeting.starts >= as_of
        seconds = (meeting.starts - EVER).total_seconds()
        return (0, -seconds) if meeting.is_open else (1, seconds) if ahead else (2, -seconds)

    first = nsmallest(most, network.meetings.values(), key=order)
    return frame((meeting_row(network, meeting, as_of) for meeting in first), MEETINGS)


def meeting_row(network: Network, meeting: Meeting, as_of: datetime) -> Row:
    """Return a meeting's title, start and headcount; None counts stand for "not recorded"."""
    count = meetings.headcount(network, meeting, as_of)
    return {
        "id": meeting.label,
        "title": written(meeting.title),
        "kind": meeting.kind,
        "starts": meeting.starts,
        "stage": meeting_stage(meeting, as_of),
        "present": count and count.present,
        "eligible": count and count.eligible,
        "others": count and count.others,
    }


def meeting_stage(meeting: Meeting, as_of: datetime) -> str:
    """Return where a meeting stands: cancelled, held, open, planned, or planned but not opened when its time came."""
    if meeting.cancelled:
        return "cancelled"
    if meeting.closed:
        return "held"
    if meeting.opened:
        return "open"
    return "planned" if meeting.starts >= as_of else "not opened"


def size(network: Network, as_of: datetime) -> pd.DataFrame:
    """Return one row: how many members the working group has, and the smallest and largest that was agreed."""
    count, band = members.size(network, as_of)
    row = {"size": count, "band": band, "smallest": members.SMALLEST, "largest": members.LARGEST}
    return frame([row], tuple(row))
