"""Secret polls, as people meet them: opened, voted in, closed."""

import json
from pathlib import Path

import pytest

from storage.events import PollClosed, PollVoided
from tests.conversation import Conversation

OPEN = "@amina /poll open Which theme first? | Water | Energy secret:yes closes:in 60 minutes"


@pytest.fixture
def secret(talk: Conversation) -> Conversation:
    """A conversation in which a secret poll is open."""
    talk.given(OPEN)
    return talk


def boxes(talk: Conversation) -> list[Path]:
    """Return the boxes and keys that there are."""
    return sorted(path for path in (talk.folder / "ballots").iterdir() if path.name != "CACHEDIR.TAG")


def test_a_ballot_is_confirmed_without_the_choice(secret: Conversation) -> None:
    """The answer is the same whatever was chosen, and nothing enters the journal."""
    before = secret.seq

    told = {secret.say(f"@li /poll vote P1 {choice}").text for choice in (1, 2)}

    assert told == {"A ballot from you is in PNE-P1. A new one replaces it until the close."}
    assert secret.seq == before
    assert secret.poll().ballots == {}


def test_the_close_counts_the_last_ballot_of_each(secret: Conversation) -> None:
    """Sorted, without names; the turnout is a number; box and key are deleted."""
    secret.given("@li /poll vote P1 2", "@bruno /poll vote P1 2", "@li /poll vote P1 1")

    result = secret.say("@amina /poll close P1")

    [close] = [e for entry in secret.bot.record.history.recent for e in entry.events if isinstance(e, PollClosed)]
    assert [ballot.choice for ballot in close.ballots] == [(1,), (2,)]
    assert close.turnout == 2
    assert "1. Water: 1" in result.text
    assert "Turnout: 2 of 3" in result.text
    assert boxes(secret) == []


def test_nothing_is_shown_before_the_close(secret: Conversation) -> None:
    """To nobody, the chair included."""
    secret.given("@li /poll vote P1 2")

    shown = secret.say("@amina /poll results P1").text

    assert "Turnout" not in shown
    assert "2. Energy\n" in shown
    assert "results come after the close" in shown


def test_the_clock_closes_it(secret: Conversation) -> None:
    """At its deadline, once, whatever comes first after it."""
    secret.given("@li /poll vote P1 2")
    secret.wait(minutes=61)
    late = secret.say("@bruno /poll vote P1 1")

    assert late.error == "closed"
    assert "You typed" not in late.text
    assert [ballot.choice for ballot in secret.poll().unnamed] == [(2,)]
    assert boxes(secret) == []


def test_a_second_delivery_is_recognised_in_the_box(secret: Conversation) -> None:
    """Also after a restart: an older vote that comes again does not replace a later one."""
    secret.given("@li /poll vote P1 2")
    first = secret.say("@bruno /poll vote P1 1", event="one")
    secret.wait(minutes=2)
    secret.given("@bruno /poll vote P1 2")
    secret.reopen()
    again = secret.say("@bruno /poll vote P1 1", event="one")
    secret.given("@amina /poll close P1")

    assert again.text == first.text
    assert [ballot.choice for ballot in secret.poll().unnamed] == [(2,), (2,)]


@pytest.mark.parametrize("suffix", ["box", "key"])
def test_a_restored_open_poll_is_void(secret: Conversation, suffix: str) -> None:
    """Neither box nor key is in a backup: the poll has no result, and says so."""
    secret.given("@li /poll vote P1 2")
    for path in boxes(secret):
        if path.suffix == f".{suffix}":
            path.unlink()
    secret.reopen()
    voted = secret.say("@bruno /poll vote P1 1")

    assert voted.error == "closed"
    assert secret.poll().void
    assert "Void since" in secret.say("@li /poll results P1").text
    assert isinstance(secret.bot.record.history.recent[-1].events[0], PollVoided)
    assert boxes(secret) == []


def test_a_choice_that_cannot_be_read_is_not_repeated(secret: Conversation) -> None:
    """The refusal could be shown to somebody."""
    refused = secret.say("@li /poll vote P1 9")

    assert refused.error == "usage"
    assert "You typed" not in refused.text


def test_undo_takes_no_ballot_back_and_no_earlier_entry_instead(secret: Conversation) -> None:
    """Whoever thinks better of a secret vote votes again."""
    secret.given("@li /commit Write it", "@li /poll vote P1 2")

    refused = secret.say("@li /pn undo")

    assert refused.error == "conflict"
    assert secret.commitment().text


def test_an_opening_with_ballots_cannot_be_taken_back(secret: Conversation) -> None:
    """They would be lost; without any it can, and its box goes."""
    secret.given("@amina /poll open Another? | Yes | No secret:yes")
    secret.given("@amina /pn undo")
    left = len(boxes(secret))
    secret.given("@amina /poll open Another? | Yes | No secret:yes", "@li /poll vote P3 1")

    assert left == 2
    assert secret.say("@amina /pn undo").error == "conflict"


def test_the_rules_are_told_before_the_vote(talk: Conversation) -> None:
    """Who can see a vote, per platform, and what may give it away."""
    told = talk.say(OPEN).text

    assert "nobody is told" in told
    assert "which your homeserver keeps" in told
    assert "with 3 voters" in told
    assert "keeps it with your name" not in told


def test_no_ballot_stands_in_any_file_in_the_clear(secret: Conversation) -> None:
    """Whatever format a choice could have."""
    secret.given("@li /poll vote P1 2")
    person = secret.bot.people.named("li")
    assert person
    box = next(path for path in boxes(secret) if path.suffix == ".box").read_bytes()

    assert person.id.encode() not in box
    assert b"choice" not in box
    assert "ballot_cast" not in (secret.folder / "journal.jsonl").read_text()
    assert json.loads((secret.folder / "people.json").read_text())
