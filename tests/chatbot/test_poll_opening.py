"""A poll is opened: what it states, and what is refused with a poll that works."""

from dataclasses import replace

import pytest

from tests.chatbot.polls import TEA, counts
from tests.conversation import Conversation, suggestion


def test_a_co_chairs_poll_opens_at_once_and_states_its_rules(talk: Conversation) -> None:
    """Who may vote, who sees a vote, when it closes and what a tie means stand there before anyone votes."""
    reply = talk.say(f"@amina {TEA} closes:Friday 17:00")

    assert reply.created == ("PNE-P1",)
    assert not reply.private
    assert reply.text.splitlines() == [
        "Vote now · PNE-P1: Tea or coffee?",
        "1. Tea",
        "2. Coffee",
        "Vote for one option: `/poll vote PNE-P1 1`. A new vote replaces the old one.",
        "Who may vote: the 3 people in the working group at the opening.",
        "Who can see a vote: the record keeps it with your name; nothing that is shown or published does.",
        "It closes on Fri 5 March 2021 17:00 UTC and cannot be extended.",
        "Ties are reported as ties. A poll takes the temperature; it decides nothing.",
    ]


@pytest.mark.parametrize(("rules", "of_slack", "of_matrix"), [("", False, True), (" secret:yes", True, True)])
@pytest.mark.parametrize("platforms", [(), ("slack",), ("matrix",), ("slack", "matrix")])
def test_a_poll_speaks_of_the_platforms_that_the_network_is_on(
    talk: Conversation, platforms: tuple[str, ...], rules: str, of_slack: bool, of_matrix: bool
) -> None:
    """Whoever has never heard of Matrix is told nothing about its rooms."""
    for platform in platforms:
        bound = replace(talk.request("@sec /pn bind PNE"), channel=f"{platform}:room")
        assert talk.bot.dispatcher.handle_now(bound).error is None
    talk.given("@sec /pn add PNMA Meaningful Access", "@sec /pn member add @amina PNMA role:mwg, co-chair")
    told, elsewhere = (talk.say(f"@amina {TEA}{rules} in:{code}").text for code in ("PNE", "PNMA"))

    assert ("Slack" in told, "Matrix" in told) == (
        of_slack and "slack" in platforms,
        of_matrix and "matrix" in platforms,
    )
    assert ("Slack" in elsewhere, "Matrix" in elsewhere) == (False, False)


def test_a_poll_is_opened_once(talk: Conversation) -> None:
    """A second opening is refused and changes nothing."""
    talk.given(f"@amina {TEA}", "@li /poll vote P1 1")

    reply = talk.say("@amina /poll open P1")

    assert reply.error == "conflict"
    assert counts(talk) == (1, 0)


def test_a_poll_without_a_working_group_is_refused(talk: Conversation) -> None:
    """Nobody could vote in it."""
    talk.given("@sec /pn add PNMA Meaningful Access")

    reply = talk.say("@sec #pnma /poll open Tea? | Yes | No")

    assert reply.error == "conflict"
    assert suggestion(reply) == "/pn member add @amina PNMA"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "A poll needs a question and at least two options, with `|` between them."),
        ("Tea?", "A poll needs a question and at least two options, with `|` between them."),
        ("Tea? | Yes", "A poll needs a question and at least two options, with `|` between them."),
        ("| | |", "A poll needs a question and at least two options, with `|` between them."),
        ("Tea? | Yes | yes!", "Two options are the same."),
        ("Tea? | Yes | Yes", "Two options are the same."),
        ("Tea? | Yes | No kind:guessed", "I cannot read “guessed” as `kind:`. It is written like this: "),
        ("Tea? | Yes | No closes:", "`closes:` is empty. It is written like this: `closes:26 March`."),
        ("Tea? | Yes | No closes:1 January 2021", "The closing time 1 January 2021 (end of day, UTC) has passed."),
        ("Tea? | Yes | No clses:Friday", "There is no option `clses:` here. Did you mean `closes:`?"),
        ("Tea? | Yes | No kind:single kind:multiple", "`kind:` stands there twice."),
    ],
)
def test_what_is_no_poll_is_refused_with_one_that_works(talk: Conversation, typed: str, said: str) -> None:
    """The refusal says why, and its suggestion opens a poll."""
    reply = talk.say(f"@amina /poll open {typed}")

    assert reply.error == "usage"
    assert reply.text.startswith(said)
    assert not talk.network.polls
    assert talk.say(f"@amina {suggestion(reply)}").created == ("PNE-P1",)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Tea? | Yes | " + "x" * 301, "A question has at most 1000 characters, an option at most 300."),
        ("q" * 1001 + " | Yes | No", "A question has at most 1000 characters, an option at most 300."),
        ("Tea? | " + " | ".join(f"o{n}" for n in range(21)), "A poll has at most 20 options; there are 21."),
        ("Which? | 2 | 1", "Option 1 would be called “2”, the number of another one; use words."),
    ],
)
def test_what_cannot_be_mended_leads_to_help(talk: Conversation, typed: str, said: str) -> None:
    """Whoever copied an example would ask everybody another question."""
    reply = talk.say(f"@amina /poll open {typed}")

    assert reply.error == "usage"
    assert reply.text.startswith(said)
    assert suggestion(reply) == "/pn help poll open"
    assert talk.say(f"@amina {suggestion(reply)}").error is None


