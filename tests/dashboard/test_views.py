"""The pages as Streamlit runs them, without a browser."""

from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from re import sub

import pytest
from streamlit.testing.v1 import AppTest

import dashboard
from dashboard.live import LIVE
from storage.errors import StorageFault
from storage.events import MeetingPlanned, MinutesPublished, NetworkAdded, Owner, PollKind, Published, Text
from storage.tinydb_journal import TinyDBJournal
from tests.dashboard import world

APP = Path(dashboard.__file__).parent / "app.py"
HOSTILE = (
    "$x^2$ :smile: :red[no] **no** <b>no</b> [no](javascript:alert(1)) <script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "-> {count} %s \\u202e مرحبا",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the record that the pages show; nothing is there yet."""
    LIVE.follow(lambda: TinyDBJournal(tmp_path / "data", read_only=True))
    return tmp_path / "data"


def overview(**address: str) -> AppTest:
    """Open the overview with this address."""
    app = AppTest.from_file(str(APP), default_timeout=30)
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def network(**address: str) -> AppTest:
    """Open the page of a network with this address."""
    return overview(**address).switch_page("views/network.py").run()


def minutes(**address: str) -> AppTest:
    """Open the page of minutes with this address."""
    return overview(**address).switch_page("views/minutes.py").run()


def html(app: AppTest) -> str:
    """Return all HTML of a page, without the style sheet."""
    assert not app.exception
    return "\n".join(part.proto.body for part in app.get("html") if not part.proto.body.startswith("<style>"))


def text(app: AppTest) -> str:
    """Return what can be read on a page."""
    return unescape(sub(r"<[^>]*>", " ", html(app)))


def links(app: AppTest) -> list[tuple[str, str]]:
    """Return label and address of the links of a page."""
    return [(link.proto.label, link.proto.query_string) for link in app.get("page_link")]


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
        "16 members: within 15–30",
        "3 commitments: open 1, done 1, status unknown 1.",
        "So far: Most votes: “Yes”, with 2 votes.",
        "A tie, with 2 votes each: “Data”; “Food”.",
    ]
    assert html(app).count('<table class="pn-few"') == len(charts) + 1  # and the balance, which has no chart


def test_a_poll_in_which_nobody_voted_is_told_in_a_sentence(folder: Path) -> None:
    """Its options stand there; an empty chart and a table of zeros do not."""
    world.record(folder)
    world.add(folder, world.day(12), world.proposal(4, "Which month?", ["May", "June"]), world.opening(4))
    app = network(pn="PNE", as_of="2021-03-21")

    assert "So far: Nobody has voted yet. 1. May 2. June" in " ".join(text(app).split())
    assert "So far: Nobody has voted yet." not in [chart.proto.alt for chart in app.get("vega_lite_chart")]
    assert "n/a" not in text(app).partition("Which month?")[2].partition("PNE-P")[0]


def test_the_past_is_shown_as_it_was(folder: Path) -> None:
    """Everything on the page is of the moment in the address."""
    world.record(folder)
    shown = " ".join(text(network(pn="PNE", as_of="2021-03-06T12:00")).split())

    assert "As of 6 March 2021, 12:00 UTC" in shown
    assert "So far: A tie, with 2 votes each" in shown
    assert "Turnout: 5 of 16 (31%)" in shown
    assert "No meeting is planned yet." in shown
    assert "PNE-P2" not in shown
    assert "Overdue 0" in shown


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("2021-03-06T12:00:00 02:00", "As of 6 March 2021, 10:00 UTC"),
        ("2021-03-06T12:00:00+02:00", "As of 6 March 2021, 10:00 UTC"),
        ("2021-03-06", "As of 6 March 2021, 23:59 UTC"),
        ("9998-01-01", "9998, 23:59 UTC · this moment is still to come: what is shown is known today, at entry 20"),
    ],
)
def test_the_address_names_a_moment(folder: Path, address: str, told: str) -> None:
    """A date or an instant; browsers turn the plus of a zone into a space."""
    world.record(folder)

    assert told in text(overview(as_of=address))


@pytest.mark.parametrize("address", ["yesterday", "2021-02-30", "<b>1</b>", "$x$ :smile:", "9" * 5000])
def test_a_bad_moment_is_explained(folder: Path, address: str) -> None:
    """The sentence repeats what was asked, says how it is written, and shows no figures of another moment."""
    world.record(folder)
    app = network(pn="PNE", as_of=address)

    assert f"“{address[:40]}" in text(app)
    assert "is no date. Write a date such as 2021-04-16" in text(app)
    assert "PNE-C1" not in text(app)
    assert links(app) == [("IGF Policy Networks", "")]


def test_choosing_a_day_sets_the_address(folder: Path) -> None:
    """What is shown can be shared, and "Show now" leads back."""
    world.record(folder)
    app = overview()
    app.date_input(key="day").set_value(datetime(2021, 3, 6, tzinfo=UTC).date()).run()
    chosen = (dict(app.query_params), text(app))
    app.button[0].click().run()

    assert chosen[0] == {"as_of": "2021-03-06"}
    assert "As of 6 March 2021, 23:59 UTC" in chosen[1]
    assert "as_of" not in app.query_params
    assert "changes show by themselves" in text(app)


