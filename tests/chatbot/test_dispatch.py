"""From a request to a reply, whatever happens: repeated, unknown, in every script, at once, broken, on a full disk."""

import asyncio
import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from chatbot.call import Call
from chatbot.command import CHANNEL, Table
from chatbot.commands import COMMANDS
from chatbot.dispatch import Dispatcher
from chatbot.message import Reply, Request
from chatbot.rights import Right
from storage import i18n
from storage.events import AnyEvent, CommitmentStarted
from storage.history import History
from storage.tinydb_journal import TinyDBJournal
from tests.catalogue import write_catalogue
from tests.conversation import Conversation, suggestion
from tests.full_disk import full_disk

# Delivered twice

MEETING: Final = "@amina /meeting plan tomorrow 13:00"
DRAFT: Final = "@li /commit Draft it owner:@bruno"
PLAN: Final = "@amina /pn milestone add Outline by:in 2 weeks"
RECORDING: Final[dict[str, tuple[tuple[str, ...], str]]] = {
    "publish": ((), "@sec /publish News."),
    "pn add": ((), "@sec /pn add PNX Another"),
    "pn bind": ((), "@sec /pn bind PNE public"),
    "pn unbind": (("@sec /pn bind PNE",), "@sec /pn unbind"),
    "pn claim": ((), "@carlos /pn claim {code}"),
    "pn undo": (("@li /commit Draft it",), "@li /pn undo"),
    "pn join": ((), "@carlos /pn join"),
    "pn leave": ((), "@li /pn leave"),
    "pn member add": ((), "@sec /pn member add @dara role:contact"),
    "pn member approve": (("@carlos /pn join",), "@sec /pn member approve @carlos"),
    "pn member remove": ((), "@sec /pn member remove @li"),
    "pn member role": ((), "@sec /pn member role @li co-chair"),
    "poll open": ((), "@amina /poll open Tea? | Yes | No"),
    "poll unvote": (("@amina /poll open Tea? | Yes | No", "@li /poll vote 1"), "@li /poll unvote"),
    "poll vote": (("@amina /poll open Tea? | Yes | No",), "@li /poll vote 1"),
    "poll close": (("@amina /poll open Tea? | Yes | No",), "@amina /poll close"),
    "poll extend": (
        ("@amina /poll open Tea? | Yes | No extendable:yes closes:Friday",),
        "@amina /poll extend until:in 9 days because:holiday",
    ),
    "poll withdraw": (("@amina /poll open Tea? | Yes | No",), "@amina /poll withdraw because:a mistake"),
    "poll read": (
        ("@amina /poll open Tea? | Yes | No", "@amina /poll close"),
        "@amina /poll read P1 label:consensus all agree",
    ),
    "meeting plan": ((), MEETING),
    "meeting move": ((MEETING,), "@amina /meeting move M1 13 May 2021 14:00 UTC because:holiday"),
    "meeting agenda add": ((MEETING,), "@li /meeting agenda add Review the draft"),
    "meeting agenda agree": ((MEETING, "@li /meeting agenda add A"), "@amina /meeting agenda agree M1"),
    "meeting agenda drop": ((MEETING, "@li /meeting agenda add A"), "@li /meeting agenda drop M1 1"),
    "meeting next": (
        (MEETING, "@li /meeting agenda add A", "@amina /meeting agenda agree", "@amina /meeting open now:yes"),
        "@amina /meeting next",
    ),
    "note": ((MEETING, "@amina /meeting open now:yes"), "@li /note The draft needs a section on data"),
    "meeting minutes add": ((MEETING, "@amina /meeting open now:yes"), "@amina /meeting minutes add M1 Something more"),
    "meeting minutes drop": (
        (MEETING, "@amina /meeting open now:yes", "@li /note A"),
        "@amina /meeting minutes drop M1 1",
    ),
    "meeting publish": ((MEETING, "@amina /meeting open now:yes", "@amina /meeting close"), "@amina /meeting publish"),
    "meeting quorum": ((), "@amina /meeting quorum 1/2"),
    "attend leave": ((MEETING, "@amina /meeting open now:yes", "@li /attend"), "@li /attend leave"),
    "meeting open": ((MEETING,), "@amina /meeting open now:yes"),
    "meeting close": ((MEETING, "@amina /meeting open now:yes"), "@amina /meeting close"),
    "meeting cancel": ((MEETING,), "@amina /meeting cancel M1 because:holiday"),
    "attend": ((MEETING, "@amina /meeting open now:yes"), "@amina /attend @li @bruno"),
    "apologies": ((MEETING,), "@li /apologies"),
    "commit": ((), DRAFT),
    "commit accept": ((DRAFT,), "@bruno /commit accept C1"),
    "commit decline": ((DRAFT,), "@bruno /commit decline C1"),
    "commit start": ((DRAFT,), "@amina /commit start C1"),
    "commit done": ((DRAFT,), "@amina /commit done C1 https://example.org"),
    "commit slip": ((DRAFT,), "@amina /commit slip C1 by:Friday"),
    "commit drop": ((DRAFT,), "@amina /commit drop C1"),
    "commit reopen": ((DRAFT, "@amina /commit done C1"), "@amina /commit reopen C1"),
    "commit import confirm": (
        ("@li /commit import Draft it | @bruno | By 10 April 2021",),
        "@li /commit import confirm {paste}",
    ),
    "commit note": ((DRAFT,), "@li /commit note C1 nearly there"),
    "commit snooze": ((DRAFT,), "@bruno /commit snooze C1 until:in 3 days"),
    "pn milestone add": ((), PLAN),
    "pn milestone include": ((PLAN, DRAFT), "@amina /pn milestone include W1 C1"),
    "pn milestone exclude": ((PLAN, f"{DRAFT} milestone:W1"), "@amina /pn milestone exclude C1"),
    "pn milestone met": ((PLAN,), "@amina /pn milestone met W1"),
    "pn milestone move": ((PLAN,), "@amina /pn milestone move W1 by:in 3 weeks"),
    "pn milestone drop": ((PLAN,), "@amina /pn milestone drop W1"),
    "pn milestone reopen": ((PLAN, "@amina /pn milestone met W1"), "@amina /pn milestone reopen W1"),
    "commit assign": ((DRAFT,), "@amina /commit assign C1 @ines, IGF Secretariat"),
}
"""For each command that records, what comes before, and a line that is accepted."""
every_recording_command = pytest.mark.parametrize("path", RECORDING)


