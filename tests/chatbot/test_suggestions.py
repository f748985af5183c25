"""The command that a refusal shows does what was meant, on what was named, or nothing."""

from pathlib import Path

import pytest

from storage.events import Presence
from tests.conversation import MEMBERS, Conversation, suggestion


@pytest.fixture
def talk(tmp_path: Path) -> Conversation:
    """A network in which amina has two commitments and a meeting is open."""
    talk = Conversation(tmp_path / "data")
    talk.given(*MEMBERS, "@amina /commit Draft it by:in 2 weeks", "@amina /commit Send it by:in 3 weeks")
    talk.given("@amina /meeting plan today 17:00", "@amina /meeting open")
    return talk


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


def test_a_misspelt_command_is_named_also_where_it_would_be_refused(talk: Conversation) -> None:
    """It is suggested as soon as it would work."""
    works = talk.say("@li !attned")
    talk.given("@amina /meeting close")
    refused = talk.say("@li !attned")

    assert suggestion(works) == "!attend"
    assert refused.text.startswith("There is no command `!attned`. Did you mean `!attend`?")
    assert suggestion(refused) == "!pn help attend"


@pytest.mark.parametrize("date", ["1 February 2021", "28 February 2021 17:00 UTC", "yesterday", "вчера"])
def test_a_deadline_that_has_passed_is_replaced_in_the_line(talk: Conversation, date: str) -> None:
    """The id and the reason stay as they were typed."""
    reply = talk.say(f"@amina /commit slip C1 by:{date} because:the reviewers: late")

    assert suggestion(reply) == "/commit slip C1 by:in 2 weeks because:the reviewers: late"
    assert talk.say(f"@amina {suggestion(reply)}").error is None


@pytest.mark.parametrize("line", ["/commit slip C1", "/commit slip C1 by:", "/commit slip #c1 because:ill"])
def test_an_example_keeps_the_id_of_the_line(talk: Conversation, line: str) -> None:
    """It is not about whatever else the person owns."""
    reply = talk.say(f"@amina {line}")

    assert suggestion(reply).startswith("/commit slip C1 by:in 2 weeks")


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


def test_the_start_of_a_key_is_the_key(talk: Conversation) -> None:
    """However close another one is."""
    reply = talk.say("@amina /commit Send it own:@li")

    assert suggestion(reply) == "/commit Send it owner:@li"


@pytest.mark.parametrize("word", ["secretariat", "observer", "XX"])
def test_a_role_that_there_is_not_is_named(talk: Conversation, word: str) -> None:
    """Also beside a network, and nothing is changed."""
    reply = talk.say(f"@sec /pn member role @li {word} PNE")

    assert reply.text.startswith(f"“{word}” is none of these: community, contact, mwg, mag-liaison, co-chair,")
    assert suggestion(talk.say("@sec /pn member role @li cochiar PNE")) == "/pn member role @li cochair PNE"


@pytest.mark.parametrize(
    ("line", "said", "better"),
    [
        (
            "/meeting plan 12 May 2021 13:00 UTC place:Nairobi",
            "There is no option `place:` here. There are: `title:`, `kind:`, `every:`, `also:`, ",
            "/meeting plan 12 May 2021 13:00 UTC",
        ),
        (
            "/poll open A? | B | C closes:in 2 hours electorate:all",
            "There is no option `electorate:` here.",
            "/poll open A? | B | C closes:in 2 hours",
        ),
        (
            "/commit Send it by:Friday note:soon owner:@amina",
            "There is no option `note:` here. "
            "There are: `by:`, `on:`, `owner:`, `milestone:`, `every:`, `as:`, `via:`, `in:`.",
            "/commit Send it by:Friday owner:@amina",
        ),
    ],
)
def test_an_option_that_there_is_not_is_no_part_of_a_date(
    talk: Conversation, line: str, said: str, better: str
) -> None:
    """It is named, with those that there are, and the suggestion is without it."""
    reply = talk.say(f"@amina {line}")

    assert reply.error == "usage"
    assert reply.text.startswith(said)
    assert suggestion(reply) == better
    assert talk.say(f"@amina {suggestion(reply)}").error is None


