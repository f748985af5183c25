"""Polls, as people hold them: proposed, opened, voted in, closed, and what each of them is told."""

from datetime import timedelta

import pytest

from chatbot.public_text import announcement
from storage.events import PollClosed
from storage.measures.polls import tally
from tests.conversation import START, Conversation, suggestion

TEA = "/poll open Tea or coffee? | Tea | Coffee"


def counts(talk: Conversation, number: int = 1) -> tuple[int, ...]:
    """Return the voters per option of a poll."""
    return tally(talk.poll(number)).counts


# Opening


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
        "Who can see a vote: the record keeps it with your name; nothing that is shown or published does. "
        "A vote in a Matrix room's own poll is seen by whoever is in that room.",
        "It closes on Fri 5 March 2021 17:00 UTC and cannot be extended.",
        "Ties are reported as ties. A poll takes the temperature; it decides nothing.",
    ]


def test_a_members_poll_waits_for_a_co_chair(talk: Conversation) -> None:
    """A member proposes; nobody votes before somebody who runs polls opens it by its id."""
    proposed = talk.say(f"@li {TEA}")
    early = talk.say("@li /poll vote P1 1")
    opened = talk.say("@amina /poll open P1")
    vote = talk.say("@li /poll vote P1 1")

    assert proposed.created == ("PNE-P1",)
    assert proposed.text.endswith("This is a proposal. A co-chair opens it with `/poll open PNE-P1`.")
    assert early.error == "conflict"
    assert opened.error is None
    assert vote.error is None


def test_a_member_does_not_open_a_proposal(talk: Conversation) -> None:
    """Not even one's own."""
    talk.given(f"@li {TEA}")

    assert talk.say("@li /poll open P1").error == "forbidden"


@pytest.mark.parametrize("change", ["closes:Friday", "kind:multiple", "Another question? | A | B"])
def test_a_proposal_keeps_its_rules(talk: Conversation, change: str) -> None:
    """Whoever opens a proposal cannot change it on the way."""
    talk.given(f"@li {TEA}")

    reply = talk.say(f"@amina /poll open P1 {change}")

    assert reply.error == "usage"
    assert talk.poll().opened is None
    assert talk.say(f"@amina {suggestion(reply)}").error is None


def test_a_poll_is_opened_once(talk: Conversation) -> None:
    """A second opening is refused and changes nothing."""
    talk.given(f"@amina {TEA}", "@li /poll vote P1 1")

    reply = talk.say("@amina /poll open P1")

    assert reply.error == "conflict"
    assert counts(talk) == (1, 0)


def test_a_proposal_whose_deadline_has_passed_cannot_be_opened(talk: Conversation) -> None:
    """Its rules are fixed, and nobody could vote."""
    talk.given(f"@li {TEA} closes:in 10 minutes")
    talk.wait(minutes=10)

    reply = talk.say("@amina /poll open P1")

    assert reply.error == "usage"
    assert reply.text.startswith("The closing time Mon 1 March 2021 09:10 UTC has passed.")


@pytest.mark.parametrize(
    "typed",
    [
        "Tea or coffee? | Tea | Coffee",
        "Tea or coffee?｜Tea｜Coffee",
        "Tea or coffee?\nTea\nCoffee",
        "Tea or coffee?\n1. Tea\n2. Coffee",
        "Tea or coffee?\n1) Tea\n2) Coffee",
        "Tea or coffee?\n- Tea\n- Coffee",
        "Tea or coffee?\n• Tea\n\n• Coffee\n",
        "Tea or coffee? || Tea || Coffee ||",
    ],
)
def test_options_are_listed_as_people_list_things(talk: Conversation, typed: str) -> None:
    """Bars, full-width bars, lines, bullets and numbers all separate options."""
    talk.given(f"@amina /poll open {typed}")

    assert str(talk.poll().question) == "Tea or coffee?"
    assert [str(option) for option in talk.poll().options] == ["Tea", "Coffee"]


def test_numbers_that_do_not_count_the_options_belong_to_them(talk: Conversation) -> None:
    """A list is only undone where it is one."""
    talk.given("@amina /poll open Which? | 2. half | 1. half")

    assert [str(option) for option in talk.poll().options] == ["2. half", "1. half"]


