"""The news: each public event in a sentence."""

from collections.abc import Sequence

import pytest

from storage.events import (
    AgendaAgreed,
    AgendaItemDropped,
    AgendaItemProposed,
    AnyEvent,
    BallotCast,
    CommitmentDone,
    CommitmentMade,
    CommitmentReopened,
    Finding,
    MeetingCancelled,
    MeetingClosed,
    MeetingMoved,
    MeetingOpened,
    MeetingPlanned,
    MeetingReopened,
    NetworkAdded,
    PollClosed,
    PollOpened,
    PollRead,
    Published,
    Text,
)
from storage.public.news import tell
from storage.state import Absent, Network
from tests.dashboard import world


@pytest.fixture
def network() -> Network:
    """The network of the small world."""
    return world.state().network("PNE")


def happened(*events: AnyEvent) -> Network:
    """Return a network in which this happened."""
    added: Sequence[AnyEvent] = [NetworkAdded(network="PNE", name="Environment"), *events]
    return world.state([(0, added)]).network("PNE")


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (NetworkAdded(network="PNE", name="Environment"), "PNE begins: Environment"),
        (Published(network="PNE", text=Text("News")), "Public update: News"),
        (PollOpened(network="PNE", poll=2, electorate=(), opener=""), "PNE-P2 was opened: Is the outline complete?"),
        (
            PollClosed(network="PNE", poll=1),
            "PNE-P1 was closed: “Which theme first?” Turnout: 5 of 16 (31%). A tie, with 2 votes each: “Data”; “Food”.",
        ),
        (CommitmentDone(network="PNE", commitment=1), "PNE-C1 was done: Contract consultant"),
        (CommitmentReopened(network="PNE", commitment=1), "PNE-C1 is taken up again: Contract consultant"),
        (MeetingCancelled(network="PNE", meeting=2), "PNE-M2 was cancelled: Consultation"),
        (
            MeetingReopened(network="PNE", meeting=1, sitting=1),
            "PNE-M1 was closed too early and is open again: March call",
        ),
        (
            MeetingClosed(network="PNE", meeting=1),
            "PNE-M1 ended: March call (attendance: 9 of 16 members, 2 others)",
        ),
    ],
)
def test_a_public_event_is_one_sentence(network: Network, event: AnyEvent, words: str) -> None:
    """It has figures where there are some, and never a name."""
    assert tell(network, event, world.day(20)) == words


def test_what_is_only_to_go_on_is_not_said_to_be_open() -> None:
    """Whoever ended a meeting before its second sitting takes that back before it."""
    planned = MeetingPlanned(network="PNE", meeting=1, starts=world.day(9), title=Text("Call"), also=(world.day(10),))
    again = MeetingReopened(network="PNE", meeting=1, sitting=2)
    network = happened(planned, MeetingOpened(network="PNE", meeting=1), MeetingClosed(network="PNE", meeting=1), again)

    assert tell(network, again, world.day(9)) == "PNE-M1 is not over after all, a sitting is to come: Call"


def test_each_reading_tells_its_own_text() -> None:
    """Whoever looks back reads what was said at the time, not what replaced it."""
    first, second = (
        PollRead(network="PNE", poll=1, finding=finding, text=Text(text), reader="zq1")
        for finding, text in ((Finding.DIVERGENCE, "No common ground"), (Finding.CONSENSUS, "Agreed on data"))
    )
    asked: list[AnyEvent] = [world.proposal(1, "Which?", ["Data", "Food"]), world.opening(1)]
    network = happened(*asked, PollClosed(network="PNE", poll=1), first, second)

    assert [tell(network, event, world.day(1)) for event in (first, second)] == [
        "PNE-P1 was read: “Which?” A co-chair's reading: divergence – No common ground.",
        "PNE-P1 was read: “Which?” A co-chair's reading: consensus – Agreed on data.",
    ]


def test_an_agenda_is_told_as_it_was_agreed_then() -> None:
    """What is agreed later is no news of then; what was dropped since is told no more."""
    items = [
        AgendaItemProposed(network="PNE", meeting=1, item=number, text=Text.of(text), person="p1")
        for number, text in enumerate("ABC", 1)
    ]
    then, later = (AgendaAgreed(network="PNE", meeting=1, items=order) for order in ((2, 1), (3, 2, 1)))
    planned = MeetingPlanned(network="PNE", meeting=1, starts=world.day(1), title=Text.of("Call"))
    network = happened(planned, *items, then, later, AgendaItemDropped(network="PNE", meeting=1, item=1))

    assert [tell(network, event, world.day(1)) for event in (then, later)] == [
        "The agenda of PNE-M1: 1. B",
        "The agenda of PNE-M1: 1. C; 2. B",
    ]


def test_a_move_tells_both_times_as_they_were() -> None:
    """The plan keeps the time that it had; of two sittings it is said which one moved."""
    planned = MeetingPlanned(network="PNE", meeting=1, starts=world.day(9), title=Text("Call"), also=(world.day(10),))
    first, second = (
        MeetingMoved(network="PNE", meeting=1, starts=world.day(day), sitting=sitting)
        for sitting, day in ((1, 8), (2, 11))
    )
    network = happened(planned, first, second)

    assert [tell(network, event, world.day(1)) for event in (planned, first, second)] == [
        "PNE-M1 is planned for 10 March 2021, 09:00 UTC and again 11 March 2021, 09:00 UTC: Call",
        "Sitting 1 of PNE-M1 was moved to 9 March 2021, 09:00 UTC: Call",
        "Sitting 2 of PNE-M1 was moved to 12 March 2021, 09:00 UTC: Call",
    ]


@pytest.mark.parametrize(
    "event",
    [
        PollOpened(network="PNE", poll=9, electorate=(), opener=""),
        PollClosed(network="PNE", poll=3),
        CommitmentMade(network="PNE", commitment=9, text=Text("Write")),
        MeetingClosed(network="PNE", meeting=9),
        BallotCast(network="PNE", poll=1, person="zq1", choice=(1,)),
    ],
)
def test_what_is_not_there_or_not_public_is_not_told(network: Network, event: AnyEvent) -> None:
    """Undone things, proposed polls (P3) and ballots have no sentence."""
    with pytest.raises(Absent):
        tell(network, event, world.day(20))


@pytest.mark.parametrize("text", ["{poll} {0} %s", "<b>\x0b\N{RIGHT-TO-LEFT OVERRIDE}", "x" * 20_000])
def test_a_text_stays_a_text(text: str) -> None:
    """Whatever somebody typed is told as it was typed; who shows it shortens and escapes it."""
    made = world.commitment(1, text)

    assert tell(happened(made), made, world.day(1)) == f"PNE-C1 was made: {text}"


def test_an_erased_text_is_told_as_erased() -> None:
    """The event is told, its text is not."""
    opened = world.opening(1)
    asked: list[AnyEvent] = [world.proposal(1, "", ["", ""]), opened, *world.ballots(1, 2)]
    network = happened(*asked, closed := PollClosed(network="PNE", poll=1))
    poll = network.polls[1]
    poll.question, poll.options = Text(digest="ab"), (Text(digest="ab"), Text(digest="cd"))

    assert tell(network, opened, world.day(1)) == "PNE-P1 was opened: (text erased)"
    assert tell(network, closed, world.day(1)).endswith("Most votes: “(text erased)”, with 1 vote.")