@pytest.mark.parametrize("date", ["soon", "at: noon", "utc:5"])
def test_a_date_that_is_none_is_still_said_to_be_none(talk: Conversation, date: str) -> None:
    """There is nothing before the colon that could be a date."""
    reply = talk.say(f"@amina /commit Send it by:{date}")

    assert "no option" not in reply.text
    assert talk.say(f"@amina {suggestion(reply)}").error is None


def test_a_value_without_its_key_gets_it(talk: Conversation) -> None:
    """Where an option of the command takes it."""
    reply = talk.say("@sec /pn member add @noor PNE co-chair")

    assert reply.text.startswith("I cannot read “co-chair” here. It is written `role:co-chair`.")
    assert suggestion(reply) == "/pn member add @noor PNE role:co-chair"
    assert talk.say(f"@sec {suggestion(reply)}").error is None


@pytest.mark.parametrize("choice", ["12 May", "1 yes 2 perhapsy", "1 yes 1 no"])
def test_a_choice_of_times_that_cannot_be_read_suggests_no_vote(talk: Conversation, choice: str) -> None:
    """The times are shown with their numbers: nobody is to copy what they did not mean."""
    [poll] = talk.say("@amina /poll open When? | tomorrow 13:00 UTC | tomorrow 15:00 UTC kind:dates").created
    reply = talk.say(f"@amina /poll vote {poll} {choice}")

    assert reply.error == "usage"
    assert suggestion(reply) == f"/poll results {poll}"


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


@pytest.mark.parametrize("line", ["/slip", "/drop", "/accept"])
def test_a_verb_alone_is_told_whose_it_is(talk: Conversation, line: str) -> None:
    """It is looked at as the line that is suggested would be, not as the one that was typed."""
    reply = talk.say(f"@amina {line}")

    assert reply.error == "unknown_command"
    assert suggestion(reply).startswith("/")


