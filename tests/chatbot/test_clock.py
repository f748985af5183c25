"""What time brings: nothing before everything that was typed until then has been handled."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.clock import Heard, Timekeeper
from chatbot.compose import open_bot
from chatbot.message import Request
from storage.errors import StorageFault
from storage.events import PollClosed
from storage.exports.ballots import public_file
from storage.files import Lock
from storage.positions import Positions
from storage.settings import Settings
from tests.chatbot.polls import counts
from tests.conversation import MEMBERS, START, Conversation

CLOSES = START + timedelta(hours=1)
HOURS = st.integers(-3, 6).map(lambda hours: CLOSES + timedelta(hours=hours))
INSTANTS = HOURS | HOURS.map(lambda instant: instant - timedelta(microseconds=1))


class Ears:
    """A platform that has been heard up to a moment."""

    def __init__(self, heard: datetime) -> None:
        self.heard = heard


@pytest.fixture
def talk(talk: Conversation) -> Conversation:
    """A conversation with a poll that closes in an hour."""
    talk.given("@amina /poll open Which? | One | Two closes:in 60 minutes")
    return talk


@pytest.fixture(scope="module")
def polled(tmp_path_factory: pytest.TempPathFactory) -> Conversation:
    """The same, to be read only."""
    talk = Conversation(tmp_path_factory.mktemp("polled") / "record")
    talk.given(*MEMBERS, "@amina /poll open Which? | One | Two closes:in 60 minutes")
    return talk


def closed(talk: Conversation) -> list[datetime]:
    """Return when polls were closed, by the record."""
    return [entry.at for entry in talk.bot.record.history.entries() if isinstance(entry.events[0], PollClosed)]


@given(st.lists(INSTANTS, max_size=3), INSTANTS)
def test_a_poll_is_due_when_its_time_has_come_on_every_platform(
    polled: Conversation, heard: list[datetime], now: datetime
) -> None:
    """Neither the clock alone nor one platform that is ahead closes it."""
    keeper = Timekeeper()
    keeper.platforms |= {str(place): Ears(at) for place, at in enumerate(heard)}

    due = [source for source, _event in keeper.due(polled.bot.record.state(), now)]

    assert due == (["clock:close:PNE-P1"] if min([now, *heard]) >= CLOSES else [])


@given(moments=st.lists(INSTANTS, min_size=1, max_size=12))
def test_however_ears_and_clock_run_a_close_is_recorded_once(
    polled: Conversation, moments: list[datetime], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """At the first look after everything until the deadline was heard; it holds since the deadline."""
    folder = tmp_path_factory.mktemp("ticks")
    (folder / "journal.jsonl").write_bytes((polled.folder / "journal.jsonl").read_bytes())
    bot = open_bot(Settings.model_validate({"PN_RECORD": f"tinydb:{folder}"}))
    ears = Ears(START)
    bot.clock.platforms["test"] = ears
    for moment in moments:
        ears.heard = max(ears.heard, moment)
        asyncio.run(bot.clock.tick(bot.record, moment))

    closes = [event for entry in bot.record.history.entries() for event in entry.events if type(event) is PollClosed]
    assert [event.since for event in closes] == ([CLOSES] if max(moments) >= CLOSES else [])


def test_a_vote_of_before_the_deadline_counts_until_the_platform_was_heard(talk: Conversation) -> None:
    """The bot looks at the clock first, then hears of the vote, and then of the next one, which is too late."""
    ears = Ears(START)
    talk.bot.clock.platforms["test"] = ears
    talk.wait(minutes=90)
    asyncio.run(talk.bot.clock.tick(talk.bot.record, talk.now))
    before = closed(talk)
    talk.now = CLOSES - timedelta(seconds=1)
    in_time = talk.say("@li /poll vote P1 2")
    ears.heard = CLOSES + timedelta(minutes=30)
    talk.now = CLOSES + timedelta(minutes=30)
    late = talk.say("@bruno /poll vote P1 1")

    assert before == []
    assert (in_time.error, late.error) == (None, "closed")
    assert len(closed(talk)) == 1
    assert len(talk.poll().ballots) == 1


def test_a_vote_counts_as_of_when_it_was_sent_though_others_were_recorded_since(talk: Conversation) -> None:
    """Whoever types elsewhere after the deadline takes nobody's vote; the figures of the deadline have it."""
    talk.bot.clock.platforms["test"] = Ears(START)
    vote = talk.request("@li /poll vote P1 2")
    talk.now = CLOSES + timedelta(minutes=5)
    talk.given("@bruno /commit Draft it")
    late = talk.say("@bruno /poll vote P1 2")
    reply = talk.bot.dispatcher.handle_now(vote)

    assert (reply.error, late.error) == (None, "closed")
    assert len(talk.bot.record.history.state_at(CLOSES).poll("PNE", 1).ballots) == 1