def test_a_record_that_ended_long_ago_says_so_and_offers_its_last_day(folder: Path) -> None:
    """What was due since then is overdue: who opens the page is told why, and is one press away from that day."""
    world.record(folder)
    app = network(pn="PNE")
    before = " ".join(text(app).split())
    next(button for button in app.button if button.label == "Show 12 March 2021").click().run()

    assert "Nothing new was recorded here since 12 March 2021; what was due since then counts as overdue." in before
    assert dict(app.query_params) == {"pn": "PNE", "as_of": "2021-03-12"}
    assert "As of 12 March 2021, 23:59 UTC" in text(app)
    assert "Nothing new was recorded here" not in text(app)


def test_a_record_with_a_new_entry_offers_no_day(folder: Path) -> None:
    """It is alive."""
    world.record(folder)
    world.add(folder, datetime.now(UTC) - timedelta(seconds=1), Published(network="PNE", text=Text.of("Brand new")))

    assert "Nothing new was recorded here" not in text(overview())


def test_emptying_the_day_leads_back_to_now(folder: Path) -> None:
    """No day is today, as it changes."""
    world.record(folder)
    app = overview(as_of="2021-03-06")
    app.date_input(key="day").set_value(None).run()

    assert "as_of" not in app.query_params


@pytest.mark.parametrize("code", ["XYZ", "<b>", ""])
def test_an_unknown_network_leads_to_the_known_ones(folder: Path, code: str) -> None:
    """A mistyped address is no dead end."""
    world.record(folder)
    app = network(pn=code)

    assert "There is no policy network" in text(app) if code else "Choose a policy network." in text(app)
    assert [label for label, _address in links(app)][1:] == ["Open PNE", "Open PNMA"]


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


def published(folder: Path) -> None:
    """Record that the minutes of PNE-M1 were published on day 10, and corrected on day 11."""
    world.record(folder)
    for version, (text, reason) in enumerate([("# First\n\n- one <b>bold</b>", None), ("# Second", "a number")], 1):
        minutes = MinutesPublished(
            network="PNE", meeting=1, version=version, text=Text.of(text), reason=Text.of(reason) if reason else None
        )
        world.add(folder, world.day(10 + version / 2), minutes)


def test_a_meeting_leads_to_its_minutes_at_the_same_moment(folder: Path) -> None:
    """To the latest version that there was then; without a moment in the address, there is none in the link."""
    published(folder)
    then, now = (html(network(pn="PNE", **address)) for address in ({"as_of": "2021-03-11"}, {}))

    assert '<a href="minutes?of=PNE-M1&amp;as_of=2021-03-11T23%3A59%3A59%2B00%3A00">Held, minutes version 1</a>' in then
    assert '<a href="minutes?of=PNE-M1">Held, minutes version 2</a>' in now


def test_minutes_are_shown_with_their_versions(folder: Path) -> None:
    """Each leads to the others; a correction says why; nothing that was typed is a tag."""
    published(folder)
    latest, first = minutes(of="pne-m1"), minutes(of="PNE-M1:1")

    assert "Version 2, published on 12 March 2021, 09:00 UTC. Corrected: a number" in text(latest)
    assert "<h1>Second</h1>" in html(latest)
    assert '<a href="minutes?of=PNE-M1%3A1">Version 1</a>' in html(latest)
    assert "<li>one &lt;b&gt;bold&lt;/b&gt;</li>" in html(first)
    assert '<a href="minutes?of=PNE-M1%3A2">Version 2</a>' in html(first)
    assert links(latest)[1:] == [("Open PNE", "pn=PNE")] * 2
    shown = [part.type for part in latest.main.children.values()]
    assert shown.index("page_link") < len(shown) - 1 - shown[::-1].index("html")


@pytest.mark.parametrize(
    "asked", ["", "PNE-M2", "PNE-M1:3", "PNE-M1:0", "PNE-M1:x", f"PNE-M1:{'1' * 5000}", "PNE-P1", "XYZ-M1", "<b>"]
)
def test_minutes_that_are_not_there_are_said_to_be_so(folder: Path, asked: str) -> None:
    """A mistyped address shows a sentence, and so does one of a time before they were published."""
    published(folder)

    assert "There are no such published minutes" in text(minutes(of=asked))
    assert "There are no such published minutes" in text(minutes(of="PNE-M1", as_of="2021-03-10"))


def test_no_person_is_on_any_page(folder: Path) -> None:
    """No id, name, affiliation, note, reason or evidence, at any moment of the record."""
    world.record(folder)
    for place in range(1, 13):
        moment = world.day(place).isoformat()
        shown = html(overview(as_of=moment)) + html(network(pn="PNE", as_of=moment))

        assert not [hidden for hidden in world.HIDDEN if hidden in shown]


def test_a_record_that_cannot_be_read_is_said_without_its_files(folder: Path) -> None:
    """The public reads one sentence; paths and lines are for the operator."""

    def broken() -> TinyDBJournal:
        raise StorageFault(f"{folder} is damaged")

    LIVE.follow(broken)
    shown = text(overview())

    assert "The record cannot be read now." in shown
    assert str(folder) not in shown


def test_the_size_is_that_of_the_moment(folder: Path) -> None:
    """A past one is not called now."""
    world.record(folder)
    shown = " ".join(text(network(pn="PNE", as_of="2021-03-06")).split())

    assert "Size Members On 6 March 2021 " in shown


def test_a_page_made_after_a_change_shows_it(folder: Path) -> None:
    """The next run of the same visit is of the new entry."""
    world.record(folder)
    app = network(pn="PNE")
    before = text(app)
    world.add(folder, datetime.now(UTC) - timedelta(seconds=1), Published(network="PNE", text=Text.of("Brand new")))
    app.run()

    assert "Brand new" not in before
    assert "Public update: Brand new" in text(app)