def test_twenty_long_options_fit(talk: Conversation) -> None:
    """A question of 1000 characters and 20 options of 300 are taken whole."""
    options = [f"{number:03}" + "x" * 297 for number in range(100, 120)]

    reply = talk.say(f"@amina /poll open {'q' * 1000} | {' | '.join(options)}")

    assert reply.error is None
    assert [str(option) for option in talk.poll().options] == options


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "A poll needs a question and at least two options, with `|` between them."),
        ("Tea?", "A poll needs a question and at least two options, with `|` between them."),
        ("Tea? | Yes", "A poll needs a question and at least two options, with `|` between them."),
        ("| | |", "A poll needs a question and at least two options, with `|` between them."),
        ("Tea? | Yes | yes!", "Two options are the same."),
        ("Tea? | Yes | " + "x" * 301, "A question has at most 1000 characters, an option at most 300."),
        ("q" * 1001 + " | Yes | No", "A question has at most 1000 characters, an option at most 300."),
        ("Tea? | " + " | ".join(f"o{n}" for n in range(21)), "A poll has at most 20 options; there are 21."),
        ("Which? | 2 | 1", "Option 1 would be called “2”, the number of another one; use words."),
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


def test_a_poll_without_a_working_group_is_refused(talk: Conversation) -> None:
    """Nobody could vote in it."""
    talk.given("@sec /pn add PNMA Meaningful Access")

    reply = talk.say("@sec #pnma /poll open Tea? | Yes | No")

    assert reply.error == "conflict"
    assert suggestion(reply) == "/pn member add @amina PNMA"


# Voting


@pytest.mark.parametrize(
    "line",
    [
        "/poll vote P1 2",
        "/poll vote PNE-P1 2",
        "/poll vote pne-p1 2",
        "/poll vote 2",
        "/poll vote P1 coffee",
        "/poll vote Coffee",
        "/pn poll vote P1 2",
        "!poll vote P1 2",
        "！poll vote P1 2",
        "/POLL Vote p1 2",
        "/poll vote Р1 2",  # Cyrillic
        "/poll vote Ｐ１ ２",
        "/poll vote P١ ٢",
        "/poll vote “P1” “2”",
        "/poll vote P1: 2)",
        "/poll vote P1 #2.",
        "/poll vote P1 2\ufe0f\u20e3",  # a keycap emoji
        "/poll vote\nP1\n2",
        "/poll\u00a0vote P1\u00a02",
        "/poll vote P1 2 in:pne",
        "/poll vote \u2068PNE-P1\u2069 2",
        *(f"/poll vote PNE{dash}P1 2" for dash in "‐‑‒–—―−－﹣"),
        *(f"/poll vote P1 {choice}" for choice in ("option 2", "Option: 2", "[2]", "(2)", "№2", "№ 2")),
        "/poll vote <P1> 2",
        "/poll vote &lt;PNE–P1&gt; 2",
    ],
)
def test_a_vote_is_understood_as_it_is_typed(talk: Conversation, line: str) -> None:
    """Ids, digits and words of every script and shape name the same option."""
    talk.given(f"@amina {TEA}")

    reply = talk.say(f"@li {line}")

    assert reply.text == "Your vote in PNE-P1: 2. Coffee"
    assert reply.private
    assert counts(talk) == (0, 1)


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ("", "No choice, so nothing changed: your vote in PNE-P1 is 1. Tea. `/poll unvote PNE-P1` takes it back."),
        ("3", "There is no option 3 in PNE-P1; its options are 1 to 2."),
        ("0", "There is no option 0 in PNE-P1; its options are 1 to 2."),
        ("-1", "I cannot read “-1” as a choice; write the number of an option, 1 to 2."),
        ("1.5", "I cannot read “1.5” as a choice; write the number of an option, 1 to 2."),
        ("chai", "I cannot read “chai” as a choice; write the number of an option, 1 to 2."),
        ("1 please", "I cannot read “1 please” as a choice; write the number of an option, 1 to 2."),
        ("1,2", "PNE-P1 takes one option."),
        ("2>1", "PNE-P1 takes one option."),
        ("2 2", "You named an option twice."),
    ],
)
def test_what_is_no_vote_is_refused_and_counts_nothing(talk: Conversation, choice: str, said: str) -> None:
    """The earlier vote stands, and the suggestion is a vote that would count."""
    talk.given(f"@amina {TEA}", "@li /poll vote P1 1")

    reply = talk.say(f"@li /poll vote P1 {choice}")

    assert reply.error == "usage"
    assert reply.text.startswith(said)
    assert counts(talk) == (1, 0)
    assert talk.say(f"@li {suggestion(reply)}").error is None


def test_a_vote_without_a_choice_is_told_how_one_votes(talk: Conversation) -> None:
    """There is nothing that could stand."""
    talk.given(f"@amina {TEA}")

    reply = talk.say("@li /poll vote P1")

    assert reply.error == "usage"
    assert reply.text.startswith("Missing: your choice. Vote for one option: `/poll vote PNE-P1 1`.")


