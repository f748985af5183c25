"""A network's own channel: whoever sits only there hears what is typed elsewhere, and hears nothing twice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from chatbot.command import CHANNEL
from chatbot.commands import COMMANDS
from chatbot.message import Reply
from chatbot.network_text import ANSWERS, voice
from chatbot.public import Voice
from chatbot.public_text import POSTED
from storage.events import Entry, NetworkAdded
from storage.verify import verify
from tests.chatbot.board import Crash, FakeBoard, Post, catch_up, channel
from tests.conversation import ROOM, Conversation
from tests.platforms import CONVERSATION

BOUND = "@sec /pn bind PNE"
ELSEWHERE = (
    "@amina /poll open Which first? | Connectivity | Inclusion",
    "@li /poll vote P1 2",
    "@amina /meeting plan in 20 minutes title:March call",
    "@li /commit Draft it",
    "@li /apologies M1",
    "@amina /poll withdraw P1 because:the question was unclear",
)


@pytest.fixture
def talk(talk: Conversation) -> Conversation:
    """A small network, today, that has a channel."""
    talk.now = datetime.now(UTC)
    talk.given(BOUND)
    return talk


def elsewhere(talk: Conversation, *lines: str) -> list[Reply]:
    """Say lines in private, that must be accepted."""
    requests = [replace(talk.request(line), channel="") for line in lines]
    replies = [talk.bot.dispatcher.handle_now(one) for one in requests]
    assert [one.text for one in replies if one.error] == []
    return replies


def speech(talk: Conversation) -> Voice:
    """Return what is said in the channel."""
    return voice(talk.bot.dispatcher)


def here() -> FakeBoard:
    """Return the channel that the conversation is in."""
    return FakeBoard("PNE", ROOM)


def entries(talk: Conversation, after: int) -> Iterator[Entry]:
    """Return what was recorded after an entry."""
    return talk.bot.record.history.entries(after)


# What is told


def test_what_is_typed_elsewhere_is_told_once(talk: Conversation) -> None:
    """As it would have been answered there; neither votes nor who cannot come. A restart tells nothing again."""
    start, board = talk.seq, here()
    channel(talk, board, start, voice=speech(talk))
    answers = elsewhere(talk, *ELSEWHERE)
    for _restart in range(3):
        catch_up(talk, board, start, speech(talk))

    assert board.texts[1:] == [answers[number].text for number in (2, 3, 5)]
    assert board.texts[0].startswith(
        "Poll · PNE-P1: Which first?\n1. Connectivity\n2. Inclusion\nVote for one option: `/poll "
    )
    assert board.texts[1].startswith("PNE-M1: March call, ")
    assert board.texts[2].startswith("PNE-C1: Draft it · no deadline · @li")
    assert board.texts[3].endswith("The reason: the question was unclear")


def test_what_is_typed_there_is_answered_there_and_told_no_more(talk: Conversation) -> None:
    """The same lines; another channel of the same network hears them."""
    start, board, other = talk.seq, here(), FakeBoard("PNE", "test:another")
    talk.given(*ELSEWHERE)
    catch_up(talk, board, start, speech(talk))
    catch_up(talk, other, start, speech(talk))

    assert [entry.heard for entry in entries(talk, start)] == [ROOM, "", ROOM, ROOM, "", ROOM]
    assert board.texts == []
    assert len(other.texts) == 4


def test_the_channel_hears_at_least_what_the_public_hears() -> None:
    """But for the beginning of a network, when it has no channel yet; and only answers that a channel may read."""
    told = {path: next(one for one in COMMANDS if one.path == path) for path in ANSWERS.values()}

    assert set(POSTED) - {NetworkAdded} <= set(ANSWERS)
    assert {command.audience for command in told.values()} == {CHANNEL}


def test_it_is_told_what_is_answered_to_those_who_type_there(talk: Conversation) -> None:
    """Of a long conversation every answer that is for the channel, word for word, but for those that tell of nobody's
    act in the network: members, notes, places in the work plan.
    """
    told = {}
    for who, line in CONVERSATION:
        before = talk.seq
        talk.now = max(talk.now, datetime.now(UTC))
        answer = talk.say(f"@{who} /{line}")
        for entry in entries(talk, before):
            if entry.heard:
                text = speech(talk).announce(talk.bot.record.state(), entry, entry.events, ROOM)
                told[line] = (text, answer.text)
    silent = [line for line, (text, _answer) in told.items() if not text]

    assert [line for line, (text, answer) in told.items() if text not in ("", answer)] == []
    assert len(told) - len(silent) > 20
    assert {" ".join(line.split()[:2]) for line in silent} == {"pn milestone", "commit note", "pn member", "pn add"}


def test_proposals_are_told_to_members_and_not_to_the_public(talk: Conversation) -> None:
    """With what the co-chair types to open it."""
    start, board, public = talk.seq, here(), FakeBoard("PNE")
    elsewhere(talk, "@li /poll open Tea? | Yes | No")
    catch_up(talk, board, start, speech(talk))
    catch_up(talk, public, start)

    assert board.texts[0].endswith("This is a proposal. A co-chair opens it with `/poll open PNE-P1`.")
    assert public.texts == []


def test_what_was_kept_with_a_change_is_told_to_members_and_not_to_the_public(talk: Conversation) -> None:
    """So that one change reads otherwise than the next; a note is for those who look for it."""
    talk.given("@li /commit Draft it")
    start, board, public = talk.seq, here(), FakeBoard("PNE")
    elsewhere(talk, "@li /commit note C1 halfway", "@li /commit done C1 https://example.org/draft")
    catch_up(talk, board, start, speech(talk))
    catch_up(talk, public, start)

    assert board.texts == ["PNE-C1: Draft it · no deadline · @li · done\nEvidence: https://example.org/draft"]
    assert public.texts == []


def test_another_network_is_not_told_of(talk: Conversation) -> None:
    """What is typed in the channel about another network is told in that one's channel."""
    talk.given("@sec /pn add PNMA Meaningful Access")
    start, board, other = talk.seq, here(), FakeBoard("PNMA", "test:pnma")
    talk.given("@sec /publish Of another. in:PNMA")
    catch_up(talk, board, start, speech(talk))
    catch_up(talk, other, start, speech(talk))

    assert board.texts == []
    assert other.texts == ["Published for PNMA: Of another."]


