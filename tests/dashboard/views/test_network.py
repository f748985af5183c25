"""The page of a network: its figures, charts and tables, and nobody's name."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.events import (
    Finding,
    MeetingPlanned,
    NetworkAdded,
    Owner,
    PollClosed,
    PollKind,
    PollRead,
    Published,
    Text,
)
from tests.dashboard import world
from tests.dashboard.views.opened import html, links, network, overview, text


def test_a_network_has_its_own_address(folder: Path) -> None:
    """The address can be shared; letter case does not matter."""
    world.record(folder)
    app = network(pn="pne", as_of="2021-03-21")
    shown = " ".join(text(app).split())

    assert "As of 21 March 2021, 23:59 UTC · as it is known today, at entry 20" in shown
    assert "PNE-C3 Set milestones 13 March 2021, 09:00 UTC MWG member Open, overdue" in shown
    assert "Turnout: 5 of 16 (31%). A tie, with 2 votes each: “Data”; “Food”." in shown
    assert "So far: Most votes: “Yes”, with 2 votes." in shown
    assert "9 of 16 members, 2 others" in shown
    assert "A mere proposal" not in shown
    assert links(app)[0] == ("IGF Policy Networks", "as_of=2021-03-21")


def test_each_chart_says_what_it_shows_and_has_a_table(folder: Path) -> None:
    """Who cannot see a chart hears its sentence, and finds the same in a table."""
    world.record(folder)
    app = network(pn="PNE", as_of="2021-03-21")
    charts = app.get("vega_lite_chart")

    assert [chart.proto.alt for chart in charts] == [
        "3 commitments: open 1, done 1, status unknown 1.",
        "So far: Most votes: “Yes”, with 2 votes.",
        "A tie, with 2 votes each: “Data”; “Food”.",
        "16 members: within 15–30",
    ]
    assert html(app).count('<table class="pn-few"') == len(charts) + 1  # and the balance, which has no chart


def test_a_network_without_commitments_has_no_chart_of_zeros(folder: Path) -> None:
    """A sentence says it."""
    world.record(folder)
    app = network(pn="PNMA")

    assert "No commitment is recorded yet." in text(app)
    assert "Done on time n/a (none was due yet) Typical delay n/a (none was due yet)" in " ".join(text(app).split())
    assert [chart.proto.alt for chart in app.get("vega_lite_chart")] == ["0 members: below 15–30"]


def test_of_many_commitments_the_most_urgent_are_shown(folder: Path) -> None:
    """Hundreds would make dozens of screens: the others, and what is finished among them, unfold."""
    world.record(folder)
    late = [world.commitment(number, f"Late {number}", world.day(number)) for number in range(4, 14)]
    world.add(folder, world.day(3.5), *late)
    shown, _fold, others = html(network(pn="PNE", as_of="2021-03-21")).partition("Further commitments: 7 (overdue: 5)")

    assert "Late 9" in shown
    assert "Late 10" not in shown
    assert "Late 10" in others
    assert "Form the working group" in others.partition("</table>")[0]


def test_an_older_poll_keeps_its_figures_and_its_reading(folder: Path) -> None:
    """What each option got and what a co-chair read in it unfold, though only the latest poll has a chart."""
    world.record(folder)
    reading = PollRead(network="PNE", poll=1, finding=Finding.CONSENSUS, text=Text.of("Both."), reader="zq0")
    world.add(folder, world.day(7), reading)
    world.add(folder, world.day(8), world.proposal(4, "Which month?", ["May", "June"]), world.opening(4))
    world.add(folder, world.day(9), PollClosed(network="PNE", poll=4))
    older = " ".join(text(network(pn="PNE", as_of="2021-03-21")).split()).partition("Older polls: 1")[2]

    assert "A tie, with 2 votes each: “Data”; “Food”. Data: 2 votes; Food: 2 votes; Water: 1 vote" in older
    assert "consensus" in older
    assert "5 of 16 (31%)" in older


def test_a_poll_in_which_nobody_voted_is_told_in_a_sentence(folder: Path) -> None:
    """Its options stand there; an empty chart and a table of zeros do not."""
    world.record(folder)
    world.add(folder, world.day(12), world.proposal(4, "Which month?", ["May", "June"]), world.opening(4))
    app = network(pn="PNE", as_of="2021-03-21")

    assert "So far: Nobody has voted yet. 1. May 2. June" in " ".join(text(app).split())
    assert "So far: Nobody has voted yet." not in [chart.proto.alt for chart in app.get("vega_lite_chart")]
    assert "n/a" not in text(app).partition("Which month?")[2].partition("PNE-P")[0]


@pytest.mark.parametrize("code", ["XYZ", "<b>", ""])
def test_an_unknown_network_leads_to_the_known_ones(folder: Path, code: str) -> None:
    """A mistyped address is no dead end."""
    world.record(folder)
    app = network(pn=code)

    assert "There is no policy network" in text(app) if code else "Choose a policy network." in text(app)
    assert [label for label, _address in links(app)][1:] == ["Open PNE", "Open PNMA"]


HOSTILE = (
    "$x^2$ :smile: :red[no] **no** <b>no</b> [no](javascript:alert(1)) <script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "-> {count} %s \\u202e مرحبا",
)


def test_what_people_typed_is_shown_as_they_typed_it(folder: Path) -> None:
    """No Markdown, no formula, no emoji code, no HTML: in commitments, polls, meetings, updates and names."""
    world.record(folder, [(0, [NetworkAdded(network="PNE", name=HOSTILE[0])])])
    for number, hostile in enumerate(HOSTILE, 1):
        world.add(
            folder,
            world.day(number),
            world.commitment(number, hostile, owners=[Owner(body=hostile, accepted=True)]),
            world.proposal(number, hostile, [hostile, "No"], kind=PollKind.MULTIPLE),
            world.opening(number),
            MeetingPlanned(network="PNE", meeting=number, starts=world.day(number), title=Text.of(hostile)),
            Published(network="PNE", text=Text.of(hostile)),
        )
    for app in (overview(), network(pn="PNE")):
        assert HOSTILE[0] in text(app)
        assert "<script" not in html(app)
        assert "<img" not in html(app)
        assert "<b>" not in html(app)
        assert not app.markdown
        assert not [label for label, _ in links(app) if "$" in label]
    assert all(hostile in text(app) for hostile in HOSTILE)


def test_no_person_is_on_any_page(folder: Path) -> None:
    """No id, name, affiliation, note, reason or evidence, at any moment of the record."""
    world.record(folder)
    for place in range(1, 13):
        moment = world.day(place).isoformat()
        shown = html(overview(as_of=moment)) + html(network(pn="PNE", as_of=moment))

        assert not [hidden for hidden in world.HIDDEN if hidden in shown]


def test_a_page_made_after_a_change_shows_it(folder: Path) -> None:
    """The next run of the same visit is of the new entry."""
    world.record(folder)
    app = network(pn="PNE")
    before = text(app)
    world.add(folder, datetime.now(UTC) - timedelta(seconds=1), Published(network="PNE", text=Text.of("Brand new")))
    app.run()

    assert "Brand new" not in before
    assert "Public update: Brand new" in text(app)
