"""What becomes of a poll after its opening: extended, withdrawn, closed, read."""

from datetime import UTC, datetime, timedelta

import pytest

from chatbot.clock import due
from chatbot.public_text import announcement
from storage.events import PollExtended, PollOpened, PollRead, PollWithdrawn
from storage.measures.electorate import digest
from storage.measures.polls import Stage, stage
from tests.chatbot.polls import counts
from tests.conversation import START, Conversation, filled, suggestion

LATER = "@amina /poll open Tea or coffee? | Tea | Coffee extendable:yes closes:in 10 minutes"
AGREED = "@amina /poll open Adopt the draft kind:consensus"


def posts(talk: Conversation) -> dict[type, str]:
    """Return what the public channel says of each type of event."""
    state = talk.bot.record.state()
    entries = list(talk.bot.record.history.entries())
    return {type(event): announcement(state, entry, [event], "") for entry in entries for event in entry.events}


# Extended


def test_an_extended_poll_closes_at_its_new_time(talk: Conversation) -> None:
    """Ballots stay, votes are taken until then, and the reason is public."""
    talk.given(LATER, "@li /poll vote P1 1")
    reply = talk.say("@amina /poll extend P1 until:in 20 minutes because:a holiday")
    talk.now = START + timedelta(minutes=20) - timedelta.resolution
    in_time = talk.say("@bruno /poll vote P1 2")
    talk.now = START + timedelta(minutes=20)
    late = talk.say("@bruno /poll vote P1 1")

    assert reply.text.startswith("PNE-P1 now closes on Mon 1 March 2021 09:20 UTC: Tea or coffee?\nThe reason: a holi")
    assert (in_time.error, late.error) == (None, "closed")
    assert counts(talk) == (1, 1)
    assert talk.poll().closed == START + timedelta(minutes=20)
    assert posts(talk)[PollExtended].endswith("“Tea or coffee?” The reason: a holiday")


@pytest.mark.parametrize(
    "typed",
    ["", "until:in 20 minutes", "because:a holiday", "until:in 5 minutes because:a holiday"],
)
def test_what_is_no_extension_moves_nothing(talk: Conversation, typed: str) -> None:
    """A reason is needed and a later time; what is suggested works."""
    talk.given(LATER)

    reply = talk.say(f"@amina /poll extend P1 {typed}")

    assert reply.error == "usage"
    assert talk.poll().closes == START + timedelta(minutes=10)
    assert talk.say(f"@amina {filled(reply, 'a holiday')}").error is None


@pytest.mark.parametrize("line", ["/poll extend P1 until:in 1 hour", "/poll withdraw P1"])
def test_a_line_that_waits_for_a_reason_cannot_be_sent_as_it_is(talk: Conversation, line: str) -> None:
    """The reason is published: nobody publishes one of the bot's own invention."""
    talk.given(LATER)
    before = talk.seq
    asked = talk.say(f"@amina {line}")
    sent = talk.say(f"@amina {suggestion(asked)}")
    lower = talk.say(f"@amina {suggestion(asked).replace('YOUR REASON', 'your reason')}")

    assert suggestion(asked).endswith("because:YOUR REASON")
    assert sent.text.startswith("“YOUR REASON” stands for your own words: write them in its place.")
    assert [sent.error, lower.error, talk.seq] == ["usage", "usage", before]
    assert talk.say(f"@amina {suggestion(sent)}").error is None
    assert talk.say(f"@amina {filled(asked, 'a holiday')}").error is None


def test_only_what_was_opened_so_is_extended(talk: Conversation) -> None:
    """The rules stand before anyone votes; and a closed poll stays closed."""
    talk.given("@amina /poll open Tea? | Yes | No closes:in 10 minutes", LATER)
    fixed = talk.say("@amina /poll extend P1 until:in 20 minutes because:a holiday")
    talk.wait(minutes=10)
    late = talk.say("@amina /poll extend P2 until:in 20 minutes because:a holiday")

    assert fixed.text.startswith("PNE-P1 was opened without `extendable:yes`, so its closing time stays.")
    assert late.error == "closed"


def test_a_proposal_is_not_extended_but_opened(talk: Conversation) -> None:
    """It was said to be withdrawn, at a time that had not come."""
    talk.given(LATER.replace("@amina", "@li"))

    refused = talk.say("@amina /poll extend P1 until:in 20 minutes because:a holiday")

    assert refused.text.startswith("PNE-P1 is proposed; it takes votes when a co-chair opens it.")
    assert suggestion(refused) == "/poll open PNE-P1"


