"""Each kind of poll as people hold it: how it is opened, voted in, and what its result says."""

import pytest

from storage.events import NONE, Audience, PollKind, Ties, Use
from storage.measures.polls import tally
from tests.chatbot.polls import counts
from tests.conversation import Conversation, suggestion

FOUR = "@amina /poll open Capital? | Memphis | Nashville | Chattanooga | Knoxville kind:ranked"


def say_all(talk: Conversation, *choices: str, number: int = 1) -> list[str]:
    """Have the three members vote, and return their answers."""
    voters = ("amina", "li", "bruno")
    return [
        talk.say(f"@{who} /poll vote P{number} {choice}").text for who, choice in zip(voters, choices, strict=False)
    ]


def result(talk: Conversation, number: int = 1) -> list[str]:
    """Close a poll and return its result, line by line."""
    return talk.say(f"@amina /poll close P{number}").text.splitlines()


# Abstention


@pytest.mark.parametrize("kind", ["single", "multiple", "approval", "ranked"])
def test_to_abstain_is_a_ballot(talk: Conversation, kind: str) -> None:
    """It counts in the turnout and for no option."""
    talk.given(f"@amina /poll open Which? | A | B kind:{kind}")
    told = say_all(talk, "abstain", "1")
    counted = tally(talk.poll())

    assert told[0] == "Your vote in PNE-P1: abstain"
    assert (counted.counts, counted.voters, counted.abstained) == ((1, 0), 2, 1)
    assert "Abstained: 1" in result(talk)


# Several options by name

NAMED = "@amina /poll open Which? | Alpha | Beta | Gamma, the third | Gamma"


@pytest.mark.parametrize(
    ("typed", "options"),
    [
        ("Beta, Alpha", (2, 1)),
        ("beta;ALPHA", (2, 1)),
        ("Alpha > Gamma", (1, 4)),
        ("Gamma, the third, Beta", (3, 2)),
        ("Beta, Gamma, the third", (2, 3)),
        ("Gamma, the third", (3,)),
        ("2, Alpha", (2, 1)),
        ("“Beta”, “Gamma”", (2, 4)),
        ("4,3,2,1", (4, 3, 2, 1)),
    ],
)
@pytest.mark.parametrize("kind", ["multiple", "approval", "ranked"])
def test_options_are_named_one_after_the_other(
    talk: Conversation, kind: str, typed: str, options: tuple[int, ...]
) -> None:
    """By name or number; an option with a comma is found whole first."""
    talk.given(f"{NAMED} kind:{kind}", f"@li /poll vote P1 {typed}")
    (ballot,) = talk.poll().ballots.values()

    assert ballot.choice == (options if kind == "ranked" else tuple(sorted(options)))


@pytest.mark.parametrize(
    ("kind", "typed", "told"),
    [
        ("multiple", "2 and 1", "1. A, 2. B"),
        ("multiple", "A & B", "1. A, 2. B"),
        ("multiple", "B and A and C", "2. B, 3. A and C"),
        ("approval", "option 1 and option 2", "1. A, 2. B"),
        ("ranked", "B→A", "2. B > 1. A"),
        ("ranked", "B -> A", "2. B > 1. A"),
        ("ranked", "B then A then A and C", "2. B > 1. A > 3. A and C"),
        ("ranked", "2 THEN 1", "2. B > 1. A"),
    ],
)
def test_words_and_arrows_stand_between_options(talk: Conversation, kind: str, typed: str, told: str) -> None:
    """“And” where there is no order, “then” where there is one; an option that holds the word is found whole."""
    talk.given(f"@amina /poll open Which? | A | B | A and C kind:{kind}")

    assert talk.say(f"@li /poll vote P1 {typed}").text.startswith(f"Your vote in PNE-P1: {told}")


YEARS = "@amina /poll open Which years? | 2026 | 2027 | 2028 kind:"


@pytest.mark.parametrize(
    ("kind", "typed", "told"),
    [
        ("multiple", "2026, 2028", "1. 2026, 3. 2028"),
        ("multiple", "2028 2026", "1. 2026, 3. 2028"),
        ("multiple", "2027, 1", "1. 2026, 2. 2027"),
        ("approval", "2028", "3. 2028"),
        ("ranked", "2028>2026", "3. 2028 > 1. 2026"),
    ],
)
def test_a_number_that_is_no_place_is_the_option_that_is_called_so(
    talk: Conversation, kind: str, typed: str, told: str
) -> None:
    """Years are named as they stand there."""
    talk.given(f"{YEARS}{kind}")

    assert talk.say(f"@li /poll vote P1 {typed}").text.startswith(f"Your vote in PNE-P1: {told}")