def test_a_doubtful_deadline_is_asked_about_in_the_typed_line(talk: Conversation) -> None:
    """03/04 may be two dates; the suggestion is the same poll with one of them."""
    reply = talk.say(f"@amina {TEA} closes:03/04")

    assert reply.error == "ambiguous"
    assert suggestion(reply) == f"{TEA} closes:3 April 2021"
    assert talk.say(f"@amina {suggestion(reply)}").error is None


def test_the_doubtful_date_alone_is_mended(talk: Conversation) -> None:
    """The same digits elsewhere in the line stay as they are."""
    reply = talk.say("@amina /poll open Shall 03/04 be 03/04? | Yes, 03/04 | No closes:03/04")

    assert suggestion(reply) == "/poll open Shall 03/04 be 03/04? | Yes, 03/04 | No closes:3 April 2021"


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("Tea? | Yes | No kind:rankd closes:Friday", "Tea? | Yes | No kind:ranked closes:Friday"),
        ("Tea? | Yes | No kind:multi", "Tea? | Yes | No kind:multiple"),
        ("Tea? | Yes | No kind:guessed closes:Friday", "Tea? | Yes | No closes:Friday"),
        ("Tea? | Yes | No secret:please", "Tea? | Yes | No secret:yes"),
        ("Tea? | Yes | No names:nobody", "Tea? | Yes | No"),
        ("Tea? | Yes | No kind:multiple choose:two", "Tea? | Yes | No kind:multiple choose:2"),
        ("Tea? | Yes | No quorum:50 closes:Friday", "Tea? | Yes | No quorum:50% closes:Friday"),
        ("Tea? | Yes | No quorum:half", "Tea? | Yes | No quorum:1/2"),
        ("Tea? | Yes | No choose:3 closes:Friday", "Tea? | Yes | No choose:2 closes:Friday"),
        ("Tea? | Yes | No closes:yesterday secret:yes", "Tea? | Yes | No closes:tomorrow 17:00 UTC secret:yes"),
        ("Tea? | Yes | No secret:yes names:public", "Tea? | Yes | No secret:yes"),
        ("Tea? | Yes | No extendable:yes", "Tea? | Yes | No extendable:yes closes:tomorrow 17:00 UTC"),
        ("Tea? | Yes | Yes | No closes:Friday", "Tea? | Yes | No closes:Friday"),
        ("Tea? closes:Friday", "Tea? | Yes | No closes:Friday"),
        ("Tea? | Yes | yes! closes:Friday", "Tea? | Yes | None of these closes:Friday"),
        ("Tea? | Yes closes:Friday", "Tea? | Yes | None of these closes:Friday"),
        ("Tea? | Yes | No kind:consensus closes:Friday", "Tea? kind:consensus closes:Friday"),
    ],
)
def test_a_slip_is_mended_in_the_persons_own_line(talk: Conversation, typed: str, better: str) -> None:
    """And what is suggested opens the poll."""
    reply = talk.say(f"@amina /poll open {typed}")

    assert suggestion(reply) == f"/poll open {better}"
    assert talk.say(f"@amina {suggestion(reply)}").error is None


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("Lunch? | Rice | Beans secret", "Lunch? | Rice | Beans secret:yes"),
        ("Vote in secret? | Yes | No secret", "Vote in secret? | Yes | No secret:yes"),
        ("Lunch? | Rice | Beans | closes Friday", "Lunch? | Rice | Beans closes:Friday"),
        ("Lunch?\nRice\nBeans\ncloses Friday", "Lunch?\nRice\nBeans closes:Friday"),
        ("Lunch? | Rice | Beans --anonymous closes:tomorrow", "Lunch? | Rice | Beans secret:yes closes:tomorrow"),
        ("Lunch? | Rice | Beans, closes 3 May", "Lunch? | Rice | Beans closes:3 May"),
    ],
)
def test_a_key_without_its_colon_opens_nothing(talk: Conversation, typed: str, better: str) -> None:
    """The poll would be open to all, or without end."""
    reply = talk.say(f"@amina /poll open {typed}")

    assert (reply.error, suggestion(reply)) == ("usage", f"/poll open {better}")