def test_an_extended_poll_is_closed_once_across_restarts(talk: Conversation) -> None:
    """The clock closes it at the new time, however often it is started and however late."""
    talk.given(LATER, "@amina /poll extend P1 until:in 20 minutes because:a holiday")
    talk.wait(minutes=10)
    early = due(talk.bot.record.state(), talk.now)
    talk.reopen()
    talk.wait(days=1)
    talk.bot.record.catch_up(talk.now)
    talk.reopen()
    talk.bot.record.catch_up(talk.now)

    assert early == []
    assert talk.poll().closed == START + timedelta(minutes=20)
    assert talk.seq == talk.bot.record.history.seq


@pytest.mark.parametrize(
    ("day", "typed", "instant"),
    [
        (datetime(2021, 3, 27, 12, tzinfo=UTC), "28 March 2021 12:00", datetime(2021, 3, 28, 10, tzinfo=UTC)),
        (datetime(2021, 10, 30, 12, tzinfo=UTC), "31 October 2021 12:00", datetime(2021, 10, 31, 11, tzinfo=UTC)),
    ],
)
def test_a_close_across_a_change_of_the_clocks_is_one_instant(
    talk: Conversation, day: datetime, typed: str, instant: datetime
) -> None:
    """Noon in Berlin is another instant after the change, and the poll closes at that one."""
    talk.now = day
    talk.given("@amina /pn me zone:Europe/Berlin", f"@amina /poll open Tea? | Yes | No closes:{typed}")
    talk.now = instant - timedelta.resolution
    in_time = talk.say("@li /poll vote P1 1")
    talk.now = instant

    assert talk.poll().closes == instant
    assert in_time.error is None
    assert talk.say("@bruno /poll vote P1 1").error == "closed"


# Withdrawn


def test_a_withdrawn_poll_has_no_result(talk: Conversation) -> None:
    """Its reason is published; nothing is counted, and nobody votes or reads it any more."""
    talk.given("@amina /poll open Tea? | Yes | No", "@li /poll vote P1 1")
    reply = talk.say("@amina /poll withdraw P1 because:the question was unclear")
    refused = [talk.say(f"@amina /poll {line}") for line in ("vote P1 1", "close P1", "read P1 label:consensus yes")]

    assert reply.text.splitlines() == [
        "Withdrawn · PNE-P1: Tea?",
        "Withdrawn on Mon 1 March 2021 09:00 UTC, without a result.",
        "The reason: the question was unclear",
    ]
    assert [one.error for one in refused] == ["closed"] * 3
    assert stage(talk.poll(), talk.now) is Stage.WITHDRAWN
    assert talk.say("@li /poll list").text == "PNE-P1 (withdrawn): Tea?"
    assert "The reason: the question was unclear" in posts(talk)[PollWithdrawn]


def test_a_withdrawal_needs_a_reason(talk: Conversation) -> None:
    """And cannot be taken back."""
    talk.given("@amina /poll open Tea? | Yes | No")
    refused = talk.say("@amina /poll withdraw P1")
    talk.given(f"@amina {filled(refused, 'asked twice')}")

    assert refused.error == "usage"
    assert talk.say("@amina /pn undo").error == "conflict"


# Read


def test_a_reading_stands_apart_from_the_numbers(talk: Conversation) -> None:
    """With how many object; of the reasons the public learns nothing, and whoever takes part learns no names."""
    talk.given(AGREED, "@li /poll vote P1 agree", "@bruno /poll vote P1 block because:too costly")
    talk.given("@amina /poll close P1")
    reply = talk.say("@amina /poll read P1 label:consensus broad support; one objection")
    inside, outside = talk.say("@li /poll results P1").text, talk.say("@stranger /poll results P1").text

    told, objections = (
        "A co-chair's reading: consensus – broad support; one objection.",
        "Beside it stand: concerns 0, block 1.",
    )
    assert reply.text.splitlines() == ["Reading · PNE-P1: Adopt the draft", told, objections]
    assert inside.splitlines()[-3:] == [told, "Reasons, for this network alone:", "Block: too costly"]
    assert "Block: 1" in inside.splitlines()
    assert told in outside
    assert objections not in inside + outside
    assert "costly" not in outside + "".join(posts(talk).values())
    assert posts(talk)[PollRead] == f"PNE-P1 was read: “Adopt the draft” {told} {objections}"


@pytest.mark.parametrize("label", ["full consensus", "full-consensus", "Full"])
def test_a_label_is_understood_as_it_is_typed(talk: Conversation, label: str) -> None:
    """With or without a dash."""
    talk.given(AGREED, "@amina /poll close P1", f"@amina /poll read P1 label:{label} all agree")

    reading = talk.poll().reading
    assert reading is not None
    assert (reading.finding, str(reading.text)) == ("full-consensus", "all agree")


