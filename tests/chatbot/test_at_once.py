"""Requests of the same moment become one batch, in the order in which they arrived."""

from storage.history import History
from storage.tinydb_journal import TinyDBJournal
from tests.conversation import Conversation, at_once


def test_fifty_requests_become_one_batch(talk: Conversation) -> None:
    """One write and one sync for all; refusals among them spoil nothing."""
    talk.given("@amina /poll open Tea? | Yes | No")
    lines = [f"@li /commit Number {n}" if n % 5 else "@li /poll vote 9" for n in range(50)]

    replies = at_once(talk.bot.dispatcher, [talk.request(line) for line in lines])

    assert [reply.error for reply in replies] == [None if n % 5 else "usage" for n in range(50)]
    assert [str(c.text) for c in talk.network.commitments.values()] == [f"Number {n}" for n in range(50) if n % 5]
    made = list(talk.bot.record.history.entries())[-40:]
    assert len({entry.durable for entry in made}) == 1


def test_the_last_of_many_votes_of_one_person_counts(talk: Conversation) -> None:
    """In the order in which they arrived."""
    talk.given("@amina /poll open Tea? | Yes | No")

    at_once(talk.bot.dispatcher, [talk.request(f"@li /poll vote {1 + n % 2}") for n in range(20)])

    assert [ballot.choice for ballot in talk.poll().ballots.values()] == [(2,)]


def test_requests_and_an_undo_at_once_end_as_if_one_after_the_other(talk: Conversation) -> None:
    """What a batch takes back is gone, what came after it stands."""
    lines = ["@li /commit One", "@li /pn undo", "@li /commit Two", "@bruno /commit Three", "@bruno /pn undo"]

    replies = at_once(talk.bot.dispatcher, [talk.request(line) for line in lines])

    assert [reply.error for reply in replies] == [None] * 5
    assert [str(commitment.text) for commitment in talk.network.commitments.values()] == ["Two"]
    again = History(TinyDBJournal(talk.folder, read_only=True))
    again.refresh()
    assert again.state == talk.bot.record.state()


def test_time_never_goes_back_on_record(talk: Conversation) -> None:
    """A clock that does leaves the order of the entries, and what is counted, as they are."""
    talk.given("@sec /pn member add @dara")
    before = talk.say("@li /pn status").text
    talk.wait(minutes=-30)

    talk.given("@li /commit Draft it")
    after = talk.say("@li /pn status").text

    times = [entry.at for entry in talk.bot.record.history.entries()]
    assert times == sorted(times)
    assert after.splitlines()[1] == before.splitlines()[1] == "Working group: 4 members (below 15–30)"