def test_a_second_vote_replaces_the_first(talk: Conversation) -> None:
    """One person has one ballot, the last one."""
    talk.given(f"@amina {TEA}", "@li /poll vote P1 1", "@li /poll vote P1 2")

    assert counts(talk) == (0, 1)


@pytest.mark.parametrize("choice", ["1,3", "3>1", "3&gt;1", "1 3", "3، 1"])
def test_a_multiple_poll_takes_several_options(talk: Conversation, choice: str) -> None:
    """Each named option gets one voter, whatever stands between the numbers."""
    talk.given("@amina /poll open Which? | A | B | C kind:multiple", f"@li /poll vote P1 {choice}")

    assert counts(talk) == (1, 0, 1)


def test_an_option_that_is_a_year_is_chosen_by_its_own_words(talk: Conversation) -> None:
    """A number beyond the options can only be the words of one."""
    talk.given("@amina /poll open Which year? | 2021 | 2022", "@li /poll vote P1 2022")

    assert counts(talk) == (0, 1)


def test_the_electorate_is_frozen_at_the_opening(talk: Conversation) -> None:
    """Who joins later does not vote; who leaves still may."""
    talk.given(f"@amina {TEA}", "@sec /pn member add @late PNE", "@li /pn leave")

    late = talk.say("@late /poll vote P1 1")
    left = talk.say("@li /poll vote P1 1")

    assert late.error == "forbidden"
    assert late.text.startswith("PNE-P1 is for those who were working group members of PNE when it opened.")
    assert left.error is None


@pytest.mark.parametrize("who", ["ines", "sec", "stranger"])
def test_nobody_else_votes(talk: Conversation, who: str) -> None:
    """Consultant, Secretariat and observers have no vote."""
    talk.given(f"@amina {TEA}")

    assert talk.say(f"@{who} /poll vote P1 1").error == "forbidden"
    assert counts(talk) == (0, 0)


@pytest.mark.parametrize(
    ("late", "error"),
    [(-timedelta.resolution, None), (timedelta(0), "closed"), (timedelta.resolution, "closed")],
)
def test_a_vote_counts_until_the_closing_instant(talk: Conversation, late: timedelta, error: str | None) -> None:
    """Just before the deadline it counts; at it and after it does not."""
    talk.given(f"@amina {TEA} closes:in 10 minutes")
    talk.now = START + timedelta(minutes=10) + late

    reply = talk.say("@li /poll vote P1 1")

    assert reply.error == error
    assert counts(talk) == ((1, 0) if error is None else (0, 0))


def test_at_the_closing_instant_voting_ends_and_the_poll_is_closed_when_it_is_counted(talk: Conversation) -> None:
    """Nobody is told that it is closed while figures may change."""
    talk.given(f"@amina {TEA} closes:in 10 minutes")
    talk.wait(minutes=10)
    before, listed = talk.say("@li /poll results P1").text.splitlines()[-1], talk.say("@li /poll list").text
    talk.run_out()

    assert listed == "PNE-P1 (being counted): Tea or coffee?"
    assert before.startswith("Voting ended on Mon 1 March 2021 09:10 UTC. Votes are being counted")
    assert talk.say("@li /poll results P1").text.endswith("Closed on Mon 1 March 2021 09:10 UTC.")
    assert talk.say("@li /poll list").text == "PNE-P1 (closed): Tea or coffee?"


def test_the_close_holds_since_the_deadline_however_late_it_is_recorded(talk: Conversation) -> None:
    """A bot that slept through the deadline changes nothing about it."""
    talk.given(f"@amina {TEA} closes:in 10 minutes")
    talk.wait(days=2)

    reply = talk.say("@li /poll vote P1 1")

    assert reply.error == "closed"
    assert reply.text.startswith("PNE-P1 closed on Mon 1 March 2021 09:10 UTC.")
    assert talk.poll().closed == START + timedelta(minutes=10)


def test_a_clock_that_goes_back_reopens_nothing(talk: Conversation) -> None:
    """Once the close is on record, a vote with an earlier time of arrival is too late."""
    talk.given(f"@amina {TEA} closes:in 10 minutes")
    talk.wait(minutes=10)
    talk.bot.record.catch_up(talk.now)
    talk.wait(minutes=-5)

    assert talk.say("@li /poll vote P1 1").error == "closed"
    assert "PNE-P1 (closed)" in talk.say("@li /poll list").text