def test_a_label_without_its_key_is_put_after_it(talk: Conversation) -> None:
    """With the text that was typed."""
    talk.given("@amina /poll open Tea? | Yes | No", "@amina /poll close P1")
    refused = talk.say("@amina /poll read P1 strong support most of us")
    told = talk.say(f"@amina {suggestion(refused)}").text

    assert suggestion(refused) == "/poll read PNE-P1 label:strong-support most of us"
    assert "most of us" in told


def test_an_open_poll_is_not_read_yet(talk: Conversation) -> None:
    """Nor is one read without a label or without words; only a co-chair reads."""
    talk.given(AGREED)
    early = talk.say("@amina /poll read P1 label:consensus yes")
    talk.given("@amina /poll close P1")

    assert early.error == "conflict"
    unlabelled = talk.say("@amina /poll read P1 broad support")
    wordless = talk.say("@amina /poll read P1 label:consensus")
    for reply in (unlabelled, wordless):
        assert (reply.error, talk.say(f"@amina {suggestion(reply)}").error) == ("usage", "usage")
    assert suggestion(unlabelled) == "/poll read PNE-P1 label:LABEL broad support"
    assert suggestion(talk.say("@amina /poll read P1 label:consensu two agree")) == (
        "/poll read P1 label:consensus two agree"
    )
    assert suggestion(wordless) == "/poll read PNE-P1 label:consensus YOUR READING"
    assert talk.say(f"@amina {filled(wordless, 'Most of us')}").error is None
    assert talk.say("@sec /poll read P1 label:consensus yes").error == "forbidden"


# The electorate


def test_the_digest_of_the_electorate_is_published(talk: Conversation) -> None:
    """Whoever has the record can check it; its salt keeps others from trying names."""
    talk.given("@amina /poll open Tea? | Yes | No")
    poll = talk.poll()

    assert digest(poll.electorate, poll.salt) in posts(talk)[PollOpened]
    assert poll.salt
    assert digest(poll.electorate, poll.salt) != digest(poll.electorate, "")


# By group and region


def test_a_breakdown_comes_after_the_close(talk: Conversation) -> None:
    """Of few people nothing is shown, and it is said so; of a secret poll nobody knows who voted."""
    talk.given("@amina /poll open Tea? | Yes | No", "@li /poll vote P1 1")
    early = talk.say("@li /poll breakdown P1")
    talk.given("@amina /poll close P1", "@amina /poll open Tea? | Yes | No secret:yes", "@amina /poll close P2")

    assert early.error == "conflict"
    assert talk.say("@stranger /poll breakdown P1").text.splitlines()[:3] == [
        "PNE-P1: Tea?",
        "Turnout: 1 of 3 (33%).",
        "By group and region nothing can be shown: it would tell of fewer than 5 people.",
    ]
    assert talk.say("@li /poll breakdown P2").error == "conflict"


def test_a_breakdown_shows_what_is_large_enough(talk: Conversation) -> None:
    """By group, each with at least five who voted and five who did not."""
    people = [(group, number) for group in ("civil", "government") for number in range(10)]
    talk.given(*(f"@sec /pn member add @{group}{number} PNE group:{group}" for group, number in people))
    talk.given("@amina /poll open Tea? | Yes | No")
    talk.given(*(f"@{group}{number} /poll vote P1 1" for group, number in people if number < 5))
    talk.given("@amina /poll close P1")

    shown = talk.say("@li /poll breakdown P1").text.splitlines()
    assert shown[2:4] == ["Turnout by stakeholder group:", "   government: 5 of 10"]
    assert shown[-1].startswith("Left out (…) is whatever is fewer than 5 people")


def test_a_breakdown_stays_as_it_was_at_the_close(talk: Conversation) -> None:
    """Who changes group or region later, or leaves, changes no breakdown of before; two would tell who it was."""
    people = [(group, number) for group in ("civil", "government") for number in range(12)]
    talk.given(*(f"@sec /pn member add @{group}{number} PNE group:{group} region:GRULAC" for group, number in people))
    talk.given("@amina /poll open Tea? | Yes | No")
    talk.given(*(f"@{group}{number} /poll vote P1 1" for group, number in people if number < 6))
    talk.given("@amina /poll close P1")
    before = talk.say("@li /poll breakdown P1").text
    talk.given("@sec /pn member remove @civil0 PNE", "@sec /pn member remove @civil1 PNE")
    talk.given("@sec /pn member add @civil0 PNE group:government region:WEOG")
    talk.given("@amina /poll open Again? | Yes | No", "@amina /poll close P2")

    assert "government: 6 of 12" in before
    assert talk.say("@li /poll breakdown P1").text == before