@pytest.mark.parametrize("line", ['"When?" | "{}" | "13 May 2021 10:00"', '"When?" "{}" "13 May 2021 10:00"'])
def test_a_time_in_quotes_is_mended_where_it_stands(talk: Conversation, line: str) -> None:
    """The other times of the poll stay as they were typed; other times were put in their places."""
    typed = f"@amina /poll open {line} kind:dates"
    reply = talk.say(typed.format("03/04/2021 10:00"))

    assert reply.error == "ambiguous"
    assert suggestion(reply) == typed.format("3 April 2021 10:00 UTC").removeprefix("@amina ")
    assert talk.say(f"@amina {suggestion(reply)}").error is None


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("/commit Ask by:20 Dec 2021 @li", "/commit Ask by:20 Dec 2021 owner:@li"),
        ("/commit Ask by:20 Dec 2021 @li @amina", "/commit Ask by:20 Dec 2021 owner:@li @amina"),
        ("/commit Ask by:20 Dec 2021 @li owner:@amina", "/commit Ask by:20 Dec 2021 owner:@amina"),
        ("/commit slip C1 by:Friday 25:00", "/commit slip C1 by:Friday"),
        ("/commit slip C1 by:Friday, surely because:ill", "/commit slip C1 by:Friday because:ill"),
        ("/poll open Tea? | A | B closes:Friday 25:00 quorum:1/2", "/poll open Tea? | A | B closes:Friday quorum:1/2"),
        ("/meeting plan Friday 25:00", "/meeting plan 5 March 2021 17:00 UTC"),
        ("/meeting plan 12 May 13:00 sharp please title:Call", "/meeting plan 12 May 13:00 UTC title:Call"),
        ("/commit slip C1 by:Friday waiting for Li", "/commit slip C1 by:Friday because:waiting for Li"),
        ("/commit slip C1 by:Friday because Li is ill", "/commit slip C1 by:Friday because:Li is ill"),
        ("/commit slip C1 by:Friday 5pm if Li agrees", "/commit slip C1 by:Friday 5pm UTC because:if Li agrees"),
        ("/commit slip C1 by:Friday or next month", "/commit slip C1 by:Friday"),
        ("/meeting plan 12 May 13:00 Mars/Base title:Call", "/meeting plan 12 May 2021 17:00 UTC title:Call"),
    ],
)
def test_what_begins_as_a_date_keeps_it(talk: Conversation, line: str, better: str) -> None:
    """What was typed is not lost for an example; who stands behind a deadline is to do it."""
    reply = talk.say(f"@amina {line}")

    assert reply.error == "usage"
    assert suggestion(reply) == better
    assert talk.say(f"@amina {better}").error is None


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("/commit slip C1 by friday", "/commit slip C1 by:friday"),
        ("/commit slip C1 22 December", "/commit slip C1 by:22 December"),
        ("/commit slip C1 to Friday", "/commit slip C1 by:Friday"),
        ("/commit slip C1 fridya", "/commit slip C1 by:friday"),
        ("/commit slip C1 Friday, the reviewers are late", "/commit slip C1 by:Friday because:the reviewers are late"),
        ("/commit slip C1 Friday because ill", "/commit slip C1 by:Friday because:ill"),
        ("/commit slip C1 Friday because:ill", "/commit slip C1 by:Friday because:ill"),
        ("/commit slip C1 because:ill", "/commit slip C1 by:in 2 weeks because:ill"),
        ("/commit slip C1", "/commit slip C1 by:in 2 weeks"),
        ("/commit snooze C1 Friday", "/commit snooze C1 until:Friday"),
        ("/commit drop C1 no money", "/commit drop C1 because:no money"),
        ("/meeting cancel M1 public holiday", "/meeting cancel M1 because:public holiday"),
    ],
)
def test_dates_and_reasons_without_their_keys_are_kept(talk: Conversation, line: str, better: str) -> None:
    """No other date is shown, and no reason that nobody gave."""
    reply = talk.say(f"@amina {line}")

    assert reply.error == "usage"
    assert suggestion(reply) == better


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("/poll open secret:yes Who? | Ana | Ben", "/poll open Who? | Ana | Ben secret:yes"),
        (
            "!poll open kind:ranked Who? | Ana | Ben closes:in 3 days",
            "!poll open Who? | Ana | Ben kind:ranked closes:in 3 days",
        ),
    ],
)
def test_an_option_before_the_text_is_put_behind_it(talk: Conversation, line: str, better: str) -> None:
    """Nothing that was typed is lost."""
    reply = talk.say(f"@amina {line}")

    assert reply.error == "usage"
    assert suggestion(reply) == better
    assert talk.say(f"@amina {better}").error is None


def test_two_commitments_are_no_reason(talk: Conversation) -> None:
    """One is dropped, and the other is not the reason for it."""
    assert suggestion(talk.say("@amina /commit drop C1 C2")) == "/commit drop C1"


def test_a_date_that_means_two_is_still_asked_about(talk: Conversation) -> None:
    """The key is set first, then the date is asked about."""
    reply = talk.say("@amina /commit slip C1 3/4")
    asked = talk.say(f"@amina {suggestion(reply)}")

    assert suggestion(reply) == "/commit slip C1 by:3/4"
    assert asked.error == "ambiguous"


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("/commit Send it by:Friday on:Monday", "/commit Send it by:Friday"),
        ("/commit Send it by:Friday every:first monday", "/commit Send it by:Friday"),
        ("/commit Send it by:Friday milestone:Outline", "/commit Send it by:Friday"),
        ("/commit snooze C1 for 3 days", "/commit snooze C1 until:3 days"),
        ("/commit list bruno", "/commit list owner:@bruno"),
        ("/commit list @bruno", "/commit list owner:@bruno"),
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