@pytest.mark.parametrize("typed", ["5", "5, 1", "2 5"])
def test_a_number_that_is_a_place_and_another_options_name_is_asked_about(talk: Conversation, typed: str) -> None:
    """So many were written in that there is an option of this number besides."""
    talk.given("@amina /poll open How many? | 5 | 6 kind:multiple write-in:yes")
    talk.given(*(f"@li /poll vote P1 write-in:{name}" for name in ("some", "more", "none at all")))
    reply = talk.say(f"@bruno /poll vote P1 {typed}")

    assert reply.error == "ambiguous"
    assert reply.text.startswith("“5” may be option 5 of PNE-P1, or option 1, which is called so: write 1 for that one")
    assert talk.say("@bruno /poll vote P1 1, none at all").text == "Your vote in PNE-P1: 1. 5, 5. none at all"


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("Beta, Alhpa", "/poll vote PNE-P1 2>1"),
        ("Beta > 1 > Gmama", "/poll vote PNE-P1 2>1>4"),
        ("Alpha, Zeta", "/poll results PNE-P1"),
        ("Alpha, Alpha", "/poll vote PNE-P1 1"),
        ("Alpha, 9", "/poll results PNE-P1"),
        ("Alpha" + ",Zeta" * 90, "/poll results PNE-P1"),
    ],
)
def test_of_named_options_an_unknown_one_refuses_all(talk: Conversation, typed: str, better: str) -> None:
    """What is suggested leaves none of them out."""
    talk.given(f"{NAMED} kind:ranked")
    reply = talk.say(f"@li /poll vote P1 {typed}")

    assert reply.error == "usage"
    assert suggestion(reply) == better
    assert not talk.poll().ballots


# Multiple and approval


def test_a_ballot_names_no_more_options_than_were_agreed(talk: Conversation) -> None:
    """`choose:2` says how many, makes the poll a multiple one, and what is suggested works."""
    opened = talk.say("@amina /poll open Which? | A | B | C choose:2")
    refused = talk.say("@li /poll vote P1 1,2,3")

    assert talk.poll().kind is PollKind.MULTIPLE
    assert "Vote for up to 2 options: `/poll vote PNE-P1 1,2`." in opened.text
    assert refused.text.startswith("PNE-P1 takes at most 2 options.")
    assert suggestion(refused) == "/poll vote PNE-P1 1,2"
    assert talk.say(f"@li {suggestion(refused)}").error is None


def test_approving_of_nothing_is_no_abstention(talk: Conversation) -> None:
    """It is a ballot that the others are counted against."""
    talk.given("@amina /poll open Which? | A | B kind:approval threshold:2/3")
    told = say_all(talk, "none", "1,2", "abstain")

    assert told[0] == "Your vote in PNE-P1: none of them"
    assert talk.poll().ballots[talk.bot.people.named("amina").id].choice == NONE  # type: ignore[union-attr]
    assert result(talk)[1:6] == [
        "1. A: 1",
        "2. B: 1",
        "Abstained: 1",
        "Turnout: 3 of 3 (100%).",
        "Threshold: the most is 1; 2/3 of 2 ballots, abstentions left out, is 1 1/3.",
    ]


# Ranked


def test_a_ranked_poll_shows_every_round_and_all_pairs(talk: Conversation) -> None:
    """What went out and where its ballots went stands there."""
    talk.given("@sec /pn member add @dara", "@sec /pn member add @esi", FOUR)
    told = say_all(talk, "1>2>3>4", "2>3", "4>3>2")
    talk.given("@dara /poll vote P1 1", "@esi /poll vote P1 2>1")

    assert told[0] == "Your vote in PNE-P1: 1. Memphis > 2. Nashville > 3. Chattanooga > 4. Knoxville"
    assert result(talk)[1:] == [
        "1. Memphis: first choice of 2",
        "2. Nashville: first choice of 2",
        "3. Chattanooga: first choice of 0",
        "4. Knoxville: first choice of 1",
        "Turnout: 5 of 5 (100%).",
        "Round 1: Memphis 2 · Nashville 2 · Knoxville 1 · Chattanooga 0",
        "   out: 3. Chattanooga",
        "Round 2: Memphis 2 · Nashville 2 · Knoxville 1",
        "   out: 4. Knoxville",
        "Round 3: Nashville 3 · Memphis 2",
        "At the end “Nashville” has 3 of 5 ballots.",
        "In pairs, how many ballots prefer the one to the other:",
        "   Memphis: 2–3 against Nashville · 3–2 against Chattanooga · 3–1 against Knoxville",
        "   Nashville: 3–1 against Chattanooga · 3–1 against Knoxville",
        "   Chattanooga: 2–1 against Knoxville",
        "More ballots prefer “Nashville” to each other option than the other way round.",
        "Closed on Mon 1 March 2021 09:00 UTC.",
    ]


