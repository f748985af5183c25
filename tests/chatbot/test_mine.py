"""What waits for a person, in all networks."""

import pytest

from tests.conversation import Conversation


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
        ("Which? | A | B secret:yes", "How to vote: type `/poll vote PNE-P1 1`; or by a one-time link"),
    ],
)
def test_a_poll_that_waits_is_told_with_its_end_and_how_to_vote(talk: Conversation, rules: str, how: str) -> None:
    """As its opening tells it: a number would mean "agree" in a consensus poll."""
    talk.given(f"@amina /poll open {rules} closes:26 March 2021 13:00 UTC")

    first, second = talk.say("@li /pn mine").text.splitlines()

    assert first.endswith("? · closes on Fri 26 March 2021 13:00 UTC")
    assert second.startswith(f"  {how}")


def test_who_has_left_is_no_other_person_to_themselves(talk: Conversation) -> None:
    """Their own name is no secret to them; those of others are, now that they see the network from outside."""
    talk.given("@li /commit Ours", "@li /commit Shared owner:@li, @bruno", "@li /pn leave")

    assert talk.say("@li /pn mine").text.splitlines() == [
        "PNE-C1: Ours · no deadline · @li · open",
        "PNE-C2: Shared · no deadline · another person, MWG member (proposed) · open",
    ]


def test_when_nothing_waits_that_is_said(talk: Conversation) -> None:
    """To strangers too."""
    assert talk.say("@li /pn mine").text == "Nothing waits for you."
    assert talk.say("@stranger /pn mine").text.startswith("Nothing waits for you.")


def test_meetings_come_in_their_order(talk: Conversation) -> None:
    """Of a series only the first is told, at its own time."""
    talk.given("@amina /meeting plan in 2 hours title:Monthly every:month")
    talk.given("@amina /meeting plan in 5 hours title:Townhall")

    assert [line.split(":")[0] for line in talk.say("@li /pn mine").text.splitlines()] == ["PNE-M1", "PNE-M4"]