def test_a_pasted_table_is_told_line_by_line_and_not_without_end(talk: Conversation) -> None:
    """Ten commitments, and how many more."""
    start, board = talk.seq, here()
    rows = "\n".join(f"Chapter {number} | MWG |" for number in range(12))
    code = elsewhere(talk, f"@li /commit import ACTION | ACTOR | DEADLINE\n{rows}")[0].text.rpartition("confirm ")[2]
    elsewhere(talk, f"@li /commit import confirm {code[:4]}")
    catch_up(talk, board, start, speech(talk))

    assert board.texts[0].startswith("PNE-C1: Chapter 0 · ")
    assert board.texts[0].splitlines()[10:] == ["and 2 more"]


def test_a_pasted_table_is_taken_back_by_all_its_ids(talk: Conversation) -> None:
    """Each channel is told of those of its own network."""
    talk.given("@sec /pn add PNMA Meaningful Access")
    start, board, other = talk.seq, here(), FakeBoard("PNMA", "test:pnma")
    rows = "(PNE) ;; Print it | MWG | ;; Send it | MWG | ;; (PNMA) ;; Draft it | MWG |"
    code = elsewhere(talk, f"@sec /commit import {rows}")[0].text.rpartition("confirm ")[2]
    elsewhere(talk, f"@sec /commit import confirm {code[:4]}")
    for one in (board, other):
        catch_up(talk, one, start, speech(talk))
    undone = talk.say("@sec /pn undo")
    for one in (board, other):
        catch_up(talk, one, start, speech(talk))

    assert undone.text == "Taken back: the commitments PNE-C1, PNE-C2 and PNMA-C1."
    assert board.texts == ["What was posted here about PNE-C1 and PNE-C2 was taken back."]
    assert other.texts == ["What was posted here about PNMA-C1 was taken back."]


def test_commands_are_shown_as_they_are_typed_on_the_platform(talk: Conversation) -> None:
    """With `!` where others belong to the client."""
    start, board = talk.seq, here()
    elsewhere(talk, ELSEWHERE[0])
    catch_up(talk, board, start, voice(talk.bot.dispatcher, "!"))

    assert "`!poll vote PNE-P1 1`" in board.texts[0]


# Faults


def test_a_crash_at_any_step_loses_and_repeats_nothing(talk: Conversation) -> None:
    """Before or after each call of the board."""
    start, whole = talk.seq, here()
    elsewhere(talk, *ELSEWHERE)
    catch_up(talk, whole, start, speech(talk))

    for step in range(1, whole.steps + 1):
        board = FakeBoard("PNE", f"test:{step}")
        board.fail_at, board.error = step, Crash()
        with pytest.raises(Crash):
            catch_up(talk, board, start, speech(talk))
        catch_up(talk, board, start, speech(talk))
        assert board.posts == whole.posts


# What is taken back


def test_what_was_told_and_is_taken_back_is_corrected(talk: Conversation) -> None:
    """Wherever that is typed."""
    start, board = talk.seq, here()
    elsewhere(talk, ELSEWHERE[0])
    catch_up(talk, board, start, speech(talk))
    talk.given("@amina /pn undo")
    for _restart in range(2):
        catch_up(talk, board, start, speech(talk))

    assert board.texts == ["What was posted here about PNE-P1 was taken back."]
    assert len(board.corrections) == 1


def test_an_answer_that_stands_there_is_corrected_too(talk: Conversation) -> None:
    """It is found by the key that it was posted with; one that is not found is left alone."""
    start, board = talk.seq, here()
    answer = talk.say(ELSEWHERE[0])
    board.posts.append(Post(answer.key, answer.text))
    talk.given("@amina /pn undo", "@li /commit Draft it", "@li /pn undo")
    catch_up(talk, board, start, speech(talk))

    assert answer.text.startswith("Vote now · PNE-P1: Which first?")
    assert board.texts == ["What was posted here about PNE-P1 was taken back."]


# The record


def test_where_an_answer_was_heard_is_part_of_the_chain(talk: Conversation) -> None:
    """A record that says so is whole; whoever changes it is found out."""
    talk.given("@li /commit Draft it")
    whole = verify(talk.folder)
    journal = talk.folder / "journal.jsonl"
    journal.write_text(journal.read_text().replace(f'"heard":"{ROOM}"', '"heard":"test:other"'))
    changed = verify(talk.folder)

    assert whole.problems == []
    assert whole.head != changed.head
    assert changed.problems


def test_nothing_is_written_where_nobody_else_heard(talk: Conversation) -> None:
    """So that a record of an earlier version and one of this are alike."""
    start = talk.seq
    elsewhere(talk, *ELSEWHERE)

    assert not [line for line in talk.bot.record.history.journal.lines(start) if b"heard" in line]
