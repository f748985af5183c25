"""The rules of a poll: kept, stated, refused where they do not go together, and whom it is for."""

import pytest

from storage.events import Audience, Ties, Use
from tests.chatbot.polls import counts, result, say_all
from tests.conversation import Conversation, suggestion


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
