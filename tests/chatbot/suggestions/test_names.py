"""What a line names, a network, a person, an id or a command, is in what is suggested."""

import pytest

from storage.events import Presence
from tests.conversation import Conversation, suggestion


@pytest.mark.parametrize(
    ("line", "said", "better"),
    [
        ("/pn member add @zoe PNEE", "There is no network PNEE. There are: PNE, PNMA.", "/pn member add @zoe PNE"),
        ("/pn member add @zoe XYZ", "There is no network XYZ. There are: PNE, PNMA.", "/pn list"),
        ("/pn member role @li co-chair PNEE", "There is no network PNEE.", "/pn member role @li co-chair PNE"),
        ("/pn join pnee", "There is no network pnee.", "/pn join PNE"),
    ],
)
def test_a_network_that_there_is_not_is_named(talk: Conversation, line: str, said: str, better: str) -> None:
    """With several networks and no channel, the question is not which one."""
    talk.given("@sec /pn add PNMA Access")
    talk.code = "nowhere"
    reply = talk.say(f"@sec {line}")

    assert reply.error == "not_found"
    assert reply.text.startswith(said)
    assert suggestion(reply) == better


@pytest.mark.parametrize("verb", ["add", "approve", "remove"])
def test_a_person_without_the_sign_is_no_unknown_network(talk: Conversation, verb: str) -> None:
    """Where both may stand, and nobody is named, a name is likelier than a code."""
    reply = talk.say(f"@sec # /pn member {verb} zoe")

    assert reply.text.startswith("Missing: the person, as @name. Write people with the sign: @zoe.")
    assert suggestion(reply) == f"/pn member {verb} @zoe"


def test_words_behind_a_network_are_written_before_it(talk: Conversation) -> None:
    """The network is not said to be unknown."""
    reply = talk.say("@amina /commit list owner:@li in:PNE overdue")

    assert reply.text.startswith("“overdue” stands behind `in:PNE`")
    assert suggestion(reply) == "/commit list overdue owner:@li in:PNE"
    assert talk.say(f"@amina {suggestion(reply)}").error is None


def test_of_two_networks_the_one_with_ones_own_commitment_is_suggested(talk: Conversation) -> None:
    """PNE, which comes first, has a C1 of somebody else."""
    talk.given("@amina /meeting close", "@sec /pn add PNMA Access", "@sec /pn member add @bruno PNMA")
    talk.given("@sec #pnma /commit Call owner:@bruno")
    reply = talk.say("@bruno # /commit accept C1")

    assert reply.text.startswith("Which network do you mean: PNMA, PNE?")
    assert talk.say(f"@bruno # {suggestion(reply)}").text.startswith("PNMA-C1: Call")


@pytest.mark.parametrize("polls", [1, 2])
@pytest.mark.parametrize("typed", ["PNE P1 2", "pne p1 2"])
def test_a_network_and_a_number_are_one_word(talk: Conversation, typed: str, polls: int) -> None:
    """No other poll is suggested, and nothing is voted in the only open one."""
    talk.given(*["@amina /poll open Which? | A | B"] * polls)
    reply = talk.say(f"@li !poll vote {typed}")

    assert reply.text.startswith("Write the network and the number as one word: PNE-P1.")
    assert suggestion(reply) == "!poll vote PNE-P1 2"
    assert not talk.poll().ballots
    assert talk.say(f"@li {suggestion(reply)}").error is None


# Ids and people


@pytest.mark.parametrize("line", ["/commit slip C1", "/commit slip C1 by:", "/commit slip #c1 because:ill"])
def test_an_example_keeps_the_id_of_the_line(talk: Conversation, line: str) -> None:
    """It is not about whatever else the person owns."""
    reply = talk.say(f"@amina {line}")

    assert suggestion(reply).startswith("/commit slip C1 by:in 2 weeks")


def test_a_number_sign_before_an_id_is_nothing(talk: Conversation) -> None:
    """People write it as they do elsewhere."""
    talk.given("@amina /commit start #C1", "@amina /commit drop #PNE-C2")

    assert talk.commitment(1).started
    assert talk.commitment(2).dropped


@pytest.mark.parametrize(("word", "meant"), [("laet", "late"), ("presnt", "present")])
def test_attendance_is_never_suggested_for_somebody_else(talk: Conversation, word: str, meant: str) -> None:
    """A word that says how somebody is there, and is none, is replaced in the line."""
    reply = talk.say(f"@amina /attend @li {word}")
    talk.given(f"@amina {suggestion(reply)}")

    assert reply.text.startswith(f"“{word}” is none of these: present, late, proxy, excused, ")
    assert suggestion(reply) == f"/attend @li {meant}"
    assert [one.presence for one in talk.meeting().attendance.values()] == [Presence(meant)]


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("/commit Send it by:Friday on:Monday", "/commit Send it by:Friday"),
        ("/commit Send it by:Friday every:first monday", "/commit Send it by:Friday"),
        ("/commit Send it by:Friday milestone:Outline", "/commit Send it by:Friday"),
        ("/commit snooze C1 for 3 days", "/commit snooze C1 until:3 days"),
        ("/commit list bruno", "/commit list @bruno"),
        ("/commits", "/commit list"),
    ],
)
def test_no_example_takes_the_place_of_what_was_typed(talk: Conversation, line: str, better: str) -> None:
    """Copied, it would be recorded."""
    talk.given("@amina /commit Draft it by:in 2 weeks")
    reply = talk.say(f"@amina {line}")

    assert reply.error
    assert suggestion(reply) == better
    assert talk.say(f"@amina {better}").error is None


