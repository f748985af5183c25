"""Whatever people write, each message, form and page that the bot sends is one that Slack takes."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatbot.adapters.slack import blocks, showing
from chatbot.adapters.slack.ballot import ballot_form
from chatbot.adapters.slack.fields import Place
from chatbot.adapters.slack.forms import FORMS, commit_form
from chatbot.adapters.slack.home import home
from chatbot.adapters.slack.poll_message import poll_message
from chatbot.commands.poll_result_text import describe_counts, describe_results
from chatbot.commands.poll_text import describe_opening
from chatbot.commands.telling import Teller
from chatbot.message import isolate
from storage.events import DeadlineKind, Owner, PollKind, Progress, Rules, Text
from storage.history import History
from storage.people import People, Person
from storage.state import Ballot, Commitment, Poll, State
from storage.tinydb_journal import TinyDBJournal
from tests.chatbot.adapters.slack.office import plain
from tests.slack.limits import message_problems, view_problems

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
LETTERS = "a \n&<>`@🚀ع\u202e\u200b|*_~é\U0001f469\u200d\U0001f680"
STRANGE = st.text(st.sampled_from(LETTERS), max_size=40)
LONG = st.builds(lambda text, end: (f"A{text}" * 300)[:300] + end, STRANGE, STRANGE)
PLACE = Place("C0123456789", "a-long-prefix-")
MANY = 12
"""Polls and commitments of each kind that somebody has at once."""


@pytest.fixture(scope="module")
def recorded(pne: Path) -> tuple[State, Person]:
    """Return the state of PNE, to which strange things may be added, and a member."""
    history = History(TinyDBJournal(pne, read_only=True))
    history.refresh()
    amina = People(pne).named("amina")
    assert amina
    return history.state, amina


def polls(texts: list[str], member: str) -> list[Poll]:
    """Return open polls of all kinds, open and secret, with these options."""
    options = tuple(Text.of(text) for text in texts)
    times = tuple(NOW + timedelta(hours=number) for number in range(len(options)))
    return [
        Poll(
            *("PNE", 100_000 + number, Text.of(texts[0]), options, kind, NOW + timedelta(days=3), member, NOW),
            Rules(secret=secret),
            opener=member,
            opened=NOW,
            electorate=frozenset([member]),
            ballots={} if secret else {member: Ballot((1,), NOW)},
            times=times if kind is PollKind.DATES else (),
        )
        for number, (kind, secret) in enumerate((kind, secret) for kind in PollKind for secret in (False, True))
    ]


def commitment(number: int, text: str, member: str) -> Commitment:
    """Return something that a member is to do."""
    owners = (Owner(person=member, accepted=bool(number % 2)),)
    return Commitment("PNE", 100_000 + number, Text.of(text), owners, None, DeadlineKind.BY, Progress.OPEN, NOW)


def problems(message: dict[str, list[dict[str, object]]]) -> list[str]:
    """Return what Slack would refuse of a message, as a new one and in the place of another."""
    text = str(message["text"])
    long = ["text"] if not 0 < len(text.encode("utf-16-le")) // 2 <= 4000 else []
    return [*message_problems(message["blocks"]), *long]


def drawn(teller: Teller, poll: Poll) -> dict[str, list[dict[str, object]]]:
    """Return the message of a poll, of which no more than one takes is shown, and never without a line of its end."""

    def tell(poll: Poll) -> str:
        if poll.closed:
            return describe_results(teller, poll)
        return "\n".join([describe_opening(teller, poll), "", *describe_counts(teller, poll)])

    content = poll_message(tell, poll, "x-")
    shown = "".join(block["text"]["text"] for block in content["blocks"] if block["type"] == "section")
    assert len(shown.encode("utf-16-le")) // 2 <= showing.MESSAGE
    assert tell(poll).splitlines()[-1][:30] in plain(shown)
    return content


@settings(max_examples=30, deadline=None)
@given(texts=st.lists(LONG, min_size=2, max_size=20))
def test_messages_and_forms_of_polls_fit(recorded: tuple[State, Person], texts: list[str]) -> None:
    """As opened, while votes come, and with the result; of every kind, and secret ones."""
    _state, amina = recorded
    teller = Teller(NOW, ZoneInfo("Asia/Kolkata"), frozenset({"slack"}))
    for poll in polls(texts, amina.id):
        controls = blocks.ballot(poll)
        standing = "\n".join([describe_opening(teller, poll), "", *describe_counts(teller, poll)])
        for content in showing.messages(isolate(standing), controls):
            assert problems(content) == []
        assert problems(drawn(teller, poll)) == []
        for ballot in (None, Ballot((1,), NOW, reason=Text.of(texts[0]))):
            assert view_problems(ballot_form(poll, PLACE, ZoneInfo("UTC"), ballot), "modal") == []
        poll.closed = NOW
        assert problems(drawn(teller, poll)) == []


@pytest.mark.parametrize("letters", range(100, 301, 10))
def test_a_menu_counts_as_part_of_its_message(recorded: tuple[State, Person], letters: int) -> None:
    """With twenty options of every length the poll can be opened, and drawn with its counts."""
    _state, amina = recorded
    teller = Teller(NOW, ZoneInfo("Asia/Kolkata"), frozenset({"slack"}))
    for poll in polls([f"{number} {'word ' * 60}"[:letters] for number in range(20)], amina.id):
        opening = isolate(describe_opening(teller, poll))
        for content in [drawn(teller, poll), *showing.messages(opening, blocks.ballot(poll))]:
            assert problems(content) == []


@settings(max_examples=20, deadline=None)
@given(texts=st.lists(LONG, min_size=2, max_size=20))
def test_the_home_page_fits(recorded: tuple[State, Person], texts: list[str]) -> None:
    """With more on it than anybody should have."""
    state, amina = recorded
    network = state.network("PNE")
    network.polls |= {poll.number: poll for poll in polls(texts, amina.id)}
    network.commitments |= {100_000 + n: commitment(n, texts[n % len(texts)], amina.id) for n in range(MANY)}
    state.open_polls |= {poll.label: poll for poll in network.polls.values()}

    view = home(state, amina, NOW)

    assert view_problems(view, "home") == []
    assert len(view["blocks"]) > MANY
    ids = [each["action_id"] for block in view["blocks"] for each in block.get("elements", [])]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("line", FORMS)
def test_forms_fit(line: str) -> None:
    """As they are opened."""
    assert view_problems(FORMS[line](PLACE), "modal") == []


@settings(max_examples=100, deadline=None)
@given(text=LONG, times=st.integers(1, 30))
def test_a_long_message_fits_into_the_form_of_a_commitment(text: str, times: int) -> None:
    """It may be longer than a field."""
    assert view_problems(commit_form(PLACE, text * times), "modal") == []


@given(text=LONG, times=st.integers(1, 30))
def test_what_is_said_beside_a_field_is_short(text: str, times: int) -> None:
    """In a letter count that Slack may mean."""
    said = showing.cut(text * times, blocks.ERROR)

    assert 0 < len(said.encode("utf-16-le")) // 2 <= blocks.ERROR