def test_long_options_are_shortened_in_rounds_and_stay_apart(talk: Conversation) -> None:
    """A line of a telephone has room for the beginning of each; their numbers tell equal beginnings apart."""
    same = "Capacity building for parliaments"
    talk.given(f"@amina /poll open Which? | {same} in Africa | {same} in Asia | Water kind:ranked")
    say_all(talk, "2>1", "3>2")

    assert "Round 1: 2. Capacity building for p… 1 · Water 1 · 1. Capacity building for p… 0" in result(talk)


def test_twenty_options_still_fit_a_telephone(talk: Conversation) -> None:
    """Their names are shorter, and pairs go by number."""
    options = [f"{letter}{'orem ipsum ' * 9}" for letter in "abcdefghijklmnopqrst"]
    talk.given(f"@amina /poll open Which? | {' | '.join(options)} kind:ranked")
    say_all(talk, "20>3", "2>3>4", "3>19")
    told = result(talk)

    assert any(line.startswith("Round 1: borem i… 1 · corem i… 1 · torem i… 1 · aorem i… 0") for line in told)
    assert any(": 1–2 against 3 · " in line for line in told)
    assert max(map(len, told)) < 400


# Consensus


def test_a_consensus_poll_asks_where_people_stand(talk: Conversation) -> None:
    """It has a proposal and levels; a block without a reason counts, and is asked for one."""
    opened = talk.say("@amina /poll open Adopt the draft of 1 March kind:consensus")
    told = say_all(talk, "agree", "block", "concerns because:the costs are unclear")

    assert opened.text.splitlines()[:4] == [
        "Vote now · PNE-P1: Adopt the draft of 1 March",
        "1. Agree",
        "2. Concerns",
        "3. Block",
    ]
    assert told[1] == (
        "Your vote in PNE-P1: 3. Block\nIt counts. Please say why: `/poll vote PNE-P1 block because:YOUR REASON`"
    )
    assert told[2] == "Your vote in PNE-P1: 2. Concerns\nYour reason is kept: the costs are unclear"
    assert result(talk)[1:6] == ["Agree: 1", "Abstain: 0", "Concerns: 1", "Block: 1", "Turnout: 3 of 3 (100%)."]


@pytest.mark.parametrize("typed", ["block because:no budget", "block because no budget", "3 because:no budget"])
def test_a_reason_is_understood_as_it_is_typed(talk: Conversation, typed: str) -> None:
    """With or without the colon."""
    talk.given("@amina /poll open Adopt it kind:consensus", f"@li /poll vote P1 {typed}")
    [ballot] = talk.poll().ballots.values()

    assert (ballot.choice, str(ballot.reason)) == ((3,), "no budget")


def test_a_reason_that_nobody_asked_for_is_not_taken(talk: Conversation) -> None:
    """So that nobody thinks it was heard."""
    talk.given("@amina /poll open Adopt it kind:consensus", "@amina /poll open Tea? | Yes | No")

    assert talk.say("@li /poll vote P1 agree because:it is good").error == "usage"
    assert talk.say("@li /poll vote P2 1 because:it is good").error == "usage"
    assert not talk.poll(1).ballots | talk.poll(2).ballots


# Dates


def test_a_poll_on_dates_ends_in_a_meeting(talk: Conversation) -> None:
    """Times are shown in the reader's zone, and the result's command plans the meeting as it stands there."""
    talk.given("@li /pn me zone:Asia/Kolkata")
    talk.given("@amina /poll open When? | 12 May 2021 13:00 UTC | 13 May 2021 07:30 UTC kind:dates")
    told = say_all(talk, "1 if-need-be 2 yes", "1 yes 2 if need be", "1: no, 2: yes")
    lines = result(talk)
    planned = talk.say(f"@amina {lines[4].removeprefix('To plan it: `').removesuffix('`')}")

    assert told[1] == (
        "Your vote in PNE-P1: 1. Wed 12 May 2021 13:00 UTC (18:30 Asia/Kolkata); "
        "if need be: 2. Thu 13 May 2021 07:30 UTC (13:00 Asia/Kolkata)"
    )
    assert lines[1:5] == [
        "1. Wed 12 May 2021 13:00 UTC: 1 yes, 1 if need be",
        "2. Thu 13 May 2021 07:30 UTC: 2 yes, 1 if need be",
        "Turnout: 3 of 3 (100%).",
        "To plan it: `/meeting plan 13 May 2021 07:30 UTC`",
    ]
    assert planned.created == ("PNE-M1",)
    assert talk.meeting().starts == talk.poll().times[1]


