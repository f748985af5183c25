"""The ballots of a secret poll: recognised, kept, taken back by nobody, and missed where their folder is."""

import asyncio
import json
import shutil
from pathlib import Path

import pytest

from storage.events import PollVoided
from tests.chatbot.polls import SECRET, boxes
from tests.conversation import MEMBERS, Conversation


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


def test_a_second_delivery_is_recognised_in_the_box(secret: Conversation) -> None:
    """Also after a restart: an older vote that comes again does not replace a later one."""
    secret.given("@li /poll vote P1 2")
    first = secret.say("@bruno /poll vote P1 1", event="one")
    secret.wait(minutes=2)
    secret.given("@bruno /poll vote P1 2")
    secret.reopen()
    again = secret.say("@bruno /poll vote P1 1", event="one")
    secret.run_out()

    assert again.text == first.text
    assert [ballot.choice for ballot in secret.poll().unnamed] == [(2,), (2,)]


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


# Without its box or its folder


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
    assert secret.say("@li /poll list").text.startswith("PNE-P1 (void, secret): Which theme first?")
    assert isinstance(secret.bot.record.history.recent[-1].events[0], PollVoided)
    assert boxes(secret) == []


def test_a_poll_restored_without_any_folder_is_void(secret: Conversation) -> None:
    """It was in no backup, and is no place to mount anything: the poll says so at the start, others are not hurt."""
    secret.given("@li /poll vote P1 2", "@amina /poll open Tea? | Yes | No", "@li /poll vote P2 1")
    shutil.rmtree(secret.folder / "ballots")
    secret.reopen()
    told = list(secret.bot.record.boxes.away(secret.bot.record.state()))
    asyncio.run(secret.bot.clock.tick(secret.bot.record, secret.now))
    again = secret.say(SECRET)

    assert [line.partition(": ")[2] for line in told] == ["the ballots of PNE-P1 are lost, and these polls are void."]
    assert secret.poll().void
    assert secret.poll(2).closed is None
    assert again.error is None
    assert secret.say("@li /poll vote P3 1").error is None


@pytest.mark.parametrize("link", [False, True], ids=["moved", "not mounted"])
def test_a_folder_that_goes_away_or_is_linked_to_is_not_taken_for_a_restore(
    secret: Conversation, *, link: bool
) -> None:
    """While the program runs, or behind a link: it comes back with all its ballots."""
    secret.given("@li /poll vote P1 2")
    ballots, away = secret.folder / "ballots", secret.folder / "away"
    ballots.rename(away)
    if link:
        ballots.symlink_to(secret.folder / "mount" / "ballots")
        secret.reopen()
    asyncio.run(secret.bot.clock.tick(secret.bot.record, secret.now))
    ballots.unlink(missing_ok=True)
    away.rename(ballots)
    secret.run_out()

    assert not secret.poll().void
    assert [ballot.choice for ballot in secret.poll().unnamed] == [(2,)]


@pytest.mark.parametrize("keys_apart", [False, True])
def test_a_folder_that_is_away_makes_nothing_void(tmp_path: Path, *, keys_apart: bool) -> None:
    """It is said what is missing; votes and the close wait for it, all else goes on, and no ballot is lost."""
    keys = tmp_path / "keys" if keys_apart else tmp_path / "data" / "ballots"
    talk = Conversation(tmp_path / "data", keys=keys)
    talk.given(*MEMBERS, SECRET, "@li /poll vote P1 2")
    away = tmp_path / "away"
    keys.rename(away)
    keys.mkdir()
    talk.reopen()
    voted, closed = talk.say("@bruno /poll vote P1 1"), talk.say("@amina /poll close P1")
    talk.wait(minutes=61)
    talk.given("@li /commit Write it")
    waiting = (talk.poll().void, talk.poll().closed)
    another = talk.say(f"{SECRET.partition(' secret')[0]} secret:yes")
    keys.rmdir()
    away.rename(keys)
    talk.given("@li /commit Write more")

    assert voted.error == closed.error == another.error == "storage"
    assert f"The folder {keys} with the ballots of PNE-P1 is not there: mount it." in voted.text
    assert waiting == (False, None)
    assert [ballot.choice for ballot in talk.poll().unnamed] == [(2,)]