@pytest.mark.parametrize("command", ["/poll vote 1", "/poll results", "/poll close"])
def test_with_several_polls_open_the_bot_asks_which(talk: Conversation, command: str) -> None:
    """It never picks one."""
    talk.given(f"@amina {TEA}", "@amina /poll open Second? | Yes | No")

    reply = talk.say(f"@amina {command}")

    assert reply.error == "ambiguous"
    assert reply.text.startswith("Several polls are open: PNE-P1, PNE-P2. Name one.")


@pytest.mark.parametrize("command", ["/poll vote P9 1", "/poll results P9", "/poll close PNE-P9", "/poll open P9"])
def test_a_poll_that_does_not_exist_is_named(talk: Conversation, command: str) -> None:
    """The full id stands in the answer, and the list is one line away."""
    reply = talk.say(f"@amina {command}")

    assert reply.error == "not_found"
    assert reply.text.startswith("There is no PNE-P9.")
    assert suggestion(reply) == "/poll list in:PNE"


def test_the_number_of_a_poll_taken_back_is_not_used_again(talk: Conversation) -> None:
    """An id that somebody may have copied never means another poll."""
    talk.given(f"@amina {TEA}", "@amina /pn undo", "@amina /poll open Second? | Yes | No")

    assert list(talk.network.polls) == [2]
    assert talk.say("@li /poll vote P1 1").error == "not_found"


# Closing and results


@pytest.mark.parametrize("who", ["amina", "sec"])
def test_a_close_shows_the_result(talk: Conversation, who: str) -> None:
    """Totals, turnout and the time of the close; no word of winning."""
    talk.given(f"@amina {TEA}", "@li /poll vote P1 1", "@bruno /poll vote P1 1")

    reply = talk.say(f"@{who} /poll close P1")

    assert not reply.private
    assert reply.text.splitlines() == [
        "Result · PNE-P1: Tea or coffee?",
        "1. Tea: 2",
        "2. Coffee: 0",
        "Turnout: 2 of 3 (67%).",
        "Closed on Mon 1 March 2021 09:00 UTC.",
    ]


def test_a_tie_is_called_a_tie(talk: Conversation) -> None:
    """Nobody decides it."""
    talk.given(f"@amina {TEA}", "@li /poll vote P1 1", "@bruno /poll vote P1 2")

    assert "A tie between “Tea” and “Coffee”." in talk.say("@amina /poll close P1").text


def test_tied_options_that_begin_alike_are_told_apart(talk: Conversation) -> None:
    """By their numbers, since only the beginning of a long one is named."""
    talk.given(
        "@amina /poll open Where? | A centre for training in Nairobi | A centre for training in Katowice",
        "@li /poll vote P1 1",
        "@bruno /poll vote P1 2",
    )

    told = talk.say("@amina /poll close P1").text
    assert "A tie between “1. A centre for training i…” and “2. A centre for training i…”." in told


def test_a_closed_poll_stays_closed(talk: Conversation) -> None:
    """Neither a vote nor a second close changes it; both say since when."""
    talk.given(f"@amina {TEA}", "@li /poll vote P1 1", "@amina /poll close")
    talk.wait(hours=1)

    for line in ("@li /poll vote P1 2", "@amina /poll close P1"):
        reply = talk.say(line)

        assert reply.error == "closed"
        assert reply.text.startswith("PNE-P1 closed on Mon 1 March 2021 09:00 UTC.")
    assert counts(talk) == (1, 0)


@pytest.mark.parametrize("who", ["li", "amina", "sec"])
def test_a_proposal_is_withdrawn(talk: Conversation, who: str) -> None:
    """By whoever made it, a co-chair or the Secretariat; nothing can be done with it afterwards."""
    talk.given(f"@li {TEA}")

    withdrawn = talk.say(f"@{who} /poll close P1")
    talk.wait(hours=1)
    refused = [talk.say(f"@amina /poll {line}") for line in ("open P1", "vote P1 1", "close P1")]

    assert withdrawn.text.splitlines()[0] == "Withdrawn · PNE-P1: Tea or coffee?"
    assert withdrawn.text.splitlines()[-1] == "Withdrawn on Mon 1 March 2021 09:00 UTC."
    assert talk.say("@bruno /poll list").text == "PNE-P1 (withdrawn): Tea or coffee?"
    assert talk.say("@stranger /poll list").text.startswith("No polls in PNE yet.")
    assert {reply.error for reply in refused} == {"closed"}
    for reply in refused:
        assert reply.text.startswith("PNE-P1 was withdrawn on Mon 1 March 2021 09:00 UTC.")
        assert talk.say(f"@amina {suggestion(reply)}").error is None
    assert "Polls: 0 open, 0 closed" in talk.say("@li /pn status").text


