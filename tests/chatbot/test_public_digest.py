"""The week's digest of the public channel."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.chatbot.board import Crash, FakeBoard, catch_up, channel, monday
from tests.conversation import Conversation


@pytest.fixture
def talk(talk: Conversation) -> Conversation:
    """A small network, today."""
    talk.now = datetime.now(UTC)
    return talk


def test_the_digest_comes_once_a_week_on_monday_at_nine(talk: Conversation) -> None:
    """With the commitments, their figures, and where the record stands."""
    start, board = talk.seq, FakeBoard()
    channel(talk, board, start)
    due = monday(talk)
    talk.now = due - timedelta(hours=2)
    catch_up(talk, board)  # what is due in the week that runs, on a Monday before nine, is told before
    talk.given("@li /commit Draft it by:22 April owner:IGF Secretariat")
    talk.now = due - timedelta(seconds=1)
    catch_up(talk, board)
    before = len(board.posts)
    talk.now = due
    for _restart in range(3):
        catch_up(talk, board)
        talk.wait(days=2)

    [digest] = board.texts[before:]
    head = talk.bot.record.history.journal.head()
    assert digest.startswith(f"Commitments on {due.day} {due:%B %Y}, 09:00 UTC\n\nPNE: 1 open, 0 in progress")
    assert "New: PNE-C1 Draft it" in digest
    assert "IGF Secretariat" in digest
    assert digest.endswith(f"The record stands at entry {head.seq}, {head.digest}.")


def test_a_quiet_week_has_no_digest(talk: Conversation) -> None:
    """Nothing was recorded, so there is nothing to tell; the week after it has one again."""
    start, board = talk.seq, FakeBoard()
    channel(talk, board, start)
    talk.given("@li /commit Draft it")
    counts = []
    for week in range(4):
        talk.now = monday(talk)
        catch_up(talk, board)
        counts.append(len(board.posts))
        if week == 2:
            talk.given("@li /commit Check it")

    assert counts == [1, 1, 1, 2]


def test_after_weeks_without_the_board_there_is_one_digest(talk: Conversation) -> None:
    """It tells how things stand now."""
    start, board = talk.seq, FakeBoard()
    channel(talk, board, start)
    talk.given("@li /commit Draft it")
    talk.now = monday(talk) + timedelta(days=23)
    catch_up(talk, board)

    assert len(board.posts) == 1
    assert "PNE: 1 open" in board.texts[0]


def test_a_crash_after_the_digest_was_posted(talk: Conversation) -> None:
    """It is found, and not posted again."""
    start, board = talk.seq, FakeBoard()
    channel(talk, board, start)
    talk.given("@li /commit Draft it")
    talk.now = monday(talk)
    board.fail_at, board.error = 3, Crash()
    with pytest.raises(Crash):
        catch_up(talk, board)
    catch_up(talk, board)

    assert len(board.posts) == 1