def test_a_request_from_the_past_moves_no_time_back(talk: Conversation) -> None:
    """The record's time only grows: a forged old date opens no closed poll again."""
    talk.wait(minutes=61)
    asyncio.run(talk.bot.clock.tick(talk.bot.record, talk.now))
    talk.now = CLOSES - timedelta(minutes=30)
    reply = talk.say("@li /poll vote P1 2")
    entries = [entry.at for entry in talk.bot.record.history.entries()]

    assert reply.error == "closed"
    assert entries == sorted(entries)


def test_a_request_from_the_future_closes_nothing_that_was_not_heard(talk: Conversation) -> None:
    """A forged date does not end a poll for the others."""
    talk.bot.clock.platforms["test"] = Ears(START + timedelta(minutes=1))
    request = Request("/poll list", "console:li", CLOSES + timedelta(days=400), "test:future")
    talk.bot.dispatcher.handle_now(request)
    talk.now = START + timedelta(minutes=2)
    reply = talk.say("@li /poll vote P1 2")

    assert closed(talk) == []
    assert reply.error is None


def test_another_process_hears_as_far_as_the_bot_kept(tmp_path: Path) -> None:
    """Without a bot that ever listened nothing waits for it."""
    positions = Positions(tmp_path)
    ears = Heard(positions, "matrix")
    before = ears.heard
    Positions(tmp_path).put("matrix", {"since": "s1", "heard": START.isoformat()})

    assert before == datetime.max.replace(tzinfo=UTC)
    assert ears.heard == START


def test_the_console_beside_a_bot_that_is_behind_closes_nothing(talk: Conversation) -> None:
    """Whoever types there is answered, and the poll waits for what the bot has yet to hear."""
    talk.bot.positions.put("matrix", {"since": "s1", "heard": START.isoformat()})
    values = {"PN_RECORD": f"tinydb:{talk.folder}", "MATRIX_HOMESERVER": "http://127.0.0.1:9"}
    values["MATRIX_USER_ID"] = "@pn:localhost"
    talk.bot = open_bot(Settings.model_validate(values))
    talk.wait(minutes=90)
    made = talk.say("@li /commit Draft it")
    before = closed(talk)
    talk.bot.positions.put("matrix", {"since": "s2", "heard": talk.now.isoformat()})
    talk.given("@li /commit Check it")

    assert made.error is None
    assert before == []
    assert len(closed(talk)) == 1


def test_between_the_deadline_and_the_close_nothing_is_taken_back_or_read(talk: Conversation) -> None:
    """What a platform has not told yet may still come: the result is not there, and a vote cannot go any more."""
    talk.bot.clock.platforms["test"] = Ears(START)
    talk.now = CLOSES - timedelta(minutes=1)
    talk.given("@li /poll vote P1 2")
    talk.now = CLOSES + timedelta(minutes=2)

    assert talk.say("@li /pn undo").error == "closed"
    assert talk.say("@amina /poll read P1 label:consensus all agree").error == "conflict"
    assert talk.say("@amina /poll breakdown P1").error == "conflict"
    with pytest.raises(StorageFault):
        public_file(talk.poll(), talk.bot.people, talk.now)
    assert len(talk.poll().ballots) == 1


@pytest.mark.parametrize("secret", ["", " secret:yes"])
def test_who_leaves_between_the_deadline_and_the_count_keeps_the_ballot(talk: Conversation, secret: str) -> None:
    """Who has left is settled as of the close, in an open poll and in a secret one, however late it is counted."""
    talk.given(f"@amina /poll open Again? | A | B leavers:lose closes:in 60 minutes{secret}", "@bruno /poll vote P2 2")
    talk.bot.clock.platforms["test"] = ears = Ears(START)
    talk.given("@li /poll vote P2 1")
    talk.now = CLOSES + timedelta(minutes=5)
    talk.given("@sec /pn member remove @li PNE", "@sec /pn member remove @bruno PNE")
    vote = replace(talk.request("@bruno /poll vote P2 1"), now=CLOSES - timedelta(minutes=1))
    delayed = talk.bot.dispatcher.handle_now(vote)
    ears.heard = talk.now
    asyncio.run(talk.bot.clock.tick(talk.bot.record, talk.now))

    assert delayed.error is None
    assert counts(talk, 2) == (2, 0)