@pytest.mark.parametrize("who", ["bruno", "ines"])
def test_others_do_not_withdraw_a_proposal(talk: Conversation, who: str) -> None:
    """The consultant neither; each withdraws what they proposed themselves."""
    talk.given(f"@li {TEA}")

    refused = talk.say(f"@{who} /poll close P1")

    assert refused.error == "forbidden"
    assert refused.text.startswith("PNE-P1 was proposed by someone else; a co-chair or the Secretariat withdraws it.")
    assert talk.say(f"@{who} {suggestion(refused)}").error is None
    assert talk.poll().closed is None


def test_who_proposed_a_poll_does_not_close_it_once_it_is_open(talk: Conversation) -> None:
    """From the opening on it belongs to those who run polls."""
    talk.given(f"@li {TEA}", "@amina /poll open P1")

    refused = talk.say("@li /poll close P1")

    assert refused.error == "forbidden"
    assert refused.text.startswith("This is for: co-chair, consultant, Secretariat. You are: MWG member.")


def test_a_withdrawal_is_not_announced_in_public(talk: Conversation) -> None:
    """What was never opened is not public, its end neither."""
    talk.given(f"@li {TEA}", "@li /poll close P1", f"@amina {TEA}", "@amina /poll close P2")
    state = talk.bot.record.state()
    closes = [entry for entry in talk.bot.record.history.entries() if isinstance(entry.events[0], PollClosed)]

    posts = [announcement(state, entry, entry.events, "") for entry in closes]

    assert posts[0] == ""
    assert posts[1].startswith("PNE-P2 is closed: Tea or coffee?")


@pytest.mark.parametrize("who", ["stranger", "li", "amina", "sec"])
def test_nobody_is_shown_who_chose_what(talk: Conversation, who: str) -> None:
    """Open or closed, results and lists hold no name."""
    talk.given(f"@amina {TEA}", "@li /poll vote P1 1")

    shown = [talk.say(f"@{who} /poll {what}").text for what in ("results P1", "list")]
    talk.given("@amina /poll close P1")
    shown += [talk.say(f"@{who} /poll {what}").text for what in ("results P1", "list")]

    assert not [text for text in shown if "@" in text]


def test_the_list_shows_open_polls_first(talk: Conversation) -> None:
    """Then proposals, then closed ones."""
    talk.given("@amina /poll open One? | A | B", "@li /poll open Two? | A | B", "@amina /poll open Three? | A | B")
    talk.given("@amina /poll close P1")

    assert talk.say("@li /poll list").text.splitlines() == [
        "PNE-P3 (open): Three?",
        "PNE-P2 (proposed): Two?",
        "PNE-P1 (closed): One?",
    ]


@pytest.mark.parametrize("who", ["stranger", "friend"])
def test_a_proposal_is_not_public(talk: Conversation, who: str) -> None:
    """Its text is for whoever takes part in the network, until somebody opens it; what is suggested works."""
    talk.given("@sec /pn member add @friend role:community", f"@li {TEA}")

    listed = talk.say(f"@{who} /poll list")
    results = talk.say(f"@{who} /poll results P1")
    vote = talk.say(f"@{who} /poll vote P1 1")
    misspelt = talk.say(f"@{who} /poll resluts P1")
    suggested = [talk.say(f"@{who} {suggestion(refused)}") for refused in (results, vote, misspelt)]
    talk.given("@amina /poll open P1")

    assert listed.text.startswith("No polls in PNE yet.")
    assert (results.error, vote.error) == ("not_found", "conflict")
    assert results.text.startswith("PNE-P1 is not open.")
    assert not [reply for reply in (listed, results, vote, misspelt) if "Tea" in reply.text]
    assert [reply.error for reply in suggested] == [None] * 3
    assert "PNE-P1 (open): Tea or coffee?" in talk.say(f"@{who} /poll list").text


def test_whoever_takes_part_reads_proposals(talk: Conversation) -> None:
    """In the list and by its id."""
    talk.given(f"@li {TEA}")

    assert talk.say("@bruno /poll list").text == "PNE-P1 (proposed): Tea or coffee?"
    assert "1. Tea" in talk.say("@bruno /poll results P1").text


# Two networks


@pytest.fixture
def two(talk: Conversation) -> Conversation:
    """PNE and PNMA each have an open poll P1; li may vote in both."""
    talk.given("@sec /pn add PNMA Meaningful Access", "@sec /pn member add @li PNMA")
    talk.given(f"@amina {TEA}", "@sec #pnma /poll open Theirs? | Yes | No")
    return talk


