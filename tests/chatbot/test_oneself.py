"""One's own things: name, zone and language; what waits; the Secretariat's claim; taking back."""

import copy
from datetime import timedelta

import pytest

from tests.conversation import Conversation, suggestion

# What is kept of oneself


def test_everything_that_is_kept_is_shown(talk: Conversation) -> None:
    """Name, handles, zone, language and roles; the Secretariat's place too."""
    assert talk.say("@amina /pn me").text.splitlines() == [
        "You are @amina.",
        "Handles: console:amina",
        "Time zone: UTC. Language: en.",
        "Private digest: daily, when there is something new, from 9:00 on.",
        "PNE: MWG member, co-chair",
    ]
    assert "Secretariat of all networks" in talk.say("@sec /pn me").text


def test_of_somebody_unknown_nothing_is_kept(talk: Conversation) -> None:
    """Looking does not change that."""
    for line in ("/pn me", "/poll list", "/pn mine", "/attend", "/frob", "/pn undo"):
        talk.say(f"@stranger {line}")

    assert talk.say("@stranger /pn me").text.startswith("I keep nothing of you.")
    assert talk.bot.people.named("stranger") is None
    assert "stranger" not in (talk.folder / "people.json").read_text()


def test_setting_a_zone_makes_one_known(talk: Conversation) -> None:
    """The answer shows what is kept from now on, and the first one has the notice about it."""
    first = talk.say("@stranger /pn me zone:Asia/Kolkata")
    second = talk.say("@stranger /pn me")

    kept, notice = first.text.split("\n\n")
    assert kept.splitlines() == [
        "You are @stranger.",
        "Handles: console:stranger",
        "Time zone: Asia/Kolkata. Language: en.",
        "Private digest: daily, when there is something new, from 9:00 on.",
        "You are in no network: `/pn join PNE`",
    ]
    assert "I keep nothing of you until you join or set something with `/pn me`. Then I keep your handle" in notice
    assert second.text == kept


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Asia/Kolkata", "Asia/Kolkata"),
        ("asia/kolkata", "Asia/Kolkata"),
        ("America/New York", "America/New_York"),
        ("UTC", "UTC"),
        ("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
    ],
)
def test_a_zone_is_found_as_it_is_typed(talk: Conversation, typed: str, zone: str) -> None:
    """In any letter case, with spaces."""
    talk.given(f"@li /pn me zone:{typed}")

    assert f"Time zone: {zone}." in talk.say("@li /pn me").text


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("Kolkata", "Asia/Kolkata"),
        ("new york", "America/New_York"),
        ("Europe/Pariss", "Europe/Paris"),
        ("EST", "Africa/Nairobi"),
        ("Etc/GMT+3", "Africa/Nairobi"),
        ("UTC+3", "Africa/Nairobi"),
        ("Xyzzy", "Africa/Nairobi"),
    ],
)
def test_what_is_no_zone_is_refused_with_a_likely_one(talk: Conversation, typed: str, better: str) -> None:
    """Abbreviations and offsets know no summer, and some read the other way round."""
    reply = talk.say(f"@li /pn me zone:{typed}")

    assert reply.error == "usage"
    assert suggestion(reply) == f"/pn me zone:{better}"
    assert talk.say(f"@li {suggestion(reply)}").error is None


def test_times_are_shown_in_ones_own_zone(talk: Conversation) -> None:
    """Beside UTC."""
    talk.given("@amina /meeting plan 12 May 2021 13:00 UTC", "@li /pn me zone:Asia/Kolkata")

    assert "Wed 12 May 2021 13:00 UTC (18:30 Asia/Kolkata)" in talk.say("@li /meeting list").text


@pytest.mark.parametrize("name", ["lili", "@lili", "李", "अमिना", "li.chen", "Li-2"])
def test_a_new_name_is_used_everywhere(talk: Conversation, name: str) -> None:
    """Also for what was recorded before; the old one is free."""
    talk.given("@li /commit Draft it", f"@li /pn me name:{name}")
    plain = name.removeprefix("@")

    assert f"· @{plain} ·" in talk.say("@bruno /commit list").text
    assert talk.bot.people.named("li") is None
    assert talk.say(f"@amina /commit assign C1 @{plain}").error is None


def test_a_new_name_is_kept_in_plain_letters(talk: Conversation) -> None:
    """Full-width ones, as some keyboards make them, would look like another person's."""
    talk.given("@li /pn me name:＠Ｌi.２")
    li = talk.bot.people.with_handle("console:li") or talk.bot.people.named("Li.2")

    assert li
    assert li.name == "Li.2"


@pytest.mark.parametrize(
    ("typed", "error", "better"),
    [
        ("-x", "usage", "x"),
        ("a b", "usage", "ab"),
        ("x" * 31, "usage", "x" * 30),
        ("@", "usage", "person"),
        ("amina", "conflict", "amina2"),
        ("AMINA", "conflict", "AMINA2"),
        ("ａｍｉｎａ", "conflict", "amina2"),
    ],
)
def test_a_name_that_is_none_or_taken_is_refused_with_a_free_one(
    talk: Conversation, typed: str, error: str, better: str
) -> None:
    """Full-width letters make no second amina."""
    reply = talk.say(f"@li /pn me name:{typed}")

    assert reply.error == error
    assert suggestion(reply) == f"/pn me name:{better}"
    assert talk.say(f"@li {suggestion(reply)}").error is None