@pytest.mark.parametrize("secret", ["", " secret:yes"])
def test_a_close_by_hand_waits_for_what_a_platform_has_yet_to_tell(talk: Conversation, secret: str) -> None:
    """Voting ends at once; a vote from before it still counts, and the close holds since then."""
    talk.given(f"@amina /poll open Now? | A | B{secret}")
    talk.bot.clock.platforms["test"] = ears = Ears(START)
    talk.wait(minutes=10)
    ended = talk.now
    answer = talk.say("@amina /poll close P2", event="close")
    late = replace(talk.request("@li /poll vote P2 1"), now=ended)
    in_time = replace(talk.request("@bruno /poll vote P2 2"), now=ended - timedelta(minutes=1))
    errors = [talk.bot.dispatcher.handle_now(vote).error for vote in (late, in_time)]
    refused = [talk.say(f"@amina {line}") for line in ("/poll close P2", "/pn undo", "/poll withdraw P2")]
    talk.wait(minutes=5)
    ears.heard = talk.now
    asyncio.run(talk.bot.clock.tick(talk.bot.record, talk.now))

    assert "Votes are being counted" in answer.text or "about to be counted" in answer.text
    assert errors == ["closed", None]
    assert [one.error for one in refused] == ["closed", "conflict", "closed"]
    waited = "What was sent on Test before that is waited for."
    assert waited in answer.text
    assert refused[2].text.startswith(
        f"Voting in PNE-P2 ended on Mon 1 March 2021 09:10 UTC; the votes are being counted. {waited}"
    )
    assert talk.poll(2).closed == ended
    assert counts(talk, 2) == (0, 1)
    told = talk.say("@amina /poll close P2", event="close").text
    assert "Closed on" in told
    assert waited not in told


def test_minutes_tell_no_result_that_may_change(talk: Conversation) -> None:
    """Of a poll that was closed in the meeting, while votes of before may still arrive."""
    talk.given("@amina /meeting plan in 5 minutes title:Call")
    talk.wait(minutes=5)
    talk.given("@amina /meeting open", "@amina /poll open Now? | A | B", "@li /poll vote P2 1")
    talk.bot.clock.platforms["test"] = Ears(START)
    talk.wait(minutes=1)
    talk.given("@amina /poll close P2", "@amina /meeting close")

    told = talk.say("@amina /meeting minutes M1").text

    assert "PNE-P2: Now? Voting ended on 1 March 2021, 09:06 UTC; being counted." in told


def test_a_close_by_hand_waits_for_no_platform_that_was_heard(talk: Conversation) -> None:
    """On one's own platform everything comes in its order."""
    talk.bot.clock.platforms |= {"console": Ears(START), "test": Ears(CLOSES)}
    talk.wait(minutes=10)

    assert talk.say("@amina /poll close P1").text.endswith("Closed on Mon 1 March 2021 09:10 UTC.")


def test_a_vote_that_comes_after_the_count_is_told_so(talk: Conversation) -> None:
    """It was sent in time; the result that was told stays."""
    vote = talk.request("@li /poll vote P1 2")
    talk.wait(minutes=10)
    talk.given("@amina /poll close P1")
    told = talk.bot.dispatcher.handle_now(vote)

    assert told.error == "closed"
    assert told.text.startswith("Your vote was sent before PNE-P1 closed on Mon 1 March 2021 09:10 UTC, but reached me")
    assert counts(talk) == (0, 0)


def test_what_is_due_waits_for_a_busy_record_alone(talk: Conversation) -> None:
    """While another process holds the lock, perhaps stopped, the bot goes on with all else."""
    talk.given("@amina /poll open Tea? | Yes | No closes:tomorrow")
    talk.wait(days=3)
    lock = Lock(talk.folder / "lock")

    async def all_else() -> int:
        turns = 0
        with lock.held(0):
            ticking = asyncio.create_task(talk.bot.clock.tick(talk.bot.record, talk.now))
            for _turn in range(100):
                await asyncio.sleep(0)
                turns += not ticking.done()
        await ticking
        return turns

    assert asyncio.run(all_else()) == 100
    assert talk.poll().closed
