"""Taking back: one's own last entry, within ten minutes, unless others built on it."""

import copy
from datetime import timedelta

import pytest

from tests.conversation import Conversation, suggestion

UNDOABLE = [
    ((), "@sec /pn add PNX Another", "the network PNX"),
    ((), "@carlos /pn join PNE", "your request to join PNE"),
    ((), "@sec /pn member add @dara", "a membership in PNE"),
    ((), "@sec /pn member role @li consultant", "a change of roles in PNE"),
    ((), "@sec /pn member remove @li", "the end of a membership in PNE"),
    ((), "@li /pn leave", "the end of a membership in PNE"),
    ((), "@amina /poll open A? | B | C", "the poll PNE-P1"),
    (("@li /poll open A? | B | C",), "@amina /poll open P1", "the opening of PNE-P1"),
    (("@amina /poll open A? | B | C",), "@li /poll vote P1 1", "your vote in PNE-P1"),
    ((), "@amina /meeting plan tomorrow 13:00", "the plan of PNE-M1"),
    (("@amina /meeting plan tomorrow 13:00",), "@ines /meeting open", "the opening of PNE-M1"),
    (("@amina /meeting plan tomorrow 13:00",), "@ines /meeting cancel M1", "the cancellation of PNE-M1"),
    (("@amina /meeting plan tomorrow 13:00",), "@li /apologies", "the attendance at PNE-M1"),
    ((), "@li /commit Draft it", "the commitment PNE-C1"),
    (("@li /commit Draft it owner:@bruno",), "@bruno /commit accept C1", "your acceptance of PNE-C1"),
    (("@li /commit Draft it owner:@bruno",), "@bruno /commit decline C1", "your refusal of PNE-C1"),
    (("@li /commit Draft it",), "@li /commit start C1", "the start of PNE-C1"),
    (("@li /commit Draft it",), "@li /commit done C1", "that PNE-C1 is done"),
    (("@li /commit Draft it",), "@li /commit slip C1 by:Friday", "the new deadline of PNE-C1"),
    (("@li /commit Draft it",), "@li /commit drop C1", "the end of PNE-C1"),
    (("@li /commit Draft it",), "@li /commit assign C1 @bruno", "the new owners of PNE-C1"),
    ((), "@sec /publish News.", "the update published for PNE"),
]


@pytest.mark.parametrize(("given", "line", "what"), UNDOABLE)
def test_what_was_recorded_is_taken_back(talk: Conversation, given: tuple[str, ...], line: str, what: str) -> None:
    """The record stands as if it had not been; the answer names what is gone."""
    talk.given(*given)
    before = copy.deepcopy(talk.bot.record.state().networks)
    talk.given(line)

    reply = talk.say(f"{line.partition(' ')[0]} /pn undo")
    talk.reopen()

    assert reply.text == f"Taken back: {what}."
    assert reply.private
    assert talk.bot.record.state().networks == before


def test_all_that_was_recorded_at_once_is_named(talk: Conversation) -> None:
    """Ten ids, and how many more."""
    rows = " ;; ".join(f"Chapter {number} | MWG |" for number in range(12))
    code = talk.say(f"@li /commit import {rows}").text.rpartition("confirm ")[2]
    talk.given(f"@li /commit import confirm {code[:4]}")

    ids = ", ".join(f"PNE-C{number}" for number in range(1, 11))
    assert talk.say("@li /pn undo").text == f"Taken back: the commitments {ids} and 2 more."


def test_a_series_is_taken_back_as_a_whole(talk: Conversation) -> None:
    """Each of its meetings is named."""
    planned = talk.say("@amina /meeting plan tomorrow 13:00 every:week")

    assert planned.error is None
    assert talk.say("@amina /pn undo").text == "Taken back: the plans of PNE-M1, PNE-M2 and PNE-M3."