@pytest.mark.parametrize("line", ["language:french", "language:fr", "zone:", "colour:red", "please"])
def test_what_cannot_be_set_is_refused(talk: Conversation, line: str) -> None:
    """With a setting that can."""
    reply = talk.say(f"@li /pn me {line}")

    assert reply.error == "usage"
    assert talk.say(f"@li {suggestion(reply)}").error is None


def test_a_language_without_a_catalogue_is_not_set(talk: Conversation) -> None:
    """The sentence names what there is."""
    reply = talk.say("@li /pn me language:fr")

    assert reply.text.startswith("There are no translations into “fr” yet; there are: en.")
    assert "Language: en." in talk.say("@li /pn me").text


# What waits


def test_what_waits_for_somebody_is_gathered_from_all_networks(talk: Conversation) -> None:
    """Commitments, polls to vote in, meetings to come."""
    talk.given("@sec /pn add PNMA Meaningful Access", "@sec /pn member add @li PNMA")
    talk.given("@li /commit Ours", "@li /commit Over", "@li /commit done C2", "@bruno #pne /commit Theirs owner:@li")
    talk.given("@sec #pnma /poll open Yes or no? | Yes | No", "@amina /poll open Voted? | Yes | No")
    talk.given("@li /poll vote PNE-P1 1", "@amina /meeting plan 12 May 2021 13:00 UTC title:May call")

    assert talk.say("@li # /pn mine").text.splitlines() == [
        "PNE-C1: Ours · no deadline · @li · open",
        "PNE-C3: Theirs · no deadline · @li (proposed) · open",
        "  Take it on: `/commit accept PNE-C3`, or turn it down: `/commit decline PNE-C3`",
        "PNE-M1: May call, Wed 12 May 2021 13:00 UTC",
        "PNMA-P1: Yes or no?",
        "  Vote for one option: `/poll vote PNMA-P1 1`. A new vote replaces the old one.",
    ]


@pytest.mark.parametrize(
    ("rules", "how"),
    [
        ("Which? | A | B", "Vote for one option: `/poll vote PNE-P1 1`."),
        ("Agreed? kind:consensus", "Say where you stand: `/poll vote PNE-P1 agree`, or `abstain`,"),
        ("Which? | A | B kind:ranked", "Rank as many options as you like, the best first: `/poll vote PNE-P1 2>1`."),
        ("Which? | A | B secret:yes", "How to vote: on Slack by the buttons or the form,"),
    ],
)
def test_a_poll_that_waits_is_told_with_its_end_and_how_to_vote(talk: Conversation, rules: str, how: str) -> None:
    """As its opening tells it: a number would mean "agree" in a consensus poll."""
    talk.given(f"@amina /poll open {rules} closes:26 March 2021 13:00 UTC")

    first, second = talk.say("@li /pn mine").text.splitlines()

    assert first.endswith("? · closes on Fri 26 March 2021 13:00 UTC")
    assert second.startswith(f"  {how}")


def test_when_nothing_waits_that_is_said(talk: Conversation) -> None:
    """To strangers too."""
    assert talk.say("@li /pn mine").text == "Nothing waits for you."
    assert talk.say("@stranger /pn mine").text.startswith("Nothing waits for you.")


# The Secretariat's claim


def test_a_claim_makes_one_person_the_secretariat_once(talk: Conversation) -> None:
    """The second person with the same code is refused."""
    code = talk.bot.people.new_claim(talk.now)

    first = talk.say(f"@carlos /pn claim {code.upper()}")
    second = talk.say(f"@dara /pn claim {code}")

    assert first.text.startswith("You act for the Secretariat now.")
    assert first.private
    assert talk.say("@carlos /pn add PNX Another").error is None
    assert second.error == "forbidden"
    assert talk.bot.people.named("dara") is None


@pytest.mark.parametrize(
    ("after", "error"),
    [(timedelta(hours=1) - timedelta.resolution, None), (timedelta(hours=1), "forbidden"), (timedelta(1), "forbidden")],
)
def test_a_claim_lasts_an_hour(talk: Conversation, after: timedelta, error: str | None) -> None:
    """To the microsecond."""
    code = talk.bot.people.new_claim(talk.now)
    talk.now += after

    assert talk.say(f"@carlos /pn claim {code}").error == error


def test_a_wrong_code_is_refused_and_a_claimant_is_told_so(talk: Conversation) -> None:
    """Neither uses a code up."""
    code = talk.bot.people.new_claim(talk.now)

    wrong = talk.say("@carlos /pn claim 12345678")
    again = talk.say(f"@sec /pn claim {code}")

    assert wrong.error == "forbidden"
    assert talk.say(f"@carlos {suggestion(wrong)}").error is None
    assert again.error == "conflict"
    assert talk.say(f"@carlos /pn claim {code}").error is None


# Taking back

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
