"""Secret polls, as people meet them: opened, voted in, closed."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from chatbot.message import Request
from chatbot.public_text import announcement
from storage.events import PollClosed, PollVoided
from storage.measures import polls
from tests.conversation import MEMBERS, Conversation, suggestion

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


def test_after_the_close_nobody_is_told_whether_they_voted(secret: Conversation) -> None:
    """That is deleted with the box; the other commands on a vote say that the poll is closed."""
    secret.given("@li /poll vote P1 2")
    secret.run_out()
    told = {secret.say(f"@{who} /poll receipt P1").text for who in ("li", "bruno")}
    others = [secret.say(f"@li /poll {line} P1") for line in ("unvote", "ballot", "breakdown", "results", "vote")]

    assert told == {"PNE-P1 is closed. Who voted in it was deleted with the ballot box: nobody can tell any more."}
    assert [reply.error for reply in others if reply.error == "storage"] == []
    assert "PNE-P1" not in secret.say("@li /pn mine").text


def test_the_close_counts_the_last_ballot_of_each(secret: Conversation) -> None:
    """Sorted, without names; the turnout is a number; box and key are deleted."""
    secret.given("@li /poll vote P1 2", "@bruno /poll vote P1 2", "@li /poll vote P1 1")

    secret.run_out()
    result = secret.say("@amina /poll results P1")

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
    secret.run_out()

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
    assert secret.say("@li /poll list").text.startswith("PNE-P1 (void, secret): Which theme first?")
    assert isinstance(secret.bot.record.history.recent[-1].events[0], PollVoided)
    assert boxes(secret) == []


def test_a_poll_restored_without_any_folder_is_void(secret: Conversation) -> None:
    """It was in no backup, and is no place to mount anything: the poll says so at the start, others are not hurt."""
    secret.given("@li /poll vote P1 2", "@amina /poll open Tea? | Yes | No", "@li /poll vote P2 1")
    shutil.rmtree(secret.folder / "ballots")
    secret.reopen()
    told = list(secret.bot.record.boxes.away(secret.bot.record.state()))
    secret.bot.clock.tick(secret.bot.record, secret.now)
    again = secret.say(OPEN)

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
    secret.bot.clock.tick(secret.bot.record, secret.now)
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
    talk.given(*MEMBERS, OPEN, "@li /poll vote P1 2")
    away = tmp_path / "away"
    keys.rename(away)
    keys.mkdir()
    talk.reopen()
    voted, closed = talk.say("@bruno /poll vote P1 1"), talk.say("@amina /poll close P1")
    talk.wait(minutes=61)
    talk.given("@li /commit Write it")
    waiting = (talk.poll().void, talk.poll().closed)
    another = talk.say(f"{OPEN.partition(' secret')[0]} secret:yes")
    keys.rmdir()
    away.rename(keys)
    talk.given("@li /commit Write more")

    assert voted.error == closed.error == another.error == "storage"
    assert f"The folder {keys} with the ballots of PNE-P1 is not there: mount it." in voted.text
    assert waiting == (False, None)
    assert [ballot.choice for ballot in talk.poll().unnamed] == [(2,)]


def test_a_choice_that_cannot_be_read_is_not_repeated(secret: Conversation) -> None:
    """The refusal could be shown to somebody."""
    refused = secret.say("@li /poll vote P1 9")

    assert refused.error == "usage"
    assert "You typed" not in refused.text


def test_a_suggestion_does_not_repeat_a_choice_either(talk: Conversation) -> None:
    """Not even a part of it."""
    talk.given("@amina /poll open Which? | A | B | C kind:multiple choose:1 secret:yes")

    assert [suggestion(talk.say(f"@li /poll vote P1 {choice}")) for choice in ("2,3", "2 2")] == [
        "/poll results PNE-P1"
    ] * 2


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


SCRIPT = """\
2021-03-01T09:00Z @sec /pn add PNE Environment
2021-03-01T09:00Z @sec /pn member add @amina PNE role:mwg, co-chair
2021-03-01T09:00Z @sec /pn member add @li PNE
2021-03-01T09:10Z @amina #pne /poll open Which? | Water | Energy secret:yes closes:2 March 2021 12:00 UTC
2021-03-01T10:00Z @li #pne /poll vote P1 2
2021-03-01T11:00Z @amina #pne /poll vote P1 2
2021-03-02T13:00Z @li #pne /poll results P1
"""


def test_a_script_is_replayed_with_its_secret_poll(tmp_path: Path) -> None:
    """From the opening to the result, at the times as given."""
    script = tmp_path / "script.txt"
    script.write_text(SCRIPT)
    environment = {**os.environ, "PN_RECORD": f"tinydb:{tmp_path / 'data'}", "PN_SECRETARIAT": "console:sec"}
    command = [sys.executable, "-m", "chatbot", "replay", str(script)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)

    assert done.stdout.count("A ballot from you is in PNE-P1") == 2
    assert "2. Energy: 2" in done.stdout
    assert [path.name for path in (tmp_path / "data" / "ballots").iterdir()] == ["CACHEDIR.TAG"]


def test_one_person_on_two_platforms_has_one_ballot(secret: Conversation) -> None:
    """Whichever handle it comes from."""
    code = suggestion_code(secret.say("@li /pn link").text)
    from_matrix = Request(f"/pn link {code}", "matrix:@li:example.org", secret.now, "$1")
    linked = secret.bot.dispatcher.handle_now(from_matrix)
    secret.given("@li /poll vote P1 1")
    secret.wait(minutes=2)
    vote = Request("/poll vote PNE-P1 2", "matrix:@li:example.org", secret.now, "$2")
    voted = secret.bot.dispatcher.handle_now(vote)
    secret.run_out()

    assert linked.error is voted.error is None
    assert [ballot.choice for ballot in secret.poll().unnamed] == [(2,)]


def suggestion_code(text: str) -> str:
    """Return the code in an answer to `/pn link`."""
    return text.partition("/pn link ")[2].partition("`")[0]


def test_those_who_left_lose_their_ballot_where_the_rules_say_so(talk: Conversation) -> None:
    """As in an open poll."""
    talk.given(
        "@amina /poll open Which? | A | B secret:yes leavers:lose", "@li /poll vote P1 1", "@bruno /poll vote P1 2"
    )
    talk.given("@sec /pn member remove @li", "@amina /poll close P1")

    assert [ballot.choice for ballot in talk.poll().unnamed] == [(2,)]


def test_the_list_and_the_public_channel_say_that_it_is_secret(secret: Conversation) -> None:
    """So that nobody waits for figures."""
    state, history = secret.bot.record.state(), secret.bot.record.history
    entry = history.recent[-1]
    told = [announcement(state, entry, [event], "board") for event in entry.events]

    assert "PNE-P1 (open, secret): Which theme first?" in secret.say("@li /poll list").text
    assert "It is secret: results come after the close." in "".join(told)


def test_a_vote_in_a_room_is_told_to_be_taken_out(secret: Conversation) -> None:
    """On a platform where others read it."""
    person = secret.bot.people.named("li")
    assert person
    secret.bot.people.keep(replace(person, handles=(*person.handles, "matrix:@li:example.org")))
    vote = Request("/poll vote PNE-P1 2", "matrix:@li:example.org", secret.now, "$2", "PNE", "matrix:!room")
    refused = secret.bot.dispatcher.handle_now(vote)

    assert refused.unseen
    assert refused.private
    assert "vote PNE-P1 2" not in refused.text
    assert "`/poll vote PNE-P1 YOUR CHOICE`" in refused.text
    assert suggestion(refused) == "/poll list in:PNE"


@pytest.mark.parametrize(
    "line", ["@li /poll ballot P1", "@ines /poll ballot P1", "@ines /poll vote P1 1", "@li /poll unvote P1"]
)
def test_results_that_do_not_exist_are_not_suggested(secret: Conversation, line: str) -> None:
    """Before the close there are none."""
    assert suggestion(secret.say(line)) == "/poll list in:PNE"


def test_nobody_chooses_the_moment_at_which_it_is_counted(secret: Conversation) -> None:
    """Before its time it is closed only once all have voted, and withdrawn at any time, which shows nothing."""
    secret.given("@li /poll vote P1 2", "@bruno /poll vote P1 2")
    refused = [secret.say(f"@{who} /poll close P1") for who in ("amina", "sec")]
    still_open = secret.poll().closed is None
    secret.given("@amina /poll vote P1 1", "@amina /poll close P1", OPEN, "@li /poll vote P2 1")
    withdrawn = secret.say(f"@amina {suggestion(secret.say('@amina /poll close P2'))}")

    assert [reply.error for reply in refused] == ["conflict"] * 2
    assert refused[0].text.startswith("PNE-P1 is secret and closes on Mon 1 March 2021 10:00 UTC. Nobody closes it")
    assert still_open
    assert polls.tally(secret.poll()).counts == (1, 2)
    assert withdrawn.error is None
    assert secret.poll(2).unnamed == ()


@pytest.mark.parametrize(("rules", "error"), [("", None), (" closes:in 2 days for:everyone", "conflict")])
def test_a_secret_poll_without_a_deadline_is_closed_by_hand(talk: Conversation, rules: str, error: str | None) -> None:
    """There is no other way to end it. In one for everyone nobody can tell whether all have voted."""
    talk.given(f"@amina /poll open Which? | A | B secret:yes{rules}", "@li /poll vote P1 1")

    assert talk.say("@amina /poll close P1").error == error
