"""Scripts of timed lines."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from chatbot.adapters.letters import replay_with_letters
from chatbot.adapters.replay import read_steps, replay
from chatbot.message import Reply
from tests.conversation import MEMBERS, Conversation


@pytest.fixture
def talk(tmp_path: Path) -> Conversation:
    """A small network, set up on 1 March 2021."""
    talk = Conversation(tmp_path / "record")
    talk.given(*MEMBERS)
    return talk


def run(talk: Conversation, script: str) -> list[Reply]:
    """Replay a script and return its answers."""
    return [reply for _step, reply in replay(talk.bot.dispatcher, read_steps(script.splitlines()))]


def test_each_line_runs_at_its_own_time(talk: Conversation) -> None:
    """The entry has the time of its line; blank lines and comments are skipped."""
    answers = run(
        talk,
        """
        # the monthly call
        2021-05-11T09:00Z @amina #pne /meeting plan tomorrow 13:00 UTC

        2021-05-12T13:00Z @amina #pne /meeting open
        2021-05-12T13:02Z @li #pne /attend
        """,
    )

    assert [answer.error for answer in answers] == [None, None, None]
    assert talk.meeting().opened == datetime(2021, 5, 12, 13, tzinfo=UTC)
    assert answers[0].created == ("PNE-M1",)


def test_full_width_signs_are_understood(talk: Conversation) -> None:
    """As they are everywhere else."""
    answers = run(
        talk, "2021-05-11T09:00Z ＠amina ＃pne ／commit Draft it\n2021-05-11T09:01Z @li #pne ！commit Send it"
    )

    assert [answer.created for answer in answers] == [("PNE-C1",), ("PNE-C2",)]


def test_a_poll_closes_at_its_deadline_between_two_lines(talk: Conversation) -> None:
    """The clock does its work at the due instant; a ballot at that instant is too late."""
    answers = run(
        talk,
        """
        2021-03-02T09:00Z @amina #pne /poll open Which? | A | B closes:2021-03-02 10:00 UTC
        2021-03-02T09:59:59Z @li #pne /poll vote P1 1
        2021-03-02T10:00Z @bruno #pne /poll vote P1 2
        2021-03-02T10:30Z @bruno #pne /poll results P1
        """,
    )

    close = next(entry for entry in talk.bot.record.history.entries() if entry.by == "clock")
    assert [answer.error for answer in answers] == [None, None, "closed", None]
    assert close.at == datetime(2021, 3, 2, 10, tzinfo=UTC)
    assert close.source == "clock:close:PNE-P1"
    assert "1. A: 1" in answers[3].text


def test_time_never_goes_back(talk: Conversation) -> None:
    """A line that is earlier than what is recorded is refused, and the next one is run."""
    answers = run(
        talk,
        """
        2021-05-12T13:00Z @li #pne /commit One thing
        2021-05-12T12:59Z @li #pne /commit Another thing
        2021-05-12T13:00Z @li #pne /commit A third thing
        """,
    )

    assert [answer.error for answer in answers] == [None, "conflict", None]
    assert "Line 3" in answers[1].text
    assert len(talk.network.commitments) == 2


def test_a_line_from_the_future_is_refused(talk: Conversation) -> None:
    """Otherwise nothing could be recorded until then; polls do not close by it either, and the next line is run."""
    answers = run(
        talk,
        """
        2021-03-02T09:00Z @amina #pne /poll open Which? | A | B closes:2 March 2022
        2999-01-01T00:00Z @li #pne /commit One thing
        2021-05-12T13:00Z @li #pne /commit Another thing
        """,
    )

    assert [answer.error for answer in answers] == [None, "conflict", None]
    assert answers[1].text == "Line 3: 2999-01-01T00:00:00Z lies in the future."
    assert talk.poll().closed is None
    assert [str(commitment.text) for commitment in talk.network.commitments.values()] == ["Another thing"]


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "2021-05-12T13:00Z li /attend",
        "12 May @li /attend",
        "2021-05-12T13:00Z @li attend",
        "2021-05-12T99:00Z @li /attend",
    ],
)
def test_a_line_of_another_form_is_refused_with_an_example(line: str, talk: Conversation) -> None:
    """The answer names the line and shows the form."""
    [answer] = run(talk, line)

    assert answer.error == "usage"
    assert "2021-05-12T13:00Z @amina #pne /attend" in answer.text


def test_a_line_that_is_no_utf_8_is_refused(talk: Conversation) -> None:
    """It is shown with question marks, and none of these is recorded."""
    [step] = read_steps(["2021-05-12T13:00Z @li /commit R\udce9seau"])

    assert step.problem == "Line 1 is no UTF-8 text."
    assert step.line.endswith("R?seau")


def test_letters_are_shown_at_their_times(talk: Conversation) -> None:
    """The digest comes between the lines, in the morning of its day."""
    script = """
        2021-03-02T09:00Z @li #pne /commit Draft it by:31 March 2021
        2021-04-02T09:00Z @li #pne /commit done C1
    """
    told = list(replay_with_letters(talk.bot, read_steps(script.splitlines())))
    lines = [(step.line, reply.text.splitlines()[0].partition(":")[0]) for step, reply in told if not step.number]

    assert lines == [
        ("2021-03-24T09:00Z a letter to @li:", "Due in 7 days"),
        ("2021-03-30T09:00Z a letter to @li:", "Due in 1 day"),
        ("2021-04-01T09:00Z a letter to @li:", "1 day late"),
    ]
    assert talk.commitment().done
