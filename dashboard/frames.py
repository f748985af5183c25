"""State to pandas frames: everything that the dashboard counts and lists, and no name or id of a person."""

from collections.abc import Iterable
from datetime import datetime
from heapq import nsmallest
from typing import Any, Final

import pandas as pd

from storage.events import EVER, Progress
from storage.measures import commitments, meetings, members, milestones, polls
from storage.measures.networks import figures
from storage.measures.owners import public_owners
from storage.public.wording import options, written
from storage.state import Commitment, Meeting, Milestone, Network, Poll, State

Row = dict[str, Any]  # a row of one of the frames, by its columns

LONGEST: Final = 200
"""Rows of the longest table that is sent to a browser."""

NETWORKS: Final = (
    "code", "name", "size", "band", "total", "open", "in_progress", "done", "dropped", "unknown",
    "overdue", "undated", "ownerless", "next_meeting", "unopened_meetings", "open_polls",
    "delivery", "plan", "cadence", "attendance", "staleness", "summary_lag",
)  # fmt: skip
STATUS: Final = ("status", "count")
COMMITMENTS: Final = ("id", "text", "due", "owners", "status", "overdue")
PLAN: Final = ("id", "title", "due", "original_due", "stage", "finished", "total")
RESULTS: Final = ("option", "text", "votes", "leading")
MEETINGS: Final = ("id", "title", "kind", "starts", "stage", "headcount", "agenda", "minutes")


def frame(found: Iterable[Row], columns: tuple[str, ...]) -> pd.DataFrame:
    """Return a frame of these columns. Values stay as they are: a date may lie outside of what pandas can count."""
    return pd.DataFrame(list(found), columns=list(columns), dtype=object)


def rows(frame: pd.DataFrame) -> list[Row]:
    """Return the rows of a frame."""
    return [{str(column): value for column, value in row.items()} for row in frame.to_dict("records")]


def networks(state: State, as_of: datetime) -> pd.DataFrame:
    """Return a row a network: the size of its working group, its commitments, and what comes next."""
    return frame((network_row(network, as_of) for network in state.networks.values()), NETWORKS)


def network_row(network: Network, as_of: datetime) -> Row:
    """Return a network's figures, and when it meets next."""
    now = figures(network, as_of)
    return {"code": network.code, **now._asdict(), **now.mwg._asdict(), **now.commitments._asdict()}


def standing(network: Network, as_of: datetime) -> pd.DataFrame:
    """Return a row a status, in the order of progress, with the number of commitments."""
    counted = commitments.standing(network.commitments.values(), as_of)._asdict()
    return frame(({"status": status, "count": counted[status]} for status in Progress), STATUS)


def urgent_commitments(network: Network, as_of: datetime, most: int = LONGEST) -> pd.DataFrame:
    """Return a row for each of the most urgent commitments."""
    urgent = commitments.most_urgent(network, most)
    return frame((_commitment(network, commitment, as_of) for commitment in urgent), COMMITMENTS)


def _commitment(network: Network, commitment: Commitment, as_of: datetime) -> Row:
    return {
        "id": commitment.label,
        "text": written(commitment.text),
        "due": commitment.due,
        "owners": ", ".join(public_owners(network, commitment, as_of)),
        "status": commitment.progress,
        "overdue": commitments.is_overdue(commitment, as_of),
    }


def work_plan(network: Network, as_of: datetime) -> pd.DataFrame:
    """Return a row a milestone that was not dropped, the earliest first, undated ones last."""
    kept = [one for one in network.milestones.values() if not one.dropped]
    kept.sort(key=lambda one: (one.due is None, one.due or as_of, one.number))
    return frame((_milestone(network, one, as_of) for one in kept), PLAN)


def _milestone(network: Network, milestone: Milestone, as_of: datetime) -> Row:
    mine = milestones.children(network, milestone)
    return {
        "id": milestone.label,
        "title": written(milestone.title),
        "due": milestone.due,
        "original_due": milestone.original_due,
        "stage": milestones.stage(network, milestone, as_of),
        "finished": sum(commitments.is_finished(one) for one in mine),
        "total": len(mine),
    }


def poll_row(poll: Poll, as_of: datetime) -> Row:
    """Return a poll's question, and where it stands."""
    return {
        "id": poll.label,
        "question": written(poll.question),
        "stage": polls.stage(poll, as_of),
        "closes": poll.closed or poll.ends,
        "is_counted": poll.closed is not None,
    }


def results(poll: Poll) -> pd.DataFrame:
    """Return a row an option, in the order of the options, with its voters; several lead when tied."""
    tally = polls.tally(poll)
    return frame(
        (
            {"option": number, "text": text, "votes": votes, "leading": number in tally.leading}
            for number, (text, votes) in enumerate(zip(options(poll), tally.counts, strict=True), 1)
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
    """Return a meeting's title, starts, headcount (None stands for "not recorded"), agenda, and version of minutes."""
    return {
        "id": meeting.label,
        "title": written(meeting.title),
        "kind": meeting.kind,
        "starts": [sitting.begins for sitting in meeting.sittings],
        "stage": meetings.stage(meeting, as_of),
        "headcount": meetings.headcount(network, meeting, as_of),
        "agenda": [written(item.text) for item in meeting.agreed_items()],
        "minutes": len(meeting.minutes),
    }


def size(network: Network, as_of: datetime) -> pd.DataFrame:
    """Return one row: how many members the working group has, and the smallest and largest that was agreed."""
    count, band = members.size(network, as_of)
    row = {"size": count, "band": band, "smallest": members.SMALLEST, "largest": members.LARGEST}
    return frame([row], tuple(row))
