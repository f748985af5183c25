"""The public channel: each public entry once, whatever happens in between, and nothing personal."""

import asyncio
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chatbot.cli.importing import import_file
from chatbot.network_text import voice
from chatbot.public import Follower, public_voice
from storage.people import People
from tests.chatbot.board import Crash, FakeBoard, catch_up, channel, monday
from tests.chatbot.web.lived import HIDDEN, live
from tests.conversation import ROOM, START, Conversation
from tests.waiting import soon

LINES = (
    "@amina /poll open Which first? | Connectivity | Inclusion closes:in 60 minutes",
    "@li /poll vote P1 2",
    "@amina /meeting plan in 20 minutes title:March call",
    "@sec /publish The call is open.",
    "@li /commit Draft it",
    "@sec /publish Welcome, everybody.",
)


@pytest.fixture
def talk(talk: Conversation) -> Conversation:
    """A small network, today."""
    talk.now = datetime.now(UTC)
    return talk


def copied(talk: Conversation, folder: Path) -> Conversation:
    """Return a conversation on a copy of the record."""
    shutil.copytree(talk.folder, folder)
    return Conversation(folder, now=talk.now)


async def follow(following: Follower, *steps: Callable[[], object]) -> None:
    """Follow the journal while one step after the other comes true."""
    task = asyncio.create_task(following.follow())
    for step in steps:
        await soon(step)
    task.cancel()


# What is posted


def test_each_public_entry_is_posted_once_in_its_order(talk: Conversation) -> None:
    """Openings, plans, updates; not votes and not commitments. A restart posts nothing again."""
    start, board = talk.seq, FakeBoard()
    channel(talk, board, start)
    talk.given(*LINES)
    for _restart in range(3):
        catch_up(talk, board, start)

    first, second, third, fourth = board.texts
    assert first.startswith("PNE-P1 is open: Which first?\n1. Connectivity\n2. Inclusion\n3 members")
    assert second.startswith("PNE-M1 is planned for")
    assert [third, fourth] == ["PNE · Public update: The call is open.", "PNE · Public update: Welcome, everybody."]


def test_where_a_meeting_takes_place_and_where_its_minutes_are(talk: Conversation) -> None:
    """Observers read no other channel; of a series the place is told once."""
    start, board = talk.seq, FakeBoard()
    channel(talk, board, start)
    talk.given("@amina /meeting plan in 20 minutes title:Call every:month link:https://example.org/room")
    talk.given("@amina /meeting open", "@amina /meeting close", "@amina /meeting publish")
    catch_up(talk, board, start, public_voice("https://pn.example.org"))

    assert board.texts[0].count("It takes place at https://example.org/room") == 1
    assert board.texts[0].count("is planned for") == 3
    assert board.texts[-1] == "The minutes of PNE-M1 are published: Call\nhttps://pn.example.org/minutes/PNE-M1"


def test_a_result_is_posted_with_totals(talk: Conversation) -> None:
    """And says what a poll is not."""
    start, board = talk.seq, FakeBoard()
    channel(talk, board, start)
    talk.given(*LINES[:2])
    talk.wait(minutes=61)
    asyncio.run(talk.bot.clock.tick(talk.bot.record, talk.now))
    catch_up(talk, board)

    assert board.texts[-1].startswith("PNE-P1 is closed: Which first?\n1. Connectivity: 0\n2. Inclusion: 1\nTurnout: ")
    assert board.texts[-1].endswith("A poll takes the temperature; it decides nothing.")


def test_a_new_board_begins_where_it_is_told_to(talk: Conversation) -> None:
    """What was before is not posted, and of a week that has begun there is no digest."""
    talk.given(*LINES)
    board = FakeBoard()
    catch_up(talk, board, talk.seq)
    talk.given("@sec /publish From now on.")
    catch_up(talk, board, 0)

    assert board.texts == ["PNE · Public update: From now on."]


def test_a_board_of_a_network_is_told_of_that_one_alone(talk: Conversation) -> None:
    """The others have theirs."""
    start, board = talk.seq, FakeBoard("PNMA")
    channel(talk, board, start)
    talk.given("@sec /pn add PNMA Meaningful Access", "@sec /publish Of PNE.", "@sec #pnma /publish Of PNMA.")
    catch_up(talk, board)

    assert board.texts == ["PNMA begins: Meaningful Access", "PNMA · Public update: Of PNMA."]


def test_a_board_that_was_none_for_a_while_begins_anew(talk: Conversation) -> None:
    """What happened between its two times is not posted."""
    board = FakeBoard()
    talk.given("@sec /publish The first time.")
    catch_up(talk, board, talk.seq - 1)
    talk.given("@sec /publish Meanwhile.")
    again = talk.seq
    talk.given("@sec /publish The second time.")
    catch_up(talk, board, again)

    assert [text.rpartition(": ")[2] for text in board.texts] == ["The first time.", "The second time."]


def test_a_channel_of_a_network_that_becomes_public_says_so(talk: Conversation) -> None:
    """Although it has been followed up to there for what it was told before."""
    board = FakeBoard("PNE", ROOM)
    talk.given("@sec /pn bind PNE")
    catch_up(talk, board, talk.seq - 1, voice(talk.bot.dispatcher))
    talk.given("@sec /pn bind PNE public")
    catch_up(talk, board, 0, voice(talk.bot.dispatcher))
    catch_up(talk, board, talk.seq - 1)

    [notice] = board.texts
    assert notice.startswith("This channel is public: anybody may read it.")


# Faults and restarts