def test_the_same_number_is_another_poll_in_another_network(two: Conversation) -> None:
    """The channel, an id with its code and `in:` each say which one."""
    two.given("@li /poll vote P1 1", "@li /poll vote PNMA-P1 2", "@li #pnma /poll vote P1 1")

    assert counts(two) == (1, 0)
    assert tally(two.bot.record.state().poll("PNMA", 1)).counts == (1, 0)


def test_two_networks_in_one_line_are_asked_about(two: Conversation) -> None:
    """A vote never lands in the poll that was not meant."""
    reply = two.say("@li /poll vote PNMA-P1 2 in:PNE")

    assert reply.error == "ambiguous"
    assert reply.text.startswith("You name two networks, PNMA and PNE. Which one?")
    assert two.say(f"@li {suggestion(reply)}").text == "Your vote in PNMA-P1: 2. No"


def test_outside_a_channel_the_bot_asks_which_network(two: Conversation) -> None:
    """For somebody in both, its suggestion works; for somebody in one, there is nothing to ask."""
    asked = two.say("@li # /poll vote P1 1")
    clear = two.say("@bruno # /poll vote P1 1")

    assert asked.error == "ambiguous"
    assert two.say(f"@li # {suggestion(asked)}").text == "Your vote in PNE-P1: 1. Tea"
    assert clear.text == "Your vote in PNE-P1: 1. Tea"


def test_a_question_may_name_a_poll_of_another_network(two: Conversation) -> None:
    """An id within the text does not move the poll there."""
    reply = two.say("@amina /poll open Shall we follow PNMA-P1? | Yes | No")

    assert reply.created == ("PNE-P2",)


def test_an_id_that_only_one_network_has_names_that_network(two: Conversation) -> None:
    """In private: one's own first, and one where one may vote; who is in none may ask about any."""
    two.given("@amina /poll open Ours alone? | Yes | No", *["@sec #pnma /poll open Ours? | Yes | No"] * 2)
    two.given("@sec #pnma /poll open All? | Yes | No for:everyone")

    assert two.say("@li # /poll vote P2 1").text.startswith("Which network do you mean: PNE, PNMA?")
    assert two.say("@li # /poll vote P3 1").text == "Your vote in PNMA-P3: 1. Yes"
    assert two.say("@bruno # /poll vote P3 1").text.startswith("There is no PNE-P3.")
    assert two.say("@bruno # /poll vote P4 1").text == "Your vote in PNMA-P4: 1. Yes"
    assert two.say("@stranger # /poll results P3").text.startswith("PNMA-P3: Ours?")


def test_suggestions_name_ones_own_network(two: Conversation) -> None:
    """Not the first of all."""
    two.given("@sec /pn member add @zoe PNMA")

    assert suggestion(two.say("@zoe # /pn statuss XYZ")) == "/pn status PNMA"
    assert suggestion(two.say("@bruno # /pn statuss XYZ")) == "/pn status PNE"


# Other writing systems


def test_an_arabic_poll_keeps_its_ids_readable(talk: Conversation) -> None:
    """Ids are isolated in right-to-left text, and the isolated id can be typed back."""
    reply = talk.say("@amina /poll open أي موضوع أولا؟ | الاتصال | الشمول")

    assert reply.created == ("PNE-P1",)
    assert reply.text.startswith("Vote now · \u2068PNE-P1\u2069: أي موضوع أولا؟")
    assert talk.say("@li /poll vote P1 الشمول").text == "Your vote in \u2068PNE-P1\u2069: 2. الشمول"


@pytest.mark.parametrize("late", [timedelta(seconds=1), timedelta(minutes=3), timedelta(hours=5)])
@pytest.mark.parametrize("secret", ["", " secret:yes"])
def test_a_vote_that_was_overtaken_on_its_way_does_not_replace_a_later_one(
    talk: Conversation, late: timedelta, secret: str
) -> None:
    """The order in which votes came to their platforms decides, however late one is heard of."""
    talk.given(f"@amina /poll open Which? | Water | Energy{secret}")
    talk.wait(hours=6)
    talk.given("@li /poll vote P1 2")
    talk.now -= late
    overtaken = talk.say("@li /poll vote P1 1")
    others = talk.say("@bruno /poll vote P1 1")
    talk.now += late
    talk.given("@amina /poll close P1")

    assert (overtaken.error, others.error) == ("conflict", None)
    assert (
        "You voted again in PNE-P1 after this, on Mon 1 March 2021 15:00 UTC; your later vote counts." in overtaken.text
    )
    assert counts(talk) == (1, 1)


