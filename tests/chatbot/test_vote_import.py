"""Votes cast off the chat, imported from CSV: all rows or none, by the rules of the chat, and twice is once."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from chatbot.cli.importing import import_file, read_ballot
from storage.errors import StorageFault
from storage.events import BallotCast, PollKind, Via
from storage.exports import write_csv
from storage.exports.polls import vote_rows
from storage.measures import polls
from storage.state import Poll, State
from tests.chatbot.polls import counts
from tests.conversation import START, Conversation
from tests.storage.measures import elections

HEADER = "poll,person,choice,because,via,at\n"
POLL = "@amina /poll open Which? | Water | Energy closes:in 2 days"


@pytest.fixture
def talk(talk: Conversation) -> Conversation:
    """A conversation in which a poll has been open for an hour."""
    talk.given(POLL)
    talk.wait(hours=1)
    return talk


def take(talk: Conversation, rows: str, header: str = HEADER) -> str:
    """Import rows, and return the summary."""
    file = talk.folder / "votes.csv"
    file.write_text(header + rows, encoding="utf-8")
    return import_file(talk.bot, file, talk.now)


def refusal(talk: Conversation, rows: str) -> str:
    """Import what is refused, and return the sentence; nothing was recorded."""
    before = talk.seq
    with pytest.raises(StorageFault) as refused:
        take(talk, rows)
    assert talk.seq == before
    return str(refused.value).partition(": ")[2]


def exported(talk: Conversation, folder: Path) -> Path:
    """Write the tables of the record, and return that of votes."""
    write_csv(folder, talk.bot.record.history, talk.bot.people)
    return folder / "votes.csv"


def test_votes_by_email_are_recorded_at_once_and_once(talk: Conversation) -> None:
    """As of when they were sent, with how; a second import says nothing new."""
    rows = "PNE-P1,li,2,,email,2021-03-01T09:30Z\npne-p1,@Bruno,Water,,phone,\n"
    first, seq = take(talk, rows), talk.seq
    talk.wait(hours=1)
    again = take(talk, rows)
    ballots = list(talk.poll().ballots.values())

    assert (first, again) == ("2 votes imported; 0 skipped", "0 votes imported; 2 skipped")
    assert talk.seq == seq
    assert counts(talk) == (1, 1)
    assert [(ballot.at - START, ballot.via) for ballot in ballots] == [
        (timedelta(minutes=30), Via.EMAIL),
        (timedelta(hours=1), Via.PHONE),
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("PNE-P9,li,1,,email,", "line 3: there is no poll PNE-P9; write its full id, such as PNE-P3."),
        ("P1,li,1,,email,", "line 3: there is no poll P1; write its full id, such as PNE-P3."),
        ("PNE-P1,zoe,1,,email,", "line 3: nobody is known as zoe; write a row for them under people."),
        ("PNE-P1,ines,1,,email,", "line 3: ines may not vote in PNE-P1."),
        ("PNE-P1,li,3,,email,", "line 3: There is no option 3 in PNE-P1; its options are 1 to 2."),
        ("PNE-P1,li,1 2,,email,", "line 3: PNE-P1 takes one option."),
        ("PNE-P1,li,1,too late,email,", "line 3: A vote in PNE-P1 takes no reason; nothing was recorded."),
        ("PNE-P1,li,1,,,", "line 3: via is missing: how li let it be known; there are: email, phone, paper, spoken."),
        ("PNE-P1,li,1,,pigeon,", "line 3: via is “pigeon”; there are: email, phone, paper, spoken."),
        ("PNE-P1,li,1,,email,2021-02-28", "line 3: PNE-P1 was not open then; it takes no vote of before its opening."),
        ("PNE-P1,li,1,,email,2021-03-05", "line 3: at is still to come: 5 March 2021, 23:59 UTC."),
        ("PNE-P1,bruno,2,,email,", "line 3: bruno in PNE-P1 stands in line 2 already."),
        ("pne-p1,@Bruno,2,,email,", "line 3: @Bruno in PNE-P1 stands in line 2 already."),
        ("PNE-P5,p0123456789ab,1,,email,", "line 3: p0123456789ab may not vote in PNE-P5."),
        ("PNE-P2,li,1,,email,", "line 3: PNE-P2 is secret: everybody votes for themselves, so that nobody else knows."),
        ("PNE-P3,li,1,,email,", "line 3: PNE-P3 takes no votes any more; its result stays as it is."),
        ("PNE-P4,li,1,,email,", "line 3: PNE-P4 was not open then; it takes no vote of before its opening."),
    ],
)
def test_a_row_that_cannot_be_recorded_refuses_all(talk: Conversation, row: str, said: str) -> None:
    """It is named by its line, with why."""
    talk.given(
        "@amina /poll open Secret? | A | B secret:yes", "@amina /poll open Past? | A | B", "@amina /poll close P3"
    )
    talk.given("@li /poll open Proposed? | A | B", "@amina /poll open All? | A | B for:everyone")
    talk.wait(hours=1)

    assert refusal(talk, f"PNE-P1,bruno,1,,email,\n{row}\n").startswith(said)


def test_a_receipt_says_who_recorded_a_vote_and_how_it_came(talk: Conversation) -> None:
    """From a file or typed for somebody; nothing of one's own."""
    take(talk, "PNE-P1,li,2,,email,\n")
    talk.given("@sec /poll vote P1 1 as:@bruno via:phone", "@amina /poll vote P1 1")
    told = [talk.say(f"@{who} /poll receipt P1").text.splitlines()[-1] for who in ("li", "bruno", "amina")]

    assert told[:2] == [
        f"The Secretariat recorded it for you, who let it be known by {way}. Not so? Tell a co-chair."
        for way in ("email", "phone")
    ]
    assert "Secretariat" not in told[2]