def prepare(talk: Conversation, path: str) -> str:
    """Say what comes before, and return the line."""
    given, line = RECORDING[path]
    talk.given(*given)
    shown = re.search(r"confirm (\w{4})`", talk.say(given[-1]).text) if "{paste}" in line else None
    return line.format(code=talk.bot.people.new_claim(talk.now), paste=shown[1] if shown else "")


def test_every_recording_command_is_tried_twice_below() -> None:
    """None is forgotten."""
    assert set(RECORDING) == {command.path for command in COMMANDS if hasattr(command.handler, "decide")}


@every_recording_command
def test_a_second_delivery_gets_the_same_answer_and_records_nothing(talk: Conversation, path: str) -> None:
    """Also an hour later, and after a restart."""
    line = prepare(talk, path)

    first = talk.say(line, event="once")
    seq = talk.seq
    second = talk.say(line, event="once")
    talk.reopen()
    talk.wait(hours=1)
    third = talk.say(line, event="once")

    assert first.error is None
    assert first == second == third
    assert talk.seq == seq


@every_recording_command
def test_two_deliveries_at_once_record_once(talk: Conversation, path: str) -> None:
    """Within one batch."""
    line = prepare(talk, path)
    seq = talk.bot.record.history.seq

    first, second = at_once(talk.bot.dispatcher, [talk.request(line, event="once")] * 2)

    assert first.error is None
    assert first == second
    assert talk.seq == seq + 1


