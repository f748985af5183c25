"""The overview: a card for each network, or how to begin."""

from pathlib import Path

from dashboard.live import LIVE
from storage.errors import StorageFault
from storage.events import NetworkAdded, Progress
from storage.tinydb_journal import TinyDBJournal
from tests.dashboard import world
from tests.dashboard.views.opened import links, network, overview, text


def test_nothing_recorded_is_said_with_the_way_to_begin(folder: Path) -> None:
    """Who starts the dashboard first is told what to do next."""
    shown = text(overview())

    assert "Nothing is recorded yet." in shown
    assert "/pn add PNE Policy Network on Environment" in shown
    assert not folder.exists()


def test_the_overview_has_a_card_for_each_network(folder: Path) -> None:
    """Figures of the working group, commitments, meetings and polls, and the way to the network's page."""
    world.record(folder)
    app = overview(as_of="2021-03-21")
    shown = " ".join(text(app).split())

    assert "2 policy networks. 1 commitment is overdue." in shown
    assert (
        "PNE Policy Network on Environment Commitments Open 1 In progress 0 Done 1 Overdue 1 Status unknown 1" in shown
    )
    assert "Working group 16 members: within 15–30" in shown
    assert "Next meeting 10 April 2021, 09:00 UTC Open polls 1 Last public update 9 days ago" in shown
    assert "Working group 0 members: below 15–30 Next meeting none planned" in shown
    assert links(app)[1:] == [
        ("Open PNE", "pn=PNE&as_of=2021-03-21"),
        ("Open PNMA", "pn=PNMA&as_of=2021-03-21"),
    ]


def test_what_was_only_imported_is_said_to_be_of_unknown_status(folder: Path) -> None:
    """Tables of years ago are overdue on the first day: a newcomer is told why, and reads of no delay of years."""
    old = [world.commitment(number, due=world.day(3), progress=Progress.UNKNOWN) for number in (1, 2)]
    world.record(folder, [(0, [NetworkAdded(network="PNE", name="Environment"), *old])])
    said = "2 commitments are overdue. Of 2 that were due nobody has said whether they were done."

    assert said in " ".join(text(overview()).split())
    assert "Typical delay n/a (nobody has said whether the 2 that were due were done)" in " ".join(
        text(network(pn="PNE")).split()
    )


def test_a_record_that_cannot_be_read_is_said_without_its_files(folder: Path) -> None:
    """The public reads one sentence; paths and lines are for the operator."""

    def broken() -> TinyDBJournal:
        raise StorageFault(f"{folder} is damaged")

    LIVE.follow(broken)
    shown = text(overview())

    assert "The record cannot be read now." in shown
    assert str(folder) not in shown
