"""The work plan: milestones with their commitments, and what moves with them."""

from datetime import UTC, datetime

import pytest

from tests.conversation import Conversation, suggestion

OUTLINE = "@amina /pn milestone add Outline agreed by:30 April 2021"


def dues(talk: Conversation) -> list[str]:
    """Return the deadlines of the commitments, as dates."""
    return [f"{one.due:%d %b}" if one.due else "" for one in talk.network.commitments.values()]


def test_a_milestone_has_a_date_and_a_place_in_the_plan(talk: Conversation) -> None:
    """The channel hears it in one line, and how commitments get there."""
    reply = talk.say(OUTLINE)

    assert reply.created == ("PNE-W1",)
    assert not reply.private
    assert reply.text.splitlines() == [
        "PNE-W1: Outline agreed · by 30 April 2021 (end of day, UTC) · on track · no commitments",
        "Put commitments under it with `/pn milestone include PNE-W1 C7` or `/commit … milestone:PNE-W1`.",
    ]


def test_a_milestone_without_a_date_says_how_it_gets_one(talk: Conversation) -> None:
    """Its title may have held the date; that there is none is told once."""
    told = talk.say("@amina /milestone add Outline 1 March").text
    talk.given("@amina " + told.partition("nothing is late: `")[2].partition("`")[0])

    assert told.startswith("PNE-W1: Outline 1 March · no date · no commitments")
    assert talk.network.milestones[1].due
    assert "nothing is late" not in talk.say(f"{OUTLINE}").text


@pytest.mark.parametrize("line", ["/milestone add Draft", "/pn milestone add Draft", "!milestone add W1 Draft"])
def test_it_is_a_command_of_its_own_and_below_pn(talk: Conversation, line: str) -> None:
    """Slack delivers `/pn` only; elsewhere the short form works as well."""
    assert talk.say(f"@amina {line}").created == ("PNE-W1",)
    assert str(talk.network.milestones[1].title) == "Draft"


def test_a_number_may_be_chosen_but_not_again(talk: Conversation) -> None:
    """A plan that was agreed elsewhere keeps its numbers."""
    talk.given("@amina /milestone add W3 Draft")
    refused = talk.say("@amina /milestone add W3 Another")

    assert list(talk.network.milestones) == [3]
    assert refused.error == "conflict"
    assert suggestion(refused) == "/pn milestone add W4 Another"
    assert talk.say(f"@amina {suggestion(refused)}").error is None


def test_commitments_belong_to_a_milestone(talk: Conversation) -> None:
    """Made with it, put under it, and taken out again."""
    talk.given(
        OUTLINE, "@li /commit Draft milestone:W1 by:10 April 2021", "@li /commit Read it", "@li /commit Print it"
    )
    reply = talk.say("@amina /milestone include W1 C2 C3")
    excluded = talk.say("@amina /milestone exclude C3")

    assert reply.text.splitlines()[0].endswith("on track · 0 of 3 commitments done")
    assert [one.milestone for one in talk.network.commitments.values()] == [1, 1, 0]
    assert excluded.text == "In no milestone now: PNE-C3"
    assert talk.say("@li /commit list milestone:W1").text.splitlines() == [
        "PNE-C1: Draft · by 10 April 2021 (end of day, UTC) · @li · open · PNE-W1",
        "PNE-C2: Read it · no deadline · @li · open · PNE-W1",
    ]