@pytest.mark.parametrize("close", ["/poll close", "/meeting close"])
def test_a_close_is_not_taken_back(talk: Conversation, close: str) -> None:
    """Everybody relies on it."""
    talk.given("@amina /poll open A? | B | C", "@amina /meeting plan tomorrow 13:00", "@amina /meeting open")
    talk.given(f"@amina {close}")

    reply = talk.say("@amina /pn undo")

    assert reply.error == "conflict"
    assert reply.text.startswith("A close cannot be taken back.")


@pytest.mark.parametrize(
    ("who", "line"),
    [("amina", "/poll withdraw P1 because:unclear"), ("li", "/poll close P1"), ("li", "/poll withdraw P1 because:x")],
)
def test_a_withdrawal_is_not_taken_back_and_is_called_so(talk: Conversation, who: str, line: str) -> None:
    """Of a poll, or of a proposal, which the same command ends as a poll."""
    talk.given(f"@{who} /poll open A? | B | C", f"@{who} {line}")

    reply = talk.say(f"@{who} /pn undo")

    assert reply.error == "conflict"
    assert reply.text.startswith("A withdrawal cannot be taken back.")


@pytest.mark.parametrize(
    ("line", "built"),
    [
        ("@amina /poll open A? | B | C", "@li /poll vote P1 1"),
        ("@amina /meeting plan tomorrow 13:00", "@li /apologies M1"),
        ("@amina /commit Draft it owner:@li", "@li /commit accept C1"),
        ("@sec /pn add PNX Another", "@carlos /pn join PNX"),
        ("@sec /pn member add @dara", "@dara /commit Draft it"),
        ("@sec /pn member add @dara", "@amina /commit Draft it owner:@dara"),
        ("@sec /pn member add @dara", "@amina /poll open A? | B | C"),
        ("@sec /pn member role @li consultant", "@li /meeting plan tomorrow 13:00"),
    ],
)
def test_what_others_built_on_is_not_taken_back(talk: Conversation, line: str, built: str) -> None:
    """Until they take their part back."""
    talk.given(line, built)
    who, other = line.partition(" ")[0], built.partition(" ")[0]

    refused = talk.say(f"{who} /pn undo")
    talk.given(f"{other} /pn undo")

    assert refused.error == "conflict"
    assert refused.text.startswith("Something was recorded since that builds on it")
    assert talk.say(f"{who} /pn undo").error is None


@pytest.mark.parametrize(
    ("after", "error"), [(timedelta(minutes=10), None), (timedelta(minutes=10, microseconds=1), "not_found")]
)
def test_ten_minutes_are_the_limit(talk: Conversation, after: timedelta, error: str | None) -> None:
    """To the microsecond."""
    talk.given("@li /commit Draft it")
    talk.now += after
    talk.given("@bruno /commit Something else")

    assert talk.say("@li /pn undo").error == error


def test_only_ones_own_last_entry_is_taken_back(talk: Conversation) -> None:
    """Not somebody else's, and not the one before."""
    talk.given("@li /commit First", "@li /commit Second", "@bruno /commit Third", "@li /pn undo")

    again = talk.say("@li /pn undo")
    nobody = talk.say("@ines /pn undo")

    assert list(talk.network.commitments) == [1, 3]
    assert again.text.startswith("You have taken back your last entry already.")
    assert nobody.text.startswith("You recorded nothing in the last 10 minutes.")
    assert talk.say(f"@li {suggestion(again)}").error is None


def test_a_vote_taken_back_gives_the_earlier_one_its_place_again(talk: Conversation) -> None:
    """As if the second had never been cast."""
    talk.given("@amina /poll open A? | B | C", "@li /poll vote P1 1", "@li /poll vote P1 2", "@li /pn undo")

    assert [ballot.choice for ballot in talk.poll().ballots.values()] == [(1,)]


def test_a_count_of_observers_is_taken_back_though_notes_were_taken(talk: Conversation) -> None:
    """Nothing of them builds on it."""
    talk.given("@amina /meeting plan tomorrow 13:00", "@amina /meeting open", "@amina /attend observers:40")
    talk.given("@li /note We go on", "@amina /pn undo")

    assert talk.meeting().sittings[0].observers == 0