def test_a_vote_from_before_it_was_taken_back_does_not_come_again(talk: Conversation) -> None:
    """One that was given after that counts."""
    talk.given("@amina /poll open Which? | Water | Energy")
    talk.wait(hours=6)
    talk.given("@li /poll vote P1 2", "@li /poll unvote P1")
    talk.wait(hours=-2)
    overtaken = talk.say("@li /poll vote P1 1")
    talk.wait(hours=3)

    assert overtaken.error == "conflict"
    assert "You took your vote in PNE-P1 back after this" in overtaken.text
    assert talk.poll().ballots == {}
    assert talk.say("@li /poll vote P1 1").error is None


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("vote PNEP2 2", "vote PNE-P2 2"),
        ("vote P-2 1", "vote PNE-P2 1"),
        ("vote P 2 1", "vote PNE-P2 1"),
        ("vote P2:1", "vote PNE-P2 1"),
        ("vote P2–1", "vote PNE-P2 1"),
        ("vote poll 2 F", "vote PNE-P2 F"),
        ("vote F", "vote PNE-P2 F"),
        ("vote P 2 coffee", "results PNE-P2"),
        ("close P 2", "close PNE-P2"),
        ("close 2", "close PNE-P2"),
    ],
)
def test_among_several_polls_the_one_that_is_meant_is_suggested(talk: Conversation, line: str, better: str) -> None:
    """By the number in an id that is written wrong, or an option that only one of them has."""
    talk.given("@amina /poll open A? | B | C", "@amina /poll open D? | E | F | G")
    reply = talk.say(f"@amina /poll {line}")

    assert reply.error == "ambiguous"
    assert suggestion(reply) == f"/poll {better}"
    assert talk.say(f"@amina {suggestion(reply)}").error is None


@pytest.mark.parametrize("line", ["vote 1", "vote", "vote 2>1", "vote PNEP3 2", "vote P-7 1", "close all", "close P 3"])
def test_no_vote_or_close_of_a_poll_that_was_not_named_is_suggested(talk: Conversation, line: str) -> None:
    """Also where a single poll is open, it may be another one that is meant."""
    talk.given(f"@amina {TEA}", "@amina /poll open A? | B | C", "@amina /poll open D? | E | F", "@amina /poll close P3")

    assert suggestion(talk.say(f"@amina /poll {line}")) == "/poll list in:PNE"


@pytest.mark.parametrize("line", ["vote PNEP1 2", "vote P 1 2", "close PNEP1", "close all", "results P-1"])
def test_the_only_open_poll_does_not_stand_in_for_another(talk: Conversation, line: str) -> None:
    """What was typed begins as the id of another."""
    talk.given(f"@amina {TEA}", "@amina /poll close P1", "@amina /poll open A? | B | C kind:multiple")

    assert suggestion(talk.say(f"@amina /poll {line}")) == "/poll list in:PNE"


@pytest.mark.parametrize(("typed", "better"), [("P-1 1", "vote PNE-P1 1"), ("P 1 milk", "results PNE-P1")])
def test_the_only_open_poll_is_named_in_full(talk: Conversation, typed: str, better: str) -> None:
    """What follows its id is the choice."""
    talk.given(f"@amina {TEA}")

    assert suggestion(talk.say(f"@li /poll vote {typed}")) == f"/poll {better}"


def test_a_question_may_have_several_lines(talk: Conversation) -> None:
    """Where bars stand between the options; an option is one line."""
    talk.given("@amina /poll open Which theme\nshould come first? | Water | Energy\nand mining")
    poll = talk.poll()

    assert str(poll.question) == "Which theme\nshould come first?"
    assert [str(option) for option in poll.options] == ["Water", "Energy and mining"]


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("/poll vote #2 1", "/poll vote PNE-P2 1"),
        ("/poll vote #1 2", "/poll vote PNE-P1 2"),
        ("/poll vote ＃2 2", "/poll vote PNE-P2 2"),
    ],
)
def test_a_poll_that_is_named_by_its_number_alone_is_named_in_full(talk: Conversation, line: str, better: str) -> None:
    """What follows is the choice; it is no second option."""
    talk.given("@amina /poll open A? | B | C", "@amina /poll open D? | E | F kind:multiple")

    assert suggestion(talk.say(f"@li {line}")) == better


