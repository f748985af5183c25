"""What happens in a network, year after year: polls, meetings, commitments."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from typing import Final

from storage.events import (
    AnyEvent,
    AttendanceRecorded,
    BallotCast,
    Code,
    CommitmentMade,
    DeadlineKind,
    MeetingClosed,
    MeetingOpened,
    MeetingPlanned,
    Owner,
    PersonId,
    PollClosed,
    PollKind,
    PollOpened,
    PollProposed,
    Presence,
    Text,
)

STEP: Final = timedelta(minutes=20)
"""The time between two entries."""
TURNOUT: Final = 28
"""How many vote in a poll, or come to a meeting."""
COMMITMENTS: Final = 9
"""How many commitments follow from a meeting."""
Happening = tuple[PersonId, tuple[AnyEvent, ...]]
"""Who did what: an entry to be."""


def life(network: Code, members: list[PersonId], start: datetime) -> Iterator[Happening]:
    """Yield what is recorded, without end. Of a hundred entries 60 are about two polls, 31 about a meeting."""
    for number in count(1):
        yield from _poll(network, 2 * number, members)
        yield from _poll(network, 2 * number + 1, members)
        yield from _meeting(network, number, members, start + number * 100 * STEP)
        for commitment in range(COMMITMENTS * (number - 1), COMMITMENTS * number):
            owner = members[commitment % len(members)]
            yield owner, (_commitment(network, commitment + 1, owner, start + number * 200 * STEP),)


def _poll(network: Code, number: int, members: list[PersonId]) -> Iterator[Happening]:
    chair = members[0]
    proposed = PollProposed(
        network=network,
        poll=number,
        question=Text.of("Which theme should the next report begin with?"),
        options=(Text.of("Connectivity"), Text.of("Inclusion"), Text.of("Capacity")),
        kind=PollKind.SINGLE,
        proposer=chair,
    )
    yield chair, (proposed, PollOpened(network=network, poll=number, electorate=tuple(members), opener=chair))
    for vote, person in enumerate(members[:TURNOUT]):
        yield person, (BallotCast(network=network, poll=number, person=person, choice=(vote % 3 + 1,)),)
    yield chair, (PollClosed(network=network, poll=number),)


def _meeting(network: Code, number: int, members: list[PersonId], starts: datetime) -> Iterator[Happening]:
    chair = members[0]
    yield chair, (MeetingPlanned(network=network, meeting=number, starts=starts, title=Text.of("Monthly call")),)
    yield chair, (MeetingOpened(network=network, meeting=number),)
    for person in members[:TURNOUT]:
        here = AttendanceRecorded(network=network, meeting=number, person=person, presence=Presence.PRESENT)
        yield person, (here,)
    yield chair, (MeetingClosed(network=network, meeting=number),)


def _commitment(network: Code, number: int, owner: PersonId, due: datetime) -> CommitmentMade:
    return CommitmentMade(
        network=network,
        commitment=number,
        text=Text.of("Draft the section on data and send it to the working group for comments"),
        owners=(Owner(person=owner, accepted=True),),
        due=due,
        deadline_kind=DeadlineKind.BY,
    )
