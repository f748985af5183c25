"""A small policy network for tests of the dashboard, as events: enough of everything that the pages show."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from storage import fold
from storage.events import (
    AnyEvent,
    AttendanceRecorded,
    BallotCast,
    CommitmentDone,
    CommitmentMade,
    Draft,
    FormatDeclared,
    MeetingClosed,
    MeetingKind,
    MeetingOpened,
    MeetingPlanned,
    MembershipAccepted,
    NetworkAdded,
    Owner,
    PollClosed,
    PollKind,
    PollOpened,
    PollProposed,
    Presence,
    Progress,
    Published,
    Role,
    Text,
)
from storage.state import State
from storage.tinydb_journal import TinyDBJournal

START: Final = datetime(2021, 3, 1, 9, 0, tzinfo=UTC)
PEOPLE: Final = tuple(f"zq{number}" for number in range(16))
HIDDEN: Final = ("zq", "console:", "HIDDEN")
"""What stands in ids, notes, reasons and evidence here, and must not stand on any page."""


def day(number: float) -> datetime:
    """Return a moment, in days after the start."""
    return START + timedelta(days=number)


def member(person: str, *roles: Role) -> MembershipAccepted:
    """Make somebody a member, in the working group if nothing else is said."""
    return MembershipAccepted(
        network="PNE", person=person, roles=roles or (Role.MWG,), organisation=Text.of("HIDDEN"), region="Africa"
    )


def commitment(
    number: int,
    text: str = "Write",
    due: datetime | None = None,
    owners: Iterable[Owner] = (),
    progress: Progress = Progress.OPEN,
) -> CommitmentMade:
    """Make a commitment of the network."""
    return CommitmentMade(
        network="PNE",
        commitment=number,
        text=Text.of(text),
        owners=tuple(owners),
        due=due,
        progress=progress,
        note=Text.of("HIDDEN"),
    )


def proposal(
    number: int, question: str, options: Iterable[str], kind: PollKind = PollKind.SINGLE, closes: datetime | None = None
) -> PollProposed:
    """Make a proposed poll."""
    return PollProposed(
        network="PNE",
        poll=number,
        question=Text.of(question),
        options=tuple(Text.of(option) for option in options),
        kind=kind,
        proposer="zq0",
        closes=closes,
    )


def opening(number: int, electorate: tuple[str, ...] = PEOPLE) -> PollOpened:
    """Open a poll."""
    return PollOpened(network="PNE", poll=number, electorate=electorate, opener="zq0")


def ballots(number: int, *choices: int) -> list[BallotCast]:
    """Let the first people of the electorate vote for these options, one each."""
    return [
        BallotCast(network="PNE", poll=number, person=person, choice=(choice,))
        for person, choice in zip(PEOPLE, choices, strict=False)
    ]


def attendance(number: int, *people: str, presence: Presence = Presence.PRESENT) -> list[AttendanceRecorded]:
    """Record people at a meeting."""
    return [AttendanceRecorded(network="PNE", meeting=number, person=person, presence=presence) for person in people]


SMALL: Final[tuple[tuple[float, Sequence[AnyEvent]], ...]] = (
    (0, [NetworkAdded(network="PNE", name="Policy Network on Environment")]),
    (0, [NetworkAdded(network="PNMA", name="Policy Network on Meaningful Access")]),
    (1, [member(person) for person in PEOPLE]),
    (1, [member("zq20", Role.CONSULTANT)]),
    (2, [commitment(1, "Contract consultant", day(9), [Owner(body="IGF Secretariat", accepted=True)])]),
    (2, [commitment(2, "Form the working group", progress=Progress.UNKNOWN)]),
    (2, [commitment(3, "Set milestones", day(12), [Owner(person="zq1", accepted=True)])]),
    (3, [CommitmentDone(network="PNE", commitment=1, evidence=Text.of("HIDDEN"))]),
    (4, [proposal(1, "Which theme first?", ["Data", "Food", "Water"], closes=day(6)), opening(1)]),
    (5, ballots(1, 1, 1, 2, 2, 3)),
    (6, [PollClosed(network="PNE", poll=1)]),
    (7, [proposal(2, "Is the outline complete?", ["Yes", "No"], closes=day(30)), opening(2)]),
    (8, ballots(2, 1, 1, 2)),
    (8, [proposal(3, "A mere proposal", ["A", "B"])]),
    (8, [MeetingPlanned(network="PNE", meeting=1, starts=day(9), title=Text.of("March call"))]),
    (9, [MeetingOpened(network="PNE", meeting=1), *attendance(1, *PEOPLE[:9], "zq20", "visitor")]),
    (9.1, [MeetingClosed(network="PNE", meeting=1)]),
    (
        10,
        [
            MeetingPlanned(
                network="PNE", meeting=2, starts=day(40), title=Text.of("Consultation"), kind=MeetingKind.COMMUNITY
            )
        ],
    ),
    (11, [Published(network="PNE", text=Text.of("The call is open."))]),
)
"""The events of a small world, each with its day."""


def drafts(happened: Iterable[tuple[float, Sequence[AnyEvent]]]) -> list[Draft]:
    """Return events as drafts of entries, the first of which declares the format."""
    declared = Draft(START, "operator", "format", (FormatDeclared(network="*", version=1),))
    return [declared] + [
        Draft(day(number), "zq0", f"console:{number}:{place}", tuple(events))
        for place, (number, events) in enumerate(happened)
    ]


def state(happened: Iterable[tuple[float, Sequence[AnyEvent]]] = SMALL) -> State:
    """Fold events into a state."""
    folded = State()
    for number, events in happened:
        fold.apply(folded, events, day(number))
    return folded


def record(folder: Path, happened: Iterable[tuple[float, Sequence[AnyEvent]]] = SMALL) -> None:
    """Write events into the journal of a folder."""
    write(folder, drafts(happened))


def write(folder: Path, listed: list[Draft]) -> None:
    """Append drafts to the journal of a folder, as another process would."""
    journal = TinyDBJournal(folder)
    with journal.exclusive():
        journal.append(listed)
    journal.close()


def add(folder: Path, when: datetime, *events: AnyEvent) -> None:
    """Append one entry to the journal of a folder."""
    write(folder, [Draft(when, "zq0", f"test:{when.isoformat()}:{events!r}", events)])