def test_a_number_sign_before_the_only_open_poll_is_asked_about(talk: Conversation) -> None:
    """It would be two options."""
    talk.given("@amina /poll open A? | B | C kind:multiple")
    asked = talk.say("@li /poll vote #1 2")
    talk.given(f"@li {suggestion(asked)}")
    both, joined = (talk.say(f"@li /poll vote {choice}") for choice in ("#1 #2", "#1 and #2"))

    assert asked.error == "ambiguous"
    assert "“#1” may be the poll or an option" in asked.text
    assert suggestion(asked) == "/poll vote PNE-P1 2"
    assert both.text == joined.text == "Your vote in PNE-P1: 1. B, 2. C"


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
    ("line", "better"),
    [
        ("/vote P1 2", "/poll vote P1 2"),
        ("/pol vote P1 2", "/poll vote P1 2"),
        ("/pn vote P1 2", "/poll vote P1 2"),
        ("/results P1", "/poll results P1"),
        ("/vote P1 9", "/pn help poll vote"),
    ],
)
def test_a_command_that_there_is_not_is_mended_in_the_line(talk: Conversation, line: str, better: str) -> None:
    """What was typed after it stays, if that is accepted."""
    talk.given(f"@amina {TEA}")

    assert suggestion(talk.say(f"@li {line}")) == better


@pytest.mark.parametrize(
    ("rules", "typed", "better"),
    [
        ("| Water | Energy", "Enrgy", "vote PNE-P1 2"),
        ("| Water | Energy", "wat", "vote PNE-P1 1"),
        ("| Water | Energy", "4", "results PNE-P1"),
        ("| Water | Energy", "coffee", "results PNE-P1"),
        ("| Water | Energy", "2nd", "vote PNE-P1 2"),
        ("| Water | Energy", "not 1", "results PNE-P1"),
        ("| Water | Data kind:multiple", "1 or 2", "results PNE-P1"),
        ("| Water | Energy", "1 and 2", "results PNE-P1"),
        ("| Water | Energy kind:multiple", "1 with 2", "vote PNE-P1 1,2"),
        ("| Water | Energy kind:ranked", "1 and 2", "vote PNE-P1 1>2"),
        ("| Water | Data kind:multiple", "Dta and Watr", "vote PNE-P1 2,1"),
        ("| Water | Energy kind:ranked", "2 before 1", "vote PNE-P1 2>1"),
        ("| Water | Energy kind:ranked", "2>2", "vote PNE-P1 2"),
        ("kind:consensus", "agre", "vote PNE-P1 agree"),
        ("kind:consensus", "disagree", "results PNE-P1"),
    ],
)
def test_a_vote_that_cannot_be_read_is_never_shown_as_one_for_something_else(
    talk: Conversation, rules: str, typed: str, better: str
) -> None:
    """What is likely meant is suggested, or else a look at the options."""
    talk.given(f"@amina /poll open Which? {rules}")
    reply = talk.say(f"@li /poll vote P1 {typed}")

    assert reply.error == "usage"
    assert suggestion(reply) == f"/poll {better}"
    assert talk.say(f"@li {suggestion(reply)}").error is None


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("Lunch? | Rice | Beans secret", "Lunch? | Rice | Beans secret:yes"),
        ("Lunch? | Rice | Beans --anonymous closes:tomorrow", "Lunch? | Rice | Beans secret:yes closes:tomorrow"),
        ("Lunch? | Rice | Beans, closes 3 May", "Lunch? | Rice | Beans closes:3 May"),
    ],
)
def test_a_key_without_its_colon_opens_nothing(talk: Conversation, typed: str, better: str) -> None:
    """The poll would be open to all, or without end."""
    reply = talk.say(f"@amina /poll open {typed}")

    assert (reply.error, suggestion(reply)) == ("usage", f"/poll open {better}")


@pytest.mark.parametrize(
    ("typed", "last"),
    [
        ("How? | Open | Secret", "Secret"),
        ('How? | Open | "Top secret"', "Top secret"),
        ("When? | The school closes early | The school closes late", "The school closes late"),
    ],
)
def test_words_that_only_look_like_a_key_are_options(talk: Conversation, typed: str, last: str) -> None:
    """Alone, in quotes, or without a date."""
    talk.given(f"@amina /poll open {typed}")

    assert str(talk.poll().options[-1]) == last


@pytest.mark.parametrize(("typed", "option"), [("Dta", "Data"), ("Watr", "Water"), ("WATE", "Water")])
def test_the_option_that_is_nearly_named_is_asked_about(talk: Conversation, typed: str, option: str) -> None:
    """By its name; the line to copy has its number."""
    talk.given("@amina /poll open Which? | Water | Data")

    told = talk.say(f"@li /poll vote P1 {typed}").text
    assert told.startswith(f"I cannot read “{typed}” as a choice. Did you mean “{option}”?")