@pytest.mark.parametrize("typed", ["none", "no", "1 no 2 no"])
def test_no_time_may_suit(talk: Conversation, typed: str) -> None:
    """That is an answer, and no abstention."""
    talk.given("@amina /poll open When? | 12 May 2021 13:00 UTC | 13 May 2021 07:30 UTC kind:dates")
    talk.given(f"@li /poll vote P1 {typed}")

    assert tally(talk.poll()).deciding == 1
    assert counts(talk) == (0, 0)


@pytest.mark.parametrize(("typed", "word"), [("yes", "yes"), ("maybe", "maybe"), ("yes 1", "yes"), ("1 yes, no", "no")])
def test_the_number_of_a_time_is_asked_for(talk: Conversation, typed: str, word: str) -> None:
    """It goes before the word."""
    talk.given("@amina /poll open When? | 12 May 2021 13:00 UTC | 13 May 2021 07:30 UTC kind:dates")
    reply = talk.say(f"@li /poll vote P1 {typed}")

    assert reply.error == "usage"
    assert reply.text.startswith(
        f"The number of a time goes before “{word}”, like this: `/poll vote PNE-P1 1 yes 2 if-need-be`."
    )


# Write-ins


def test_voters_add_options_where_the_poll_takes_them(talk: Conversation) -> None:
    """One that there is already is that one, in whatever letter case."""
    talk.given("@amina /poll open Drink? | Tea | Coffee write-in:yes")
    told = say_all(talk, "write-in:Mate", "write-in:mate", "write-in:TEA")

    assert told == ["Your vote in PNE-P1: 3. Mate", "Your vote in PNE-P1: 3. Mate", "Your vote in PNE-P1: 1. Tea"]
    assert counts(talk) == (1, 0, 2)


def test_a_poll_takes_no_more_than_twenty_options(talk: Conversation) -> None:
    """Written-in ones included."""
    options = " | ".join(f"option {number}" for number in range(19))
    talk.given(f"@amina /poll open Which? | {options} write-in:yes", "@amina /poll vote P1 write-in:the twentieth")

    assert talk.say("@li /poll vote P1 write-in:one more").error == "conflict"
    assert len(talk.poll().options) == 20


def test_an_option_that_others_chose_stays(talk: Conversation) -> None:
    """Its author takes back the vote by voting anew; before anyone else has voted, undo takes both away."""
    talk.given("@amina /poll open Drink? | Tea | Coffee write-in:yes", "@li /poll vote P1 write-in:Mate")
    undone = talk.say("@li /pn undo")
    talk.given("@li /poll vote P1 write-in:Cocoa", "@bruno /poll vote P1 3")

    assert undone.text == "Taken back: your option and your vote in PNE-P1."
    assert talk.say("@li /pn undo").error == "conflict"
    assert [str(option) for option in talk.poll().options] == ["Tea", "Coffee", "Cocoa"]


def test_where_nobody_may_add_options_none_is_added(talk: Conversation) -> None:
    """The poll's options stay as they were stated."""
    talk.given("@amina /poll open Drink? | Tea | Coffee")

    assert talk.say("@li /poll vote P1 write-in:Mate").text.startswith("Nobody can add options to PNE-P1.")
    assert len(talk.poll().options) == 2


# Rules


def test_every_rule_is_kept_and_stated(talk: Conversation) -> None:
    """Before anyone votes."""
    reply = talk.say(
        "@amina /poll open Which? | A | B for:community quorum:50% threshold:2/3 ties:listed leavers:lose "
        "extendable:yes names:public kind:continuation closes:Friday 17:00"
    )
    rules = talk.poll().rules

    assert (rules.quorum, rules.threshold, rules.use) == ("1/2", "2/3", Use.CONTINUATION)
    assert (rules.audience, rules.ties, rules.leavers_keep) == (Audience.COMMUNITY, Ties.LISTED, False)
    assert reply.text.splitlines()[4:] == [
        "Who may vote: the 3 people in the working group and the community at the opening.",
        "Who can see a vote: everyone; when it has closed, its public file has your short name and your vote.",
        "It is about whether the network continues.",
        "Quorum: 1/2 of those who may vote.",
        "Threshold: 2/3 of the ballots, abstentions left out.",
        "The ballot of a member who leaves before the close does not count.",
        "It closes on Fri 5 March 2021 17:00 UTC; it may be extended, with a reason that everyone can read.",
        "In a tie, the option that is listed first stands first. A poll takes the temperature; it decides nothing.",
    ]