@every_recording_command
def test_a_second_delivery_after_an_undo_says_so(talk: Conversation, path: str) -> None:
    """Nothing comes back by itself; a close and an undo stay as they are."""
    line = prepare(talk, path)
    first = talk.say(line, event="once")
    undone = talk.say(f"{line.partition(' ')[0]} /pn undo")
    seq = talk.bot.record.history.seq

    second = talk.say(line, event="once")

    assert talk.seq == seq
    assert second.error is None
    assert second.created == first.created
    if undone.error is None:
        assert second.text == "That was recorded, and taken back since."
    else:
        assert second == first


def test_a_refusal_may_be_tried_again(talk: Conversation) -> None:
    """What recorded nothing is decided anew, should the same event come again."""
    early = talk.say("@li /attend", event="once")
    talk.given(MEETING, "@amina /meeting open now:yes")

    assert early.error == "not_found"
    assert talk.say("@li /attend", event="once").error is None


def test_a_chat_event_is_not_found_in_the_record(talk: Conversation) -> None:
    """Its id is kept as a keyed hash."""
    talk.say("@li /commit Draft it", event="slack:Ev0123456789")

    assert b"Ev0123456789" not in (talk.folder / "journal.jsonl").read_bytes()


def test_the_same_id_on_two_platforms_is_two_events(talk: Conversation) -> None:
    """Ids are unique within a platform only."""
    typed = talk.request("@li /commit Draft it", event="7")

    first = talk.bot.dispatcher.handle_now(typed)
    second = talk.bot.dispatcher.handle_now(replace(typed, text="/pn join", handle="matrix:@zoe:example.org"))

    assert first.created == ("PNE-C1",)
    assert second.text.startswith("You asked to join PNE")


# Unknown people


@pytest.mark.parametrize(
    "line", ["/poll list", "/pn help", "/frob", "/attend", "/commit Draft it", "/pn status", "/poll open", "!pn list"]
)
def test_an_unknown_person_is_answered_privately_with_a_notice(talk: Conversation, line: str) -> None:
    """Whatever comes first, also a slip; somebody known is spared it."""
    notice = "I do not know you yet, so you are an observer here. I keep nothing of you until you join or set"
    sign = "!" if line.startswith("!") else "/"

    reply = talk.say(f"@stranger {line}")

    assert reply.private
    assert notice in reply.text
    assert reply.text.endswith(f"To ask: `{sign}pn join PNE`.")
    assert notice not in talk.say(f"@li {line}").text


def test_the_notice_names_a_network_that_there_is(talk: Conversation) -> None:
    """The channel's, if it has one."""
    talk.given("@sec /pn add PNMA Meaningful Access")

    assert talk.say("@stranger #pnma /poll list").text.endswith("To ask: `/pn join PNMA`.")


@pytest.mark.parametrize("path", [command.path for command in COMMANDS if command.path != "pn help"])
def test_no_name_reaches_an_observer(talk: Conversation, path: str) -> None:
    """Whatever command they try, in a network full of people's doings."""
    talk.given(
        "@amina /poll open Tea? | Yes | No", "@li /poll vote 1", MEETING, "@amina /meeting open now:yes", "@li /attend"
    )
    talk.given(DRAFT, "@bruno /commit accept C1", "@carlos /pn join", "@amina /attend @bruno late")
    talk.given("@sec /pn member add @friend role:community")
    names = ("amina", "li", "bruno", "ines", "carlos", "sec")

    for who in ("stranger", "friend"):
        for line in (f"/{path}", f"/{path} P1", f"/{path} M1", f"/{path} C1", f"/{path} all", f"/{path} PNE"):
            told = talk.say(f"@{who} {line}").text.partition("\n\nI do not know you")[0]

            assert not [name for name in names if f"@{name}" in told.replace(f"@{who}", "")], told