# Commands and keys


def test_a_misspelt_command_is_named_also_where_it_would_be_refused(talk: Conversation) -> None:
    """It is suggested as soon as it would work."""
    works = talk.say("@li !attned")
    talk.given("@amina /meeting close")
    refused = talk.say("@li !attned")

    assert suggestion(works) == "!attend"
    assert refused.text.startswith("There is no command `!attned`. Did you mean `!attend`?")
    assert suggestion(refused) == "!pn help attend"


@pytest.mark.parametrize("rest", ["PNE-Z-1", "ＺＮ", "the drafting by:Friday"])
@pytest.mark.parametrize("verb", ["slip", "done", "drop", "accept"])
def test_the_word_of_a_command_is_never_suggested_as_a_commitment(talk: Conversation, verb: str, rest: str) -> None:
    """Whoever wants that is told how, and types it."""
    reply = talk.say(f"@amina /commit {verb} {rest}")
    added = talk.say(f"@amina /commit add {verb} it")

    assert reply.error == "usage"
    assert suggestion(reply) == "/commit list mine in:PNE"
    assert added.created == ("PNE-C3",)
    assert str(talk.commitment(3).text) == f"{verb} it"


@pytest.mark.parametrize("line", ["/slip", "/drop", "/accept"])
def test_a_verb_alone_is_told_whose_it_is(talk: Conversation, line: str) -> None:
    """It is looked at as the line that is suggested would be, not as the one that was typed."""
    reply = talk.say(f"@amina {line}")

    assert reply.error == "unknown_command"
    assert suggestion(reply).startswith("/")


def test_the_start_of_a_key_is_the_key(talk: Conversation) -> None:
    """However close another one is."""
    reply = talk.say("@amina /commit Send it own:@li")

    assert suggestion(reply) == "/commit Send it owner:@li"


def test_a_value_without_its_key_gets_it(talk: Conversation) -> None:
    """Where an option of the command takes it."""
    reply = talk.say("@sec /pn member add @noor PNE co-chair")

    assert reply.text.startswith("I cannot read “co-chair” here. It is written `role:co-chair`.")
    assert suggestion(reply) == "/pn member add @noor PNE role:co-chair"
    assert talk.say(f"@sec {suggestion(reply)}").error is None


@pytest.mark.parametrize("word", ["secretariat", "observer", "XX"])
def test_a_role_that_there_is_not_is_named(talk: Conversation, word: str) -> None:
    """Also beside a network, and nothing is changed."""
    reply = talk.say(f"@sec /pn member role @li {word} PNE")

    assert reply.text.startswith(f"“{word}” is none of these: community, contact, mwg, mag-liaison, co-chair,")
    assert suggestion(talk.say("@sec /pn member role @li cochiar PNE")) == "/pn member role @li cochair PNE"


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("/meeting agenda M1 Budget", "/meeting agenda add M1 Budget"),
        ("/meeting agenda M1 add Budget", "/meeting agenda add M1 Budget"),
        ("/meeting minutes M1 We go on", "/meeting minutes add M1 We go on"),
        ("/attend @li @bruno and 4 observers", "/attend @li @bruno observers:4"),
    ],
)
def test_a_line_that_is_suggested_works(talk: Conversation, line: str, better: str) -> None:
    """The verb stands before the meeting, and a number has its key."""
    reply = talk.say(f"@amina {line}")

    assert suggestion(reply) == better
    assert talk.say(f"@amina {suggestion(reply)}").error is None


@pytest.mark.parametrize("line", ["/meeting agenda move 2 1", "/meeting minutes edit 1 We go on"])
def test_what_there_is_no_command_for_is_no_item(talk: Conversation, line: str) -> None:
    """Copied, it would stand in the agenda or the minutes."""

    assert " add " not in suggestion(talk.say(f"@amina {line}"))


def test_numbers_are_understood_as_they_are_shown(talk: Conversation) -> None:
    """With their sign; and notes are removed as items are."""
    talk.given("@li /note One", "@li /note Two")
    talk.given("@amina /meeting minutes drop #1", "@amina /meeting minutes remove 2")

    assert [note.dropped for note in talk.meeting().notes.values()] == [True, True]