def test_what_was_voted_since_is_not_replaced(talk: Conversation) -> None:
    """Neither by a vote that was sent before, nor by importing an earlier file again."""
    take(talk, "PNE-P1,li,2,,email,2021-03-01T09:30Z\n")
    talk.wait(hours=1)
    talk.given("@li /poll vote P1 1", "@bruno /poll vote P1 1", "@bruno /poll unvote P1")
    skipped = take(talk, "PNE-P1,li,2,,email,2021-03-01T09:30Z\n")
    early = [refusal(talk, f"PNE-P1,{who},2,,email,2021-03-01T10:30Z\n") for who in ("li", "bruno")]

    assert skipped == "0 votes imported; 1 skipped"
    assert [told.partition(" in ")[2] for told in early] == [
        "PNE-P1 after this, on 1 March 2021, 11:00 UTC, or took a vote back; take the row out."
    ] * 2
    assert counts(talk) == (1, 0)


def test_after_the_close_an_import_changes_nothing(talk: Conversation) -> None:
    """What is in the record is skipped, and anything else refused."""
    take(talk, "PNE-P1,li,2,,email,\n")
    talk.run_out()

    assert take(talk, "PNE-P1,li,2,,email,\n") == "0 votes imported; 1 skipped"
    assert "takes no votes any more" in refusal(talk, "PNE-P1,bruno,2,,email,2021-03-01T10:30Z\n")
    assert counts(talk) == (0, 1)


def test_an_export_says_nothing_new_where_it_comes_from(talk: Conversation, tmp_path: Path) -> None:
    """Votes of the chat and of files; of a secret poll there is none. The other tables come without them."""
    talk.given("@amina /poll open Secret? | A | B secret:yes", "@li /poll vote P2 1")
    talk.given("@amina /poll open Adopt it kind:consensus", "@li /poll vote P3 block because:the costs")
    talk.given("@sec /poll vote P1 2 as:@bruno via:phone", "@amina /poll unvote P1")
    take(talk, "PNE-P1,li,1,,paper,\n")
    table = exported(talk, tmp_path / "csv")
    folder = import_file(talk.bot, table.parent, talk.now)
    votes = import_file(talk.bot, table, talk.now)
    rows = [line.split(",") for line in table.read_text(encoding="utf-8-sig").splitlines()]

    assert rows[0] == HEADER.strip().split(",")
    assert [[row[0], *row[2:5]] for row in rows[1:]] == [
        ["PNE-P1", "2", "", "phone"],
        ["PNE-P1", "1", "", "paper"],
        ["PNE-P3", "3", "the costs", ""],
    ]
    assert "vote" not in folder
    assert votes == "0 votes imported; 3 skipped"


@given(elections.polls())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_ballot_is_read_as_it_is_written(talk: Conversation, poll: Poll) -> None:
    """Of every kind, abstentions and rejections of all included."""
    network = type(talk.network)("PNE", "", polls={1: poll})
    rows = list(vote_rows(State({"PNE": network})))
    read = [read_ballot(poll, row[2], row[3]) for row in rows]

    assert [(one.choice, one.maybe) for one in read] == [(one.choice, one.maybe) for one in poll.ballots.values()]


def test_an_imported_vote_is_one_entry_of_the_operator(talk: Conversation) -> None:
    """With all others of its file."""
    take(talk, "PNE-P1,li,2,,email,\nPNE-P1,bruno,abstain,,email,\n")
    entry = talk.bot.record.history.recent[-1]

    assert entry.by == "operator"
    assert [type(event) for event in entry.events] == [BallotCast, BallotCast]
    assert talk.poll().kind is PollKind.SINGLE
    assert polls.tally(talk.poll()).abstained == 1
