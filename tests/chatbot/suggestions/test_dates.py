"""A date or a reason that was written otherwise is suggested where it stands, and no other one."""

import pytest

from tests.conversation import Conversation, suggestion


@pytest.mark.parametrize("date", ["1 February 2021", "28 February 2021 17:00 UTC", "yesterday", "вчера"])
def test_a_deadline_that_has_passed_is_replaced_in_the_line(talk: Conversation, date: str) -> None:
    """The id and the reason stay as they were typed."""
    reply = talk.say(f"@amina /commit slip C1 by:{date} because:the reviewers: late")

    assert suggestion(reply) == "/commit slip C1 by:in 2 weeks because:the reviewers: late"
    assert talk.say(f"@amina {suggestion(reply)}").error is None


@pytest.mark.parametrize("date", ["soon", "at: noon", "utc:5"])
def test_a_date_that_is_none_is_still_said_to_be_none(talk: Conversation, date: str) -> None:
    """There is nothing before the colon that could be a date."""
    reply = talk.say(f"@amina /commit Send it by:{date}")

    assert "no option" not in reply.text
    assert talk.say(f"@amina {suggestion(reply)}").error is None


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
        ("/poll open secret:yes Who? | Ana | Ben", "/poll open Who? | Ana | Ben secret:yes"),
        (
            "/poll open Who? | Ana | Ben closes:tomorrow secret",
            "/poll open Who? | Ana | Ben closes:tomorrow secret:yes",
        ),
        (
            "/poll open Who? | Ana | Ben closes:tomorrow, anonymous",
            "/poll open Who? | Ana | Ben closes:tomorrow secret:yes",
        ),
        ("/poll open Who? Ana, Ben, or Cleo", "/poll open Who? | Ana | Ben | Cleo"),
        ("/poll open Tea or coffee? Tea or coffee", "/poll open Tea or coffee? | Tea | coffee"),
        (
            "!poll open kind:ranked Who? | Ana | Ben closes:in 3 days",
            "!poll open Who? | Ana | Ben kind:ranked closes:in 3 days",
        ),
    ],
)
def test_what_was_typed_of_a_poll_is_put_in_its_place(talk: Conversation, line: str, better: str) -> None:
    """Nothing of it is lost, least of all that it is to be secret."""
    reply = talk.say(f"@amina {line}")

    assert reply.error == "usage"
    assert suggestion(reply) == better
    assert talk.say(f"@amina {better}").error is None


@pytest.mark.parametrize("choice", ["12 May", "1 yes 2 perhapsy", "1 yes 1 no"])
def test_a_choice_of_times_that_cannot_be_read_suggests_no_vote(talk: Conversation, choice: str) -> None:
    """The times are shown with their numbers: nobody is to copy what they did not mean."""
    [poll] = talk.say("@amina /poll open When? | tomorrow 13:00 UTC | tomorrow 15:00 UTC kind:dates").created
    reply = talk.say(f"@amina /poll vote {poll} {choice}")

    assert reply.error == "usage"
    assert suggestion(reply) == f"/poll results {poll}"