@pytest.mark.parametrize(
    "rules",
    [
        "choose:2 kind:ranked",
        "choose:3",
        "ties:earlier",
        "threshold:1/2 kind:ranked",
        "quorum:50% for:everyone",
        "extendable:yes",
        "quorum:0",
        "quorum:101%",
        "threshold:3/0",
        "kind:consensus",
        "kind:dates",
    ],
)
def test_rules_that_do_not_go_together_are_refused(talk: Conversation, rules: str) -> None:
    """Nothing is opened, and what is suggested opens a poll."""
    reply = talk.say(f"@amina /poll open Which? | A | B {rules}")

    assert reply.error == "usage"
    assert not talk.network.polls
    assert talk.say(f"@amina {suggestion(reply)}").error is None


def test_quorum_and_threshold_are_sums(talk: Conversation) -> None:
    """Whether that is enough is for people to say."""
    talk.given("@amina /poll open Which? | A | B quorum:2/3 threshold:2/3")
    say_all(talk, "1", "1", "2")
    lines = result(talk)

    assert "Quorum: 3 of 3; 2/3 of 3 is 2." in lines
    assert "Threshold: “A” has 2; 2/3 of 3 ballots, abstentions left out, is 2." in lines
    assert "passed" not in "\n".join(lines)


@pytest.mark.parametrize(
    ("opened", "votes", "told"),
    [
        ("Which? | A | B | C kind:approval threshold:2/3", ("1", "2,1", "3"), "“A” has 2; 2/3 of 3 ballots"),
        ("Adopt it? kind:consensus threshold:2/3", ("agree", "block", "block"), "“Agree” has 1; 2/3 of 3 ballots"),
        ("Which? | A | B threshold:2/3", ("1", "2", "abstain"), "the most is 1; 2/3 of 2 ballots"),
    ],
)
def test_a_threshold_stands_beside_what_is_first(
    talk: Conversation, opened: str, votes: tuple[str, ...], told: str
) -> None:
    """On consensus that is who agrees, however many block; a tie has no first."""
    talk.given(f"@amina /poll open {opened}")
    say_all(talk, *votes)

    assert any(line.startswith(f"Threshold: {told}, abstentions left out, is ") for line in result(talk))


# Electorate


def test_a_poll_for_everyone_takes_votes_of_everyone(talk: Conversation) -> None:
    """Also of somebody whom nobody knew; there is a count and no percentage."""
    talk.given("@amina /poll open Which? | A | B for:everyone", "@stranger /poll vote P1 1", "@ines /poll vote P1 2")

    assert "Turnout: 2 people." in result(talk)


def test_a_poll_of_the_community_is_for_the_community(talk: Conversation) -> None:
    """And for the working group; consultant and observers have no vote."""
    talk.given("@sec /pn member add @nadia PNE role:community", "@amina /poll open Which? | A | B for:community")

    assert talk.say("@nadia /poll vote P1 1").error is None
    assert talk.say("@li /poll vote P1 1").error is None
    assert talk.say("@ines /poll vote P1 1").error == "forbidden"
    assert talk.say("@stranger /poll vote P1 1").text.startswith(
        "PNE-P1 is for those who were in the working group or the community of PNE when it opened."
    )


def test_who_leaves_loses_the_ballot_where_that_was_said(talk: Conversation) -> None:
    """The turnout is still that of the electorate at the opening; who comes back before the close has it again."""
    talk.given("@amina /poll open Which? | A | B leavers:lose")
    say_all(talk, "1", "1", "2")
    talk.given("@li /pn leave", "@sec /pn member remove @bruno PNE", "@sec /pn member add @bruno PNE")
    late = talk.say("@li /poll vote P1 2")

    assert late.text.startswith("You have left PNE, and in PNE-P1 the ballots of those who left do not count.")
    assert result(talk)[1:4] == ["1. A: 1", "2. B: 1", "Turnout: 2 of 3 (67%)."]
    talk.given("@sec /pn member remove @bruno PNE")
    assert counts(talk) == (1, 1)