@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_a_lost_answer_posts_nothing_twice(talk: Conversation, step: int) -> None:
    """Whether the post had been made or not: it is looked for before it is made again."""
    start, board, told = talk.seq, FakeBoard(), list[str]()
    following = channel(talk, board, start, told.append)
    talk.given(*LINES)
    board.fail_at = step
    asyncio.run(follow(following, lambda: len(board.posts) >= 4))

    assert len({post.key for post in board.posts}) == len(board.posts) == 4
    assert told == ["The answer was lost."]


def test_a_crash_at_any_step_loses_and_repeats_nothing(talk: Conversation, tmp_path: Path) -> None:
    """Before or after each call of the board; the same stands there in the end."""
    start, whole = talk.seq, FakeBoard()
    channel(talk, whole, start)
    talk.given(*LINES, "@sec /pn undo", "@sec /publish The last one.")
    catch_up(copied(talk, tmp_path / "whole"), whole)

    for step in range(1, whole.steps + 1):
        again, board = copied(talk, tmp_path / f"step{step}"), FakeBoard()
        board.fail_at, board.error = step, Crash()
        with pytest.raises(Crash):
            catch_up(again, board)
        catch_up(again, board)
        assert board.posts == whole.posts
    assert len(whole.posts) == 4


def test_a_long_outage_delays_and_loses_nothing(talk: Conversation) -> None:
    """The Secretariat is told once, and what happened meanwhile is posted in its order."""
    start, board, told = talk.seq, FakeBoard(), list[str]()
    following = channel(talk, board, start, told.append)
    board.is_down = True

    def more() -> bool:
        talk.given(*LINES[4:])
        board.is_down = False
        return True

    talk.given(*LINES[:4])
    asyncio.run(follow(following, lambda: board.refusals >= 2, more, lambda: len(board.posts) >= 4))

    assert told == ["The board is down."]
    assert [post.key.rpartition("-")[0] for post in board.posts] == [f"entry-{start + n}" for n in (1, 3, 4, 6)]


# What was taken back


def test_a_post_is_corrected_though_much_happened_before_that_could_be_told(talk: Conversation) -> None:
    """A channel that was away while an entry was taken back, and for long after, still corrects its post."""
    start, board = talk.seq, FakeBoard()
    channel(talk, board, start)
    talk.given("@sec /publish A secret.")
    catch_up(talk, board)
    talk.given("@amina /meeting plan tomorrow 13:00", "@sec /pn undo")
    talk.wait(hours=1)
    talk.given("@amina /meeting plan tomorrow 15:00")
    catch_up(talk, board)

    assert "secret" not in str(board.texts)


def test_a_post_is_corrected_when_its_entry_is_taken_back(talk: Conversation) -> None:
    """In its place, once; nothing of it is left there."""
    start, board = talk.seq, FakeBoard()
    channel(talk, board, start)
    talk.given("@sec /publish A secret.", "@amina /commit Draft it")
    catch_up(talk, board)
    talk.given("@sec /pn undo")
    for _restart in range(2):
        catch_up(talk, board)

    [text] = board.texts
    assert text.startswith("PNE: recorded by mistake and taken back on ")
    assert text.endswith(" UTC: the update published for PNE.")
    assert len(board.corrections) == 1


def test_what_was_taken_back_before_it_was_posted_is_never_posted(talk: Conversation) -> None:
    """Nor a note in its place."""
    start, board = talk.seq, FakeBoard()
    channel(talk, board, start)
    talk.given("@sec /publish A secret.", "@sec /pn undo")
    catch_up(talk, board)

    assert board.posts == []


def test_a_correction_after_the_answer_to_the_post_was_lost(talk: Conversation) -> None:
    """The post was made, a crash came before that was kept, and it was taken back before the next start."""
    start, board = talk.seq, FakeBoard()
    channel(talk, board, start)
    talk.given("@sec /publish A secret.")
    board.fail_at, board.error = 3, Crash()
    with pytest.raises(Crash):
        catch_up(talk, board)
    talk.given("@sec /pn undo")
    catch_up(talk, board)

    assert len(board.posts) == 1
    assert "secret" not in board.texts[0]


# What is not public


def test_nothing_personal_is_in_any_post(tmp_path: Path) -> None:
    """Of a life with names, reasons, evidence, proposals: none of them, told step by step or at once."""
    talk, board = Conversation(tmp_path / "record", now=START), FakeBoard()
    channel(talk, board, 0)
    live(talk)
    talk.now = monday(talk)
    catch_up(talk, board)
    everything = "\n".join(board.texts)
    people = list(People(talk.folder).everyone())
    hidden = {*HIDDEN, *(one.id for one in people), *(handle for one in people for handle in one.handles)}

    assert len(people) == 6
    assert len(board.posts) > 8
    assert "Commitments on" in everything
    assert not {word for word in hidden if word in everything}


def test_imported_history_is_no_news(talk: Conversation, tmp_path: Path) -> None:
    """One line says how much there is; a milestone that was dropped years ago is not announced today."""
    file = tmp_path / "rows.yaml"
    file.write_text(
        "meetings:\n"
        "  - {pn: PNE, title: First call, sittings: 2020-05-12T13:00Z, opened: 2020-05-12T13:00Z}\n"
        "  - {pn: PNE, title: Second call, sittings: 2020-06-12T13:00Z, cancelled: 2020-06-10T13:00Z}\n"
        "milestones:\n"
        "  - {pn: PNE, milestone_title: Outline, due: 2020-06-30, dropped: 2020-06-01}\n"
        "commitments:\n"
        "  - {pn: PNE, action: Draft it, due: 2020-06-30}\n"
    )
    start, board = talk.seq, FakeBoard()
    import_file(talk.bot, file, talk.now)
    catch_up(talk, board, start)

    assert board.texts == ["PNE: imported into the record: 2 meetings and 1 milestone."]
