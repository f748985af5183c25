"""Secret polls, as people meet them: what is told of them, voted in them, and how they close."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from chatbot.message import Request
from chatbot.public_text import announcement
from storage.events import PollClosed
from tests.chatbot.polls import SECRET, boxes, counts
from tests.conversation import Conversation, filled, suggestion


def test_the_rules_are_told_before_the_vote(talk: Conversation) -> None:
    """Who can see a vote, per platform, and what may give it away."""
    bound = replace(talk.request("@sec /pn bind PNE"), channel="matrix:!room:example.org")
    talk.bot.dispatcher.handle_now(bound)
    told = talk.say(SECRET).text

    assert "nobody is told" in told
    assert "which your homeserver keeps" in told
    assert "with 3 voters" in told
    assert "keeps it with your name" not in told


def test_a_secret_poll_for_everyone_has_no_number_of_voters(talk: Conversation) -> None:
    """Nobody knows it before the close, nor whether all have voted."""
    told = talk.say(f"{SECRET} for:everyone").text

    assert "Nobody closes it before its time.\n" in told
    assert "Note: if fewer than 5 vote, the result tells much of what each chose." in told
    assert "with 0 voters" not in told


def test_a_ballot_is_confirmed_without_the_choice(secret: Conversation) -> None:
    """The answer is the same whatever was chosen, and nothing enters the journal."""
    before = secret.seq

    told = {secret.say(f"@li /poll vote P1 {choice}").text for choice in (1, 2)}

    assert told == {"A ballot from you is in PNE-P1. A new one replaces it until the close."}
    assert secret.seq == before
    assert secret.poll().ballots == {}


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


def test_nothing_is_shown_before_the_close(secret: Conversation) -> None:
    """To nobody, the chair included."""
    secret.given("@li /poll vote P1 2")

    shown = secret.say("@amina /poll results P1").text

    assert "Turnout" not in shown
    assert "2. Energy\n" in shown
    assert "results come after the close" in shown


@pytest.mark.parametrize(
    "line",
    [
        *("@li /poll ballot P1", "@ines /poll ballot P1", "@ines /poll vote P1 1", "@li /poll unvote P1"),
        *("@li /poll receipt P1", "@li /poll breakdown P1", "@sec /poll vote P1 1 as:@li via:email"),
    ],
)
def test_results_that_do_not_exist_are_not_suggested(secret: Conversation, line: str) -> None:
    """Before the close there are none."""
    assert suggestion(secret.say(line)) == "/poll list in:PNE"


def test_a_secret_poll_is_said_to_have_no_breakdown_before_its_close_too(secret: Conversation) -> None:
    """Nobody waits for one."""
    assert secret.say("@li /poll breakdown P1").text.startswith("PNE-P1 has no breakdown: it is secret or for everyone")


def test_the_list_and_the_public_channel_say_that_it_is_secret(secret: Conversation) -> None:
    """So that nobody waits for figures."""
    state, history = secret.bot.record.state(), secret.bot.record.history
    entry = history.recent[-1]
    told = [announcement(state, entry, [event], "board") for event in entry.events]

    assert "PNE-P1 (open, secret): Which theme first?" in secret.say("@li /poll list").text
    assert "It is secret: results come after the close." in "".join(told)


# Closing


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


def test_those_who_left_lose_their_ballot_where_the_rules_say_so(talk: Conversation) -> None:
    """As in an open poll."""
    talk.given(
        "@amina /poll open Which? | A | B secret:yes leavers:lose", "@li /poll vote P1 1", "@bruno /poll vote P1 2"
    )
    talk.given("@sec /pn member remove @li", "@amina /poll close P1")

    assert [ballot.choice for ballot in talk.poll().unnamed] == [(2,)]


def test_the_clock_closes_it(secret: Conversation) -> None:
    """At its deadline, once, whatever comes first after it."""
    secret.given("@li /poll vote P1 2")
    secret.wait(minutes=61)
    late = secret.say("@bruno /poll vote P1 1")

    assert late.error == "closed"
    assert "You typed" not in late.text
    assert [ballot.choice for ballot in secret.poll().unnamed] == [(2,)]
    assert boxes(secret) == []


def test_after_the_close_nobody_is_told_whether_they_voted(secret: Conversation) -> None:
    """That is deleted with the box; the other commands on a vote say that the poll is closed."""
    secret.given("@li /poll vote P1 2")
    secret.run_out()
    told = {secret.say(f"@{who} /poll receipt P1").text for who in ("li", "bruno")}
    others = [secret.say(f"@li /poll {line} P1") for line in ("unvote", "ballot", "breakdown", "results", "vote")]

    assert told == {"PNE-P1 is closed. Who voted in it was deleted with the ballot box: nobody can tell any more."}
    assert [reply.error for reply in others if reply.error == "storage"] == []
    assert "PNE-P1" not in secret.say("@li /pn mine").text


def test_nobody_chooses_the_moment_at_which_it_is_counted(secret: Conversation) -> None:
    """Before its time it is closed only once all have voted, and withdrawn at any time, which shows nothing."""
    secret.given("@li /poll vote P1 2", "@bruno /poll vote P1 2")
    refused = [secret.say(f"@{who} /poll close P1") for who in ("amina", "sec")]
    still_open = secret.poll().closed is None
    secret.given("@amina /poll vote P1 1", "@amina /poll close P1", SECRET, "@li /poll vote P2 1")
    withdrawn = secret.say(f"@amina {filled(secret.say('@amina /poll close P2'), 'asked twice')}")

    assert [reply.error for reply in refused] == ["conflict"] * 2
    assert refused[0].text.startswith("PNE-P1 is secret and closes on Mon 1 March 2021 10:00 UTC. Nobody closes it")
    assert still_open
    assert counts(secret) == (1, 2)
    assert withdrawn.error is None
    assert secret.poll(2).unnamed == ()


@pytest.mark.parametrize(("rules", "error"), [("", None), (" closes:in 2 days for:everyone", "conflict")])
def test_a_secret_poll_without_a_deadline_is_closed_by_hand(talk: Conversation, rules: str, error: str | None) -> None:
    """There is no other way to end it. In one for everyone nobody can tell whether all have voted."""
    talk.given(f"@amina /poll open Which? | A | B secret:yes{rules}", "@li /poll vote P1 1")

    assert talk.say("@amina /poll close P1").error == error


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