# Signs and scripts


@pytest.mark.parametrize("sign", ["/", "!"])
@pytest.mark.parametrize(
    "words",
    [
        "pn help",
        "pn help poll",
        "poll",
        "frob",
        "poll open Tea?",
        "commit done",
        "meeting open",
        "pn me name:bruno",
        "poll open A? | B | C",
        "commit Draft it owner:@li",
    ],
)
def test_commands_are_shown_as_they_are_typed_there(talk: Conversation, sign: str, words: str) -> None:
    """On Matrix with `!`, elsewhere with `/`: in answers, refusals and suggestions."""
    reply = talk.say(f"@amina {sign}{words}")
    other = "!" if sign == "/" else "/"

    assert f"`{sign}" in reply.text
    assert f"`{other}" not in reply.text


def test_ids_are_isolated_in_right_to_left_text_of_refusals_too(talk: Conversation) -> None:
    """So that they are not turned around; the line can still be copied back."""
    reply = talk.say("@li /poll vote PNE-P7 الاتصال")

    assert reply.error == "not_found"
    assert "There is no \u2068PNE-P7\u2069." in reply.text
    assert "You typed: \u2068`/poll vote PNE-P7 الاتصال`\u2069" in reply.text
    assert "\u2068" not in talk.say("@li /poll vote PNE-P7 1").text


@pytest.mark.parametrize("who", ["li", "amina"])
@pytest.mark.parametrize(
    "line", ["/poll votte 1", "/poll clos", "/meeting opn", "/pn membr add @x", "/pn stauts", "/commit_list"]
)
def test_suggestions_of_misspelt_commands_fit_the_person(talk: Conversation, who: str, line: str) -> None:
    """A command that exists, with an id that exists, which this person may use."""
    talk.given("@ines /poll open Tea? | Yes | No", MEETING)

    reply = talk.say(f"@{who} {line}")

    assert reply.error == "unknown_command"
    assert talk.say(f"@{who} {suggestion(reply)}").error is None


def test_the_typed_line_is_repeated_for_copying(talk: Conversation) -> None:
    """As it was typed; of an endless one, no more than could have been a command."""
    short = talk.say("@li /poll vote P9 “1”")
    endless = talk.say("@li /poll vote " + "9" * 100_000)

    assert "You typed: `/poll vote P9 “1”`" in short.text
    assert len(endless.text) < 10_000
    assert endless.error == "usage"