def test_moving_asks_what_moves_with_it(talk: Conversation) -> None:
    """Nothing is recorded until that is said; undated and finished commitments stay."""
    talk.given(
        OUTLINE,
        "@li /commit Draft milestone:W1 by:10 April 2021",
        "@li /commit Read it milestone:W1",
        "@li /commit Print it milestone:W1 by:12 April 2021",
        "@li /commit done C3",
    )
    before = talk.seq
    asked = talk.say("@amina /milestone move W1 by:7 May 2021 because:the reviewers")

    assert asked.error == "ambiguous"
    assert talk.seq == before
    assert asked.text.startswith("PNE-W1 would be due 7 days later. With `commitments:move`")
    assert "- PNE-C1: Draft · 10 April 2021 (end of day, UTC) → 17 April 2021 (end of day, UTC)" in asked.text
    assert "PNE-C2" not in asked.text
    assert "PNE-C3" not in asked.text

    assert talk.say(f"@amina {suggestion(asked)}").error is None
    assert dues(talk) == ["17 Apr", "", "12 Apr"]
    assert talk.network.milestones[1].due == datetime(2021, 5, 7, 23, 59, 59, tzinfo=UTC)
    assert talk.network.milestones[1].original_due == datetime(2021, 4, 30, 23, 59, 59, tzinfo=UTC)
    assert str(talk.commitment(1).slips[0].reason) == "the reviewers"


def test_commitments_may_stay_and_one_undo_takes_all_back(talk: Conversation) -> None:
    """The move of a milestone and of its commitments is one entry."""
    talk.given(OUTLINE, "@li /commit Draft milestone:W1 by:10 April 2021")
    talk.given("@amina /milestone move W1 by:7 May 2021 commitments:stay")

    assert dues(talk) == ["10 Apr"]

    talk.given("@amina /milestone move W1 by:14 May 2021 commitments:move", "@amina /pn undo")

    assert dues(talk) == ["10 Apr"]
    assert talk.network.milestones[1].due == datetime(2021, 5, 7, 23, 59, 59, tzinfo=UTC)


def test_a_move_to_the_same_date_is_none(talk: Conversation) -> None:
    """Typed twice, it moved once."""
    talk.given(OUTLINE, "@amina /milestone move W1 by:7 May 2021")

    assert talk.say("@amina /milestone move W1 by:7 May 2021").text == "That is so already; nothing was recorded."


def test_nothing_moves_into_the_past(talk: Conversation) -> None:
    """Not a commitment of an earlier milestone either."""
    talk.given(OUTLINE, "@li /commit Draft milestone:W1 by:10 March 2021")
    refused = talk.say("@amina /milestone move W1 by:10 April 2021 commitments:move")

    assert refused.error == "usage"
    assert dues(talk) == ["10 Mar"]


def test_met_names_what_is_left_and_can_be_reopened(talk: Conversation) -> None:
    """Met is what people say, whatever the commitments say."""
    talk.given(OUTLINE, "@li /commit Draft milestone:W1", "@li /commit Read milestone:W1", "@li /commit done C1")

    assert "Not finished under it: PNE-C2" in talk.say("@amina /milestone met W1").text
    assert talk.say("@amina /milestone met W1").error == "conflict"
    assert " · met · " in talk.say("@li /milestone list").text
    assert "on track" in talk.say("@amina /milestone reopen W1").text


def test_a_dropped_milestone_leaves_the_plan(talk: Conversation) -> None:
    """Its commitments stay."""
    talk.given(OUTLINE, "@li /commit Draft milestone:W1", "@amina /milestone drop W1 because:merged")

    assert talk.say("@li /milestone list").text == "There are no milestones in PNE."
    assert "PNE-C1" in talk.say("@li /commit list").text


def test_a_milestone_with_commitments_cannot_be_taken_back(talk: Conversation) -> None:
    """They would belong to nothing."""
    talk.given(OUTLINE, "@li /commit Draft milestone:W1")

    assert talk.say("@amina /pn undo").error == "conflict"


def test_an_observer_reads_the_plan_without_names(talk: Conversation) -> None:
    """Milestones are public; people are not."""
    talk.given(OUTLINE, "@li /commit Draft milestone:W1")
    told = talk.say("@stranger /milestone show W1").text

    assert "PNE-C1: Draft · no deadline · MWG member · open" in told
    assert "@li" not in told
