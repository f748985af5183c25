"""A chat event that is delivered twice is recorded once, and gets the same answer."""

import re
from dataclasses import replace
from typing import Final

import pytest

from chatbot.commands import COMMANDS
from tests.conversation import Conversation, at_once

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