def test_each_is_answered_in_their_own_language(
    talk: Conversation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when one batch decides for people of several."""
    write_catalogue(tmp_path / "locales", "tlh", {"No poll is open in {code}.": "{code}Daq wuq vay'."})
    monkeypatch.setattr(i18n, "LOCALES", tmp_path / "locales")
    talk.given("@li /pn me language:tlh")
    requests = [talk.request(f"@{who} /poll vote 1") for who in ("bruno", "li", "amina", "li")]

    told = [reply.text.partition("\n")[0] for reply in at_once(talk.bot.dispatcher, requests)]

    assert told == ["No poll is open in PNE.", "PNEDaq wuq vay'."] * 2


# At once


def at_once(dispatcher: Dispatcher, requests: Sequence[Request]) -> list[Reply]:
    """Handle requests that arrive in the same moment."""

    async def handle_all() -> list[Reply]:
        return await asyncio.gather(*(dispatcher.handle(request) for request in requests))

    return asyncio.run(handle_all())


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


# What must not happen

BROKEN: Final = Table()


@BROKEN.command("boom", summary="Breaks", who=Right.READ, audience=CHANNEL, example="/boom", arguments=())
class Boom:
    """A handler with a mistake: it breaks while it decides."""

    def decide(self, call: Call) -> Sequence[AnyEvent]:
        """Break, with what was typed in the exception's own words."""
        raise ZeroDivisionError(call.request.text)

    def answer(self, call: Call, event: AnyEvent) -> str:
        """Never reached."""
        return ""


@BROKEN.command("peep", summary="Breaks", who=Right.READ, audience=CHANNEL, example="/peep", arguments=())
class Peep:
    """A handler that breaks while it shows."""

    def show(self, call: Call) -> str:
        """Break."""
        raise ZeroDivisionError(call.request.text)


@BROKEN.command("mumble", summary="Breaks", who=Right.READ, audience=CHANNEL, example="/mumble", arguments=())
class Mumble:
    """A handler that records, and breaks while it answers."""

    def decide(self, call: Call) -> Sequence[AnyEvent]:
        """Return something."""
        return [CommitmentStarted(network=call.network.code, commitment=1)]

    def answer(self, call: Call, event: CommitmentStarted) -> str:
        """Break."""
        raise ZeroDivisionError(call.request.text)


@pytest.fixture
def broken(talk: Conversation) -> Dispatcher:
    """A dispatcher with mistakes in three of its commands."""
    return Dispatcher(talk.bot.record, talk.bot.people, [*COMMANDS, *BROKEN], b"key")


@pytest.mark.parametrize(
    ("path", "text", "error", "entries"),
    [
        ("boom", "Nothing was recorded: something went wrong here. Please tell the Secretariat.", "storage", 0),
        ("peep", "Nothing was recorded: something went wrong here. Please tell the Secretariat.", "storage", 0),
        ("mumble", "Recorded. The answer could not be shown.", None, 1),
    ],
)
def test_a_mistake_in_a_handler_becomes_a_sentence(
    talk: Conversation,
    broken: Dispatcher,
    caplog: pytest.LogCaptureFixture,
    path: str,
    text: str,
    error: str | None,
    entries: int,
) -> None:
    """The log tells what broke and where, and nothing of what was typed."""
    seq = talk.bot.record.history.seq
    typed = talk.request(f"@li /{path}")
    caplog.set_level(logging.DEBUG)

    reply = broken.handle_now(replace(typed, text=f"/{path} in:PNE"))

    assert (reply.text, reply.error, reply.private) == (text, error, True)
    assert talk.seq == seq + entries
    [record] = [record for record in caplog.records if record.name.startswith("chatbot")]
    assert record.levelno == logging.ERROR
    assert record.getMessage().startswith("ZeroDivisionError at ")
    assert "in:PNE" not in caplog.text


def test_a_mistake_fails_no_other_request_of_its_batch(talk: Conversation, broken: Dispatcher) -> None:
    """The forty others are recorded and answered."""
    lines = ["@li /boom" if n % 5 == 0 else f"@li /commit Number {n}" for n in range(50)]

    replies = at_once(broken, [talk.request(line) for line in lines])

    assert [reply.error for reply in replies] == ["storage" if n % 5 == 0 else None for n in range(50)]
    assert len(talk.network.commitments) == 40


@pytest.mark.parametrize(
    "line", ["/poll vote P9 secret", "/frob secret", "/commit secret by:nonsense", "/commit secret"]
)
def test_nothing_that_people_type_is_logged(talk: Conversation, caplog: pytest.LogCaptureFixture, line: str) -> None:
    """Accepted or refused."""
    caplog.set_level(logging.DEBUG)

    talk.say(f"@li {line}")

    assert "secret" not in caplog.text


# A disk that fails


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
    assert all(reply.text.startswith("Nothing was recorded. ") for reply in replies)
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


def test_a_damaged_directory_is_told_in_a_sentence(talk: Conversation) -> None:
    """Nobody is taken for somebody else, and nothing is recorded."""
    (talk.folder / "people.json").write_text("{not json")

    for line in ("@li /commit Draft it", "@li /poll list", "@li /frob"):
        reply = talk.say(line)

        assert reply.error == "storage"
        assert reply.text.startswith("Nothing was recorded. ")
        assert "cannot be read" in reply.text
