"""On a disk that fails nobody is told of what is not recorded, and nothing is half done."""

import pytest

from tests.conversation import Conversation, at_once
from tests.full_disk import full_disk


def test_on_a_full_disk_nobody_is_told_recorded(talk: Conversation) -> None:
    """Nothing is kept in memory either; with space again, the same events are recorded."""
    journal = talk.folder / "journal.jsonl"
    talk.given("@amina /poll open Tea? | Yes | No")
    before = talk.bot.record.history.seq
    requests = [talk.request("@li /poll vote 1", event="vote"), talk.request("@bruno /commit Draft it", event="draft")]

    with full_disk(journal.stat().st_size + 10):
        replies = at_once(talk.bot.dispatcher, requests)
        shown = talk.say("@li /poll results").text
        ballots, commitments = dict(talk.poll().ballots), dict(talk.network.commitments)
        seq = talk.bot.record.history.seq
    again = at_once(talk.bot.dispatcher, requests)

    assert [reply.error for reply in replies] == ["storage", "storage"]
    told = f"Nothing was recorded. There is no space left for {journal}: free some, then try again."
    assert [reply.text for reply in replies] == [told, told]
    assert "1. Yes: 0" in shown
    assert (ballots, commitments, seq) == ({}, {}, before)
    assert [reply.error for reply in again] == [None, None]
    assert talk.seq == before + 2


def test_a_person_who_could_not_be_written_is_not_there(talk: Conversation) -> None:
    """The directory fails like the journal: with a sentence, and nothing half done."""
    directory = (talk.folder / "people.json").read_bytes()

    with full_disk(len(directory)):
        replies = [talk.say("@carlos /pn join"), talk.say("@sec /pn member add @dara"), talk.say("@li /pn me zone:UTC")]
        replies.append(talk.say("@sec /pn me name:" + "x" * 30))

    assert [reply.error for reply in replies] == ["storage", "storage", None, "storage"]
    assert (talk.folder / "people.json").read_bytes() == directory
    assert talk.bot.people.named("carlos") is None
    assert talk.say("@carlos /pn join").error is None


def test_what_is_recorded_is_not_denied_when_it_cannot_be_read(talk: Conversation) -> None:
    """A second delivery is told that it is there, though not what it was."""
    talk.say("@li /commit Draft it", event="once")
    journal = talk.folder / "journal.jsonl"
    journal.write_bytes(journal.read_bytes().replace(b'{"at":', b'{"??":'))

    reply = talk.say("@li /commit Draft it", event="once")

    assert reply.error == "storage"
    assert reply.text == "That is recorded already, but the record cannot be read now. Try again later."


@pytest.mark.parametrize("content", ["{not json", '{"people": {"1": {"rubbish": 1}}}', '{"people": []}'])
def test_a_damaged_directory_is_told_in_a_sentence(talk: Conversation, content: str) -> None:
    """Nobody is taken for somebody else, and nothing is recorded, however often it is tried."""
    (talk.folder / "people.json").write_text(content)

    for line in ("@li /commit Draft it", "@li /poll list", "@li /frob"):
        reply = talk.say(line)

        assert reply.error == "storage"
        assert reply.text.startswith("Nothing was recorded. ")
        assert "cannot be read" in reply.text
